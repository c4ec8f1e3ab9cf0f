"""How a text speaks of the documents it names: a text in, what it announces or discusses out.

`近日，某部印发《甲》（以下简称《办法》）` announces 甲, `某部就《甲》答记者问` discusses it; what
is only followed, cited or carried out is not returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.language.formulas import promulgates
from builder.language.places import place
from builder.language.titles import (
    Named,
    Span,
    end_of_alias,
    full_name,
    is_short,
    named_documents,
    rows_of_names,
    split_draft,
)

Way = Literal["announced", "discussed"]
"""What is done with a document: it appears, or it is explained."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A document that a sentence announces or discusses."""

    name: str
    """Its name without its outer marks; with the words behind it that make it a draft."""
    span: Span
    """Start and end of the name in the text, marks included."""
    way: Way | None
    """What is done with it; `None` where it only gets a short form."""
    recent: bool
    """Whether it happened just before the text was written: 近日, 8月26日."""
    alias: str
    """The short form that is defined for it; '' for none."""
    place: str
    """Whose it is, as said before its name or in it: 临水; '' for the whole country or unsaid."""
    issuer: str
    """The words for who issues it; '' where unsaid."""
    draft: bool
    """Whether it is a draft, or opinions on it are asked for."""


_VERB = (
    r"(?: 印发|发布|公布|出台|颁布|下发|推出|印制|转发|签署|发出|联合制定|审议通过"
    r" | (?: 制定|制订|编制|起草|修订 )了 | (?<= [议决会] ) 通过 )"
)
# 某部等三部门联合印发《    某市正式发布了《    会议审议通过《    转发某部《
_ISSUES = re.compile(
    rf"(?: {_VERB} (?: 实施|施行 )? 了? [：:]? | 转发 [^，。；《》]{{2,20}} ) \Z", re.VERBOSE
)
# 》日前正式印发    》于3月1日起施行    》来了    》由某部对外公布
_IS_ISSUED = re.compile(
    r"""
    (?: [，,]?
        (?: 已经?|于|在|经|获|对外|正式|公开|全文|联合|近日|日前|近期|今日|今天|昨日|今起|向社会
          | 即?将|自|从|起|由 [\u4e00-\u9fff、]{2,30}? | [\d年月日]+ ) ){0,8}
    (?: (?: 印发|发布|公布|出台|颁布|下发|施行|实施|审议通过|通过|面世|问世|亮相|生效|落地 )
        (?! 以来|后|之后|会|背景|细则|方案|意见|情况|效果|路径 )
      | 来了 )
    """,
    re.VERBOSE,
)
BESIDE = 80
"""Characters of a sentence on either side of a row of names that say what is done with them."""
LONGEST_CLAUSE = 60
"""Characters before a name that can say who issues it."""
_CLAUSE_END = re.compile(r"[，。；：！？,;:!?\n]")
# 按照临水市    如临水市
_CITING = re.compile(
    r"(?:按照|根据|落实|贯彻|依据|对照|参照|结合|随着|其中|例如|比如|如|以及|和|与|为)*"
)
# 临水市出台的    临水市人民政府    临水市的
_ISSUER_ENDS = re.compile(
    rf"""
    (?: {_VERB} (?: 实施|施行 )? [了的]?
      | 征求 | 就 | (?: [省市州盟县区旗部委办局厅院] | 政府 | 办公室 ) 的? ) \Z
    """,
    re.VERBOSE,
)
_ASKED = re.compile(r"[^，。；！？《》]{0,16}? 征求 [^，。；！？《》]{0,10}? 意见", re.VERBOSE)
_ASKS = re.compile(r"征求 对? \Z", re.VERBOSE)
# 就《    解读《    一图读懂《    关于《
_ABOUT = re.compile(
    r"""
    (?P<word> 就|对|围绕|针对|关于|解读|解析|读懂|详解|学习|理解|看懂|聚焦|介绍 )
    (?: 一下|好|最新|新版 )? \Z
    """,
    re.VERBOSE,
)
_CLEAR = frozenset(("解读", "解析", "读懂", "详解", "理解", "看懂", "介绍"))
# 》有关问题答记者问    》进行解读    》接受采访
_DISCUSSED = re.compile(
    r"""
    [^，。；！？《》“”]{0,30}?
    (?: 答 [^，。]{0,4} 问 | 问答|解读|解析|解答|回答|说明|采访|专访|阐释|释义|读后|介绍
      | 谈 (?! 判 ) )
    """,
    re.VERBOSE,
)
# 》解读    》系列问答    》的起草说明
_TITLED = re.compile(
    r"[^，。；！？《》]{0,6}? (?: 答记者|解读|解析|问答|释义|起草说明|编制说明|发布会|吹风会 )",
    re.VERBOSE,
)
# 近日    8月26日    2025年8月26日
_RECENT = re.compile(
    r"近日|日前|近期|最近|新近|今天|今日|昨天|昨日|刚刚|不久前|本周|上周|\d{1,2}月\d{1,2}日"
)
_OFFICE = re.compile(r"[部委局院办厅署会省市州盟县区旗]|中央|政府|部门|单位|人大|机构")
_NO_OFFICE = re.compile(
    r"[学协商]会|大学|学院|研究|公司|集团|联盟|中心|论坛|组织|银行|企业|举办|召开|举行|会上|会议"
)

