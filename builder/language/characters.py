"""Character classes, sentence ends, printed width, and leftover Markdown and HTML markup.

Strings in, values out. Everything is linear in the length of its string, also where the string is
a line of a million characters.
"""

from __future__ import annotations

import re

from builder.language import latin

STOPS = frozenset("。！？!?…；;：:﹔﹕﹖﹗")
"""Marks with which a sentence, or a clause that could be one, ends."""

CLOSERS = "”’」』﹂﹄》〉）)】〕］]\"'*_~"
"""What may follow the last mark: closing quotes and brackets, leftover emphasis."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS = re.compile(r"[^\W_]")
# ## 关于推进养老驿站建设的意见      # **一、总体要求**
_HEADING_MARK = re.compile(r"#{1,6}(?=[ \t\u3000*]|$)[ \t\u3000]*")
# ![cover](https://…)      ![]()
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
# [《关于推进养老驿站建设的意见》](#)
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
# <p><strong>某网消息</strong>
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
# **甲****乙**, which ends and begins again
_BETWEEN = re.compile(r"(?<=[^*\s])\*\*\s?\*\*(?=[^*\s])")
_EMPHASIS = re.compile(r"\*\*|__")


def is_han(character: str) -> bool:
    """Return whether the character is a Chinese one."""
    return _HAN.match(character) is not None


def has_words(text: str) -> bool:
    """Return whether the text has a letter, a digit or a Chinese character."""
    return _WORDS.search(text) is not None


def finished(text: str) -> bool:
    """Return whether the line ends where a sentence can end.

    A bracket at the end, as （某院院长 张明）, is skipped: the mark before it counts.
    “推动人” is not finished, “推动发展。” and “推动发展。”” are; “repaired.” is, “e.g.” is not.
    """
    bare = text.rstrip(CLOSERS)
    if bare[-1:] == "." and latin.is_latin(text):
        return latin.ends_sentence(bare)
    if bare and (bare[-1] in STOPS or (bare[-1] == "." and bare[-2:-1].isalpha())):
        return True
    if text[-1:] in (")", "）"):
        start = max(text.rfind("("), text.rfind("（"))
        before = text[: max(start, 0)].rstrip(CLOSERS)
        return bool(before) and before[-1] in STOPS
    return False


def printed_width(text: str) -> float:
    """Return the width in full-width characters; a Latin-1 character counts half."""
    narrow = len(text.encode("latin-1", "ignore"))
    return len(text) - narrow / 2


def heading_level(text: str) -> int:
    """Return the level of a leftover Markdown heading, 1 to 6; 0 where there is none."""
    mark = _HEADING_MARK.match(text[:40])
    return len(mark[0].rstrip(" \t\u3000")) if mark else 0


def emphasised(text: str) -> bool:
    """Return whether Markdown emphasis encloses the whole line: `**甲****乙**`, `__甲__`."""
    mark = text[:2]
    if mark not in ("**", "__") or len(text) <= 4:
        return False
    bare = _BETWEEN.sub("", text)
    return bare[:2] == bare[-2:] == mark and mark not in bare[2:-2] and len(bare) > 4


def without_images(text: str) -> str:
    """Return the text without leftover Markdown images, and links around images."""
    return re.sub(r"\[\s*\]\([^()\n]{0,2000}\)", "", _IMAGE.sub("", text)).strip()


def is_only_links(text: str) -> bool:
    """Return whether the line has nothing but leftover Markdown links and list marks."""
    return _LINK.search(text) is not None and not has_words(_LINK.sub("", text))


def linked_length(text: str) -> int:
    """Return how many characters of a line are the words of Markdown links: 2 of 见[甲乙](#)."""
    return sum(len(found["words"].strip("*_ ")) for found in _LINK.finditer(_IMAGE.sub("", text)))


def without_markup(text: str) -> str:
    """Return the words without leftover Markdown and tags: `## 甲[乙](#)` is 甲乙."""
    bare = _HEADING_MARK.sub("", text, count=1) if text.startswith("#") else text
    if "[" in bare:
        bare = _LINK.sub(lambda found: found["words"], _IMAGE.sub("", bare))
    if "<" in bare:
        bare = _TAG.sub("", bare)
    return _EMPHASIS.sub("", bare).strip()
