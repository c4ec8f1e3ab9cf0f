"""What is said of the grounds of a label."""

from __future__ import annotations

from builder.messages.message import Message

FILED_BY_EDITOR = Message("{badge} 归类：{reason:s}")
TERMS_IN_TITLE = Message("题名中的术语：{terms:s}")
