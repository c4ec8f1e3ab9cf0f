"""What the pages of changes between updates say."""

from __future__ import annotations

from builder.messages.message import Message

LATEST = "最近有何变化"
FIRST_SHOWN = Message("，列前 {count:d} 处")
CHANGED = "有何变化"
NEW_TEXTS = Message("{name:s} {count:d} 份：{titles:s}")
SINCE = Message(
    "自此有文献 {documents:d} 份、归入行动与支撑的段落 {passages:d} 段、所用术语 {terms:d} 个"
)
LABEL_PASSAGES = Message("{label:s}\u00a0{count:d}\u00a0段")
NEW_PASSAGES = Message("各行动与支撑新增段落：{labels:s}")
WORDS_CHANGED = "原有文献的文字改动"
TERMS_NEW = "新用术语"
RELATIONS_NEW = "新的互见"
SECTION_PLACES = Message("{section}\u00a0{count:d}\u00a0处")
DESCRIPTION = "每次更新新增、改动了什么；任意两次更新之间逐句可比"
SUBSCRIBE = "订阅全站的变化"
COMPARE_WITH_LAST = "与上一次逐句相比"
BETWEEN = "任意两次更新之间"
COMPARE = "比较"
BETWEEN_CAPTION = "任意两次更新之间的比较，先者在行，后者在列"
FROM_TO = Message("从{first}到{last}")
ACTIONS_AND_PILLARS = "行动与支撑"
CITED_DOCUMENTS = "引用的文件"
CHANGES_OF = Message("{name}的变化")
CHANGES_OF_ALL = Message("{period}，文献、文字、术语、归类逐处的变化")
EACH_UPDATE = "各次更新"
NO_CHANGE = "两次更新之间没有变化。"
OLD_TITLE = Message("原题《{before}》")
OLD_BASE = Message("原据{before}")
NUMBERS_CHANGED = Message("编号有改 {numbers:d} 处")
HEADINGS_CHANGED = Message("标题、附件清单、落款等有改 {count:d} 处")
BESIDES = Message("另有{counts}")
NO_LONGER_NAMED = Message("不再提到：{name:s}")
MORE = "新增"
FEWER = "减少"
KIND_PLACES = Message("{kind}\u00a0{count:d}\u00a0处")
FEED = Message("{name:s}（Atom）")
