"""What the home page says."""

from __future__ import annotations

HORIZONS = "到哪一年，做到什么"
