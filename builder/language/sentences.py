"""Sentences of Chinese prose: a text in, the spans of its sentences out, without gaps.

A sentence ends at 。！？ or …… (also half-width ! ?) and the closing quotes and brackets after it;
not inside 《…》 or （…）, and not where a quotation that ends is part of a longer sentence
(“……。”某某说。). A point ends one after a Latin word and before a capital letter, except where
it ends an abbreviation. Semicolons and colons do not end it. Linear in the length of the text.
"""

from __future__ import annotations

import re

from builder.language.latin import ends_sentence, is_latin

_END = re.compile(
    r"""
    (?P<mark> [。！？!?｡]+ | …+ | \n         # 。  ？  ？！  ……
      | (?<= [A-Za-z0-9)\]%”’"'] ) \. (?= [”’"'\])]* (?: \s | \Z ) ) )  # mended.  (see Annex I).
    (?P<close> [”’"'」』）)】》〉]* )         # ”  ）  ’”
    \s*
    """,
    re.VERBOSE,
)

_ENCLOSED = re.compile(
    r"""
    《 [^《》\n]{1,80} 》                     # 《谁来修路？》
    | 〈 [^〈〉\n]{1,80} 〉
    | （ [^（）\n]{1,120} ）                  # （某某社8月26日电。）
    | [(] [^()\n]{1,120} [)]
    """,
    re.VERBOSE,
)

_REPORTED = re.compile(
    r"""
    [^。！？!?…\n“”]{0,60}?                  # 某大学教授某某说。
    (?: 说 | 说道 | 表示 | 指出 | 认为 | 介绍 | 强调 | 坦言 | 建议 | 提醒 | 告诉记者 | 写道 )
    [，,。]
    """,
    re.VERBOSE,
)

# 另一方面，以社区食堂…      二是招聘…      （二）修补…      从各街道看，…
_POINT = re.compile(
    r"""
    一方面 | 另一方面 | [一二三四五六七八九十]是 | 首先 | 其次 | 再次 | 最后
    | 第[一二三四五六七八九十] | 与此同时 | 此外 | [（(] [一二三四五六七八九十]{1,3} [)）]
    | 从 [^，。]{2,12} 看 | ——
    """,
    re.VERBOSE,
)

_WORD = 60
"""Characters before a point that tell whether it ends a sentence."""

# The council      “Who      (see      2019      § 5
_OPENS_LATIN = re.compile(r"[“‘\"'(\[]*(?:[A-Z\u00c0-\u00de0-9]|§)")

_QUOTES = frozenset("”’\"'」』")
_NEVER_FIRST = frozenset("，,、；;：:的”’」』）)】》〉")
"""No sentence begins with these: a mark before one of them does not end a sentence."""


def opens_point(text: str) -> bool:
    """Return whether a paragraph opens as a point of several: 二是…, 另一方面…, 从各街道看…."""
    return _POINT.match(text) is not None


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of `text`, in order; together they cover the text.

    `道路修好了。谁来养护？` gives `((0, 6), (6, 11))`. White space after a sentence is part of it.
    A text of white space is one sentence, an empty text has none.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    enclosures = (match.span() for match in _ENCLOSED.finditer(text))
    enclosure = next(enclosures, None)
    for end in _END.finditer(text):
        while enclosure is not None and enclosure[1] <= end.start():
            enclosure = next(enclosures, None)
        if enclosure is not None and enclosure[0] < end.start():
            continue
        stop = end.end()
        if end["mark"] == "." and not _ends_latin(text, start, end):
            continue
        if stop == len(text) or (end["mark"] != "\n" and _continues(text, end)):
            continue
        spans.append((start, stop))
        start = stop
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def _ends_latin(text: str, start: int, end: re.Match[str]) -> bool:
    """Return whether a point ends a sentence that began at `start`: `Mr. J. Smith` has no such."""
    if end.end() < len(text) and _OPENS_LATIN.match(text, end.end()) is None:
        return False
    return ends_sentence(text[max(start, end.start() - _WORD) : end.end("close")])


def _continues(text: str, end: re.Match[str]) -> bool:
    """Return whether the sentence continues after a mark that could end it.

    `“谁来养护？”成了问题。` continues after the quotation; `“修好了。”他走了。` not. A remark in
    brackets that ends the text belongs to the sentence before.
    """
    following = text[end.end()]
    remark = _ENCLOSED.match(text, end.end()) if following in "（(" else None
    if remark is not None and not text[remark.end() : remark.end() + 9].strip():
        return True
    if following in _NEVER_FIRST:
        return True
    if not _QUOTES.intersection(end["close"]):
        return False
    if end["mark"][-1] in ".?!" and is_latin(text[max(0, end.start() - _WORD) : end.start()]):
        return _OPENS_LATIN.match(text, end.end()) is None
    if end["mark"].startswith("。"):
        return _REPORTED.match(text, end.end()) is not None
    return following not in "“‘「『\"'"
