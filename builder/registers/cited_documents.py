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

from builder.language.folding import simplified
from builder.language.phrases import finder
from builder.language.pinyin import sorting
from builder.language.titles import (
    Named,
    genre,
    identity,
    is_short,
    is_yearly,
    named_documents,
)
from builder.model import Entity, Framework, Mention, Text, TextParagraph
from builder.registers.issue_dates import Homes, issue_days

LONGEST_ID = 64
"""Characters of the longest id; a longer one is truncated and gets a hash."""

UNMARKED = 6
"""Characters of the shortest name that is also found without its marks."""

# 2024年，……写入某某报告      今年的《某某报告》
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年|(?P<word>今年|本年|去年|上年|明年)")
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

    names: dict[str, str]
    """Key → name, the most recent at the end."""
    named: set[str]
    """Keys of the documents that the text, its title or its introduction names in full."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Short form → key, as defined in the text."""

    def learn(self, key: str, named: Named) -> None:
        """Record a document that was named in full, and the short form defined for it."""
        self.names.pop(key, None)
        self.names[key] = named.name
        self.named.add(key)
        if named.alias:
            self.aliases[named.alias] = key

    def resolve(self, short: str) -> str | None:
        """Return the key that a short name denotes: as defined, or the last of its genre."""
        if short in self.aliases:
            return self.aliases[short]
        ends = [key for key, name in self.names.items() if _closes(name, short)]
        return ends[-1] if ends else None


def _closes(name: str, short: str) -> bool:
    """Return whether a name, without a version in brackets, ends with a short one."""
    return simplified(re.sub(r"[（(][^（()）]*[）)]$", "", name)).endswith(simplified(short))


def citations(texts: Sequence[Text], framework: Framework) -> tuple[Entity, ...]:
    """Return the documents that the texts cite, by id, each with all its mentions.

    A yearly report is one document per year; the year is the last one before it in its sentence,
    今年 being the year of the text. Short names that cannot be resolved are left out.
    """
    cited: dict[str, list[_Citation]] = defaultdict(list)
    for citation in _cited(texts, framework):
        cited[citation.key].append(citation)
    ids = _ids(cited)
    titles = {_key(text.title, _year_of(text)): text for text in reversed(texts)}
    homes = {one.id: (text, one) for text in texts for one in text.paragraphs}
    return tuple(
        sorted(
            (_entity(ids[key], found, titles.get(key), homes) for key, found in cited.items()),
            key=lambda entity: entity.id,
        )
    )


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


def _cited(texts: Sequence[Text], framework: Framework) -> Iterator[_Citation]:
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
        context = _Context({policy: framework.policy}, {policy} if is_named else set())
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
            context.learn(_key(named.name, _year(words, named, year)), named)


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
        key = context.resolve(named.name)
        if key is None or (named.by == "short" and key not in context.named):
            return None
        return _Citation(key, "", printed, mention)
    year = _year(paragraph.text, named, _year_of(text))
    key = _key(named.name, year)
    context.learn(key, named)
    name = f"{named.name}（{year}年）" if is_yearly(named.name) and year else named.name
    return _Citation(key, name, printed, mention, year)


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
    return f"{identity(name)}{year or ''}" if is_yearly(name) else identity(name)


def _year(words: str, named: Named, written: int | None) -> int | None:
    """Return the last year before a document's name in its sentence."""
    if not is_yearly(named.name):
        return None
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
