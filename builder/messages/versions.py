"""What the comparison of two versions of a policy says."""

from __future__ import annotations

from builder.messages.message import Message

CHANGED = "改"
ADDED = "增"
REMOVED = "删"
COMPARED_WITH = Message("与{name:s}对照")
CLAUSES = "逐条对照"
KIND_PASSAGES = Message("{kind} {count:d} 段")
WORDS_UNCHANGED = "文字未改"
MOVED_PASSAGES = Message("移位 {count:d} 段")
RENUMBERED = Message("只改编号 {count:d} 段")
UNCHANGED = Message("未变 {count:d} 段")
COMPARED = Message("{was}与{now}对照")
DESCRIPTION = Message("《{title:s}》的{was}与{now}逐条对照，改动处标出")
EACH_CLAUSE = "逐条"
STATUS = "状态"
NOT_SAID = "未载"
DIFFERENCES = "两份文本的异同"
NONE = "无"
AND_MORE = Message("等 {count:d} 处")
NUMBERS_CHANGED = Message("编号有改：{said}{more}。下文不再逐一标为改动。")
MERGED = Message("{earlier:d} 段成 {later:d} 段")
PARAGRAPHS = Message("第\u00a0{numbers}\u00a0段")
