"""What a plan and a comparison say on a terminal."""

from __future__ import annotations

from builder.messages.message import Message

FILING = "归类"
CITED = "引用"
MORE_ARTICLES = Message("；另有 {count:d} 篇")
NOTHING_TAKEN = Message("来源 {file} 没有一篇收入")
PERSONAL = Message("reason: 个人信息（{names}）。")
LEFT_OUT_SENTENCES = Message("{where}没有收，却有整句的话：“{words}”{why}")
LONG = Message("{where}是一段，长 {length:d} 字，可能是几段并成的：“{words}”")
APPENDED = Message("{where}没有收，看来是上文的附件或落款：“{words}”")
WITHIN = Message("{where}夹在一段当中，看来应当自成一段：“{words}”")
UNTITLED = Message("{where}是一篇，没有找到标题，起首是：“{words}”")
NO_ARTICLE = "里没有找到成篇的文字"
SOURCE_SAID = Message("来源 {file} {said}")
SOURCE_DOUBT = Message("来源 {file} {where}{what}：“{words}”")
MORE_DOUBTS = Message("来源 {file} 另有 {count:d} 处")
RECEIVE_AGAIN = "→ 重新取得这份原件；取不到的，在 corrections.yml 里写明那里缺了什么"
ARTICLE_AT = Message("第 {line} 行起的一篇，")
CARD_DIFFERS = Message(
    "来源 {file} 与{who} {day} 确认的卡片不同：{facts}；看过以后，把 plan --card 所印的 confirmed 写进 sources.yml"
)
PAGE = Message("{sign} 页面 {folder}{path}")
ADDRESS_MOVED = Message("地址 {path} → {to}")
ADDRESS_NOW = Message("地址 {place} → {to}")
ADDRESS = Message("地址 {place}")
