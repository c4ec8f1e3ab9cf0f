"""What stands where a host has no page."""

from __future__ import annotations

TITLE = "没有这一页"
NOTHING_HERE = "这个地址下没有内容。可能是："
MISTYPED = "地址多了或少了字符，从消息、文稿里复制时常有；"
NOT_YET = "这一版还没有这一页：地址里 at/ 后面是版次，后来的文献只在后来的版里；"
WRONG_LINK = "链接写错了：本站公布过的地址不会撤下，内容搬动的，旧址会说明去处。"
ASK = "搜要找的话"
FROM_HERE = "从这里去"
HOME = "首页"
CUT_DOWN = "链接打不开时，请逐段删去地址的末尾，直到网站的首页。"
