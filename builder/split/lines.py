"""A received file → its lines that are not blank, each classified by its shape.

Headline, byline, dateline, credit, site furniture: the shape depends on the line alone; later
steps look at its neighbours. Of a very long line only head and tail are examined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, repeat
from typing import Literal

from builder.language import bylines, characters, latin, people, speakers
from builder.language.folding import simplified
from builder.language.offices import offices
from builder.language.stamps import LONGEST_FORMULA, is_ending, is_stamp, read_lead
from builder.model import Fact, LineMark, Source
from builder.split.furniture_words import is_control, is_footer

Shape = Literal[
    "furniture",  # site masthead, menu, footer, image mark, rule
    "credit",  # who took the photograph
    "question",  # 问：
    "answer",  # 答：
    "opening",  # 姓名(职务)：
    "stamp",  # time and origin on a line of its own
    "ending",  # dateline on a line of its own, as at the end of an agency's dispatch
    "lead",  # a paragraph that opens with a dateline
    "byline",  # who wrote it
    "signature",  # who wrote it, in brackets at the end
    "subtitle",  # second line of a headline, with its dash
    "label",  # name of a column, as 建言
    "numbered",  # a heading with its number
    "short",  # a short line without a stop: headline, heading, or a broken line
    "text",
]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line that is not blank, with its shape."""

    number: int
    """1-based number in the received file."""
    place: int
    """0-based index among the lines that are not blank."""
    gap: int
    """Number of blank lines directly before it; at least `BEGINNING` for the first line."""
    indented: bool
    """Whether it began with an ideographic space, a tab, or two blanks or more."""
    text: str
    """The words without white space around them."""
    plain: str
    """The words without left-over markup; of a very long line, only head and tail."""
    strong: bool
    """Whether emphasis encloses the whole line."""
    linked: bool
    """Whether most of its words are links, where the format tells."""
    shape: Shape
    """Its class."""
    finished: bool
    """Whether it ends where a sentence can end."""
    level: int
    """Its level as a heading of its format or of left-over Markdown; 0 for other lines."""
    mark: LineMark
    """What the format of the file says of it; spans are of `text`."""


BEGINNING = 9
"""The `gap` of the first line of a file: more blank lines than separate two articles."""

LONGEST_HEADLINE = 50
"""Characters of the longest headline without markup."""

LONGEST_HEADING = 60
"""Characters of the longest heading without markup."""

_LONGEST_MARKED_HEADING = 180
"""Characters of the longest heading with markup."""

_LONGEST_NAMES = 24
"""Characters of the longest line that consists of personal names."""

SHORTEST_TITLE = 6
"""Characters of the shortest line that is the headline if the page's title begins with it."""

_TITLE_NEAR = 3
"""Lines above a title with the site's name among which the title alone stands."""

_SAID = ("。", "；", ";", "：", ":", "，")
"""Ends of a line that is no heading, though emphasis encloses all of it."""

_SHORTEST_SENTENCE = 12
"""Characters of the shortest sentence that is none of the buttons of a page."""

_LONG = 4000
"""Characters of the longest line that is examined in full."""

