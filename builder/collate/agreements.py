"""A text, its copies and their variants → how the copies stand to each paragraph of its reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.collate.voices import same_voice, voice
from builder.collate.witnesses import Copy
from builder.model import Agreement, Text, Variant


def agreements(
    text: Text, copies: Sequence[Copy], variants: Sequence[Variant]
) -> Iterator[Agreement]:
    """Yield how the copies stand to each paragraph of the text."""
    paragraphs = {paragraph.id: paragraph for paragraph in text.paragraphs}
    voices = {c.article.id: voice(c.article, c.source) for c in copies}
    against: dict[str, set[str]] = {}
    for variant in variants:
        if variant.paragraph and not variant.folded:
            site = paragraphs[variant.paragraph].text[slice(*variant.span)]
            against.setdefault(variant.paragraph, set()).update(
                witness.article
                for reading in variant.readings
                if reading.text != site and (reading is not variant.readings[0] or not site)
                for witness in reading.witnesses
            )
    owner = {p.id: copy.article.id for copy in copies for p in copy.article.paragraphs}
    for paragraph in text.paragraphs:
        printing = {paragraph.base, *(owner[name] for name in paragraph.copies)}
        prints = [name for name in text.articles if name in printing]
        agree = [n for n in prints if n not in against.get(paragraph.id, ())]
        yield Agreement(
            paragraph=paragraph.id,
            copies=len(prints),
            agreeing=len(agree),
            voices=len({voices[n] for n in prints}),
            agreeing_voices=len({voices[n] for n in agree}),
            note=same_voice(prints, voices),
        )
