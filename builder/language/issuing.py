"""When a document was issued, as running text says it beside the document's name.

A text and the span of the name in, an `Issuing` out: its date as printed, and whether the document
is only to come. No year is inferred here. Only the name's sentence is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from builder.language.sentences import sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Issuing:
    """What is said of when a document was issued."""

    year: int | None = None
    """As 2015; `None` where none is printed."""
    relative: Literal["this year", "last year", "recently"] | None = None
    """今年, 去年 or 近日, in place of a year."""
    month: int | None = None
    day: int | None = None
    what: Literal["issued", "published", "in force"] = "issued"
    """What the words date: it is made public, and enters into force, later than it is issued."""


_LONGEST_VERB = 8
"""Characters before a name that can hold the verb."""
_PUBLISHED = frozenset(("发布", "公布"))
_IN_FORCE = frozenset(("实施", "施行"))

# 2017年    2025年3月    8月26日    去年11月    近日
_DATE = re.compile(
    r"""
    (?<! [\d到至前] )
    (?: (?: (?P<year> (?:19|20)\d\d ) \s? 年 | (?P<this> 今年|本年 ) | (?P<last> 去年|上年 ) )
        (?: (?P<month> \d{1,2} ) \s? 月 (?: (?P<day> \d{1,2} ) \s? 日 )? )?
      | (?P<only_month> \d{1,2} ) \s? 月 (?P<only_day> \d{1,2} ) \s? 日
      | (?P<recent> 近日|日前|近期|昨日|今日|今天 ) )
    (?! [以之]?前 )
    """,
    re.VERBOSE,
)
# 某部等三部门联合印发的《    近日，某市正式出台《    会议审议通过了《
_BEFORE = re.compile(
    r"(?P<verb> 印发|制定|下发|出台|颁布|发布|公布|(?<= 审议|表决|会议 )通过 ) [了的]? \Z",
    re.VERBOSE,
)
# 》对外发布    》实施以来    》于2025年3月1日正式印发    》（试行）由某市印发    》经审议通过
_AFTER = re.compile(
    r"""
    (?: （[^（）]*） | \([^()]*\) )?
    (?P<between>
        (?: 已|于|在|经|获|对外|正式|公开|联合|审议|全文|日前|近日|今日|[\d年月日\s]
          | 由 [\u4e00-\u9fff]{2,12}? )* )
    (?P<verb> 印发|下发|出台|颁布|通过|发布|公布|实施|施行 )
    """,
    re.VERBOSE,
)

_COMING = r"""
      (?: 将 | (?<! [模虚] ) 拟 | 正在 | 抓紧 | 加快 | 尽快 | 准备 ) (?! 落实|推进 )
      [^，。；！？,;!?《》]{0,12}?
      (?: 制定|制订|起草|编制|编写|修订|印发|下发|出台|颁布|发布|公布|推出 )
    | 征求 [^，。；！？,;!?]{0,12}? 意见
"""
# 正在抓紧制定《    拟于年内出台《某办法》《    明年的《
_COMING_BEFORE = re.compile(rf"(?: {_COMING} | 明年 ) [^，。；！？,;!?]{{0,30}} \Z", re.VERBOSE)
# 》将于年内出台    》拟自    》正在起草    》（以下简称《办法》）已经起草完毕，正在公开征求意见
_COMING_AFTER = re.compile(
    rf"""
    [）)]? (?: （[^（）]*） | \([^()]*\) )?
    (?: [也还并]? (?: 将|拟|即将|正在 )
      | (?: (?! 提出|明确|要求|指出|规定|部署|强调 ) [^。；！？;!?《》] ){{0,20}}?
        (?: {_COMING} ) (?! [^，。；！？,;!?]{{0,6}} 《 ) )
    """,
    re.VERBOSE,
)


def is_to_come(text: str, name: Span) -> bool:
    """Return whether the words say that the document named at `name` is yet to come.

    `某部正在制定《乡道养护规划》。` and `《乡道养护规划》将于年内出台。` do; 将 for 把, as in
    `将《乡道养护规划》落到实处`, does not.
    """
    start, end = _sentence(text, name)
    return bool(
        _COMING_BEFORE.search(text, start, name[0]) or _COMING_AFTER.match(text, name[1], end)
    )


def issuing(text: str, name: Span) -> Issuing | None:
    """Return when the document named at `name` was issued; `None` where the words do not say.

    `2017年，某市印发《乡道养护规划》` gives 2017, `8月26日，某市印发的《乡道养护规划》对外发布` the
    26th of August. The date is the last before the verb, and the verb is beside the name:
    `2017年以来，各地落实《乡道养护规划》` says nothing.
    """
    if is_to_come(text, name):
        return None
    start, end = _sentence(text, name)
    before = _BEFORE.search(text, max(start, name[0] - _LONGEST_VERB), name[0])
    after = _AFTER.match(text, name[1], end)
    verbs = [match["verb"] for match in (before, after) if match]
    if not verbs:
        return None
    dates = list(_DATE.finditer(text, start, name[0]))
    if after:
        dates += _DATE.finditer(text, after.start("between"), after.start("verb"))
    if not dates or "》" in text[dates[-1].end() : name[0]]:
        return None
    found = dates[-1]
    month, day = found["month"] or found["only_month"], found["day"] or found["only_day"]
    return Issuing(
        year=int(found["year"]) if found["year"] else None,
        relative="recently" if found["recent"]
        else "this year" if found["this"]
        else "last year" if found["last"]
        else None,
        month=int(month) if month else None,
        day=int(day) if day else None,
        what="published" if not _PUBLISHED.isdisjoint(verbs)
        else "in force" if _IN_FORCE.issuperset(verbs)
        else "issued",
    )  # fmt: skip


def _sentence(text: str, name: Span) -> Span:
    return next((s, e) for s, e in sentences(text) if s <= name[0] < e)
