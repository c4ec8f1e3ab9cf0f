"""The glossary: every term, what the sources say it means, and where it stands."""

from __future__ import annotations

from itertools import groupby

from builder.messages.phrases import original
from builder.model import Page, Ref, Term, addresses
from builder.pages.blocks import numbered, origin
from builder.pages.markdown import (
    classed,
    front_matter,
    heading,
    joined,
    link,
    page,
    plain,
    small,
    verbatim,
    words,
)
from builder.pages.page_index import Shelf
from builder.pages.references import Wanted, lines

_KIN: Wanted = (
    ("narrower", True),
    ("narrower", False),
    ("beside", True),
    ("beside", False),
    ("belongs", True),
)

_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")


def glossary(shelf: Shelf) -> Page:
    """Return the page of all terms, by pinyin."""
    address = addresses.GLOSSARY
    terms = shelf.corpus.terms
    blocks = [
        front_matter("术语", "术语的拼音、英译、来源中的解释与用处", "glossary"),
        heading(1, "术语", "title", f"{len(terms)} 条"),
    ]
    groups = [(letter, list(group)) for letter, group in groupby(terms, key=_letter)]
    blocks.append(
        classed(
            " ".join(f"[{_shown(letter)}](#letter-{letter.lower()})" for letter, _ in groups),
            "letters",
        )
    )
    for letter, group in groups:
        blocks.append(heading(2, _shown(letter), f"letter-{letter.lower()}"))
        for term in group:
            blocks += _term(shelf, term, address)
    return Page(address, page(*blocks))


def _letter(term: Term) -> str:
    """Return the letter under which a term stands; '0' where it begins with none."""
    first = term.said[0][:1].lower().translate(_PLAIN)
    return first.upper() if "a" <= first <= "z" else "0"


def _shown(letter: str) -> str:
    return "数字" if letter == "0" else letter


def _term(shelf: Shelf, term: Term, address: str) -> list[str]:
    entry = term.entry
    tail = (
        f' <span class="pinyin" lang="zh-Latn">{plain(term.said[0])}</span>'
        f' <span class="english" lang="en">{plain(entry.english)}</span>'
    )
    blocks = [f"### {plain(entry.term)}{tail} {{#{entry.id}}}"]
    if entry.aliases:
        blocks.append(classed(f"又作 {'、'.join(map(plain, entry.aliases))}", "where"))
    for definition in entry.definitions:
        found = shelf.found(definition)
        blocks.append(words(verbatim(definition.words)))
        if found.filed is not None:
            blocks.append(small(origin(found.filed, address)))
        else:
            to = addresses.line(definition.source, definition.line)
            blocks.append(small([link(original((definition.line, definition.line)), to, address)]))
    if entry.note:
        blocks.append(
            classed(f'<span class="voice editor">编者</span> {plain(entry.note)}', "where")
        )
    if entry.labels:
        blocks.append(classed(f"属于 {joined(_labels(shelf, term, address))}", "where"))
    kin = lines(shelf, Ref("term", entry.id), address, _KIN, but=_own(shelf, term))
    blocks += [classed(row, "where") for row in kin]
    if term.occurrences:
        blocks.append("\n".join(_uses(shelf, term, address)))
    return blocks


def _own(shelf: Shelf, term: Term) -> list[Ref]:
    """Return the labels that the editors gave to a term."""
    return [shelf.refs[label] for label in term.entry.labels]


def _labels(shelf: Shelf, term: Term, address: str) -> list[str]:
    return [
        link(plain(one.name), at, address)
        for one, at in shelf.places
        if one.id in term.entry.labels
    ]


def _uses(shelf: Shelf, term: Term, address: str) -> list[str]:
    """Return where a term stands, a line for each text."""
    used = (one.paragraph for one in term.occurrences)
    return [f"- {row}" for row in numbered(shelf, used, address)]
