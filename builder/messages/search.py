"""What the search page says without its script."""

from __future__ import annotations

from builder.messages.message import Message

TERMS_INDEX = "术语索引"
TEXTS_INDEX = "文献目录"
DESCRIPTION = "在全部文献、题名与术语中查找"
NO_SCRIPTS = Message("浏览器未启用脚本时，请查{indexes}。")