# www.example.cn      https://tv.example.cn/2025/03/01/a.shtml
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u4e00-\u9fff]+|[\w-]+(?:\.[\w-]+)*\.(?:cn|com|net|org)/?"
)
# #某某计划#      #某事# #某地#
_HASHTAGS = re.compile(r"(?:#[^#\s]{2,30}#\s*)+")
# — 12 —      第 3 页 共 9 页      3 / 9
_FOLIO = re.compile(
    r"[-—－–·]+\s?\d{1,4}\s?[-—－–·]+|第\s?\d{1,4}\s?页[，,/／\s]*(?:共\s?\d{1,4}\s?页)?|\d{1,4}\s?[/／]\s?\d{1,4}"
)
# 某网>>民生·社区      当前位置：首页 > 政策
# > 某公开 > 政策      首页 > 某公开 > 正文      首页 / 某文件/ 正文
_TRAIL = re.compile(
    r"当前位置.*|\S{1,20}\s?(?:>>|＞＞|»)\s?.{1,60}"
    r"|(?:首页|首頁)(?:\s?[>＞/›]\s?[^\s>＞/›]{1,20}){1,8}|(?:[>＞›]\s?[^\s>＞›]{1,20}\s?){2,8}"
)
# 某社发      某社发 张一 作      某社记者 王某 摄      （资料图片）
_CREDIT = re.compile(
    r"""
    [（(]?\s*
    (?: [\u4e00-\u9fff]{1,8}(?:社|报|网|刊|台)[发發]
        (?:\s*[（(]?[\u4e00-\u9fff·\s]{2,16}[作摄攝][)）]?)?
      | (?:[\u4e00-\u9fff“”]{0,12}(?:记者|記者|通讯员)\s*)?
        [\u4e00-\u9fff·\s、]{2,20}\s*[/／]?\s*[摄攝]
      | (?:[\u4e00-\u9fff\s]{0,12})(?:供图|資料圖片|资料图片|制图|摄影报道|绘图?)
      | (?:摄影|图片来源|图/|图｜|制图|漫画)\s*[:：/|｜]?\s*[\u4e00-\u9fff·\s]{2,16}
    )
    \s*[)）]?
    """,
    re.VERBOSE,
)
# 公示时间：2025年12月17日—2025年12月24日      2025年12月17日至12月24日
_DAY = r"(?:\d{4}\s?[年./-]\s?)?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?"
_PERIOD = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,10}}\s?[:：]\s?)?{_DAY}\s?(?:至|到|[—–－~～-]{{1,2}})\s?{_DAY}止?"
)
# ——解读《关于发展养老驿站的意见》
_SUBTITLE = re.compile(r"(?:——|――|──|--)\s*\S.{1,80}")
_LABEL = re.compile(
    r"[【\[]?(?:建言|编者按|編者按|链接|相关链接|延伸阅读|观点|短评|快评|点评|评论|声音|记者手记|采访手记|名词解释"
    r"|新闻链接|背景链接|专家观点|专家点评|专家建言|小资料|知识链接|一家之言|记者观察|编后)[】\]]?"
)
_NUMBERED = re.compile(
    rf"{latin.CLAUSE}|"
    r"(?:第?[一二三四五六七八九十百]{1,4}[、.．]|第[一二三四五六七八九十百零\d]{1,5}[编章节部][分]?\s?"
    r"|[（(][一二三四五六七八九十百]{1,4}[)）]|\d{1,2}[、.．](?!\d))\s*\S"
)
# 序号　任务　牵头单位
_ROW = re.compile(r"\S(?:\u3000|\s{2,})[^\s\u3000][^\u3000]*?(?:\u3000|\s{2,})[^\s\u3000]")
_COUNT = r"(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[、.．]\s?)?"
_QUESTION = re.compile(
    rf"\**{_COUNT}(?:(?P<who>[\u4e00-\u9fff“”]{{0,16}}(?:记者|記者)(?=[问問]?\**\s?[:：])|主持人)[问問]?"
    r"|问|問|提问|Q\d{0,2})\**\s?[:：]"
    r"|\**[【\[](?:问|問|提问)[】\]]"
)
# 索引号：123456789/2025-00012	主题分类：民政      发布单位：某局　有效性：有效
_RECORD = re.compile(
    r"""
    (?: 索\s?引\s?号 | 主题分类 | 发文机关 | 成文日期 | 发文字号 | 主\s?题\s?词 | 有\s?效\s?性
      | 公文种类 | 标\s*题 | 发布单位 | 发布机构 | 制发机关 | 公开方式 | 体裁分类 | 效力状态
      | [\u4e00-\u9fff]{0,8}统一编号 | 文 \s? [号號]
      | (?: 颁布|頒佈|頒布 ) (?: 机关|機關|单位|單位|部门|部門|时间|時間|日期 )
      | (?: 实施|實施|施行|生效 ) (?: 时间|時間|日期 )
      | 发布日期 (?! [^来來]{1,40} [来來]源 ) )  # a stamp where an origin follows the day
    \s? [:：] .*
    """,
    re.VERBOSE,
)
# 【文书编码】 ABC.1.123      【发布部门】某部
_DATABASE = re.compile(
    r"【(?:[\u4e00-\u9fff]{0,4}(?:编码|证码|标志)|(?:发布|批准|制定)(?:部门|机关|日期)|发文字号"
    r"|(?:实施|施行|生效|失效)日期|时效性|效力级别|法规类别)】.*"
)
# 某事的通知_政策文件_某网      某人：某事--专题报道-某网
_SITE_NAME = re.compile(r"\s*[-_—–|·丨]")
# 答：      负责人：      国家某局新闻发言人：
_ANSWER = re.compile(
    r"\**(?:答|答记者问|A\d{0,2}|[\u4e00-\u9fff]{0,16}(?:负责人|负责同志|发言人))\**\s?[:：]|\**[【\[]答[】\]]"
)


