"""The glossary: every term with the definitions that the sources give, and its occurrences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from builder.messages import glossary as say
from builder.messages import shared
from builder.messages.phrases import original
from builder.model import Page, Ref, Term, addresses
from builder.pages import facts
from builder.pages.blocks import listed, numbered, origin
from builder.pages.markdown import (
    FrontMatter,
    classed,
    heading,
    joined,
    link,
    page,
    plain,
    small,
    voice,
    words,
)
from builder.pages.page_index import PageIndex
from builder.pages.references import Ends, lines

_ENDS: Ends = (
    ("narrower", True),
    ("narrower", False),
    ("beside", True),
    ("beside", False),
    ("belongs", True),
)

_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


def glossary(index: PageIndex) -> Page:
    """Return the page of all terms, by pinyin."""
    address = addresses.GLOSSARY
    terms = index.corpus.terms
    head = FrontMatter(shared.TERMS, say.DESCRIPTION, "glossary", facts=facts.terms(terms))
    groups = [(letter, list(group)) for letter, group in groupby(terms, key=_letter)]
    letters = " ".join(f"[{_name(letter)}](#letter-{letter.lower()})" for letter, _ in groups)
    blocks = [
        heading(1, shared.TERMS, "title", say.COUNT(count=len(terms))),
        classed(letters, "letters"),
    ]
    for letter, group in groups:
        blocks.append(heading(2, _name(letter), f"letter-{letter.lower()}"))
        for term in group:
            blocks += _term(index, term, address)
    return page(address, head, *blocks)


def _letter(term: Term) -> str:
    """Return the letter under which a term is listed; '0' where it begins with none."""
    first = term.said[0][:1].lower().translate(_PLAIN)
    return first.upper() if "a" <= first <= "z" else "0"


def _name(letter: str) -> str:
    return say.DIGITS if letter == "0" else letter


def _term(index: PageIndex, term: Term, address: str) -> Iterator[str]:
    entry = term.entry
    tail = (
        f' <span class="pinyin" lang="zh-Latn">{plain(term.said[0])}</span>'
        f' <span class="english" lang="en">{plain(entry.english)}</span>'
    )
    yield f"### {plain(entry.term)}{tail} {{#{entry.id}}}"
    if entry.aliases:
        yield classed(say.ALSO_CALLED(aliases="、".join(map(plain, entry.aliases))), "where")
    for definition in entry.definitions:
        found = index.found(definition)
        yield words(definition.words, address)
        if found.filed is not None:
            yield small(origin(found.filed, address))
        else:
            to = addresses.line(definition.source, definition.line)
            yield small([link(original((definition.line, definition.line)), to, address)])
    if entry.note:
        yield classed(f"{voice('editor')} {plain(entry.note)}", "where")
    if entry.labels:
        labels = (
            link(plain(one.name), index.refs[one.id].markdown, address)
            for one in index.labels
            if one.id in entry.labels
        )
        yield classed(say.BELONGS_TO(labels=joined(labels)), "where")
    own = [index.refs[label] for label in entry.labels]
    for row in lines(index, Ref("term", entry.id), address, _ENDS, but=own):
        yield classed(row, "where")
    if term.occurrences:
        used = (one.paragraph for one in term.occurrences)
        yield listed(numbered(index, used, address))
