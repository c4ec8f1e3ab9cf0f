"""What the texts cite and nobody has, what was wanted and came, and where nobody has looked.

In: a corpus, which has every cited document, and the editors' list of what they know and want.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta

from builder.language.titles import identity
from builder.model import CitedAt, Corpus, Entity, Missing, Text, WantedEntry

LOOKED_AT = 30
"""Days after which somebody should look again whether a document can be had."""


def missing(corpus: Corpus, sources: Container[str] | None = None) -> Iterator[Missing]:
    """Yield what texts cite and nobody has, the most cited first.

    Of our subject is what a policy or more than one text cites, and what has a word of the
    subject in its name. With `sources`, only what texts in these files cite.
    """
    texts = {one.id: text for text in corpus.texts for one in text.paragraphs}
    places = {one.id: one for text in corpus.texts for one in text.paragraphs}
    listed = {_key(entry.title) for entry in corpus.seeds.wanted}
    named = sorted(corpus.entities, key=lambda one: (-len(one.mentions), one.id))
    for entity in named:
        if entity.type != "document" or entity.text is not None or _key(entity.name) in listed:
            continue
        if not _is_ours(entity, [texts[one.paragraph] for one in entity.mentions], corpus):
            continue
        cited: dict[tuple[str, int], CitedAt] = {}
        for one in entity.mentions:
            place = places[one.paragraph]
            at = place.source, place.ranges[0][0]
            cited.setdefault(at, CitedAt(*at, place.text[slice(*one.span)]))
        if sources is None or any(one.source in sources for one in cited.values()):
            yield Missing(entity.name, tuple(cited.values()))


def _is_ours(entity: Entity, citing: list[Text], corpus: Corpus) -> bool:
    return (
        len({text.id for text in citing}) > 1
        or any(text.kind == "policy" for text in citing)
        or any(word in entity.name for word in corpus.seeds.framework.subject)
    )


def arrived(corpus: Corpus) -> Iterator[tuple[WantedEntry, Text]]:
    """Yield what was wanted and has been received: by its number, else by its title."""
    policies = [one for one in corpus.texts if one.kind in ("policy", "notice")]
    by_number = {one.identity.number: one for one in policies if one.identity.number}
    by_title = {_key(one.title): one for one in policies if one.identity.status != "draft"}
    for entry in corpus.seeds.wanted:
        text = by_number.get(entry.number) or by_title.get(_key(entry.title))
        if text is not None:
            yield entry, text


def unvisited(corpus: Corpus, today: date) -> Iterator[WantedEntry]:
    """Yield what is wanted and has an address at which nobody has looked for long."""
    since = (today - timedelta(days=LOOKED_AT)).isoformat()
    came = {entry for entry, _ in arrived(corpus)}
    for entry in corpus.seeds.wanted:
        if entry.address and entry.looked_at < since and entry not in came:
            yield entry


def _key(title: str) -> str:
    return identity(title.strip("《》"))
