"""What is said where something has moved or gone."""

from __future__ import annotations

from builder.messages.message import Message

FORMER = "早先的版本在这一页还有以下各处，此处今无。"
SNAPSHOT = Message("{identifier:s} 版")
MOVED_FROM = Message("{old:s}：旧址")
MOVED = Message("“{old:s}”这一页已移往别处")
OLD_ADDRESS = Message("旧址：{old:s}")
HOME = "首页"
ENDED = Message("这一页止于 {then}，今见{link}。")
SNAPSHOT_DATED = Message("{identifier:s} 版（{date}）")
NOW_HERE = "今在此处"
NOW_THERE = "今见此处"
LAST_SEEN = Message("末见于 {then} · {there}")
