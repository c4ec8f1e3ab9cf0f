"""What notes on the copies of a text say."""

from __future__ import annotations

from builder.messages.message import Message

AGREES = "一致"
DIFFERS = "有异"
LACKS = "缺此段"
LACKS_AND_DIFFERS = "有缺有异"
SUPPLIED = Message("此段底本无，据{name:s}补入。")
COLLATION = "此段对读"
TYPOGRAPHY = Message("另有标点、全半角差异 {count:d} 处")
BACK = "回到正文"
DOUBTED = Message("“{printed}”存疑，未改：{reason:s}。")
MISPRINTED = Message("原件印作“{words}”：{reason:s}。")
PRINTED_BY_NONE = Message("{copies}无")
CUT = Message("{end}”（{count:d} 字）")
NEW_PARAGRAPH = "另起一段"
WRONG = "（误）"
LINE_OF_BASE = Message("底本第\u00a0{line:d}\u00a0行")
LINE_OF = Message("{name:s}第\u00a0{line:d}\u00a0行")
IN_PARAGRAPHS = Message("（段\u00a0{paragraphs:s}）")
AND = "与"
ONLY_SOME_HAVE = Message("只有{copies}有{what}")
SOME_LACK = Message("{copies}没有{what}")
AND_ELSE = "，另有"
WORDS_DIFFER = Message("用字不同 {count:d} 处：{examples}")
MISPRINTS = Message("误印 {count:d} 处：{examples}")
ALIKE_BUT = "各份文字相同；只有"
ELSE = "另有"
TYPOGRAPHY_ONLY = Message("{before} {typography:d} 处只差标点、全半角")
WHOLE_PARAGRAPHS = Message("段\u00a0{paragraphs:s}")
IN_ALL = Message("{count:d} 处共")
CHARACTERS = Message("{places} {count:d} 字（段\u00a0{paragraphs:s}）")
MISPRINTED_FOR = Message("{right}误作{wrong}")
NOTHING = "无字"
AND_MORE = "等"
PARAGRAPH_AGREES = Message("段 {numbers:s}：{agreement}")
STRIP = "各段异同"
