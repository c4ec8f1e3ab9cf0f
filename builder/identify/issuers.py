"""An article and the lines around it → who issued the document, and its number, place by place.

The best place goes first: the signature, then the headline, the head above it, the line of its
adoption, the list by which an office files the page, and news that announces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.identify.evidence import Candidate, choose
from builder.language import people
from builder.language.dates import whole_dates
from builder.language.folding import simplified
from builder.language.offices import (
    is_office,
    offices,
    same_office,
    signing_head,
    without_others,
)
from builder.model import Article, Basis, Source

Offices = tuple[str, ...]

_UNSEEN = frozenset(("hidden", "withheld", "metadata", "repeated", "struck"))
"""Why a line is outside the text, where it then tells nothing of a document."""

_ABOVE = 12
"""Lines above an article among which its red head stands."""

_SIGNERS = 40
"""Most lines that sign one document."""

_LONGEST = 200
"""Characters of the longest line that is read for a number or an office."""

_SHORTEST_TEXT = 40
"""Characters of the shortest line that is running text, where no stop ends it."""

_BRACKETED = r"""
    [\u4e00-\u9fff]{1,14} \s? [〔﹝［\[（(【] \s? (?: 19|20 ) \d\d \s? [〕﹞］\]）)】] \s?
    第? \s? [\dA-Za-z-]{1,8} \s? [号號]
"""
_COUNTED = r"""
    (?: (?: 19|20 ) \d\d \s? 年 \s? | [一二三四五六七八九十]{1,3} 届 )?
    第 \s? [\d〇零一二三四五六七八九十百]{1,6} \s? [号號]
"""
# 某政发〔2025〕11号      某部联科﹝2025﹞279号　　签发人：李某      （某办发〔2025〕3号）
_NUMBER = re.compile(
    rf"""
    [（(]? \s* (?P<number> {_BRACKETED} | {_COUNTED} )
    \s* [)）]? (?: [\s\u3000]+ 签发人 .{{0,20}} | [\s\u3000]* 签发人 .{{0,20}} )?
    """,
    re.VERBOSE,
)
# 某部令 第12号      中华人民共和国某部令      某市人民政府公告（2025年第3号）
_ORDER = re.compile(
    rf"""
    (?P<who> [\u4e00-\u9fff、\s]{{2,80}}? ) \s* (?: 令 | 公告 ) \s*
    (?: [（(]? \s* (?P<number> {_COUNTED} ) \s* [)）]? )?
    """,
    re.VERBOSE,
)
# 某意见（某政发〔2025〕11号）
_IN_TITLE = re.compile(rf"[（(] (?P<number> {_BRACKETED} ) [）)] \Z", re.VERBOSE)
_NUMBER_KEY = re.compile(
    r"[\[【]?\s*(?:发\s*文\s*字\s*号|文\s*件\s*编\s*号|发\s*文\s*文\s*号|公\s*文\s*字\s*号|文\s*件\s*文\s*号|文\s*件\s*字\s*号|文\s*[号號]|字\s*号)\s*[\]】]?\s*[:：]?\s*"
)
_OFFICE_KEY = re.compile(
    r"[\[【]?\s*(?P<key>发\s*文\s*(?:机\s*关|机\s*构|单\s*位|部\s*门)|发\s*布\s*(?:机\s*构|机\s*关|单\s*位|部\s*门)|制\s*定\s*机\s*关|[颁頒]\s*[布佈]\s*(?:[单單]\s*位|机\s*构|[机機]\s*[关關])|公\s*布\s*机\s*关)\s*[\]】]?\s*[:：]?\s*"
)
_NEXT_KEY = re.compile(
    r"[\s\u3000\0|]+(?=[\[【]?(?:索\s*引\s*号|统一登记号|主题|文\s*号|发文|发布|成文|公开|登记|有效|生效|分类|标\s*题|名\s*称|体裁|信息|日期|时间|废止|失效|组配|关键)[\u4e00-\u9fff\s]{0,8}[:：\]】\s])"
)
# 2021年6月10日第十三届全国人民代表大会常务委员会第二十九次会议通过
_ADOPTED = re.compile(
    r"""
    (?: 第 [一二三四五六七八九十百]{1,5} 届 )?
    (?P<before> [\u4e00-\u9fff]{0,12}? ) (?: 第 [一二三四五六七八九十百]{1,5} 届 )?
    (?P<body> (?: 全国 )? 人民代表大会 (?: 常务委员会 )? )
    (?: 第 [一二三四五六七八九十百]{1,6} 次 会议 )? [^。；，]{0,12}? (?: 通过 | 修订 | 修正 )
    """,
    re.VERBOSE,
)
# 2024年9月24日国务院令第790号公布
_DECREED = re.compile(
    r"(?<=[日\s（(])(?P<who>[\u4e00-\u9fff、\s]{2,60}?)令\s?(?P<number>第\s?\d{1,5}\s?号)"
)
# 【某栏】      发布 |
LABEL = re.compile(r"^(?:【[^】]{1,12}】|[^|丨｜│：:《》]{1,12}[|丨｜│]\s*)")
# 某部 某委关于印发      某市人民政府印发《      某部公告
_TITLED = re.compile(
    r"(?P<who>[^《》〈〉“”：:]{2,200}?)\s*(?:联合)?(?=关于|關於|印发|发布|公布|转发|批转|颁布|公开征求)"
)
# 近日，某部、某委等八部门联合印发
_ANNOUNCED = re.compile(
    r"(?:[^，。：；！？《》]*?(?:近日|日前|近期|今日|今天|昨日|\d日|悉)[，,]\s*"
    r"|(?:近日|日前|近期|今日|今天|昨日|据悉|[\d年月]{1,9}日)\s*)?(?:由|经)?(?P<who>[^，。：；！？《》]{2,400}?)"
    r"(?:近日|日前|今日|正式|联合|对外|共同|研究|已经?|制定|并|公开|了|于[\d年月日]{2,12})*"
    r"(?:印发|发布|公布|出台|颁布|下发|发出|发文|就)(?:了|实施)?[：:]?\Z"
)
_REGISTERED = re.compile(r"索\s*引\s*号|统一登记号|登记号|备案号")
_REPUBLIC = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a document that can say who issued it."""

    article: Article
    head: tuple[tuple[int, str], ...]
    """Number and words of the lines above its text, from the last of the document above it."""
    own: tuple[tuple[int, str], ...]
    """Number and words of its own lines."""
    around: tuple[tuple[int, str], ...]
    """Those around the texts of the file; none where they are another document's."""


