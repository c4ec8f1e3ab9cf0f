"""An article → the same article, with its authors and on what they rest.

A byline names them; where none is printed, the headline may: 李大为：让老人就近用餐. A name
alone is not sure, as it may be that of an editor or of an account.
"""

from __future__ import annotations

from builder.identify.evidence import Candidate, choose, stated
from builder.language import bylines, speakers
from builder.model import Article, Person


def authors(article: Article) -> Article:
    """Return an article with its `authors` and their basis; without any where nobody is named."""
    byline = next((at for name, at in article.furniture if name == "byline"), None)
    line = byline[0] if byline else None
    if article.authors:
        words = article.byline or ""
        sure = all(one.title or one.institution for one in article.authors)
        keyed = bylines.signature(words) is not None or bylines.reporters(words) is not None
        place = Candidate(article.authors, line, words, weak=not (sure or keyed))
        chosen = choose([place])
        return stated(article, "authors", *chosen) if chosen else article
    for fact, said in (("title", article.title), ("subtitle", article.subtitle)):
        who = speakers.leading(said or "") if article.kind in ("commentary", "speech") else None
        if said and who:
            at = next((lines[0] for name, lines in article.furniture if name == fact), None)
            person = Person(who.name, who.title, who.institution)
            chosen = choose([Candidate((person,), at, said, weak=not who.title)])
            return stated(article, "authors", *chosen) if chosen else article
    return article
