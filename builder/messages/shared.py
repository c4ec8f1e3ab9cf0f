"""Words that several kinds of pages say."""

from __future__ import annotations

from builder.messages.message import Message

PLACES = Message("{count:d} 处")
PASSAGES = Message("{count:d} 段")
LINES = Message("{count:d} 行")
COPIES = Message("{count:d} 份")
PARAGRAPH = Message("段 {numbers:s}")
ALTERNATIVE = Message("，或{other}")

CHANGES = "变化"
CITED = "文献所引"
DOCUMENTS = "文献"
SOURCES = "来源"
TERMS = "术语"
RELATIONS = "互见"
CORRECTIONS = "订正"
SEARCH = "搜索"

WORDS = "文字"
WHOLE = "全文"
TITLE = "题名"
ISSUERS = "发文机关"
NUMBER = "文号"
DATE = "日期"
ORIGIN = "所注来源"
ORIGINAL = "原件"
BASE = "底本"
BODY = "正文"
FILE = "文件"
WEB_PAGE = "网页"
MOVED = "移位"
ALIKE = "各份文字相同"