# 《某意见》全文如下。      以下为全文：      现将全文刊发如下：      全文：
_WHOLE = re.compile(
    r"""
    (?: 全文 | 原文 ) [^。；！？《》]{0,6}? 如下 \s* [。：:]? \Z
    | (?: \A | [。；！？，] ) \s* (?: 以下 | 下面 )? [为是]?
        [^。；！？，《》]{0,12}? 全文 \s* [：:] \Z
    | 以下 [为是] (?: 《[^《》]{2,80}》 | [^。；！？，《》]{0,12} ) 全文 \s* [。：:]? \Z
    """,
    re.VERBOSE,
)
# 附：《某意见》全文      附件：某意见      附件1《某方案》
_ATTACHED = re.compile(
    r"附 (?: 件 | 表 | 录 )? \s? [\d一二三四五六七八九十]{0,3} \s? [:：]? \s* (?= 《 )", re.VERBOSE
)
# 附件      附件1      【附件2】      附表二：      附件2-1
_ANNEX = re.compile(
    r"[【\[（(]?附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}(?:[-—－之]\d{1,2})?[】\]）)]?\s?[:：]?"
)
# 名词解释      指标解释：
TERMS = re.compile(r"[【\[]?(?:名词|术语|指标)(?:解释|注释|说明)[】\]]?\s?[:：]?")
"""The heading over the terms of a document."""


def is_annex_label(words: str) -> bool:
    """Return whether a line only says that an annex begins: 附件2."""
    return _ANNEX.fullmatch(words) is not None


def gives_whole(text: str) -> bool:
    """Return whether a text ends by saying that a document follows whole: `《意见》全文如下。`"""
    return _WHOLE.search(text[-160:]) is not None


def handed_out(text: str) -> tuple[str, ...]:
    """Return the names in marks of the documents that a text hands out below it, in order.

    `现将《甲方案》《乙方案》印发给你们`, `附：《甲方案》全文` and `《甲方案》全文如下。` do; what
    is only cited is not returned.
    """
    given = promulgates(text) or gives_whole(text) or _ATTACHED.match(text)
    named = named_documents(text) if given else ()
    return tuple(one.name for one in named if one.by == "title" and not is_short(one.name))


def issuing_place(text: str, name: int) -> str | None:
    """Return the place that issues the document whose name begins at an offset.

    `临水市印发的《某意见》` and `按照临水市《某意见》` are of 临水, `某部印发《某意见》` of no
    place, ''. `临水市按照《某意见》` does not say, nor does what a society publishes: `None`.
    """
    clause = _CLAUSE_END.split(text[max(0, name - LONGEST_CLAUSE) : name])[-1]
    begins = _CITING.match(clause)
    who = clause[begins.end() if begins else 0 :]
    if not _ISSUER_ENDS.search(who) or not _OFFICE.search(who) or _NO_OFFICE.search(who):
        return None
    return place(who)


def announced(text: str) -> tuple[Announced, ...]:
    """Return the documents that a text announces, discusses or gives a short form, in order.

    Documents in one row (《甲》、《乙》和《丙》) share what is said before the first and behind the
    last. A name that is a bare genre (《意见》) is returned too, for the reader to resolve.
    """
    rows = rows_of_names(text)
    return tuple(found for sentence, row in rows for found in _read(text, sentence, row))


def _read(text: str, sentence: Span, row: Sequence[Named]) -> Iterator[Announced]:
    start, end = sentence
    before = text[max(start, row[0].span[0] - BESIDE) : row[0].span[0]]
    last = end_of_alias(text, row[-1].span[1])
    rest = text[last : min(end, last + BESIDE)]
    asked = bool(_ASKED.match(rest)) or bool(_ASKS.search(before))
    way = _way(before, rest, asked=asked)
    clause = _CLAUSE_END.split(before)[-1] or before
    whose = issuing_place(text, row[0].span[0])
    for named in row:
        name = full_name(text, named)
        if way is None and not named.alias:
            continue
        yield Announced(
            name,
            named.span,
            way,
            bool(_RECENT.search(before) or _RECENT.search(rest[:16])),
            named.alias,
            place(named.name) or whose or "",
            clause.strip() if _OFFICE.search(clause) else "",
            asked or bool(split_draft(name)[1]),
        )


def _way(before: str, rest: str, *, asked: bool) -> Way | None:
    about = _ABOUT.search(before)
    if about is not None and (about["word"] in _CLEAR or (_DISCUSSED.match(rest) and not asked)):
        return "discussed"
    if asked or _ISSUES.search(before) or _IS_ISSUED.match(rest):
        return "announced"
    if _TITLED.match(rest):
        return "discussed"
    return None
