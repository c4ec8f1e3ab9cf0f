"""Texts → the documents that they cite: one entity per document, whatever name is used.

A short name (《意见》, 意见) denotes the document that the text defines it for, else the last
document of that genre named in the text, its introduction or its title, else the site's policy.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

from builder.language.announcing import issuing_place
from builder.language.folding import letters, simplified
from builder.language.phrases import finder
from builder.language.pinyin import sorting
from builder.language.places import first_place, place
from builder.language.titles import (
    Named,
    Yearly,
    full_name,
    genre,
    identity,
    is_short,
    is_yearly,
    named_documents,
    split_draft,
    yearly,
)
from builder.model import Entity, Framework, Mention, Text, TextParagraph
from builder.registers.issue_dates import Homes, issue_days

LONGEST_ID = 64
"""Characters of the longest id; a longer one is truncated and gets a hash."""

DRAFT = "征求意见稿"
"""Of a draft whose title does not say that it is one."""
UNMARKED = 6
"""Characters of the shortest name that is also found without its marks."""

# 2024年，……写入某某报告      今年的《某某报告》
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年|(?P<word>今年|本年|去年|上年|明年)")
# 31省    各地的    我省《
_LOCAL = re.compile(r"(?:[省市州盟县区旗镇乡]份?|各地|地方|多地|各级|当地)的?《?\Z")
_OFFSET = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1}
_WITH_YEAR = re.compile(r"（\d{4}年）$")
_SENTENCE_END = re.compile("[。！？!?\n]")

_ISSUES = re.compile(r"(?:印发|发布|出台|制定|根据|依据|按照|落实|贯彻|实施|修订|起草)[了的]?\Z")
_SAYS = re.compile(
    r"\s?(?:还|并|明确|进一步)?(?:提出|明确|指出|规定|要求|强调|印发|发布|出台|实施)"
)


@dataclass(frozen=True, slots=True)
class _Citation:
    """A mention and the document that it denotes."""

    key: str
    """Key of the document, equal for all its names."""
    name: str
    """The name in the mention, with the year of a yearly report; '' for a short name."""
    words: str
    """The words of the mention, marks included."""
    mention: Mention
    year: int | None = None
    """The year of a yearly report."""


@dataclass(slots=True)
class _Context:
    """The documents that a text has named so far; changed as it is read."""

    issued: _Issued
    """Whose the documents are."""
    names: dict[str, str]
    """Key → name, the most recent at the end."""
    named: set[str]
    """Keys of the documents that the text, its title or its introduction names in full."""
    places: dict[str, str] = field(default_factory=dict)
    """Key → whose the document is: 临水; '' for the whole country or where nothing is said."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Short form → key, as defined in the text."""

    def learn(self, key: str, whose: str, named: Named) -> None:
        """Record a document that was named in full, and the short form defined for it."""
        self.names.pop(key, None)
        self.names[key] = named.name
        self.places[key] = whose or self.places.get(key, "")
        self.named.add(key)
        if named.alias:
            self.aliases[named.alias] = key

    def resolve(self, short: str, whose: str) -> str | None:
        """Return the key that a short name denotes: as defined, or the last of its genre.

        临水市《实施意见》 denotes one of 临水 alone.
        """
        ends = [key for key, name in self.names.items() if _closes(name, short)]
        ends += [self.aliases[short]] if short in self.aliases else []
        fit = [key for key in ends if not whose or self.places.get(key) == whose]
        return fit[-1] if fit else None


def _closes(name: str, short: str) -> bool:
    """Return whether a name, without a version in brackets, ends with a short one."""
    return simplified(re.sub(r"[（(][^（()）]*[）)]$", "", name)).endswith(simplified(short))


def citations(texts: Sequence[Text], framework: Framework) -> tuple[Entity, ...]:
    """Return the documents that the texts cite, by id, each with all its mentions.

    A yearly report is one document per year and place; the year is in its name or the last one
    before it in its sentence, 今年 being the year of the text. A name that several places use is
    one document for each. Short names that cannot be resolved are left out, and reports of a
    province, city or county that the words do not name.
    """
    cited: dict[str, list[_Citation]] = defaultdict(list)
    issued = _Issued(texts)
    for citation in _cited(texts, framework, issued):
        cited[citation.key].append(citation)
    ids = _ids(cited)
    titles: dict[str, Text] = {}
    for text in sorted(texts, key=lambda text: text.kind == "notice"):
        titles.setdefault(issued.key_of(text), text)
    homes = {one.id: (text, one) for text in texts for one in text.paragraphs}
    return tuple(
        sorted(
            (_entity(ids[key], found, titles.get(key), homes) for key, found in cited.items()),
            key=lambda entity: entity.id,
        )
    )


