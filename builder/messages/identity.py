"""What a text says of itself: what it is, and whence that is known."""

from __future__ import annotations

from builder.messages.message import Message

ADDRESS = "网址"
ISSUED_BY = Message("发文机关：{names}")
NUMBERED = Message("文号：{number:s}")
ISSUED = Message("成文：{date}")
PUBLISHED = Message("刊出：{date}")
TAKEN_FROM = Message("所注来源：{origin}")
UNTITLED = "原件无题，以上为正文首句"
SPEAKER = "说话的人"
ASKER = "提问的人"
PRINTED_IN = "刊载"
COPY_PRINTED_IN = "此份刊载"
UNCLEAR_DATE = Message("{words}，不能据以确定是哪一天，不推定")
NO_DATE = Message("日期{absence}，不推定")
DATED = Message("日期：{date}，{ground}")
ELSEWHERE = Message("另作{value}{where}")
CITE_AS = Message("引用：{citation:s}")
