"""An article → the same article, with its authors and on what they rest.

A byline names them; where none is printed, the headline may: 李大为：让老人就近用餐. A name
alone is not sure, as it may be that of an editor or of an account.
"""

from __future__ import annotations

import re

from builder.identify.evidence import Candidate, choose, stated
from builder.language import people
from builder.model import Article, Person

# 李大为：让老人就近用餐      【观点】李大为：让老人就近用餐
_OPENS = re.compile(
    r"(?:【[^】]{1,12}】|[^丨｜|:：]{1,12}[丨｜|])?\s*(?P<name>[\u4e00-\u9fff·]{2,8})\s?[:：]\s?\S"
)


def authors(article: Article) -> Article:
    """Return an article with its `authors` and their basis; without any where nobody is named."""
    byline = next((at for name, at in article.furniture if name == "byline"), None)
    line = byline[0] if byline else None
    if article.authors:
        words = article.byline or ""
        sure = all(one.title or one.institution for one in article.authors)
        keyed = people.signature(words) is not None or people.reporters(words) is not None
        place = Candidate(article.authors, line, words, weak=not (sure or keyed))
        chosen = choose([place])
        return stated(article, "authors", *chosen) if chosen else article
    opens = _OPENS.match(article.title or "")
    called = people.names(opens["name"]) if opens else ()
    if article.kind not in ("commentary", "speech") or len(called) != 1:
        return article
    basis = article.identity.basis_of("title")
    place = Candidate(
        (Person(name=called[0]),), basis.line if basis else None, called[0], weak=True
    )
    chosen = choose([place])
    return stated(article, "authors", *chosen) if chosen else article
