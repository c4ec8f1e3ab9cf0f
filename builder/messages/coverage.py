"""What the pages of coverage say."""

from __future__ import annotations

from builder.messages.message import Message

TEXTS = "哪份文献谈了什么"
TEXTS_COUNT = Message("{title:s}：论及的段落数")
UNFILED = "未归类的段落"
WEAK = "依据单薄的归类"
COVERAGE = "覆盖"
COUNTS = Message("数字为{what}")
SUPPORT_MEANS = Message(
    "一格是同一段里既谈到该行动、又谈到该支撑的段落；两者是什么关系，要看原文。合计是各格之和，等于该页旁列出的段数之和；一段可以同时论及几项。{actions:s}在行，{pillars:s}在列。"
)
COUNTS_PASSAGES = "数字为论及的段落数"
NOBODY = "还没有谁谈到"
TOPICS = "其他话题"
TOPIC_COUNT = Message("{count:d} 项")
DESCRIPTION = Message("{support}，{covered}，还缺什么")
PART = Message("{title:s}：覆盖")
PART_DESCRIPTION = Message("{title:s}各谈了什么")
PART_HEADLINE = Message("覆盖：{title:s}")
ALL_TEXTS = "全部文献"
PART_TITLE = Message("{update}，第 {first:d}–{last:d} 份")
FOR_EDITORS = "供编者核对"
SUM = "合计"
NOBODY_ON = Message("{name:s}：尚无{voices}")
NEVER_WITH = Message("{name:s}与以下支撑，尚无一段同时论及：{labels:s}")
ALL_COVERED = "各项都有人谈到。"
EACH_PARAGRAPH = "各段"
SECTION_HEADING = "节题"
ONLY_BY = Message("{label:s}，只据{ground}“{words}”：")
BY_EDITOR = "编者所归"
