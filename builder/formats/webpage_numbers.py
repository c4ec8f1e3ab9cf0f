"""The lists of a saved page → the number that a browser prints before each item.

`start`, `reversed` and `value` count; `type` and `list-style-type` tell the form: digits, letters,
Roman or Chinese numerals. A list whose items print their own numbers gets none: the site hides
those of the browser in a style sheet that is not in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from builder.formats.webpage_styles import Look

# 一、      （二）      3.      ④      第五条
OWN_NUMBER = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])[)）、.．:：]|[（(\[【]\s?\S{1,6}\s?[)）\]】]"
    r"|第[\d一二三四五六七八九十百]{1,5}[条章节款项]|[①-⑳⑴-⒛❶-❿])"
)

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_CHINESE = "零一二三四五六七八九"
_LARGEST_ROMAN = 3999
_LARGEST_CHINESE = 99
_TYPES = (("1", "decimal"), ("a", "lower-alpha"), ("A", "upper-alpha"), ("i", "lower-roman"),
          ("I", "upper-roman"))  # fmt: skip
"""The form that a `type` attribute names."""


@dataclass(slots=True)
class ListNumbers:
    """The numbers of an open list."""

    form: str
    """As `list-style-type` names it; `none` for a list without numbers."""
    at: int
    """Number of the next item."""
    step: int
    """What is added after each item."""

    @classmethod
    def of(cls, element: etree._Element, tag: str, style: str) -> ListNumbers:
        """Return the numbers of a list element; `style` is its `list-style`, in small letters."""
        if tag != "ol" or "none" in style.split() or _prints_own(element):
            return cls("none", 1, 1)
        form = style.split()[0] if style else dict(_TYPES).get(element.get("type") or "", "decimal")
        backwards = element.get("reversed") is not None
        start = _integer(element.get("start"))
        if start is None:
            start = sum(1 for item in element if item.tag == "li") if backwards else 1
        return cls(form, start, -1 if backwards else 1)

    def next(self, item: etree._Element, look: Look) -> str:
        """Return what is printed before an item, as `3.`; empty where nothing is."""
        if (value := _integer(item.get("value"))) is not None:
            self.at = value
        number, self.at = self.at, self.at + self.step
        named = dict(_TYPES).get(item.get("type") or "", self.form)
        if self.form == "none" or "none" in look.numbers.split():
            return ""
        return label(number, named)


def label(number: int, form: str) -> str:
    """Return a number with the mark after it: (3, `lower-alpha`) gives `c.`.

    What a form cannot write is written in digits, as browsers do.
    """
    lower = form.lower()
    if lower.endswith(("alpha", "latin")) and number > 0:
        words = _letters(number)
    elif lower.endswith("roman") and 0 < number <= _LARGEST_ROMAN:
        words = _roman(number)
    elif lower.startswith(("cjk", "simp-chinese", "trad-chinese")):
        return f"{_chinese(number)}、" if 0 < number <= _LARGEST_CHINESE else f"{number}、"
    elif lower in ("disc", "circle", "square"):
        return ""
    else:
        return f"{number}."
    return f"{words.upper() if lower.startswith('upper') else words}."


def _prints_own(element: etree._Element) -> bool:
    """Return whether the first items of a list begin with numbers of their own."""
    items = [item for item in element if item.tag == "li"][:2]
    return bool(items) and all(OWN_NUMBER.match(_opening(item)) for item in items)


def _opening(item: etree._Element) -> str:
    """Return the first words of an item."""
    words = ""
    for text in item.itertext(with_tail=False):
        words += text.strip()
        if len(words) > 8:
            break
    return words[:20]


def _integer(words: str | None) -> int | None:
    found = re.fullmatch(r"\s*([+-]?\d{1,9})\s*", words or "", re.ASCII)
    return int(found[1]) if found else None


def _letters(number: int) -> str:
    words = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        words = chr(ord("a") + place) + words
    return words


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        words += sign * times
    return words


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    words = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return words + (_CHINESE[ones] if ones or not tens else "")
