"""What entries of feeds say."""

from __future__ import annotations

from builder.messages.message import Message

SPEAKS_OF = "论及"
TERM_CHANGED = Message("{change}术语：{term}")
