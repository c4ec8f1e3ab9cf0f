"""Copies of one text → whose voice each is: copies printed by one agency bear one witness.

Two newspapers that print the same dispatch are not two witnesses against a third copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from builder.model import UNNAMED, Article, Source

_SITE = re.compile(r"(?:官方)?(?:网站|官网|客户端|公众号|微信公众号)$|(?:通讯员|记者|电|消息)$")
_COUNTS = "零一两三四五六七八九十"


def voice(article: Article, source: Source) -> str:
    """Return who speaks in a copy: the agency that it names, else who published it, else itself.

    The site of an office is the office: 某委网站 is 某委.
    """
    name = article.publisher or ""
    if not name and source.entry.publisher != UNNAMED:
        name = source.entry.publisher
    return _SITE.sub("", "".join(name.split())) or article.id


def name(article: Article, source: Source) -> str:
    """Return what a copy is called in a sentence: 某网本; 某社稿 where the page is unnamed."""
    if source.entry.publisher != UNNAMED:
        return f"{source.entry.publisher}本"
    return f"{article.publisher}稿" if article.publisher else "另一份"


def same_voice(articles: Sequence[str], voices: Mapping[str, str]) -> str:
    """Return a sentence on the copies that are one voice; empty where all are independent."""
    counted = Counter(voices[article] for article in articles)
    several = [
        f"{count(number)}份同为{agency}稿" for agency, number in counted.items() if number > 1
    ]
    return f"其中{'，'.join(several)}，只算一家，不以份数多为准。" if several else ""


def count(number: int) -> str:
    """Return a number as it stands before a measure word: 两, 三, 12."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