# 某某行动方案      关于某事的意见      某某管理办法（试行）
_POLICY_TITLE = re.compile(
    r".{0,60}(?:意见|方案|办法|规定|规划|纲要|条例|通知|决定|计划|细则|公告|指南|规范|宣言|倡议"
    r"|措施|要点|准则|指引|工作报告)"
    r"(?:[（(].{1,20}[）)])?"
)
# 某办公厅 某委办公室 某局办公室关于开展某行动的通知
_JOINT_TITLE = re.compile(
    r"(?P<who>[\u4e00-\u9fff、\s]{8,150}?)\s*(?P<what>(?:关于|關於|印发)[^。；！？]{4,80})"
)


def printed_lines(source: Source) -> tuple[PrintedLine, ...]:
    """Return the lines of a file that are not blank, in order.

    `　　近日，…` on line 3 is indented, with number 3 and text `近日，…`. In a web page the page's
    title has level 1, and no other heading does.
    """
    lines: list[PrintedLine] = []
    last = 0
    marks = source.marks or repeat(LineMark())
    withheld = {one.line for one in source.withheld}
    titled = bool(source.marks) and any(
        is_title(words.strip(), source.facts) for words in source.lines
    )
    for number, (words, told) in enumerate(zip(source.lines, marks, strict=False), start=1):
        mark = told
        text = words.strip() or source.received[number - 1].strip()
        if number in withheld:
            mark = LineMark(outside="withheld", page=told.page)
        elif not text:
            continue
        gap = number - last - 1 if last else max(BEGINNING, number - 1)
        last = number
        level = mark.level if mark.kind == "heading" else 0
        if source.form in ("webpage", "mhtml") or titled:
            level = 1 if is_title(text, source.facts) else level and max(2, level)
        indent = words[: len(words) - len(words.lstrip())]
        indented = "\u3000" in indent or "\t" in indent or len(indent) >= 2
        raw = source.received[number - 1].strip() if source.printed or not source.marks else ""
        strong = characters.emphasised(raw)
        linked = bool(source.printed) and 2 * characters.linked_length(raw) > len(text)
        own = _within(mark, words)
        line = _line(number, len(lines), gap, indented, text, level, own, strong, linked)
        lines.append(
            replace(line, shape="furniture") if _repeats_title(line, lines, source) else line
        )
    return tuple(lines)


def _repeats_title(line: PrintedLine, above: Sequence[PrintedLine], source: Source) -> bool:
    """Return whether a line is the page's title and the site's name, below the title itself."""
    return any(
        line.plain.startswith(fact.value)
        and _SITE_NAME.match(line.plain, len(fact.value)) is not None
        and any(one.plain == fact.value for one in above[-_TITLE_NEAR:])
        for fact in source.facts
        if fact.name == "title" and len(fact.value) >= SHORTEST_TITLE
    )


def _within(mark: LineMark, words: str) -> LineMark:
    """Return the mark of a line for its words without the white space around them."""
    if not mark.set:
        return mark
    start, length = len(words) - len(words.lstrip()), len(words.strip())
    inner = ((max(first - start, 0), min(last - start, length)) for first, last in mark.set)
    return replace(mark, set=tuple((first, last) for first, last in inner if first < last))


