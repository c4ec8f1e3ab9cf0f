"""Characters and their company: sentence ends, printed width, left-over markup.

Strings in, values out. Everything here is linear in the length of its string, also where
the string is a line of a million characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

STOPS = frozenset("。！？!?…；;：:﹔﹕﹖﹗")
"""Marks with which a line can end a sentence or a clause that stands for itself."""

CLOSERS = "”’」』﹂﹄》〉）)】〕］]\"'*_~"
"""What may follow the last mark: closing quotes and brackets, left-over emphasis."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS = re.compile(r"[^\W_]")
# ## 关于深入实施某行动的意见      # **一、总体要求**
_HEADING_MARK = re.compile(r"#{1,6}(?=[ \t\u3000*]|$)[ \t\u3000]*")
# ![cover](https://…)      ![]()
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
# [《关于深入实施某行动的意见》](#)
_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
# <p><strong>某网消息</strong>
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_EMPHASIS = re.compile(r"\*\*|__")


def exchanger(characters: Mapping[int, int | str]) -> Callable[[str], str]:
    """Return what exchanges characters for others, given by their codes as for `str.translate`.

    On Chinese text `str.translate` itself takes three times as long: it looks up each character.
    """
    others = {chr(a): b if isinstance(b, str) else chr(b) for a, b in characters.items()}
    some = re.compile(f"[{re.escape(''.join(others))}]")

    def exchanged(text: str) -> str:
        return some.sub(lambda found: others[found[0]], text)

    return exchanged


def is_han(character: str) -> bool:
    """Return whether the character is a Chinese one."""
    return _HAN.match(character) is not None


def has_words(text: str) -> bool:
    """Return whether there is a letter, a digit or a Chinese character in the text."""
    return _WORDS.search(text) is not None


def finished(text: str) -> bool:
    """Return whether the line ends where a sentence can end.

    A bracket at the end, as （某院院长 张明）, is passed over: the mark before it counts.
    “推动人” is not finished, “推动发展。” and “推动发展。”” are.
    """
    bare = text.rstrip(CLOSERS)
    if bare and (bare[-1] in STOPS or (bare[-1] == "." and bare[-2:-1].isalpha())):
        return True
    if text[-1:] in (")", "）"):
        start = max(text.rfind("("), text.rfind("（"))
        before = text[: max(start, 0)].rstrip(CLOSERS)
        return bool(before) and before[-1] in STOPS
    return False


def printed_width(text: str) -> float:
    """Return the width in full-width characters; an ASCII character counts half."""
    narrow = len(text.encode("latin-1", "ignore"))
    return len(text) - narrow / 2


def heading_level(text: str) -> int:
    """Return the level of a left-over Markdown heading, 1 to 6; 0 where there is none."""
    mark = _HEADING_MARK.match(text[:40])
    return len(mark[0].rstrip(" \t\u3000")) if mark else 0


def emphasised(text: str) -> bool:
    """Return whether the whole line stands in left-over Markdown emphasis."""
    inner = text[2:-2]
    return len(text) > 4 and text[:2] == text[-2:] == "**" and "**" not in inner


def without_images(text: str) -> str:
    """Return the text without left-over Markdown images, and links around images."""
    return re.sub(r"\[\s*\]\([^()\n]{0,2000}\)", "", _IMAGE.sub("", text)).strip()


def is_only_links(text: str) -> bool:
    """Return whether nothing but left-over Markdown links and list marks stands on the line."""
    return _LINK.search(text) is not None and not has_words(_LINK.sub("", text))


def without_markup(text: str) -> str:
    """Return the words without left-over Markdown and tags: `## 甲[乙](#)` is 甲乙."""
    bare = _HEADING_MARK.sub("", text, count=1) if text.startswith("#") else text
    if "[" in bare:
        bare = _LINK.sub(lambda found: found["words"], _IMAGE.sub("", bare))
    if "<" in bare:
        bare = _TAG.sub("", bare)
    return _EMPHASIS.sub("", bare).strip()