class _Issued:
    """Whose the documents are that are named, as the texts say: the same name may be of several."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._said: dict[str, set[str]] = defaultdict(set)
        """Key of a name → the places that issue such a document; '' is the whole country."""
        for text in texts:
            if text.kind == "policy" and text.identity.issuers:
                self._said[_key(text.title, None)].add(_place_of(text))
            for paragraph in text.paragraphs:
                for one in named_documents(paragraph.text):
                    whose = whose_is(one, paragraph.text)
                    if one.by == "title" and whose is not None and not is_short(one.name):
                        self._said[_key(full_name(paragraph.text, one), None)].add(whose)

    def key(self, name: str, year: int | None, whose: str) -> str:
        """Return the key of a document: with its place where several have one of this name."""
        key = _key(name, year)
        several = len(self._said.get(_key(name, None), ())) > 1
        return f"{key}{whose}" if several else key

    def key_of(self, text: Text) -> str:
        """Return the key of the document that a text prints; a draft is another document."""
        name, mark = split_draft(text.title)
        if text.identity.status == "draft":
            name = f"{name}（{mark or DRAFT}）"
        return self.key(
            name if text.identity.status == "draft" else text.title, _year_of(text), _place_of(text)
        )


def whose_is(named: Named, words: str) -> str | None:
    """Return whose a named document is, by its name or the words before it; `None` if unsaid."""
    return place(named.name) or issuing_place(words, named.span[0])


def _place_of(text: Text) -> str:
    return first_place((*text.identity.issuers, text.title))


def _entity(
    identifier: str, citations: Sequence[_Citation], text: Text | None, homes: Homes
) -> Entity:
    names = sorted(
        {citation.name for citation in citations if citation.name},
        key=lambda name: (name != simplified(name), -len(name), name),
    )
    name = names[0] if names else citations[0].words.strip("《》")
    bare = _WITH_YEAR.sub("", name)
    mentions = tuple(citation.mention for citation in citations)
    year = next((citation.year for citation in citations if citation.year), None)
    return Entity(
        id=identifier,
        type="document",
        name=name,
        variants=tuple(dict.fromkeys(citation.words for citation in citations)),
        role=genre(bare),
        mentions=mentions,
        text=text.id if text else None,
        issued=issue_days(mentions, homes, text, (bare, year)),
    )


def _cited(texts: Sequence[Text], framework: Framework, issued: _Issued) -> Iterator[_Citation]:
    """Yield every mention of a document, in the order of the texts."""
    found = {
        paragraph.id: named_documents(paragraph.text)
        for text in texts
        for paragraph in text.paragraphs
    }
    titled = {identity(text.title) for text in texts}
    known = {
        named.name
        for named in chain.from_iterable(found.values())
        if named.by == "title" and len(named.name) >= UNMARKED and not is_yearly(named.name)
        and not is_short(named.name) and genre(named.name)
    }  # fmt: skip
    names = tuple(sorted(known))
    find = finder(names)
    by_id = {text.id: text for text in texts}
    for text in texts:
        policy = identity(framework.policy)
        is_named = _names_policy(text, found, framework)
        context = _Context(issued, {policy: framework.policy}, {policy} if is_named else set())
        introduction = by_id.get(text.part_of or "")
        for earlier in (introduction, text):
            if earlier is not None:
                _learn_names(context, earlier.title, _year_of(text))
        if introduction is not None:
            for paragraph in introduction.paragraphs:
                _learn_names(context, paragraph.text, _year_of(text))
        for paragraph in text.paragraphs:
            again = (Named((start, end), names[number], "name")
                     for start, end, number in find(paragraph.text))  # fmt: skip
            for named in _merged(found[paragraph.id], again):
                citation = _resolved(named, paragraph, text, context)
                if citation is not None and _is_document(named, paragraph.text, titled):
                    yield citation


def _names_policy(text: Text, found: dict[str, tuple[Named, ...]], framework: Framework) -> bool:
    wanted = identity(framework.policy)
    here = (named for paragraph in text.paragraphs for named in found[paragraph.id])
    return any(identity(named.name) == wanted for named in (*named_documents(text.title), *here))


def _learn_names(context: _Context, words: str, year: int | None) -> None:
    """Record the full names in a title or an introduction, to resolve short ones."""
    for named in named_documents(words):
        if named.by != "short" and not is_short(named.name):
            context.learn(*_keyed(named, words, year, context), named)


def _merged(found: tuple[Named, ...], again: Iterator[Named]) -> list[Named]:
    """Return the names found by their marks, and the known names that do not overlap them."""
    others = (
        known
        for known in again
        if all(known.span[1] <= named.span[0] or named.span[1] <= known.span[0] for named in found)
    )
    return sorted((*found, *others), key=lambda named: named.span)


def _resolved(
    named: Named, paragraph: TextParagraph, text: Text, context: _Context
) -> _Citation | None:
    """Return the citation of a mention and record it in the context; `None` where unresolved."""
    mention = Mention(paragraph.id, named.span, named.by)
    printed = paragraph.text[slice(*named.span)]
    if named.by == "short" or named.name in context.aliases or is_short(named.name):
        key = context.resolve(named.name, issuing_place(paragraph.text, named.span[0]) or "")
        if key is None or (named.by == "short" and key not in context.named):
            return None
        return _Citation(key, "", printed, mention)
    report = yearly(named.name)
    if report is not None and _is_local(report, paragraph.text[: named.span[0]]):
        return None
    year = _year(paragraph.text, named, _year_of(text))
    key, whose = _keyed(named, paragraph.text, _year_of(text), context)
    context.learn(key, whose, named)
    name = full_name(paragraph.text, named)
    if report is not None and year and report.year is None:
        name = f"{name}（{year}年）"
    return _Citation(key, name, printed, mention, year)


def _is_local(report: Yearly, before: str) -> bool:
    """Return whether a report is that of a province, city or county that the words leave open."""
    return not report.place and (report.local or _LOCAL.search(before) is not None)


def _keyed(named: Named, words: str, written: int | None, context: _Context) -> tuple[str, str]:
    """Return the key of a document that is named in full, and whose it is.

    Where nobody says so, it is the last one of that name in the text.
    """
    name, year = full_name(words, named), _year(words, named, written)
    whose = whose_is(named, words)
    if whose is None:
        same = identity(name)
        whose = next(
            (context.places[key] for key, known in reversed(context.names.items())
             if key in context.places and identity(known) == same),
            "",
        )  # fmt: skip
    return context.issued.key(name, year, whose), whose


def _is_document(named: Named, words: str, titled: set[str]) -> bool:
    """Return whether a name is that of a document, and not of a book or a motto in title marks."""
    start, end = named.span
    return bool(
        named.by != "title"
        or genre(named.name)
        or identity(named.name) in titled
        or _ISSUES.search(words, max(0, start - 4), start)
        or _SAYS.match(words, end)
    )


def _key(name: str, year: int | None) -> str:
    report = yearly(name)
    if report is None:
        return identity(name)
    return f"{report.place}{letters(report.kind)}{year or report.year or ''}"


def _year(words: str, named: Named, written: int | None) -> int | None:
    """Return the year of a yearly report: in its name, or the last before it in its sentence."""
    report = yearly(named.name)
    if report is None:
        return None
    if report.year is not None:
        return report.year
    begin = max(0, named.span[0] - 200)
    for end in _SENTENCE_END.finditer(words, begin, named.span[0]):
        begin = end.end()
    years = list(_YEAR.finditer(words, begin, named.span[0]))
    if not years:
        return None
    if years[-1]["year"]:
        return int(years[-1]["year"])
    return written + _OFFSET[years[-1]["word"]] if written else None


def _year_of(text: Text) -> int | None:
    """Return the year in which a text was written; `None` where an interval leaves it open."""
    if text.date is None:
        return None
    first, _, last = text.date.value.partition("/")
    same = last in ("", "..") or last[:4] == first[:4]
    return int(first[:4]) if same and first[:4].isdigit() else None


def _ids(keys: Iterable[str]) -> dict[str, str]:
    """Return key → id, the name's pinyin; for names with the same pinyin, with a hash."""
    slugs = {key: _slug(key) for key in keys}
    count = Counter(slugs.values())
    return {key: f"{slug}-{_hash(key)}" if count[slug] > 1 else slug for key, slug in slugs.items()}


def _slug(key: str) -> str:
    """Return the pinyin of a name as part of an address: 道路养护法 gives dao-lu-yang-hu-fa."""
    sounds = sorting(re.sub("^(?:关于|關於)", "", key))[0]
    slug = "-".join(re.findall("[a-z0-9]+", sounds.lower().replace("ü", "v")))
    if len(slug) <= LONGEST_ID and slug:
        return slug
    return f"{slug[: LONGEST_ID - 7].rpartition('-')[0]}-{_hash(key)}".strip("-")


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:6]