def printed(source: Source, articles: Sequence[Article]) -> dict[str, Printed]:
    """Return the lines of each article of a file that has a text, by its id."""
    marks = source.marks or (None,) * len(source.lines)
    seen = {
        number: _plain(line)
        for number, (line, mark) in enumerate(zip(source.lines, marks, strict=False), 1)
        if line.strip() and not (mark and mark.outside in _UNSEEN)
    }
    texts = sorted((one for one in articles if one.paragraphs), key=lambda one: one.ranges[0])
    inner = {
        n
        for one in texts
        for p in one.paragraphs
        for first, last in p.ranges
        for n in range(first, last + 1)
    }
    around = tuple((n, words) for n, words in seen.items() if n not in inner)
    found: dict[str, Printed] = {}
    before = 0
    for place, one in enumerate(texts):
        lines = [n for first, last in one.ranges for n in range(first, last + 1) if n in seen]
        start = next((n for n in lines if n > before and _is_text(seen[n])), one.ranges[-1][1])
        above = [n for n in range(before + 1, start) if n in seen]
        outer = [n for n in above if n < one.ranges[0][0]][-_ABOVE:]
        head = [n for n in above if n >= one.ranges[0][0] or n in outer]
        found[one.id] = Printed(
            one,
            tuple((n, seen[n]) for n in head),
            tuple((n, seen[n]) for n in lines),
            around if place == 0 or not any(o.kind in ("policy", "notice") for o in texts[:place])
            else (),
        )  # fmt: skip
        before = one.ranges[-1][1]
    return found


def number(page: Printed) -> tuple[str, Basis] | None:
    """Return the number of a document as printed, with its basis; `None` where none is.

    Numbers of documents that the text cites, of orders of filing and of registers are not read.
    """
    places = [*_own_numbers(page), *_filed_numbers(page.around)]
    return choose(places, same=_same_number)


def issuers(page: Printed, leads: Iterable[Article]) -> tuple[Offices, Basis] | None:
    """Return who issued a document, in printed order, with the basis; `None` where nobody is told.

    `leads` is the news of the file that announces it. `某部等八部门` is no full list: unsure.
    """
    signed = list(_signed(page.own))
    places: list[tuple[Candidate[Offices], bool]] = [(one, False) for one in signed]
    places += _titled(page.article)
    head = (*_headed(page.head), *_adopted(page.head), *_under_title(page))
    places += [(one, False) for one in head]
    places += [(one, False) for one in _filed(page.around)]
    if not places:
        places += [(one, False) for one in _signed(page.own, by_heads=True)]
    if not places:
        places += [told for lead in leads for told in _announced(lead, page.article)]
    if not places:
        return None
    whole = [one for one, partly in places if not partly]
    found = choose([*whole, *(one for one, partly in places if partly)], same=_same_offices,
                   shown="、".join)  # fmt: skip
    if found is None:
        return None
    value, basis = found
    return (value, basis) if whole else (value, replace(basis, sure=False))


