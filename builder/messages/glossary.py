"""What the glossary says around its definitions."""

from __future__ import annotations

from builder.messages.message import Message

DESCRIPTION = "术语的拼音、英译、来源中的解释与用处"
COUNT = Message("{count:d} 条")
DIGITS = "数字"
ALSO_CALLED = Message("又作 {aliases:s}")
BELONGS_TO = Message("属于 {labels:s}")
