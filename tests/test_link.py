"""Everything that speaks of something else leads there, with the words that say so."""

from __future__ import annotations

from collections import Counter

from builder.collate.quotations import editors_quotations, resolve_quotations
from builder.collate.texts import collate
from builder.link.links import link
from builder.model import Ground, Passage, Ref, Sentence
from builder.registers.terms import find_terms, terms
from tests.from_gold import articles, seeds
from tests.seeds_folder import passages_of, related

SEEDS = seeds()
ARTICLES = articles(SEEDS)
TEXTS = collate(ARTICLES, SEEDS)
PASSAGES = passages_of(TEXTS, SEEDS.framework)
TERMS = terms(SEEDS.terms, [find_terms(text, SEEDS.terms) for text in TEXTS])
QUOTATIONS = resolve_quotations(editors_quotations(SEEDS), ARTICLES, TEXTS)
RELATED = related(TEXTS, PASSAGES, TERMS, (), SEEDS.framework)
LINKS = link(
    ARTICLES, TEXTS, PASSAGES, TERMS, SEEDS.framework, quotations=QUOTATIONS, related=RELATED
)
READINGS = {p.id: p.text for text in TEXTS for p in text.paragraphs}
ADDRESSES = {p.id: str(Ref("document", text.id, p.id)) for text in TEXTS for p in text.paragraphs}


def _of(kind: str) -> list[tuple[str, str]]:
    return [(str(one.origin), str(one.target)) for one in LINKS if one.kind == kind]


def _passage(words: tuple[str, ...], *sentences: dict[str, str]) -> Passage:
    """Return a passage on the first paragraph, its sentences filed by label and word."""
    areas = tuple(a.id for a in SEEDS.framework.actions)
    pillars = tuple(p.id for p in SEEDS.framework.pillars)
    paragraph = TEXTS[0].paragraphs[0]
    filed, start = [], 0
    for text, grounds in zip(words, sentences, strict=True):
        filed.append(
            Sentence(
                (start, start + len(text)),
                tuple(label for label in grounds if label in areas),
                tuple(label for label in grounds if label in pillars),
                (),
                tuple(
                    Ground(
                        label, (paragraph.text.index(word), paragraph.text.index(word) + len(word))
                    )
                    for label, word in grounds.items()
                ),
            )
        )
        start += len(text)
    return Passage(
        paragraph.id,
        TEXTS[0].id,
        tuple({a: 0 for s in filed for a in s.areas}),
        tuple({p: 0 for s in filed for p in s.pillars}),
        (), None, (), tuple(filed),
    )  # fmt: skip


def test_each_link_is_there_once_and_in_order() -> None:
    assert list(LINKS) == sorted(
        LINKS, key=lambda one: (str(one.origin), str(one.target), one.kind, one.paragraph or "")
    )
    places = Counter((one.origin, one.target, one.kind, one.paragraph) for one in LINKS)
    assert set(places.values()) == {1}


def test_every_address_is_one_of_the_site() -> None:
    framework = SEEDS.framework
    known = {
        *ADDRESSES.values(),
        *(f"documents/{text.id}" for text in TEXTS),
        *(f"actions/{label.id}" for label in framework.actions),
        *(f"pillars/{label.id}" for label in framework.pillars),
        *(f"glossary/#{entry.id}" for entry in SEEDS.terms),
        *(f"coverage/#topic-{label.id}" for label in framework.topics),
        *(f"sources/{one.source}#L{one.ranges[0][0]}" for one in ARTICLES if one.relevant),
    }
    assert {str(end) for one in LINKS for end in (one.origin, one.target)} <= known


def test_the_words_stand_in_the_paragraph() -> None:
    for one in LINKS:
        if one.kind in ("filed", "uses", "supports"):
            assert one.paragraph is not None
            assert one.words in READINGS[one.paragraph]
            assert one.words


def test_a_paragraph_leads_to_what_it_is_filed_under() -> None:
    filed = [
        (ADDRESSES[passage.paragraph], label)
        for passage in PASSAGES
        for label in (*passage.areas, *passage.pillars)
    ]
    assert sorted((origin, target.partition("/")[2]) for origin, target in _of("filed")) == sorted(
        filed
    )
    assert ("documents/gov-cn-9#p67", "pillars/opensource") in _of("filed")


def test_an_action_and_a_pillar_that_one_paragraph_names_support_each_other() -> None:
    pairs = {
        (str(one.origin), str(one.target), one.paragraph) for one in LINKS if one.kind == "supports"
    }
    assert pairs == {(target, origin, paragraph) for origin, target, paragraph in pairs}
    assert {pair for pair in pairs if pair[0].startswith("actions/")} == {
        (f"actions/{area}", f"pillars/{pillar}", passage.paragraph)
        for passage in PASSAGES
        for area in passage.areas
        for pillar in passage.pillars
    }
    assert ("actions/industry", "pillars/application", "gov-cn-9-p67") in pairs


def test_the_words_of_support_reach_from_one_ground_to_the_other() -> None:
    text = TEXTS[0].paragraphs[0].text
    words = (text[:10], text[10:])
    together = _passage(
        words, {"science": text[0:2]}, {"data": text[14:16], "science": text[20:22]}
    )
    (one, other) = [
        one.words
        for one in link(ARTICLES, TEXTS, [together], (), SEEDS.framework)
        if one.kind == "supports"
    ]
    assert one == other == text[14:22]


def test_where_no_sentence_names_both_the_words_reach_over_more() -> None:
    text = TEXTS[0].paragraphs[0].text
    apart = _passage((text[:10], text[10:]), {"science": text[0:2]}, {"data": text[14:16]})
    assert [
        (str(one.origin), str(one.target), one.words)
        for one in link(ARTICLES, TEXTS, [apart], (), SEEDS.framework)
        if one.kind == "supports"
    ] == [
        ("actions/science", "pillars/data", text[0:16]),
        ("pillars/data", "actions/science", text[0:16]),
    ]


def test_each_definition_leads_to_the_paragraph_that_prints_it() -> None:
    wanted = [(e.id, d.words) for e in SEEDS.terms for d in e.definitions]
    found = [(one.origin.id, one.words) for one in LINKS if one.kind == "defines"]
    assert sorted(found) == sorted(wanted)


def test_a_definition_quoted_from_a_copy_leads_to_the_passage_that_is_shown() -> None:
    (definition,) = [d for e in SEEDS.terms for d in e.definitions if d.words[:6] == "应用中试基地"]
    assert definition.source == "xinhua-page-1"
    assert QUOTATIONS[definition] == "gov-cn-9-p49"


def test_uses_lead_to_the_glossary() -> None:
    uses = {
        (ADDRESSES[use.paragraph], f"glossary/#{term.entry.id}")
        for term in TERMS
        for use in term.occurrences
    }
    assert set(_of("uses")) == uses


def test_the_parts_of_the_round_table_lead_to_its_introduction() -> None:
    assert _of("part_of") == [
        (f"documents/roundtable-{line}", "documents/roundtable-3") for line in (31, 57, 76, 9)
    ]
