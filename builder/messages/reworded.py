"""What the switch of changed words says."""

from __future__ import annotations

SIDE_BY_SIDE = "并排对照"
