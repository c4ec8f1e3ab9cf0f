"""Grounds that rules give for what they decide, as far as no data file gives them.

The rooms of the flow know no messages and spell them themselves; a page may say these alone.
"""

from __future__ import annotations

from builder.messages.message import Message

BASE = (
    Message("{count}份来源中最全"),
    Message("{count}份来源中篇幅相当者，此份印得更完好"),
    Message("{count}份来源中篇幅相当者，此份出处更权威"),
    Message("{count}份来源中篇幅相当，取列在前者"),
    Message("编者定为一文：{reason}"),
    Message("编者定为两文：{reason}"),
)
"""Why a copy of a text is its base."""
SAME_VOICE = (
    Message("其中{count}份同为{agency}稿"),
    Message("，{count}份同为{agency}稿"),
    "，只算一家，不以份数多为准。",
)
"""Which copies of a text come from one agency."""
COUNTS = tuple("两三四五六七八九十")
"""Numbers of copies."""
DOUBTS = (
    "写法像发文（有条款，或说“现予公布”），却没有认作发文",
    "没有找到标题",
    "标题太短，像栏目名、人名或按钮",
    "标题像署名",
    "标题不像文件的名称",
    "标题不像通知、公告或令",
    "近旁说到征求意见",
    "发文应有发文机关，没有找到",
    "发文应有成文日期，没有找到",
    "发文多有文号，机关、日期也没有找全",
    "看不出是哪一级",
    "讲话应有日期，没有找到",
    "评论应有署名，没有找到",
    "首尾提到记者，没有读出姓名",
    "只凭开头的写法认作消息",
    "只有文件头这样写，正文没有印",
    "只有文件头写着这一天，正文前面另印有日期",
    "印在文末，可能是落款的日期",
)
"""Why a fact is in doubt."""
