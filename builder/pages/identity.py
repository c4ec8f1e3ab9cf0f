"""“它是什么”: the facts of a text, each with its name, then on what each of them rests.

Who issued a document and when never stand in one row with who printed it and when. What is unsure
says so where it stands, with the values that it may have instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.messages import identity as say
from builder.messages import phrases, shared
from builder.messages.names import (
    BY_RULE,
    KINDS,
    LEVELS,
    MEASURED_FACTS,
    NOT_PRINTED,
    PARTS,
    RELATIONS,
    STATUSES,
    UNDATED,
    UNDECIDED,
    VOICES,
    WHAT,
    WHY_KNOWN,
)
from builder.model import (
    Article,
    Basis,
    FactName,
    Identity,
    Ref,
    Text,
    addresses,
    voices,
)
from builder.pages.blocks import published, signed
from builder.pages.markdown import defined, reference, verbatim, voice
from builder.pages.page_index import Groups, PageIndex

_CODES: dict[FactName, Callable[[str], str]] = {
    "kind": lambda code: KINDS.get(code, code),
    "status": lambda code: STATUSES.get(code, code),
    "part": lambda code: PARTS.get(code, code),
    "authority": lambda code: VOICES[code].name if code in VOICES else code,
    "level": lambda code: LEVELS.get(code, code),
    "issued": phrases.day,
    "published": phrases.day,
}
"""Fact → how its values, codes and days, are said."""

_INNER = str.maketrans("《》", "〈〉")


def facts(index: PageIndex, text: Text, page: str, copies: str, asked: str) -> Iterator[str]:
    """Yield the facts of a text, then a fold with their basis and how to cite it, as HTML.

    `copies` says which received files print it, `asked` who asks in an interview, or ''.
    """
    rows = _Rows(index, page, index.articles[text.articles[0]].source, text.identity, text.id)
    what = "\u00a0· ".join((f"{voice(text.authority)} {KINDS[text.kind]}", *_sort(text.identity)))
    told = [(WHAT, what), *_facts(rows, text, asked), *_relations(rows, text)]
    if text.url:
        told.append((say.ADDRESS, verbatim(text.url)))
    told.append((shared.ORIGINAL, copies))
    yield defined(told, "what", WHAT)
    items = "".join(f"<li>{one}</li>" for one in (*_grounds(rows, text), *_citation(text)))
    yield (
        f'<details class="apparatus grounds-of"><summary>{WHY_KNOWN}</summary>'
        f"<ul>{items}</ul></details>"
    )


def told_of(index: PageIndex, text: Text) -> frozenset[Ref]:
    """Return the texts and cited documents to which its own relations lead."""
    refs = (_ref(index, one.target, text.id) for one in text.identity.relations)
    return frozenset(one for one in refs if one is not None)


def summary(index: PageIndex, article: Article, page: str) -> str:
    """Return the facts of an article that became no text, in one line of HTML; '' for none."""
    held = article.identity
    rows = _Rows(index, page, article.source, held)
    parts = [*map(verbatim, _sort(held))]
    if held.issuers:
        parts.append(say.ISSUED_BY(names=rows.said("issuers", verbatim("、".join(held.issuers)))))
    if held.number:
        parts.append(say.NUMBERED(number=rows.said("number", verbatim(held.number))))
    if held.issued:
        parts.append(say.ISSUED(date=rows.said("issued", phrases.day(held.issued.value))))
    if held.published:
        parts.append(say.PUBLISHED(date=rows.said("published", phrases.day(held.published.value))))
    if held.origin:
        parts.append(say.TAKEN_FROM(origin=rows.said("origin", verbatim(held.origin))))
    parts += [f"{RELATIONS[one.kind, True]}：{rows.other(one.target)}" for one in held.relations]
    joined = "\u00a0· ".join(parts)
    return f'<p class="where">{joined}</p>' if joined else ""


def cited_as(text: Text) -> str:
    """Return how one cites a text, as plain text.

    A policy by who issued it, its number and its day, as 某部、某委：《办法》（某发〔2025〕3号），
    2025年3月1日; any other by who says it, who printed it and when. Marks within a title are the
    inner ones.
    """
    title = f"《{text.title.translate(_INNER)}》"
    if text.kind in voices.ISSUED and text.identity.issuers:
        number = f"（{text.identity.number}）" if text.identity.number else ""
        day = text.identity.issued.value if text.identity.issued else _day(text)
        when = f"，{phrases.day(day)}" if day else ""
        return f"{'、'.join(text.identity.issuers)}：{title}{number}{when}"
    who = signed(text)
    where = "" if published(text) in who else published(text)
    when = phrases.day(_day(text), inferred=_is_inferred(text)) if text.date else UNDATED
    return (
        f"{who}：{title}" * bool(who)
        + title * (not who)
        + "".join(f"，{one}" for one in (where, when) if one)
    )


# ---------------------------------------------------------------- one fact


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the rows of one text or article need."""

    index: PageIndex
    page: str
    source: str
    """Id of the file whose lines its basis names."""
    identity: Identity
    text: str = ""
    """Id of the text; '' for an article that became none."""

    def said(self, fact: FactName, value: str) -> str:
        """Return a value, HTML already, with its doubt."""
        basis = self.identity.basis_of(fact)
        if basis is None or basis.sure or basis.editor:
            return value
        others = [verbatim(_value(fact, one.value)) for one in basis.others]
        mark = f'<span class="unsure">{UNDECIDED}</span>'
        or_others = "".join(shared.ALTERNATIVE(other=one) for one in others)
        return f"{mark}：{value}{or_others}" if others else f"{value}（{mark}）"

    def other(self, target: str) -> str:
        """Return a link to what a relation leads to, called by its name; plain if nobody has it."""
        ref = _ref(self.index, target, self.text)
        if ref is not None:
            name = self.index.texts[ref.id].title if ref.kind == "document" else target
            return reference(verbatim(name), ref.markdown, self.page)
        article = self.index.articles.get(target)
        return self.article(article) if article else verbatim(target)

    def article(self, article: Article) -> str:
        """Return a link to a text that has an article, else to the article's first line."""
        text = self.index.text_of.get(article.id)
        if text is not None:
            return reference(verbatim(text.title), addresses.document(text.id), self.page)
        name = verbatim(article.title or f"（{KINDS[article.kind]}）")
        return self.at(article.ranges[0][0], name, article.source)

    def line(self, number: int) -> str:
        """Return a link to a line of the file that calls it by its number."""
        return self.at(number, phrases.original((number, number)))

    def at(self, line: int, label: str, source: str = "") -> str:
        """Return a link to a line of the file; the label alone where the line is blank."""
        source = source or self.source
        lines = self.index.sources[source].received
        if not (1 <= line <= len(lines) and lines[line - 1].strip()):
            return label
        return reference(label, addresses.line(source, line), self.page)


