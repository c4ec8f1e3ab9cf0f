"""Names of documents in running text: a text in, the spans that name one out.

A name is in book-title marks, possibly nested; or without them, where a genre follows a quoted
name; or short: a bare genre as the subject of a clause (意见提出). Which document it denotes is
not decided here. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from builder.language.folding import letters, simplified
from builder.language.places import place, place_before
from builder.language.sentences import sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A document's name as it is printed."""

    span: Span
    """Start and end of the name in the text, marks included."""
    name: str
    """The name without its outer marks."""
    by: Literal["title", "name", "short"]
    """In book-title marks, without them, or a bare genre."""
    alias: str = ""
    """The short form that is defined after it: 以下简称《意见》; '' for none."""


LONGEST = 120
"""Characters of the longest name; a longer one means that a mark is missing in print."""

_GENRE = r"""
    (?: 实施 | 指导 | 若干 )? 意见 | (?: 发展 )? 规划 (?: 纲要 )? | 纲要
  | (?: 实施 | 行动 | 工作 | 总体 | 试点 )? 方案 | (?: 三年 )? (?: 行动 | 工作 | 实施 )? 计划
  | (?: 管理 | 暂行 | 实施 | 审查 )* 办法 | (?: 管理 | 暂行 )* 规定 | 条例 | 细则 | 准则
  | 规则 | 大纲 | 守则 | 规范 | 指南 | 指引 | 导则 | 规程 | 标准 | 目录 | 清单 | 要点
  | (?: 工作 | 年度 | 发展 | 研究 | 趋势 )? 报告 | 白皮书 | 蓝皮书 | 倡议 | 宣言 | 声明 | 公报
  | 公约 | 协定 | 章程 | 决定 | 决议 | 建议 | 通知 | 通告 | 公告 | 批复 | 解释
  | (?: 若干 | 政策 )? (?: 措施 | 政策 ) | 体系 | 框架 | 手册 | 纪要
  | 议程 | 路线图 | 共识 | 战略 | 宪法 | 法案 | 法典 | 法
"""
_VERSION = r"(?: [（(] [^（()）]{1,20} [）)] )?"
_ENDS = re.compile(rf"(?P<genre> {_GENRE} ) {_VERSION} \Z", re.VERBOSE)
_ALL_GENRE = re.compile(rf"(?: {_GENRE} ) {_VERSION}", re.VERBOSE)

# Not documents: 《某某》杂志    游戏《某某：某某》
_PERIODICAL = re.compile(r"\s?(?:杂志|周刊|月刊|日报|晚报|报社|栏目|节目|客户端|公众号)")
_WORK = re.compile(
    r"(?:电影|电视剧|纪录片|动画|动漫|游戏|歌曲|小说|舞剧|话剧|歌剧|节目|栏目)[“\"]?\Z"
)

# （以下简称《意见》）   （以下统称“办法”）   (以下簡稱《意見》)
_ALIAS = re.compile(
    r"""
    \s? [（(] [^（()）]{0,10}? (?: 简称 | 統稱 | 簡稱 | 统称 | 称 ) (?: 为 | 為 )? \s?
    [《“"「]* (?P<alias> [^《》“”"「」（()）]{1,20} ) [》”"」]* [）)]
    """,
    re.VERBOSE,
)

# 《甲》、《乙》以及《丙》
_JOINED = re.compile(r"\s?(?:[、，,]?(?:和|与|及|以及|并)|[、以等])?\s?")
# （以下分别简称《办法》、《规范》、《通知》）
_ALIASES = re.compile(r"\s?[（(][^（()）]{0,6}?分别简称为?(?P<aliases>[^（()）]{1,80})[）)]")
_MARKED = re.compile(r"[《“「]([^《》“”「」]{1,20})[》”」]")
# 《某办法》（征求意见稿）    《某办法》（某政发〔2025〕11号）    《某办法》〔2025〕11号
_BEHIND = re.compile(
    r"""
    \s? (?: [（(] (?: [^（()）\[〔\]〕] | 〔[^〔〕]{1,8}〕 | \[[^\[\]]{1,8}\] ){1,30} [）)]
      | 〔[^〔〕]{1,8}〕 (?: \d{1,5} \s? 号 )? )
    """,
    re.VERBOSE,
)

