"""What stands beside words on every kind of page."""

from __future__ import annotations

from builder.messages.message import Message

PRINTED_BY = Message("{publisher:s}刊载")
COPIES_OF_PARAGRAPH = Message("{count:d}\u00a0份来源印有此段")