def runs(lines: Iterable[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield the runs of adjacent lines; blank lines do not separate them."""
    for _, run in groupby(enumerate(lines), lambda item: item[1].place - item[0]):
        yield [line for _, line in run]


def _line(
    number: int,
    place: int,
    gap: int,
    indented: bool,
    text: str,
    level: int,
    mark: LineMark,
    strong: bool,
    linked: bool,
) -> PrintedLine:
    read = text if len(text) <= _LONG else f"{text[:300]} {text[-300:]}"
    bare = characters.without_images(read)
    plain = characters.without_markup(bare)
    finished = characters.finished(plain) if plain else True
    level = level or characters.heading_level(read)
    marked = level or int(strong and mark.block > 0 and not plain.endswith(_SAID))
    shape = "furniture" if mark.outside == "syntax" else _shape(bare, plain, finished, marked)
    shape = "short" if shape == "label" and mark.block and (level or strong) else shape
    return PrintedLine(
        number, place, gap, indented, text, plain, strong, linked, shape, finished, level, mark
    )


def is_furniture(text: str) -> bool:
    """Return whether a line has the form of page furniture or of a credit, finished or not."""
    if len(text) > LONGEST_FORMULA:
        return False
    bare = characters.without_images(text)
    plain = characters.without_markup(bare)
    return (
        not characters.has_words(plain)
        or _is_furniture(bare, plain, finished=False)
        or _CREDIT.fullmatch(plain) is not None
    )


def is_numbered(text: str) -> bool:
    """Return whether a line begins with the number of a heading: 一、 or （二） or 第三章."""
    return _NUMBERED.match(text) is not None


def is_table_row(text: str) -> bool:
    """Return whether a line is a row of a table: at least three cells with wide blanks between."""
    return _ROW.search(text) is not None


def is_question(text: str) -> bool:
    """Return whether a line ends with a question mark, closing marks after it ignored."""
    return text.rstrip(characters.CLOSERS)[-1:] in ("?", "？", "﹖")


def is_headline(line: PrintedLine) -> bool:
    """Return whether a line can be a headline or a heading: one short phrase without a stop."""
    return (
        line.shape == "short"
        and (len(line.plain) <= LONGEST_HEADLINE or line.level > 0 or is_joint_title(line.plain))
        and not any(mark in line.plain for mark in "。；;")
        and line.plain[-1] not in "，、,"
    )


def is_policy_title(title: str) -> bool:
    """Return whether a headline names a policy document: 《某某行动方案》, 关于某事的意见."""
    bare = title[1:-1] if title.startswith("《") and title.endswith("》") else title
    return _POLICY_TITLE.fullmatch(simplified(bare)) is not None and "解读" not in bare


def is_joint_title(words: str) -> bool:
    """Return whether a line is the long headline of several offices: 某厅 某局关于某事的通知."""
    told = _JOINT_TITLE.fullmatch(words) if len(words) <= _LONGEST_MARKED_HEADING else None
    return told is not None and len(offices(told["who"])) > 1 and is_policy_title(told["what"])


def is_names(line: PrintedLine) -> bool:
    """Return whether a line consists of personal names."""
    return (
        line.shape == "short"
        and not (line.level or line.strong)
        and len(line.plain) <= _LONGEST_NAMES
        and bool(people.names(line.plain))
    )


def is_title(words: str, facts: Sequence[Fact]) -> bool:
    """Return whether words are the title of a page, with or without the site's name after it."""
    return any(
        fact.value == words
        or (
            len(words) >= SHORTEST_TITLE
            and fact.value.startswith(words)
            and _SITE_NAME.match(fact.value, len(words)) is not None
        )
        for fact in facts
        if fact.name == "title"
    )


def asker(line: PrintedLine) -> str | None:
    """Return who asks, as a question's line names them: 某报记者, 主持人; `None` for a mere 问."""
    match = _QUESTION.match(line.plain)
    return match["who"] if match else None


def _shape(bare: str, plain: str, finished: bool, level: int) -> Shape:
    if not characters.has_words(plain) or not bare:
        return "furniture"
    if len(plain) <= LONGEST_FORMULA and _is_furniture(bare, plain, finished):
        return "furniture"
    if _QUESTION.match(plain):
        return "question"
    if _ANSWER.match(plain):
        return "answer"
    if speakers.opening(plain):
        return "opening"
    if len(plain) <= LONGEST_FORMULA:
        if (shape := _formula(plain, finished)) is not None:
            return shape
        if latin.is_clause_number(plain):
            return "numbered"
        if _NUMBERED.match(plain) and not finished and len(plain) <= LONGEST_HEADING:
            return "numbered"
    if read_lead(plain):
        return "lead"
    if level and len(plain) <= _LONGEST_MARKED_HEADING:
        return "short"
    if (len(plain) <= LONGEST_HEADING and not finished) or is_joint_title(plain):
        return "short"
    return "text"


def _is_furniture(bare: str, plain: str, finished: bool) -> bool:
    return bool(
        characters.is_only_links(bare)
        or _HASHTAGS.fullmatch(bare)
        or _ADDRESS.fullmatch(plain)
        or (is_control(plain) and not _is_sentence(plain))
        or _RECORD.fullmatch(plain)
        or _DATABASE.fullmatch(plain)
        or _TRAIL.fullmatch(plain)
        or _FOLIO.fullmatch(plain)
        or (not finished and is_footer(plain))
    )


def _is_sentence(plain: str) -> bool:
    """Return whether a line is a sentence, though it opens like a button: 扫码点餐，老人不习惯。"""
    return len(plain) >= _SHORTEST_SENTENCE and plain.endswith("。")


def _formula(plain: str, finished: bool) -> Shape | None:
    if _LABEL.fullmatch(plain):
        return "label"
    if _PERIOD.fullmatch(plain):
        return "text"
    if _CREDIT.fullmatch(plain):
        return "credit"
    if is_ending(plain):
        return "ending"
    if is_stamp(plain, finished):
        return "stamp"
    if bylines.reporters(plain) is not None:
        return "signature" if plain[0] in "（(" else "byline"
    if bylines.signature(plain) is not None:
        return "signature" if plain[0] in "（(" else "byline"
    if _SUBTITLE.fullmatch(plain) and not finished:
        return "subtitle"
    return None