# “四好+某路”养护管理办法    “五年养路”规划纲要    “某某战略”规划
_QUOTED = re.compile(
    rf"""
    [“"] [^“”"《》。！？\n]{{1,20}} [”"] [\u4e00-\u9fff]{{0,10}}?
    (?P<genre> 实施意见 | 指导意见 | 规划纲要 | 发展规划 | 规划 (?! 建设 | 中 | 期 ) | 行动计划
      | 实施方案 | 行动方案 | 工作方案 | 管理办法 | 白皮书 | 倡议 ) {_VERSION}
    """,
    re.VERBOSE,
)
# 某县政府工作报告    写入某县法院工作报告    党的七大报告
_YEARLY = re.compile(
    r"(?: 政府 | 人大常委会 | 法院 | 检察院 ) 工作报告 | 党的[一二三四五六七八九十]{1,3}大报告",
    re.VERBOSE,
)

# 2021年河东省人民政府工作报告    河东省法院工作报告（2021年）    最高人民法院工作报告
_REPORT = re.compile(
    r"""
    (?: (?P<first> (?:19|20)\d\d ) \s? 年度? )? (?P<whose> [\u4e00-\u9fff]{0,20}? )
    (?: (?P<second> (?:19|20)\d\d ) \s? 年度? )? (?: (?: 最高|高级|中级 )? 人民 )?
    (?P<kind> 政府 | 人大常委会 | 法院 | 检察院 ) 工作报告
    (?: [（(] (?P<third> (?:19|20)\d\d ) \s? 年?度? [）)] )? \Z
    """,
    re.VERBOSE,
)
_OF_THE_PEOPLE = re.compile(r"(?:(?:高级|中级)?人民)?\Z")
# 省政府工作报告    我市政府工作报告    各地政府工作报告
_LOCAL = re.compile(r"(?:[省市州盟县区旗镇乡]|各地|地方|多地|各级|当地)的?\Z")
LONGEST_YEARLY = 12
"""Characters of the longest name of another report that is taken to be yearly."""

# 意见提出    此外，意见结合……    意见的出台
_SHORT = re.compile(
    r"""
    (?= [实指意规纲倡行方办] )            # rules out most characters at once
    (?: ^ | (?<= [。！？；：，、,;:!?“"（(\n] ) | (?<= [就在按落解贯] [实照读彻] ) | (?<= [就在] )
        | (?<= 推动 ) | (?<= 围绕 ) | (?<= 根据 ) )
    (?P<name> (?: 实施 | 指导 )? 意见 | 规划纲要 | 纲要 | 倡议 | (?: 实施 | 行动 )? 方案 | 办法 )
    (?= (?: 还 | 并 | 也 | 明确 | 进一步 | 同时 | 专门 | 首次 | 共 | 将 ){0,2}
        (?: 提出 | 指出 | 明确 | 强调 | 要求 | 部署 | 规定 | 围绕 | 聚焦 | 针对 | 结合 | 立足 | 坚持
          | 深刻 | 系统 | 突出 | 出台 | 印发 | 发布 | 分为 | 接受采访 | 落实 | 实施 | 总体框架
          | 以 [^，。；！？,;!?\n]{2,20} 为
          | 的 (?: 这 | 出台 | 印发 | 发布 | 实施 | 主要 | 突出 ) ) )
    """,
    re.VERBOSE,
)


def named_documents(text: str) -> tuple[Named, ...]:
    """Return the names of documents, in order of their offsets, without overlaps.

    `某市印发《关于道路养护的意见》（以下简称《意见》）` gives the long name with its alias, and the
    short one in the brackets. A periodical, a film or a game in such marks is no document.
    """
    found = list(_titles(text))
    even = simplified(text)
    taken = {offset for named in found for offset in range(*named.span)}
    for names, short in ((_QUOTED, False), (_YEARLY, False), (_SHORT, True)):
        for match in names.finditer(even):
            span = match.span("name") if short else match.span()
            if names is _YEARLY:
                court = _OF_THE_PEOPLE.search(text, max(0, span[0] - 4), span[0])
                people = court.start() if court else span[0]
                begins = place_before(text, people)
                span = (begins if begins < people else span[0], span[1])
            if taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                alias = "" if short else _alias(text, span[1])
                found.append(Named(span, text[slice(*span)], "short" if short else "name", alias))
    return _with_shared_aliases(text, sorted(found, key=lambda named: named.span))


