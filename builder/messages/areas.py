"""What the pages of labels say."""

from __future__ import annotations

from builder.messages.message import Message

EACH_IN_WORDS = Message("{name:s}，各以来源的话说明")
VOICES_ON = Message("{group:s}：{name:s}。政策、官方、专家、媒体各怎么说")
ENUMERATED = Message("{before} · {count:d} 段")
ALSO = "还有哪里提到"
SUBSCRIBE = "订阅这一页的变化"
NOBODY_YET = Message("尚无{voices}。")
OTHER_PARAGRAPHS = "其余各段，按文献列出段号："
PILLARS_BESIDE = "同段谈到的支撑"
ACTIONS_BESIDE = "同段谈到的行动"
RELATED_TERMS = "相关术语"
SPOKEN_OF_TOGETHER = "一同谈到"
