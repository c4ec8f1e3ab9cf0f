"""An article → the documents that it is about: those of its title, else of its first words.

Pure, article by article. A document that is merely cited is no subject; where only the number of
mentions speaks for one, it is a weak one. Which text a name denotes is not decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.language.announcing import Announced, announced
from builder.language.folding import letters, simplified
from builder.language.places import place
from builder.language.sentences import sentences
from builder.language.titles import (
    Named,
    full_name,
    genre,
    identity,
    is_short,
    is_yearly,
    named_documents,
    split_draft,
    split_edition,
)
from builder.model import Article, Paragraph

LEAD_PARAGRAPHS = 3
"""Paragraphs of running text at the beginning that can say what an article is about."""
LEAD_LENGTH = 900
"""Characters of these, at most; the paragraph that passes it is read to its end."""
RUNNING = 12
"""Characters of the shortest paragraph of running text; shorter ones are labels."""
OFTEN = 4
"""Least mentions of a document that nobody announces, in as many paragraphs but one, …"""
MOSTLY = 0.5
"""… and their least share of all mentions."""
BEFORE = 12
"""Characters before a name in the words that are shown as the reason."""
LONGEST_NAME = 40
"""Characters of the longest heading that can be a document's name."""
COMPILED = 2
"""Least headings that are names of documents in a compilation of them."""

