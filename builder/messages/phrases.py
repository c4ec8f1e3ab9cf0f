"""Numbers, dates and names → Chinese phrases.

Strings and numbers come in, plain text goes out; the caller marks it up. A date is an ISO 8601
date, time or interval, a range of lines `(first, last)`, 1-based.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from builder.messages.names import FACTS, INFERRED, LACKS, NO_PUBLISHER

# 2025-08-26 · 2025-08-26T21:34 · 2025-08 · 2025
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?:[T ](?P<time>[\d:]+))?"
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
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
        said = _date(first) + ("或其后" if last else "")
    elif first in ("..", ""):
        said = f"{_date(last)}以前"
    else:
        is_one_year = first[:5] == last[:5]
        said = f"{_date(first)}至{_date(last).partition('年')[2] if is_one_year else _date(last)}"
    return said + (INFERRED if inferred else "")


def _date(value: str) -> str:
    if (found := _ISO.fullmatch(value)) is None:
        return value
    out = f"{int(found['year'])}年"
    if found["month"]:
        out += f"{int(found['month'])}月"
    if found["day"]:
        out += f"{int(found['day'])}日"
    return out + (f" {found['time']}" if found["time"] else "")


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names made distinct: 某社甲, 某社乙 where 某社 occurs twice."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for name in names:
        called = name
        while names.count(name) > 1 and called in (*names, *out):
            nth = seen[name]
            called = name + (_STEMS[nth] if nth < len(_STEMS) else str(nth + 1))
            seen[name] += 1
        out.append(called)
    return tuple(out)


def agreement(alike: Sequence[str], others: Sequence[tuple[Sequence[str], str]]) -> str:
    """Return which witnesses read a paragraph so, and how others do: '只有某网如此；某社少 12 字'.

    `others` are names of witnesses, each group with what `difference` says of it, or `LACKS`.
    """
    if not others:
        return "各份文字相同"
    rest = "；".join(f"{several(names)}{how}" for names, how in others)
    if not alike:
        return rest
    if {how for _, how in others} == {LACKS}:
        return f"只有{alike[0]}有此段" if len(alike) == 1 else rest
    if len(alike) > sum(len(names) for names, _ in others):
        return f"{rest}；其余如此"
    return f"{'只有' if len(alike) == 1 else ''}{several(alike)}如此；{rest}"


def several(names: Sequence[str]) -> str:
    """Return names in a row; of many the first and their number: '某网等 7 份'."""
    return "、".join(names) if len(names) <= _NAMED else f"{names[0]}等 {len(names)} 份"


def difference(fewer: int, more: int, words: int, misprints: int) -> str:
    """Return how a witness differs in a paragraph: '少 12 字，有 1 处用字不同'; '' where alike.

    `fewer` and `more` count characters, `words` and `misprints` places.
    """
    counts = (
        (fewer, f"少 {fewer} 字"), (more, f"多 {more} 字"),
        (words, f"有 {words} 处用字不同"), (misprints, f"误印 {misprints} 处"),
    )  # fmt: skip
    return "，".join(said for count, said in counts if count)


def amount(paragraphs: int, texts: int) -> str:
    """Return how much is said of something: '21 段 · 5 份文献'."""
    return f"{paragraphs} 段 · {texts} 份文献" if paragraphs else "尚无论述"


def retold(name: str) -> str:
    """Return what is said above the first quotation where a policy's own text is not here."""
    return f"{name}全文未收；以下是转述。"


def excerpt(paragraphs: int, taken: int, rest: str) -> str:
    """Return what is said above a text that gives only some passages of what was printed."""
    return f"节录：全文 {paragraphs} 段，此处收 {taken} 段；{rest}。"


def touched(passages: int, rules: int) -> str:
    """Return how many published passages changes of rules touched, of which the sum is known."""
    said = f"已公布的各版中有 {passages} 段因此不同" if passages else "已公布的各段显示如前"
    return said if rules == 1 else f"同时改的 {rules} 条合计，{said}"


def shorten(words: str, longest: int) -> str:
    """Return words, or their first `longest` characters with an ellipsis where they are longer."""
    return words if len(words) <= longest else f"{words[:longest]}……"


def lines(ranges: Iterable[tuple[int, int]]) -> str:
    """Return line numbers as a reader writes them: '第 39–61 行', '第 24、31 行'."""
    parts = (f"{first}" if first == last else f"{first}–{last}" for first, last in ranges)
    return f"第 {'、'.join(parts)} 行"


def original(*ranges: tuple[int, int]) -> str:
    """Return what a link to lines of a received file says: '原件第 39–61 行'."""
    return f"原件{lines(ranges)}"


def misprint(printed: str, reading: str | None = None) -> str:
    """Return what a received file prints, and what is read instead, where something is."""
    return f"原件作“{printed}”" + ("" if reading is None else f"，改读“{reading}”")


def restated(field: str, before: str, after: str, on: str) -> str:
    """Return which speaker, office or date was shown, and what is, since the day `on`.

    Values are words, those of a date in ISO 8601.
    """
    if field == "date":
        before, after = day(before), day(after)
    return f"{FACTS[field]}原作“{before}”，{day(on)}订正为“{after}”"


def publisher(name: str) -> str:
    """Return a publisher; where `name` is empty, a phrase that says that none is printed."""
    return name or NO_PUBLISHER


def offices(names: Sequence[str]) -> str:
    """Return the offices that issued a document in a line of a list: all of three, of more the
    first and their number, as '某部等 8 个单位'.
    """
    return "、".join(names) if len(names) <= _OFFICES else f"{names[0]}等 {len(names)} 个单位"


def complete(until: str | None) -> str:
    """Return to which day a collection is complete: '收齐到2025年9月30日'; else that it is open."""
    return f"收齐到{day(until)}" if until else "收齐到哪一天：未记录"


def withheld(length: int, sha256: str, reason: str) -> str:
    """Return what stands in the place of words that are withheld.

    As '不予公开：个人电话。11 字，sha256 5e88…'.
    """
    return f"不予公开：{reason.rstrip('。') or '理由未载'}。{length} 字，sha256 {sha256}"


def circled(number: int) -> str:
    """Return a number in a circle, or in brackets beyond fifty."""
    for first, base in ((36, 0x32B1), (21, 0x3251), (1, 0x2460)):
        if first <= number <= 50:
            return chr(base + number - first)
    return f"({number})"