def rows_of_names(text: str) -> Iterator[tuple[Span, tuple[Named, ...]]]:
    """Yield the names of documents in rows, each with its sentence; no bare genres of clauses.

    `《甲》、《乙》以及《丙》（以下统称《办法》）` is one row of three: short forms that brackets
    define are in none.
    """
    spans = sentences(text)
    sentence, until = 0, 0
    row: list[Named] = []
    for one in named_documents(text):
        if one.by == "short" or one.span[0] < until:
            continue
        here = spans[sentence]
        while spans[sentence][1] <= one.span[0]:
            sentence += 1
        joined = here == spans[sentence] and _JOINED.fullmatch(text, until, one.span[0])
        if row and not joined:
            yield here, tuple(row)
            row = []
        row.append(one)
        until = end_of_alias(text, one.span[1])
    if row:
        yield spans[sentence], tuple(row)


def end_of_name(text: str, after: int) -> int:
    """Return where the brackets behind a name end that do not define its short form.

    Behind 《某办法》 in `《某办法》（征求意见稿）（以下简称《办法》）` it is the end of 稿）.
    """
    while behind := _BEHIND.match(text, after):
        if _ALIAS.match(text, after) or _ALIASES.match(text, after):
            break
        after = behind.end()
    return after


def full_name(text: str, named: Named) -> str:
    """Return a name with the words behind its marks that make it a draft: 某办法（征求意见稿）."""
    behind = _BEHIND.match(text, named.span[1])
    mark = behind[0].strip() if behind else ""
    return named.name + mark if split_draft(f"某{mark}")[1] else named.name


def end_of_alias(text: str, after: int) -> int:
    """Return where all the brackets behind a name end."""
    after = end_of_name(text, after)
    found = _ALIASES.match(text, after) or _ALIAS.match(text, after)
    return found.end() if found else after


def _alias(text: str, after: int) -> str:
    found = _ALIAS.match(text, end_of_name(text, after))
    return found["alias"] if found else ""


def _with_shared_aliases(text: str, found: list[Named]) -> tuple[Named, ...]:
    """Return names with the short forms that brackets behind the last of several define for all."""
    for last, named in enumerate(found):
        if behind := _ALIASES.match(text, end_of_name(text, named.span[1])):
            aliases = _MARKED.findall(behind["aliases"])
            first = last + 1 - len(aliases)
            for index, alias in enumerate(aliases if first >= 0 else (), first):
                found[index] = replace(found[index], alias=alias)
    return tuple(found)


def _titles(text: str) -> Iterator[Named]:
    """Yield the outermost names in book-title marks: 《关于落实〈意见〉的通知》 is one."""
    start, depth = 0, 0
    for mark in re.finditer("[《》]", text):
        if mark[0] == "《":
            # The closing mark of an opening one so far back is missing in print.
            if depth and mark.start() - start > LONGEST:
                depth = 0
            if not depth:
                start = mark.start()
            depth += 1
            continue
        outermost, depth = depth == 1, max(0, depth - 1)
        if not outermost:
            continue
        end = mark.end()
        name = text[start + 1 : end - 1].strip()
        periodical = _PERIODICAL.match(text, end) or _WORK.search(text, max(0, start - 6), start)
        if name and "\n" not in name and len(name) <= LONGEST and not periodical:
            yield Named((start, end), name, "title", _alias(text, end))


def genre(name: str) -> str:
    """Return the genre that a document's name ends with: 规划纲要; '' for none."""
    found = _ENDS.search(simplified(name), max(0, len(name) - 40))
    return found["genre"] if found else ""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A report of which there is one each year."""

    kind: str
    """What it is: 政府工作报告."""
    place: str
    """Whose it is: 河东; '' for the whole country."""
    local: bool
    """Whether it is one of a province, city or county that its name leaves open: 省政府工作报告."""
    year: int | None
    """The year in its name; `None` for none."""


def yearly(name: str) -> Yearly | None:
    """Return what a yearly report's name says; `None` for any other document.

    `2021年河东省法院工作报告` and `河东省法院工作报告（2021年）` are one.
    """
    found = _REPORT.match(simplified(name))
    if found is None:
        short = len(name) <= LONGEST_YEARLY and name.endswith("工作报告")
        return Yearly(name, "", local=False, year=None) if short else None
    year = found["first"] or found["second"] or found["third"]
    whose = place(found["whose"])
    local = not whose and _LOCAL.search(found["whose"]) is not None
    return Yearly(f"{found['kind']}工作报告", whose, local, int(year) if year else None)


def is_yearly(name: str) -> bool:
    """Return whether there is one such document each year, so that a name needs a year."""
    return yearly(name) is not None


def is_session_report(name: str) -> bool:
    """Return whether a yearly report is one to a people's congress: 某省政府工作报告."""
    return _REPORT.match(simplified(name)) is not None


