"""What pages say of the snapshot that they belong to."""

from __future__ import annotations

from builder.messages.message import Message

SNAPSHOT = "版"
NEWEST = "最新"
AS_OF = Message("截至 {date} 的版本。")
SEE_NEWEST = "看这一页的最新一版"
IN_SNAPSHOT = Message("（{snapshot:s} 版）")
VERSION = Message("{snapshot:s} 版，截至 {date}")
WHOLE_AS_ONE_FILE = "整个读本合成一个文件"
PAGE_AS_ONE_FILE = "这一页合成一个文件"
ITS_USES = "，可转发、可打印，不用网络"
