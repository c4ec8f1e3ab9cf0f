"""The links that careful readers would draw are there; what is there is grounded in print."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from builder.collate.texts import collate
from builder.identify.relations import related
from builder.language.folding import letters
from builder.language.titles import identity
from builder.link.links import link
from builder.model import Link, Ref
from builder.registers.cited_documents import citations
from builder.registers.terms import find_terms, terms
from tests.from_gold import articles, gold, seeds
from tests.seeds_folder import passages_of
from tests.seeds_folder import related as passages_related

FLOOR = 0.90
"""Part of the readers' links that are there; it only rises."""

SEEDS = seeds()
ARTICLES = related(articles(SEEDS), SEEDS.framework)
TEXTS = collate(ARTICLES, SEEDS)
PASSAGES = passages_of(TEXTS, SEEDS.framework)
TERMS = terms(SEEDS.terms, [find_terms(text, SEEDS.terms) for text in TEXTS])
ENTITIES = citations(TEXTS, SEEDS.framework)
BETWEEN = passages_related(TEXTS, PASSAGES, TERMS, ENTITIES, SEEDS.framework)
LINKS = link(ARTICLES, TEXTS, PASSAGES, TERMS, SEEDS.framework, ENTITIES, related=BETWEEN)
READINGS = {p.id: p.text for text in TEXTS for p in text.paragraphs}


@cache
def shown() -> dict[str, str]:
    """Return id of a printed paragraph → address of the paragraph that shows it."""
    return {
        printed: str(Ref("document", text.id, paragraph.id))
        for text in TEXTS
        for paragraph in text.paragraphs
        for printed in (paragraph.id, *paragraph.copies)
    }


def addresses(name: str) -> set[str]:
    """Return the addresses that one end of a reader's link can have on the site."""
    kind, _, rest = name.partition(":")
    framework = SEEDS.framework
    if kind in ("area", "pillar", "topic"):
        page = {"area": f"actions/{rest}", "pillar": f"pillars/{rest}"}
        labels = {label.id for label in (*framework.actions, *framework.pillars, *framework.topics)}
        assert rest in labels, name
        return {page.get(kind, f"coverage/#topic-{rest}")}
    if kind == "term":
        found = {
            f"glossary/#{entry.id}"
            for entry in SEEDS.terms
            if any(letters(rest) in letters(form) for form in (entry.term, *entry.aliases))
        }
        assert found, name
        return found
    if kind == "passage":
        files = {source.entry.file[:3]: source.entry.id for source in SEEDS.sources}
        (row,) = [row for row in gold("paragraphs") if row["id"] == rest]
        line = row["ranges"][0][0]
        return {
            address
            for printed, address in shown().items()
            if printed.startswith(f"{files[rest[:3]]}-") and printed.endswith(f"-p{line}")
        }
    return documents(rest)


def documents(name: str) -> set[str]:
    """Return the addresses of a document, or of a text that the readers call by its article."""
    if "（0" in name:
        (row,) = [row for row in gold("articles") if row["id"] == name[-7:-1]]
        files = {source.entry.file: source.entry.id for source in SEEDS.sources}
        article = f"{files[row['seed']]}-{row['ranges'][0][0]}"
        source, _, line = article.rpartition("-")
        texts = {f"documents/{text.id}" for text in TEXTS if article in text.articles}
        return {f"sources/{source}#L{line}", *texts}
    bare = name[name.find("《") :].strip("《》") if "《" in name else name
    found = {
        f"entities/#{entity.id}"
        for entity in ENTITIES
        if identity(entity.name) in (identity(bare), identity(bare.replace("）", "年）")))
    }
    assert found, name
    return found


def drawn(row: dict[str, Any]) -> bool:
    """Whether a link joins the two ends, in either direction."""
    ends = {(one, other) for one in addresses(row["from"]) for other in addresses(row["to"])}
    ends |= {(other, one) for one, other in ends}
    return any(
        (str(one.origin), str(one.target)) in ends and one.origin != one.target for one in LINKS
    )


def test_the_readers_links_are_there() -> None:
    rows = gold("crossrefs")
    missing = [f"{row['from']} → {row['to']}: {row['quote']}" for row in rows if not drawn(row)]
    assert len(missing) <= (1 - FLOOR) * len(rows), "\n".join(missing)


def test_the_words_of_a_link_stand_in_its_paragraph() -> None:
    grounded = [one for one in LINKS if one.paragraph is not None and one.kind != "defines"]
    assert len(grounded) > 500
    for one in grounded:
        assert one.words, one
        assert letters(one.words) in letters(READINGS[str(one.paragraph)]) or (
            one.kind in ("narrower", "beside") and one.origin.kind == "term"
        ), one


def test_texts_about_one_document_are_beside_each_other() -> None:
    """None of them is about another, and of the report and the interview none is surely later."""
    kinds = {
        (str(one.origin), str(one.target)): one.kind
        for one in LINKS
        if one.origin.kind == "document"
    }
    assert kinds["documents/xinhua-page-1-95#p119", "documents/gov-cn-9#p23"] == "beside"
    assert kinds["documents/sic-commentary-1#p61", "documents/gov-cn-9#p29"] == "beside"
    assert kinds["documents/sic-commentary-1#p78", "documents/gov-cn-9#p49"] == "beside"


def test_no_passage_leads_to_its_own_text() -> None:
    for one in LINKS:
        if one.kind in ("explains", "restates"):
            assert one.origin.page != one.target.page


def sample(size: int = 100) -> list[Link]:
    """Return links to be read by a careful reader, the same ones each time."""
    return random.Random(4).sample(list(LINKS), size)
