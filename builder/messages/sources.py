"""What the pages of received files say."""

from __future__ import annotations

from builder.messages.message import Message

DESCRIPTION = "收到的原件，逐行照录"
PURPOSE = "收到的每一份原件都逐行照录，未收入文献的行也在其中，并说明为什么没有收。"
KEPT_AND_LEFT_OUT = Message("{kept:d} 篇收入 · {left_out:d} 处未收")
STILL_MISSING = "还缺什么"
KNOWN_MISSING = Message("编者知道有、还没有收到的文件；文中所引的每一份，见{cited}。{editor}")
LOOKED_AT = Message("{date}看过")
WEBPAGE = "行号按网页的可见文字计，每块文字一行；网页代码、脚本、样式、注释与图片的替代文字不在其中"
MHTML = "原件是网页归档（MHTML）；行号按其中网页的可见文字计，每块文字一行，框架中的文字在其位置上；样式、脚本、图片与存档的时间不在其中"
PDF = "原件是 PDF 文档；行号按段落、标题、表格的行与脚注计，每段一行，前面是它起始的页；页眉、页脚与页码排在该页末尾；图片中的文字不在其中"
OFD = "原件是 OFD 版式文档；行号按段落、标题、表格的行与脚注计，每段一行，前面是它起始的页；页眉、页脚与页码排在该页末尾；图片与印章中的文字不在其中"
WORD97 = "原件是 Word 97–2003 格式的文档；行号按其段落与表格单元计，页眉、页脚和批注排在末尾；字体、图片与修订痕迹不在其中"
DOCX = "原件是 Word 文档；行号按其段落与表格的行计，自动编号依文件的编号规则算出；脚注排在正文之后，页眉、页脚和批注排在末尾；已删除、划去、隐藏的文字另列；字体与图片不在其中"
SAYS_OF_ITSELF = Message("（网页自称 {encoding:s}）")
PRINTED_IN = Message("刊载：{publisher:s}")
NAMED = Message("文件：{file:s}，{count:d} 行，编码 {encoding:s}")
SAID_BY = Message("{whose}自述：{said}")
FIRST_PRINTED = Message("原载：{url:s}")
REPLACED = Message("原件在{day}换用更好的一份：{reason}。此前的 sha256：{before}")
OFFICIAL = "官方文件，照录"
PERMITTED = "经权利人许可，照录"
QUOTED = Message("限于版权，只录归入各页的段落，其余各行只记字数与校验值；全文见 {where}")
AT_LINE = Message("“{words}”（第 {line:d} 行）")
DATED = Message("日期：{date}，据文中{words}推定{note}")
HEADLINE = Message("{name:s}：原件 {id}")
CONTENTS_OF = Message("{name:s}：收到的文件 {file:s}，{count:d} 行，逐行照录")
PINS = "编者指定"
LINE_BY_LINE = "逐行照录"
CONTINUED = Message("{name:s}（续）")
LEFT_OUT = "未收"
ANOTHER = "又一份"
TAKEN_IN = Message("{kind} · 收入 {text}（{base}） · {reason:s}")
SHA256 = Message("sha256：{hash:s}")
