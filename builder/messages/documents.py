"""What the pages of texts say around their words."""

from __future__ import annotations

from builder.messages.message import Message

DESCRIPTION = "所收文献，新的在前"
SAME_PAGE = Message("同版各篇：{titles:s}。")
QUOTED = Message("限于版权，只录归入各页的 {count:d} 段；全文见 {where}。")
SECTIONS = "各节"
QUESTIONS = "各问"
BY_WORDS = Message("，据“{asked}”")
HEADS_DIFFER = "各份的题、署名、电头不同"
COPIES = Message("{count:d} 份来源印有此文，以{base}为底本{why}，另见{others}。")
FROM_HEADING = Message("（承节题{paragraphs}）")
