"""Numbers, dates and names → Chinese phrases.

Strings and numbers come in, plain text goes out; the caller marks it up. A date is an ISO 8601
date, time or interval, a range of lines `(first, last)`, 1-based.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from builder.messages.message import Message
from builder.messages.names import ELLIPSIS, FACTS, INFERRED, LACKS, NO_PUBLISHER
from builder.messages.shared import ALIKE

OR_LATER = Message("{date}或其后")
BEFORE = Message("{date}以前")
PERIOD = Message("{first}至{last}")
YEAR = Message("{year:d}年")
MONTH = Message("{year}{month:d}月")
DAY = Message("{month}{day:d}日")
ONLY_ONE_HAS = Message("只有{name:s}有此段")
OTHERS_SO = Message("{rest}；其余如此")
ONE_SO = Message("只有{names}如此；{rest}")
SOME_SO = Message("{names}如此；{rest}")
SEVERAL = Message("{first}等 {count:d} 份")
FEWER = Message("少 {count:d} 字")
MORE = Message("多 {count:d} 字")
OTHER_WORDS = Message("有 {count:d} 处用字不同")
MISPRINTS = Message("误印 {count:d} 处")
AMOUNT = Message("{paragraphs:d} 段 · {texts:d} 份文献")
NOTHING_SAID = "尚无论述"
RETOLD = Message("{name:s}全文未收；以下是转述。")
EXCERPT = Message("节录：全文 {paragraphs:d} 段，此处收 {taken:d} 段；{rest}。")
TOUCHED = Message("已公布的各版中有 {passages:d} 段因此不同")
UNTOUCHED = "已公布的各段显示如前"
TOUCHED_TOGETHER = Message("同时改的 {rules:d} 条合计，{said}")
LINES = Message("第 {numbers:s} 行")
ORIGINAL = Message("原件{lines}")
MISPRINTED = Message("原件作“{printed}”")
READ_INSTEAD = Message("，改读“{reading}”")
RESTATED = Message("{fact}原作“{before}”，{day}订正为“{after}”")
OFFICES = Message("{first}等 {count:d} 个单位")
COMPLETE_UNTIL = Message("收齐到{day}")
COMPLETE_UNKNOWN = "收齐到哪一天：未记录"
NO_REASON = "理由未载"
WITHHELD = Message("不予公开：{reason:s}。{length:d} 字，sha256 {sha256:s}")

# 2025-08-26 · 2025-08-26T21:34 · 2025-08 · 2025
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?:[T ](?P<time>[\d:]+))?"
)
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""Behind names that would be alike."""
_NAMED = 4
"""Names that a phrase gives in full."""
_OFFICES = 3
"""Offices that a phrase gives in full."""


def day(value: str, *, inferred: bool = False) -> str:
    """Return a date or interval: '2025年8月至9月', '2026年3月或其后（推定）'.

    What is not an ISO date is returned unchanged.
    """
    first, _, last = value.partition("/")
    if last in ("..", ""):
        said = OR_LATER(date=_date(first)) if last else _date(first)
    elif first in ("..", ""):
        said = BEFORE(date=_date(last))
    else:
        is_one_year = first[:5] == last[:5]
        end = _date(last).removeprefix(_date(last[:4]) if is_one_year else "")
        said = PERIOD(first=_date(first), last=end)
    return said + (INFERRED if inferred else "")


def _date(value: str) -> str:
    if (found := _ISO.fullmatch(value)) is None:
        return value
    out = YEAR(year=int(found["year"]))
    if found["month"]:
        out = MONTH(year=out, month=int(found["month"]))
    if found["day"]:
        out = DAY(month=out, day=int(found["day"]))
    return out + (f" {found['time']}" if found["time"] else "")


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names made distinct: 某社甲, 某社乙 where 某社 occurs twice."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for name in names:
        called = name
        while names.count(name) > 1 and called in (*names, *out):
            nth = seen[name]
            called = name + (STEMS[nth] if nth < len(STEMS) else str(nth + 1))
            seen[name] += 1
        out.append(called)
    return tuple(out)


