"""An article → the company whose voice it is: its publisher or writer, or what it praises.

A report about a company is none: a company that speaks prints the text, signs it, or names itself
in the headline and throughout, beside what it sells.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from builder.language.outlets import is_enterprise
from builder.model import Article

# 某某集团创始人      某某公司      某某科技董事长
_HOUSE = re.compile(
    r"(?P<name>[A-Za-z0-9]{2,16}|[\u4e00-\u9fff]{2,6}?)"
    r"(?:集团|公司|科技(?=董事|创始|公司|总裁|股份|首席))"
)
# 我们的产品      某平台解决方案
_WARES = re.compile(r"我们的产品|我司|产品|解决方案|战略|客户|发布会")

_OFTEN = 8
"""Least mentions of a company in what it says of itself."""


@dataclass(frozen=True, slots=True)
class House:
    """A company that speaks."""

    name: str
    """Its name, or that of its outlet."""
    words: str
    """The words that say so, or, in Chinese, the rule."""
    praised: bool
    """Whether only what the text says of it tells that it speaks."""


def house(article: Article) -> House | None:
    """Return the company whose voice an article is; `None` for none."""
    signed = [one.institution for one in article.authors if one.name is None and one.institution]
    for name in (article.identity.origin, article.publisher, *signed):
        if name and is_enterprise(name):
            return House(name, name, praised=False)
    if any("记者" in (one.title or "") for one in article.authors):
        return None
    text = "".join(one.text for one in article.paragraphs)
    for name, _ in Counter(found["name"] for found in _HOUSE.finditer(text)).most_common(3):
        if name in (article.title or "") and text.count(name) >= _OFTEN and _WARES.search(text):
            return House(name, f"标题和全文屡次说到“{name}”和它的产品", praised=True)
    return None