def is_short(name: str) -> bool:
    """Return whether a name is only a genre: 意见, 实施方案, but not 道路交通安全法."""
    return len(name) <= 6 and _ALL_GENRE.fullmatch(simplified(name)) is not None


# 某市办公厅关于……的意见    某部等八部门关于印发〈……〉的通知
_ISSUED = re.compile(r"^[^《〈》〉，。]{0,40}?(?=关于|關於)")
_NOTICE = re.compile(
    r"""
    ^ [^《〈]{0,40}? (?: 印发 | 发布 | 公布 | 转发 ) [《〈] (?P<inner> .{2,100} ) [》〉]
    \s? 的 (?: 通知 | 公告 | 决定 ) $
    """,
    re.VERBOSE,
)


def identity(name: str) -> str:
    """Return a key that is the same for all spellings of a document's name.

    Issuer, marks and widths make no difference: `某市关于“四好”道路的意见` and
    `关于“四好”道路的意见` are one. A notice that issues a document has that document's key.
    """
    if (notice := _NOTICE.match(name.strip())) is not None:
        return identity(notice["inner"])
    return letters(_ISSUED.sub("", name.strip(), count=1))


# 某办法（征求意见稿）   某条例（修订草案二次审议稿）   某规划 征求意见稿
_DRAFT = re.compile(
    r"""
    \s?
    (?: [（(\[〔【]
        (?P<inside>
            [^（()）\[〔【〕】\]]{0,12}?
            (?: 征求意见 | 意见稿 | 草案 | 草稿 | 送审稿 | 审议稿 | 讨论稿 )
            [^（()）\[〔【〕】\]]{0,12} )
        [）)\]〕】]
      | (?P<bare> 公开征求意见稿 | 征求意见稿 | 修订草案 | 修正草案 | 草案 | 送审稿 | 讨论稿 ) )
    \s? \Z
    """,
    re.VERBOSE,
)
# 某办法（试行）   某条例（2018年修订）   某规定（修订版）
_EDITION = re.compile(
    r"""
    \s? [（(\[〔]
    (?P<edition> [^（()）\[〔〕\]]{0,12} (?: 试行|暂行|修订|修正|修改 ) [^（()）\[〔〕\]]{0,6} )
    [）)\]〕] \s? \Z
    """,
    re.VERBOSE,
)


def split_draft(name: str) -> tuple[str, str]:
    """Return a document's name without the words that make it a draft, and these words.

    `某办法（试行）（征求意见稿）` gives `某办法（试行）` and `征求意见稿`; a final name ''.
    """
    found = _DRAFT.search(simplified(name), max(0, len(name) - 40))
    if found is None:
        return name, ""
    said = found.span("inside" if found["inside"] else "bare")
    return name[: found.start()], name[slice(*said)]


def split_edition(name: str) -> tuple[str, str]:
    """Return a document's name without its edition, and the edition: 试行, 2018年修订; '' for none.

    Years that say for when it is (2024—2028年) are part of the name.
    """
    found = _EDITION.search(name, max(0, len(name) - 40))
    return (name[: found.start()], found["edition"]) if found else (name, "")


def same_document(name: str) -> str:
    """Return a key that is the same for all drafts and editions of a document, and its spellings.

    `某市关于养路的意见（征求意见稿）` and `关于养路的意见` are one document in two states. A yearly
    report is another one each year, and in each place.
    """
    if (report := yearly(name)) is not None:
        return f"{report.place}{letters(report.kind)}{report.year or ''}"
    return identity(split_edition(split_draft(name)[0])[0])
