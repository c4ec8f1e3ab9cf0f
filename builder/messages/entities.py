"""What the page of cited documents says."""

from __future__ import annotations

from builder.messages.message import Message

DESCRIPTION = "各篇引用的文件：在哪里引，原句怎么说"
COUNT = Message("{count:d} 份文件")
NONE = "所收文献未引文件。"
CALLED = Message("文中称 {names}")
HELD = Message("全文已收：{text}")
NOT_HELD = "全文未收。"
VOICE_PLACES = Message("{badge} {count:d} 处")
