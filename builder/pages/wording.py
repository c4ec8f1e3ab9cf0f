"""How we say things of the model in Chinese: dates, people, voices, line numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from builder.model import (
    Agreement,
    Authority,
    Date,
    Lines,
    Person,
    Place,
    SnapshotEntry,
    Text,
    TextParagraph,
    VariantType,
)

VOICES: tuple[tuple[Authority, str, str, str], ...] = (
    ("policy", "政策", "政策怎么写", "政策原文"),
    ("official", "官方", "官方怎么解读", "官方解读"),
    ("expert", "专家", "专家怎么看", "专家观点"),
    ("media", "媒体", "媒体怎么报", "媒体报道"),
    ("editor", "编者", "编者怎么说", "编者按"),
)
"""Authority, its frame, the heading of its group, the name of what is missing."""

KINDS = {
    "qa": "答问", "report": "报道", "commentary": "评论", "roundtable": "圆桌", "policy": "文件",
    "caption": "图片说明", "notice": "公告", "furniture": "版面", "other": "其他",
}  # fmt: skip
"""What a reader calls each kind of article."""

ROLES = {
    "title": "题", "subtitle": "副题", "byline": "署名", "dateline": "电头", "label": "栏目",
    "repeat": "重排",
}  # fmt: skip
"""What a reader calls a line that belongs to no paragraph."""

PLACES: dict[Place, str] = {
    "title": "题", "subtitle": "副题", "byline": "署名", "dateline": "电头", "paragraph": "正文",
}  # fmt: skip
"""What a reader calls the parts of an article in which copies differ."""

TYPES: dict[VariantType, str] = {
    "punctuation": "标点", "width": "全半角", "numeral": "数字", "omission": "缺文",
    "addition": "多出", "substitution": "异文", "damage": "误植",
}  # fmt: skip
"""What a reader calls each way in which copies differ."""

# 2025-08-26 · 2025-08-26T21:34 · 2025-08 · 2025
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?:[T ](?P<time>[\d:]+))?"
)


def voice(authority: Authority) -> str:
    """Return the framed word for a voice, as inline HTML."""
    name = next(name for key, name, _, _ in VOICES if key == authority)
    return f'<span class="voice {authority}">{name}</span>'


UNNAMED = "未具名"
"""What an editor writes where a file does not say who published it."""


def published(text: Text) -> str:
    """Return who published a text; '' where that is not known."""
    return "" if text.publisher == UNNAMED else text.publisher


def day(value: str) -> str:
    """Return an ISO date or interval in Chinese: '2025年8月至9月', '2026年3月或其后'."""
    first, _, last = value.partition("/")
    if last in ("..", ""):
        return _one(first) + ("或其后" if last else "")
    if first in ("..", ""):
        return _one(last) + "以前"
    same = first[:5] == last[:5]
    return f"{_one(first)}至{_one(last).partition('年')[2] if same else _one(last)}"


def _one(value: str) -> str:
    if (found := _ISO.fullmatch(value)) is None:
        return value
    out = f"{int(found['year'])}年"
    if found["month"]:
        out += f"{int(found['month'])}月"
    if found["day"]:
        out += f"{int(found['day'])}日"
    return out + (f" {found['time']}" if found["time"] else "")


def inferred(date: Date) -> bool:
    """Whether the date is not printed but follows from the words."""
    return date.basis.startswith("据文中")


@lru_cache(maxsize=1 << 10)
def dated(date: Date | None) -> str:
    """Return a date for a small line; 日期未载 where the text does not say."""
    if date is None:
        return "日期未载"
    return day(date.value.partition("T")[0]) + ("（推定）" if inferred(date) else "")


def when(entry: SnapshotEntry) -> str:
    """Return the time of an update: '2025年8月26日', '2025年8月至9月（推定）'."""
    if isinstance(entry.date, str):
        return day(entry.date)
    return f"{day(entry.date.value)}（推定）"


@lru_cache(maxsize=1 << 10)
def person(one: Person) -> str:
    """Return institution, title and name in the order in which Chinese gives them.

    Two offices are joined each with its institution: '公共管理学院教授；研究院副院长'.
    """
    institutions, titles = ((part or "").split("；") for part in (one.institution, one.title))
    if len(institutions) == len(titles):
        office = "；".join(map("".join, zip(institutions, titles, strict=True)))
    else:
        office = (one.institution or "") + (one.title or "")
    return " ".join(part for part in (office, one.name) if part)


def people(several: Iterable[Person]) -> str:
    """Return several people in one line."""
    return "、".join(filter(None, map(person, several)))


def speaker(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return who says a paragraph, or a whole text; '' where nobody is named.

    A lead above an interview is the writer's, not the words of the one who answers.
    """
    if paragraph is not None and paragraph.role == "question":
        return "提问"
    if paragraph is not None and paragraph.speaker == "编者":
        return "编者"
    if text.speaker is not None and (paragraph is None or paragraph.speaker is not None):
        return person(text.speaker)
    return people(text.authors)


def whose(text: Text) -> str:
    """Return the shortest name for who stands behind a text: a name, an office, a publisher."""
    for one in (text.speaker, *text.authors):
        if one is not None and text.authority in ("official", "expert"):
            return one.name or person(one)
    return published(text) or text.title


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of which no two are the same: 某社甲, 某社乙 where 某社 stands there twice."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for name in names:
        called = name
        while names.count(name) > 1 and called in (*names, *out):
            called = name + _nth(seen[name])
            seen[name] += 1
        out.append(called)
    return tuple(out)


def _nth(at: int) -> str:
    return _ORDER[at] if at < len(_ORDER) else str(at + 1)


_ORDER = "甲乙丙丁戊己庚辛壬癸"


def counted(agreement: Agreement, copies: int) -> str:
    """Return how many copies print a paragraph and agree: '3 份来源，2 份一致（实为 1 家）'.

    `copies` is the number of copies of the text. Copies of one agency are one voice.
    """
    if agreement.copies == 1:
        return f"{copies} 份来源，仅 1 份有此段"
    said = f"{copies} 份来源"
    if agreement.copies < copies:
        said += f"，{agreement.copies} 份有此段"
    said += f"，{agreement.agreeing} 份一致"
    if agreement.agreeing_voices < agreement.agreeing:
        said += f"（实为 {agreement.agreeing_voices} 家）"
    return said


def lines(ranges: tuple[Lines, ...]) -> str:
    """Return line numbers as a reader writes them: '第 39–61 行', '第 24、31 行'."""
    parts = (f"{first}" if first == last else f"{first}–{last}" for first, last in ranges)
    return f"第 {'、'.join(parts)} 行"


def circled(number: int) -> str:
    """Return a number in a circle, or in brackets beyond fifty."""
    for first, base in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= number <= 50:
            return chr(base + number - first)
    return f"({number})"