# ---------------------------------------------------------------- numbers


def _own_numbers(page: Printed) -> Iterator[Candidate[str]]:
    if told := _IN_TITLE.search((page.article.title or "")[-60:]):
        yield Candidate(told["number"].strip(), title_line(page.article), page.article.title or "")
    ordered = False
    for line, words in page.head:
        if len(words) > _LONGEST or _is_filed(words):
            continue
        order = _ORDER.fullmatch(words)
        if alone := _NUMBER.fullmatch(words):
            if "第" not in alone["number"][:1] or ordered or _is_bracketed(alone["number"]):
                yield Candidate(alone["number"], line, words)
        elif order and order["number"] and offices(order["who"]):
            yield Candidate(order["number"], line, words)
        elif decreed := _DECREED.search(words):
            yield Candidate(decreed["number"], line, words)
        ordered = words.endswith(("令", "公告")) or (ordered and bool(_ORDER.fullmatch(words)))


def _filed_numbers(lines: Sequence[tuple[int, str]]) -> Iterator[Candidate[str]]:
    for line, words in _records(lines, _NUMBER_KEY):
        told = re.match(rf"(?:{_BRACKETED}|\S{{0,30}}?第\s?\d{{1,5}}\s?[号號])", words, re.VERBOSE)
        if told:
            yield Candidate(told[0], line, words)


def _is_bracketed(words: str) -> bool:
    return re.search(r"[〔﹝［\[（(【]", words) is not None


def _same_number(one: str, other: str) -> bool:
    brackets = str.maketrans("[]﹝﹞［］()（）【】", "〔〕〔〕〔〕〔〕〔〕〔〕")
    short, long = sorted(("".join(x.split()).translate(brackets) for x in (one, other)), key=len)
    return long.endswith(short)


# ---------------------------------------------------------------- who issued it


def _signed(
    lines: Sequence[tuple[int, str]], *, by_heads: bool = False
) -> Iterator[Candidate[Offices]]:
    """Yield who signs directly above a day, below some text; or the offices whose heads do."""
    begun = False
    for place, (line, words) in enumerate(lines):
        begun = begun or _is_text(words)
        if not begun or len(words) > _LONGEST:
            continue
        days = whole_dates(words)
        if len(days) != 1:
            continue
        before, after = words[: days[0].span[0]].strip("()（） "), words[days[0].span[1] :]
        if after.strip("()（） "):
            continue
        signers: list[tuple[int, Offices]] = []
        heads: list[tuple[int, str]] = []
        if before:
            if not (named := offices(before)):
                continue
            signers.append((line, named))
        for at, above in reversed(lines[max(0, place - _SIGNERS) : place]):
            named = offices(above)
            head = signing_head(above)
            if head is not None or (people.names(above) and not named):
                heads.append((at, head or ""))
                continue
            if above == _REPUBLIC and signers:
                first, *rest = signers[-1][1]
                signers[-1] = (at, (above + first, *rest))
                continue
            if not named:
                break
            signers.append((at, named))
        if by_heads and not signers and heads and all(is_office(head) for _, head in heads):
            signers = [(at, (head,)) for at, head in heads]
        if signers:
            signers.reverse()
            yield Candidate(
                tuple(name for _, named in signers for name in named),
                signers[0][0],
                next(words for at, words in lines if at == signers[0][0]),
            )
            return
    last = lines[-1] if len(lines) > 1 else (0, "")
    if begun and (named := offices(last[1])) and _is_text(lines[-2][1]):
        yield Candidate(named, *last)


def _titled(article: Article) -> Iterator[tuple[Candidate[Offices], bool]]:
    title = LABEL.sub("", article.title or "", count=1)
    told = _TITLED.match(title)
    if told is None:
        return
    who, partly = without_others(told["who"].strip())
    if named := offices(who):
        yield Candidate(named, title_line(article), article.title or "", weak=partly), partly


def _headed(lines: Sequence[tuple[int, str]]) -> Iterator[Candidate[Offices]]:
    """Yield the offices of a red head, one or more lines above number or headline."""
    above: list[str] = []
    for line, words in lines:
        bare = "".join(words.split()) if len(words) <= _LONGEST else ""
        end = re.search(r"(?:文件|令)\Z", bare)
        order = _ORDER.fullmatch(words) if len(words) <= _LONGEST else None
        if above and bare in ("令", "公告"):
            yield Candidate(tuple(above), line, words)
            return
        if end and (
            named := offices(words.strip()[: -len(end[0])]) or offices(bare[: end.start()])
        ):
            yield Candidate((*above, *named), line, words)
            return
        if order and order["number"] and (named := offices(order["who"])):
            alone = named[-1].endswith("主席")
            yield Candidate(named if alone else (*above, *named), line, words)
            return
        above = [*above, bare] if is_office(bare) else []