def agreement(alike: Sequence[str], others: Sequence[tuple[Sequence[str], str]]) -> str:
    """Return which witnesses read a paragraph so, and how others do: '只有某网如此；某社少 12 字'.

    `others` are names of witnesses, each group with what `difference` says of it, or `LACKS`.
    """
    if not others:
        return ALIKE
    rest = "；".join(f"{several(names)}{how}" for names, how in others)
    if not alike:
        return rest
    if {how for _, how in others} == {LACKS}:
        return ONLY_ONE_HAS(name=alike[0]) if len(alike) == 1 else rest
    if len(alike) > sum(len(names) for names, _ in others):
        return OTHERS_SO(rest=rest)
    so = ONE_SO if len(alike) == 1 else SOME_SO
    return so(names=several(alike), rest=rest)


def several(names: Sequence[str]) -> str:
    """Return names in a row; of many the first and their number: '某网等 7 份'."""
    if len(names) <= _NAMED:
        return "、".join(names)
    return SEVERAL(first=names[0], count=len(names))


def difference(fewer: int, more: int, words: int, misprints: int) -> str:
    """Return how a witness differs in a paragraph: '少 12 字，有 1 处用字不同'; '' where alike.

    `fewer` and `more` count characters, `words` and `misprints` places.
    """
    counts = (
        (fewer, FEWER), (more, MORE), (words, OTHER_WORDS), (misprints, MISPRINTS),
    )  # fmt: skip
    return "，".join(said(count=count) for count, said in counts if count)


def amount(paragraphs: int, texts: int) -> str:
    """Return how much is said of something: '21 段 · 5 份文献'."""
    return AMOUNT(paragraphs=paragraphs, texts=texts) if paragraphs else NOTHING_SAID


def retold(name: str) -> str:
    """Return what is said above the first quotation where a policy's own text is not here."""
    return RETOLD(name=name)


def excerpt(paragraphs: int, taken: int, rest: str) -> str:
    """Return what is said above a text that gives only some passages of what was printed."""
    return EXCERPT(paragraphs=paragraphs, taken=taken, rest=rest)


def touched(passages: int, rules: int) -> str:
    """Return how many published passages changes of rules touched, of which the sum is known."""
    said = TOUCHED(passages=passages) if passages else UNTOUCHED
    return said if rules == 1 else TOUCHED_TOGETHER(rules=rules, said=said)


def shorten(words: str, longest: int) -> str:
    """Return words, or their first `longest` characters with an ellipsis where they are longer."""
    return words if len(words) <= longest else words[:longest] + ELLIPSIS


def lines(ranges: Iterable[tuple[int, int]]) -> str:
    """Return line numbers as a reader writes them: '第 39–61 行', '第 24、31 行'."""
    parts = (f"{first}" if first == last else f"{first}–{last}" for first, last in ranges)
    return LINES(numbers="、".join(parts))


def original(*ranges: tuple[int, int]) -> str:
    """Return what a link to lines of a received file says: '原件第 39–61 行'."""
    return ORIGINAL(lines=lines(ranges))


def misprint(printed: str, reading: str | None = None) -> str:
    """Return what a received file prints, and what is read instead, where something is."""
    said = MISPRINTED(printed=printed)
    return said if reading is None else said + READ_INSTEAD(reading=reading)


def restated(field: str, before: str, after: str, on: str) -> str:
    """Return which speaker, office or date was shown, and what is, since the day `on`.

    Values are words, those of a date in ISO 8601.
    """
    if field == "date":
        before, after = day(before), day(after)
    return RESTATED(fact=FACTS[field], before=before, day=day(on), after=after)


def publisher(name: str) -> str:
    """Return a publisher; where `name` is empty, a phrase that says that none is printed."""
    return name or NO_PUBLISHER


def offices(names: Sequence[str]) -> str:
    """Return the offices that issued a document in a line of a list: all of three, of more the
    first and their number, as '某部等 8 个单位'.
    """
    if len(names) <= _OFFICES:
        return "、".join(names)
    return OFFICES(first=names[0], count=len(names))


def complete(until: str | None) -> str:
    """Return to which day a collection is complete: '收齐到2025年9月30日'; else that it is open."""
    return COMPLETE_UNTIL(day=day(until)) if until else COMPLETE_UNKNOWN


def withheld(length: int, sha256: str, reason: str) -> str:
    """Return what stands in the place of words that are withheld.

    As '不予公开：个人电话。11 字，sha256 5e88…'.
    """
    said = reason.rstrip("。") or NO_REASON
    return WITHHELD(reason=said, length=length, sha256=sha256)


def circled(number: int) -> str:
    """Return a number in a circle, or in brackets beyond fifty."""
    for first, base in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= number <= 50:
            return chr(base + number - first)
    return f"({number})"
