"""What the collation of the copies of a text says."""

from __future__ import annotations

from builder.messages.message import Message

BASE = "（底本）"
TITLE = Message("{title:s}：对读")
COPIES_BESIDE = Message("《{title:s}》的 {count:d} 份来源逐段并列，异处标出")
HEADLINE = Message("对读：{headline}")
THE_TEXT = "本文"
BACK = Message("回到{link}。")
PARAGRAPH_SAID = Message("段 {at}：{said}")
TOP_DOWN = Message("自上而下：{copies}")
CHOOSE = "看哪一份"
HEAD = "题署"
PARAGRAPH = Message("段 {name:s}")
ABSENT = "此份无此段"
ORIGINAL_LINES = Message("原件{lines}")
LACKS = Message("缺 {length:d} 字")
SAME = "同"
DIFFERENT = "异"
MISSING = "缺"