_FORMAL = frozenset(("heading", "note", "addressee", "annex_list", "signature", "date", "table"))
# 专家解读    政策问答    一图读懂
_COMMENTS = re.compile(
    r"解读|解析|读懂|看懂|详解|问答|答记者问|答问|释义|评论|述评|解码|怎么看|专访"
)
# 在《某意见》背景下    贯彻《某意见》
_ONLY_NAMED_BEFORE = re.compile(r"(?:根据|按照|依据|对照|对标|依托|基于|参照|继|违反)\Z")
_ONLY_NAMED_BEHIND = re.compile(
    r"(?:的?(?:背景|视域|视角|框架|语境|指引|引领|要求|基础)[下上]?|之后|后)"
)
_NUMBERED = re.compile(
    r"\A(?:\d{1,2}(?![\d年月])[.、．]?|[（(]?[一二三四五六七八九十]{1,3}[）)、．.]?)\s?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A document that an article is about."""

    name: str
    """Its name as cited, without its outer marks."""
    announced: bool
    """Whether the article tells that it appeared, and not only what it means."""
    draft: bool
    """Whether it is a draft."""
    place: str
    """Whose it is: 临水; '' for the whole country or where nothing is said."""
    issuer: str
    """The words for who issues it; '' where unsaid."""
    line: int
    """Line that says so."""
    words: str
    """The words there."""
    weak: bool = False
    """Whether nothing but mentions speaks for it."""


def subjects(article: Article) -> tuple[Subject, ...]:
    """Return the documents that an article is about, in the order of its words.

    `《修路办法》解读`, `就《修路办法》答记者问` and a lead `近日，某市印发《修路办法》` each have
    修路办法. A report has only what its title or lead announces. A short name (《办法》) for which
    the article has no long one is returned as printed.
    """
    lead = _lead(article.paragraphs)
    said = [(one, paragraph) for paragraph in lead for one in announced(paragraph.text)]
    opening = sentences(lead[0].text)[0][1] if lead else 0
    names = _Names(article, said)
    if found := tuple(_of_title(article, names)):
        return found
    if found := tuple(_of_lead(said, names, lambda one, p: p is lead[0] and one.span[0] < opening)):
        return found
    if found := tuple(_of_headings(article)):
        return found
    return () if article.kind == "report" else tuple(_most_named(names))


def is_comment(title: str) -> bool:
    """Return whether a title says that what follows comments: 《某意见》解读."""
    return _COMMENTS.search(title) is not None


class _Names:
    """The long names that an article has for its short ones."""

    def __init__(self, article: Article, said: Sequence[tuple[Announced, Paragraph]]) -> None:
        self.places = [(one, named) for one in article.paragraphs for named in _named(one.text)]
        self._aliases = {named.alias: named.name for _, named in reversed(self.places)}
        self._aliases |= {one.alias: one.name for one, _ in reversed(said) if one.alias}
        self._aliases.pop("", None)
        long = (named.name for _, named in self.places if not is_short(named.name))
        self._long = tuple(dict.fromkeys(long))
        self.count = Counter(identity(self.long(named.name)) for _, named in self.places)
        """Key of a document → how often the article names it."""

    def long(self, name: str) -> str:
        """Return the long name for a short one: as defined, else the first that ends with it."""
        if name in self._aliases:
            return self._aliases[name]
        if not is_short(name):
            return name
        ends = simplified(name)
        return next((one for one in self._long if _plain(one).endswith(ends)), name)

    def mentions(self, name: str) -> int:
        """Return how often the article names a document, by its short names too."""
        return self.count[identity(name)]

    def is_short(self, name: str) -> bool:
        """Return whether a name stands for a longer one."""
        return name in self._aliases or is_short(name)


def _named(text: str) -> Iterator[Named]:
    """Yield the documents named in a text, without books and mottoes in title marks."""
    for one in named_documents(text):
        if genre(split_edition(split_draft(one.name)[0])[0]) or one.by != "title" or one.alias:
            yield one


def _plain(name: str) -> str:
    return simplified(split_edition(split_draft(name)[0])[0])


def _lead(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the first paragraphs of running text."""
    running = [p for p in paragraphs if p.role not in _FORMAL and len(p.text) >= RUNNING]
    lead: list[Paragraph] = []
    length = 0
    for paragraph in running[:LEAD_PARAGRAPHS]:
        if length > LEAD_LENGTH:
            break
        lead.append(paragraph)
        length += len(paragraph.text)
    return tuple(lead)


def _of_title(article: Article, names: _Names) -> Iterator[Subject]:
    """Yield the documents in the title: all of a commentary's, the announced ones of a report's."""
    title = article.title or ""
    said = {one.span: one for one in announced(title)}
    line = title_line(article)
    for named in _named(title):
        if named.by == "short":
            continue
        told = said.get(named.span)
        way = told.way if told else None
        start, end = named.span
        only_named = _ONLY_NAMED_BEFORE.search(title, max(0, start - 4), start) or (
            _ONLY_NAMED_BEHIND.match(title, end)
        )
        if way is None and (only_named or article.kind == "report"):
            continue
        name = names.long(full_name(title, named))
        yield Subject(
            name,
            way == "announced",
            bool(told and told.draft) or bool(split_draft(name)[1]),
            (told.place if told else "") or place(name),
            told.issuer if told else "",
            line,
            title[start:end],
        )


def title_line(article: Article) -> int:
    """Return the line that prints the title of an article, or its first line."""
    basis = article.identity.basis_of("title")
    if basis is not None and basis.line is not None:
        return basis.line
    titles = (lines[0] for role, lines in article.furniture if role == "title")
    return next(titles, article.ranges[0][0])


def _of_lead(
    said: Sequence[tuple[Announced, Paragraph]],
    names: _Names,
    opens: Callable[[Announced, Paragraph], bool],
) -> Iterator[Subject]:
    """Yield the documents of the lead of which it is said most plainly, with those in one row.

    `opens` tells whether something is said in the very first sentence.
    """
    known = [(replace(one, name=names.long(one.name)), paragraph) for one, paragraph in said]
    weights = [_weight(one, names, opens=opens(one, paragraph)) for one, paragraph in known]
    most = max(weights, default=0)
    if not most:
        return
    best, home = known[weights.index(most)]
    seen: set[str] = set()
    for one, paragraph in known:
        in_row = (one.way, one.recent, one.issuer) == (best.way, best.recent, best.issuer)
        if paragraph is home and in_row and identity(one.name) not in seen:
            seen.add(identity(one.name))
            yield _of_words(one, paragraph, weak=most == 1)


def _weight(one: Announced, names: _Names, *, opens: bool) -> int:
    """Return how plainly a sentence says that an article is about a document; 0 for not at all.

    What is only given a short form must be spoken of again; what is only announced, neither just
    now nor ever again in the article, must be so in its first sentence.
    """
    again = names.mentions(one.name) > 1
    if one.way is None:
        return int(again)
    weight = 1 + 2 * (one.way == "discussed") + one.recent + bool(one.alias) + again
    return weight if weight > 1 or opens else 0


def _of_words(one: Announced, paragraph: Paragraph, *, weak: bool) -> Subject:
    start, end = one.span
    return Subject(
        one.name,
        one.way == "announced",
        one.draft or bool(split_draft(one.name)[1]),
        one.place,
        one.issuer,
        paragraph.ranges[0][0],
        paragraph.text[max(0, start - BEFORE) : end],
        weak,
    )


def _of_headings(article: Article) -> Iterator[Subject]:
    """Yield the documents whose names are headings of a compilation, each once."""
    found: dict[str, Subject] = {}
    for paragraph in article.paragraphs:
        if paragraph.role == "heading":
            name = _NUMBERED.sub("", paragraph.text.strip()).strip("《》：: ")
            if genre(name) and not is_short(name) and len(name) <= LONGEST_NAME:
                line = paragraph.ranges[0][0]
                one = Subject(name, announced=True, draft=False, place=place(name), issuer="",
                              line=line, words=paragraph.text)  # fmt: skip
                found.setdefault(letters(name), one)
    if len(found) >= COMPILED:
        yield from found.values()


def _most_named(names: _Names) -> Iterator[Subject]:
    """Yield the document that a commentary names most, where it names it all along."""
    (key, times), *_ = (*names.count.most_common(1), ("", 0))
    if times < OFTEN or times < MOSTLY * names.count.total():
        return
    places = [(p, one) for p, one in names.places if identity(names.long(one.name)) == key]
    if len({paragraph.id for paragraph, _ in places}) < OFTEN - 1:
        return
    paragraph, one = next(((p, o) for p, o in places if not names.is_short(o.name)), (None, None))
    if paragraph is not None and one is not None and not is_yearly(one.name):
        words = paragraph.text[slice(*one.span)]
        yield Subject(
            one.name, announced=False, draft=bool(split_draft(one.name)[1]),
            place=place(one.name), issuer="", line=paragraph.ranges[0][0], words=words, weak=True,
        )  # fmt: skip
