"""What names stand for several articles."""

from __future__ import annotations

from builder.messages.message import Message

PAGE_OF_UNNAMED = Message("{name:s}的一页")
AND_OTHERS = Message("{title:s}等 {count:d} 篇")
