"""What structured data of pages says of itself."""

from __future__ import annotations

from builder.messages.message import Message

DATA_OF = Message("{title:s}：数据")
