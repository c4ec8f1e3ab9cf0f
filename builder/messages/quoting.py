"""What notes on quotations say."""

from __future__ import annotations

from builder.messages.message import Message

QUOTED = Message("所引{quotations}，{absence}。")
QUOTED_BY = Message("引有此段之语：{paragraphs}。")
ATTRIBUTED_NOT_FOUND = Message("引号中称出自《{document:s}》而其中未见者 {count:d} 处：{places}。")
QUOTATION = Message("所引{words}")
AS_ORIGINAL = Message("{called}与原文一致：{place}。")
AS_ELSEWHERE = Message("{called}亦见{place}，文字一致。")
ELSEWHERE = "所见他文"
ORIGINAL = "原文"
UNLIKE = Message("{called}与{other}不同（{place}）：")
THERE = Message("{said}彼作“{whole}”。")
THERE_MORE = Message("彼多“{words}”")
THERE_LESS = Message("彼无“{words}”")
HERE_AND_THERE = Message("此作“{ours}”，彼作“{theirs}”")
NOT_FOUND = "所收各文未见此语"
NAMED_NOT_HELD = "，所称出处亦未收入"
SIMILAR = Message("{said}；相近者见{place}")
NOT_IN = Message("《{title:s}》中未见")
PARAGRAPH_OF = Message("《{title:s}》段 {numbers:s}")