def _value(fact: FactName, value: str) -> str:
    """Return a value of a fact as readers see it."""
    return _CODES[fact](value) if fact in _CODES else value


def _ref(index: PageIndex, target: str, origin: str) -> Ref | None:
    """Return what a relation of a text leads to; `None` where nobody has it."""
    if (linked := index.related_refs.get((origin, target))) is not None:
        return linked
    text = index.text_of.get(target) or index.texts.get(target)
    if text is not None:
        return Ref("document", text.id)
    entity = index.entity_of.get(target)
    return Ref("entity", entity) if entity else None


def _sort(held: Identity) -> list[str]:
    """Return status, part and level, as far as they are told."""
    return [
        *([STATUSES[held.status]] if held.status else []),
        *([PARTS["annex"]] if held.part == "annex" else []),
        *([LEVELS[held.level]] if held.level else []),
    ]


# ---------------------------------------------------------------- the rows


def _facts(rows: _Rows, text: Text, asked: str) -> Iterator[tuple[str, str]]:
    held = text.identity
    codes: dict[FactName, str | None] = {
        "kind": text.kind, "status": held.status, "part": held.part,
        "authority": text.authority, "level": held.level,
    }  # fmt: skip
    for fact, code in codes.items():
        basis = held.basis_of(fact)
        if code and basis and not (basis.sure or basis.editor):
            yield MEASURED_FACTS[fact], rows.said(fact, _value(fact, code))
    if not text.title_printed:
        yield MEASURED_FACTS["title"], say.UNTITLED
    elif (basis := held.basis_of("title")) and not (basis.sure or basis.editor):
        yield MEASURED_FACTS["title"], rows.said("title", verbatim(text.title))
    if text.kind in voices.ISSUED:
        issuers = "、".join(held.issuers)
        said = rows.said("issuers", verbatim(issuers)) if issuers else NOT_PRINTED
        if issuers or held.part != "annex":
            yield MEASURED_FACTS["issuers"], said
    if held.number:
        yield MEASURED_FACTS["number"], rows.said("number", verbatim(held.number))
    yield from _days(rows, text)
    if held.origin:
        yield shared.ORIGIN, rows.said("origin", verbatim(held.origin))
    if text.speaker:
        yield say.SPEAKER, verbatim(signed(text))
    elif text.kind not in voices.ISSUED or signed(text) not in "、".join(held.issuers):
        yield MEASURED_FACTS["authors"], rows.said("authors", verbatim(signed(text)))
    if asked:
        yield say.ASKER, asked


