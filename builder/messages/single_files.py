"""What the single files say around the articles of pages."""

from __future__ import annotations

from builder.messages.message import Message

AS_OF = Message("{name:s} · 截至 {date} 的版本（{snapshot:s}）")
ONE_OF_MANY = "这是读本中的一页，未收入的各页不设链接。"
ALONE = "这个文件自成一体，不用网络。"
FIND = "查找请用浏览器的“在页面中查找”。"
