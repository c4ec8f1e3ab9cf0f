"""Quotations in running text: the spans between quotation marks, and to whom each is attributed.

A text in, values out, in linear time. An unpaired mark (damaged print) opens no quotation; marks
inside a book title are part of the title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quotation: words between quotation marks."""

    span: Span
    """Start and end of the words, without the marks."""
    attributed: bool
    """Whether words before or after attribute them to a person or a document."""
    document: str
    """Name of that document, without book-title marks; '' where none is named."""


_OPENING = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞", "„": "”", "‟": "”"}
_CLOSING = frozenset(_OPENING.values())
_STRAIGHT = frozenset('"＂')
_MARK = re.compile(f"[《{''.join({*_OPENING, *_CLOSING, *_STRAIGHT})}]")

# 《关于加强“四好”道路养护的意见》    《谁来修路？》    《负责人就《意见》答记者问》
_TITLE = re.compile(r"《(?P<name>(?:[^《》\n]|《[^《》\n]{1,60}》){1,80})》")

# 《意见》提出，“……”      某某院士说：“……”     所说的“……”     纲要明确要求“……”     强调了“……”
_SAYS = re.compile(
    r"""
    (?P<verb>
        提出 | 指出 | 强调 | 明确 | 要求 | 规定 | 写道 | 写明 | 部署 | 提到 | 载明 | 重申 | 宣布
      | 定义为 | 表述为 | 概括为
      | (?P<person> 说 | 说道 | 表示 | 认为 | 介绍 | 告诉记者 | 坦言 | 建议 | 提醒 | 谈到 | 回忆 )
    )
    [了道到过的要]{0,2} [，,：:]? \s* \Z
    """,
    re.VERBOSE,
)
# 《意见》中的“……”     《意见》关于“……”     《意见》：“……”
_OF_TITLE = re.compile(
    r"""
    》 (?: （ [^（）\n]{1,30} ） )?
    (?: [中里]? (?: 的 | 关于 )? | [：:，,] ) \s* \Z
    """,
    re.VERBOSE,
)
# ……。”某某院士说。     ……，”某某在会上表示，
_SAID = re.compile(
    r"""
    [，,]? [^。！？；!?\n“”‘’]{1,40}?
    (?: 说 | 说道 | 表示 | 指出 | 认为 | 介绍 | 坦言 | 强调 ) (?: [。，,：:] | \Z )
    """,
    re.VERBOSE,
)
# 意见提出      养护纲要明确要求
_BARE = re.compile(
    r"""
    (?P<name> [\u4e00-\u9fff]{0,2}
      (?: 意见 | 纲要 | 规划 | 方案 | 办法 | 通知 | 公报 | 条例 | 决定 | 决议 | 宣言 | 倡议 ) )
    (?: 明确 | 还 | 并 | 同时 | 也 )?
    (?: 提出 | 指出 | 强调 | 明确 | 要求 | 规定 | 写明 | 部署 )
    """,
    re.VERBOSE,
)
# Moore’s
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
# 在解读《意见》时      就《意见》接受采访
_ABOUT = re.compile(r"时|采访|解读|介绍|说明|答记者")
_CHAIN = frozenset(("", "、", "，", ",", "和", "与", "及", "以及", "；", "或"))
_SPEECH_END = frozenset("。！？，…!?,")
_LOOK_BACK = 200
"""Characters before a quotation that can attribute it."""


def quoted_words(text: str) -> tuple[QuotedWords, ...]:
    """Return the quotations of a text, nested ones too, in order of their offsets.

    `《意见》提出，“建养老驿站”。` gives one: span (7, 12), attributed, of the document 意见.
    """
    out: list[QuotedWords] = []
    before: QuotedWords | None = None
    for span in _spans(text):
        if before is not None and _chained(text[before.span[1] + 1 : span[0] - 1], before, span):
            before = QuotedWords(span, before.attributed, before.document)
        else:
            before = _attributed(text, span)
        out.append(before)
    return tuple(out)


def _chained(between: str, before: QuotedWords, span: Span) -> bool:
    """Return whether a quotation continues a list: “……”“……”, “……”和“……”; a nested one does not."""
    return before.span[1] < span[0] and between.strip() in _CHAIN


def book_titles(text: str) -> tuple[str, ...]:
    """Return the names in book-title marks, in order of their offsets."""
    return tuple(title["name"] for title in _TITLE.finditer(text))


def _spans(text: str) -> list[Span]:
    """Return the spans between pairs of marks, ascending."""
    title_ends = {title.start(): title.end() for title in _TITLE.finditer(text)}
    open_: list[tuple[str, int]] = []
    spans: list[Span] = []
    free = 0
    for found in _MARK.finditer(text):
        sign, after = found[0], found.end()
        if after <= free:
            continue
        if sign == "《" and after - 1 in title_ends:
            free = title_ends[after - 1]
            continue
        if sign in _STRAIGHT:
            closes = any(mark == sign for mark, _ in open_[-2:])
            if not closes:
                open_.append((sign, after))
                continue
        elif sign in _OPENING:
            open_.append((_OPENING[sign], after))
            continue
        elif sign not in _CLOSING or _APOSTROPHE.match(text, after - 1):
            continue
        # Unclosed opening marks of other shapes are dropped, but only those inside the pair that
        # is closed here: a stray closing mark leaves all open marks as they are.
        for depth in range(len(open_) - 1, max(-1, len(open_) - 4), -1):
            if open_[depth][0] == sign:
                if open_[depth][1] < after - 1:
                    spans.append((open_[depth][1], after - 1))
                del open_[depth:]
                break
    return sorted(spans)


def _attributed(text: str, span: Span) -> QuotedWords:
    """Return the quotation of a span with what the words around it attribute it to."""
    start, end = span
    ahead = text[max(0, start - 1 - _LOOK_BACK) : start - 1]
    cuts = [stop.end() for stop in _SENTENCE_END.finditer(ahead)]
    ahead = ahead[cuts[-1] :] if cuts else ahead
    says = _SAYS.search(ahead[-12:])
    if says is not None:
        return QuotedWords(span, True, "" if says["person"] else _document(ahead))
    if _OF_TITLE.search(ahead[-40:]):
        return QuotedWords(span, True, _document(ahead))
    if text[end - 1] in _SPEECH_END and _SAID.match(text, end + 1, end + 61):
        return QuotedWords(span, True, "")
    return QuotedWords(span, False, "")


def _document(ahead: str) -> str:
    """Return the document that is named last before a quotation, in its sentence."""
    bare = [found for found in _BARE.finditer(ahead) if found.end() > len(ahead) - 10]
    if bare and ahead[bare[-1].start() - 1 : bare[-1].start()] != "《":
        return bare[-1]["name"]
    titles = list(_TITLE.finditer(ahead))
    if not titles or _ABOUT.search(ahead, titles[-1].end()):
        return ""
    return titles[-1]["name"]