def _days(rows: _Rows, text: Text) -> Iterator[tuple[str, str]]:
    """Yield when a document was issued, and apart from it who printed this copy and when."""
    held = text.identity
    where = rows.said("publisher", verbatim(phrases.publisher(published(text))))
    when = phrases.day(_day(text, time=True), inferred=_is_inferred(text)) if text.date else ""
    if text.kind not in voices.ISSUED:
        if when and not _is_inferred(text):  # an inferred day is marked as such already
            when = rows.said("published", when)
        when = when or _undated(rows.index, text)
        yield say.PRINTED_IN, f"{where}，{when}"
        return
    if held.issued:
        yield MEASURED_FACTS["issued"], rows.said("issued", phrases.day(held.issued.value))
    elif when and held.published is None:
        yield shared.DATE, when
    else:
        yield MEASURED_FACTS["issued"], _undated(rows.index, text)
    printed = phrases.day(held.published.value) if held.published else ""
    if printed:
        where = f"{where}，{rows.said('published', printed)}"
    if printed or published(text):
        yield say.COPY_PRINTED_IN, where


def _day(text: Text, *, time: bool = False) -> str:
    if text.date is None:
        return ""
    return text.date.value if time else text.date.value.partition("T")[0]


def _is_inferred(text: Text) -> bool:
    return text.date is not None and text.date.inferred


def _undated(index: PageIndex, text: Text) -> str:
    """Return that no day is known, with what is printed and cannot be read, as HTML."""
    held = map(index.articles.get, text.articles)
    odd = next((one.unread_date for one in held if one and one.unread_date), "")
    return say.UNCLEAR_DATE(words=verbatim(odd)) if odd else say.NO_DATE(absence=NOT_PRINTED)


def _relations(rows: _Rows, text: Text) -> Iterator[tuple[str, str]]:
    """Yield how a text stands to others, and how others say that they stand to it."""
    index, held = rows.index, text.identity
    out = Groups((one.kind, one) for one in held.relations)
    for kind, ones in out.items():
        others = "、".join(map(rows.other, dict.fromkeys(one.target for one in ones)))
        yield RELATIONS[kind, True], rows.said("relations", others)
    for kind, articles in Groups(index.related_to[text.id]).items():
        others = "、".join(dict.fromkeys(map(rows.article, articles)))
        yield RELATIONS[kind, False], others


# ---------------------------------------------------------------- the fold


def _grounds(rows: _Rows, text: Text) -> Iterator[str]:
    """Yield for each fact on what it rests, as HTML."""
    names = []
    for fact, basis in text.identity.basis:
        names.append(fact)
        doubts = [verbatim(basis.doubt)] if basis.doubt else []
        said = "；".join((_ground(rows, basis), *_others(rows, fact, basis), *doubts))
        yield f"{MEASURED_FACTS[fact]}：{said}"
    for one in text.identity.relations:
        if one.line is not None:
            said = f"{rows.other(one.target)}，{rows.line(one.line)}"
            yield f"{RELATIONS[one.kind, True]}：{said}"
    told = not {"issued", "published"}.isdisjoint(names)
    if text.date is not None and (text.date.inferred or not told):
        yield say.DATED(date=phrases.day(text.date.value), ground=verbatim(text.date.basis))


def _ground(rows: _Rows, basis: Basis) -> str:
    if basis.editor:
        return f"{voice('editor')} {verbatim(basis.editor)}"
    if basis.line is None:
        return verbatim(basis.words) or BY_RULE
    words, where = verbatim(basis.words), rows.line(basis.line)
    if not words:
        return where
    if rows.index.sources[rows.source].lines_with(basis.words, basis.line):
        words = f'“<span class="words">{words}</span>”'
    return f"<span>{words}，{where}</span>"


def _others(rows: _Rows, fact: FactName, basis: Basis) -> Iterator[str]:
    """Yield the values that lost, each with its line."""
    for one in basis.others:
        where = (
            f"（{rows.at(one.line, phrases.original((one.line, one.line)))}）" if one.line else ""
        )
        yield say.ELSEWHERE(value=verbatim(_value(fact, one.value)), where=where)


def _citation(text: Text) -> Iterator[str]:
    yield say.CITE_AS(citation=verbatim(cited_as(text)))