def _under_title(page: Printed) -> Iterator[Candidate[Offices]]:
    """Yield the offices that stand between a document's headline and the day."""
    title = page.article.title or ""
    ends = (at[1] for name, at in page.article.furniture if name == "title")
    below = max(ends, default=page.article.ranges[0][0])
    rest = [(line, words) for line, words in page.head if line > below]
    named: list[tuple[int, Offices]] = []
    for line, words in rest if title else ():
        if found := offices(words) if len(words) <= _LONGEST else ():
            named.append((line, found))
            continue
        days = whole_dates(words) if named else ()
        if days and words.strip("()（） ") == words[slice(*days[0].span)]:
            yield Candidate(tuple(one for _, of in named for one in of), named[0][0], words)
        return


def _adopted(lines: Sequence[tuple[int, str]]) -> Iterator[Candidate[Offices]]:
    """Yield who passed a law or decreed a regulation, as the line below its headline says."""
    for line, words in lines:
        if len(words) > 2 * _LONGEST:
            continue
        if told := _ADOPTED.search(simplified(words)):
            before = re.sub(r"^.*[日\s（(由经經]", "", words[slice(*told.span("before"))])
            yield Candidate((before + words[slice(*told.span("body"))],), line, words)
            return
        if (told := _DECREED.search(words)) and (named := offices(told["who"])):
            yield Candidate(named, line, words)
            return


def _filed(lines: Sequence[tuple[int, str]]) -> Iterator[Candidate[Offices]]:
    for line, words in _records(lines, _OFFICE_KEY):
        if named := offices(without_others(words)[0]):
            yield Candidate(named, line, words, weak=True)
            return


def _announced(lead: Article, policy: Article) -> Iterator[tuple[Candidate[Offices], bool]]:
    """Yield who issues a policy as news says it: 近日，某部印发《某意见》."""
    bare = "".join((policy.title or "").split())
    first = lead.ranges[0][0]
    texts = [(p.text, p.ranges[0][0]) for p in lead.paragraphs[:3]]
    for text, line in (*texts, (LABEL.sub("", lead.title or "", count=1), first)):
        at = text.find("《")
        while at >= 0:
            end = text.find("》", at)
            name = "".join(text[at + 1 : end].split()) if end > at else ""
            if len(name) > 3 and (name in bare or bare in name):
                clause = re.split(r"[。；！？]", text[max(0, at - 400) : at])[-1]
                told = _ANNOUNCED.fullmatch(clause) or _ANNOUNCED.fullmatch(
                    re.split(r"[，,：:]", clause)[-1]
                )
                if told:
                    who, partly = without_others(told["who"].strip())
                    if named := offices(who):
                        yield Candidate(named, line, text[: end + 1][-80:], weak=True), partly
                break
            at = text.find("《", at + 1)


def _same_offices(one: Offices, other: Offices) -> bool:
    """Return whether all offices of the shorter list are in the longer, short forms included."""
    short, long = sorted((one, other), key=len)
    return all(any(same_office(name, of) for of in long) for name in short)


# ---------------------------------------------------------------- lines


def _records(lines: Sequence[tuple[int, str]], key: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield line and words of the values that lists of a page give for a key.

    A value stands behind its key, or alone on the next line.
    """
    for place, (line, words) in enumerate(lines):
        for told in key.finditer(words[:600]):
            if told.start() and words[told.start() - 1] not in " \u3000\0|　\t】]（(":
                continue
            value = words[told.end() : told.end() + _LONGEST]
            ends = told[0].rstrip()[-1:]
            if value and ends not in ":：]】" and words[told.end() - 1] not in " \u3000\0\t　":
                continue
            if end := _NEXT_KEY.search(value):
                value = value[: end.start()]
            if value.strip(" \u3000\0|"):
                yield line, value.strip(" \u3000\0|")
            elif place + 1 < len(lines):
                yield lines[place + 1]


def _is_filed(words: str) -> bool:
    return bool(
        _NUMBER_KEY.match(words) or re.match(r"索\s*引\s*号|统一登记号|登记号|备案号", words)
    )


def _is_text(words: str) -> bool:
    """Return whether a line is running text: it ends a sentence, or is long."""
    if words.startswith(("（", "(", "[", "【")) or words.endswith(("：", ":")):
        return False
    return words.endswith(("。", "；", "！", "”。")) or len(words) > 2 * _SHORTEST_TEXT


def _plain(line: str) -> str:
    return line.strip().strip("*#").strip()


def title_line(article: Article) -> int:
    """Return the line of the headline of an article, or its first line."""
    return next((at[0] for name, at in article.furniture if name == "title"), article.ranges[0][0])
