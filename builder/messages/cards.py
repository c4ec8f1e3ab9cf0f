"""What the cards of a plan say."""

from __future__ import annotations

from builder.messages.message import Message

REASON = "照卡片核对"
FILE_HOLDS = Message("{file}：{articles:d} 篇，{paragraphs:d} 段")
FILE_LEAVES_OUT = Message("{head}；{count:d} 处不作正文")
NOT_TAKEN = Message("不收 {lines}，{reason}：{said}")
MORE_NOT_TAKEN = Message("另有 {count:d} 处不收")
CONFIRMED = Message("confirmed: {{by: 编者, on: {today}, card: {card}}}")
RANGES = Message("ranges: {ranges}  # 起止不对，改用这一行，去掉 line")
ARTICLE = Message("{count:d} 段，从“{first}”到“{last}”")
OR = "，或 "
OR_ALSO = Message("；或 {others}")
BY_EDITOR = Message("编者：{editor}")
LINE_SAYS = Message("第 {line:d} 行“{said}”")
AT_LINE = Message("（第 {line:d} 行）")
WHERE_IT_BEGINS = "从哪一行起"
WHETHER_TAKEN = "收不收"
MORE_DOUBTS = Message("来源 {file} 另有 {count:d} 处")
DOUBT = Message("来源 {file} 第 {line:d} 行{fact}{mark}：{value}，据{ground}")
