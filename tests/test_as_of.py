"""The seeds as they stood after an update: nothing of what came later is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.model import FilingEntry, InputError, Pairing, Quotation, RuleEntry, Seeds
from builder.pipeline import corpus, pages
from builder.runner import Runner
from builder.snapshots.as_of import as_of

ROOT = Path(__file__).parents[1]

BROUGHT = {
    "2025-08-26": ("xinhua-page-1", "gov-cn", "xinhua-page-2"),
    "2025-09": ("sic-commentary",),
    "2026-03": ("roundtable",),
}
"""What each update of the real seeds brought."""


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The real seeds."""
    return read(ROOT)


def strings(value: object) -> Iterator[str]:
    """Yield every string of a value but the words of its lines."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "lines":
                yield from strings(getattr(value, field.name))


@pytest.mark.parametrize("snapshot", BROUGHT)
def test_an_update_holds_what_came_up_to_it_and_names_nothing_later(
    seeds: Seeds, snapshot: str
) -> None:
    """Files in their order, and no quotation, correction or opening of a later file."""
    ids = list(BROUGHT)
    until = ids[: ids.index(snapshot) + 1]
    then = as_of(seeds, snapshot)
    assert [one.entry.id for one in then.sources] == [
        source for update in until for source in BROUGHT[update]
    ]
    assert [one.id for one in then.snapshots] == until
    later = {source for update in ids if update not in until for source in BROUGHT[update]}
    assert later.isdisjoint(strings(then))
    assert [term.id for term in then.terms] == [term.id for term in seeds.terms]


@pytest.mark.parametrize("snapshot", BROUGHT)
def test_a_whole_site_comes_of_an_update(seeds: Seeds, snapshot: str) -> None:
    """Every page can be made, and no text is newer than the update."""
    then = corpus(as_of(seeds, snapshot), Runner())
    assert {text.snapshot for text in then.texts} <= {s for s in BROUGHT if s <= snapshot}
    assert len(list(pages(then))) > len(then.texts) + 14


def test_the_newest_update_is_the_seeds(seeds: Seeds) -> None:
    """The root of the site and its permanent address are one."""
    assert as_of(seeds, "2026-03") == seeds
    twice = as_of(as_of(seeds, "2025-09"), "2025-08-26")
    assert twice == as_of(seeds, "2025-08-26")


def test_openings_and_filings_of_later_files_go(seeds: Seeds) -> None:
    """An editor may point anywhere; an older site has only what it had."""
    later, early = Quotation("roundtable", 5, "“十五五”"), Quotation("gov-cn", 7, "意见")
    framework = replace(seeds.framework, opening=later)
    filing = tuple(FilingEntry(q.source, q.line, q.words, (), "因故") for q in (later, early))
    then = as_of(replace(seeds, framework=framework, filing=filing), "2025-09")
    assert then.framework.opening is None
    kept = as_of(replace(seeds, framework=replace(framework, opening=early)), "2025-09")
    assert kept.framework.opening == early
    assert [entry.source for entry in then.filing] == ["gov-cn"]


def test_pairings_with_later_articles_go(seeds: Seeds) -> None:
    """What an editor says of two articles waits for the second."""
    later = Pairing(3, "roundtable-9", same=False, reason="另一篇。")
    early = Pairing(3, "xinhua-page-1-3", same=True, reason="同一篇。")
    sources = tuple(
        replace(one, entry=replace(one.entry, pairings=(later, early)))
        if one.entry.id == "gov-cn"
        else one
        for one in seeds.sources
    )
    whole = replace(seeds, sources=sources)
    then = next(s for s in as_of(whole, "2025-09").sources if s.entry.id == "gov-cn")
    assert then.entry.pairings == (early,)
    assert as_of(whole, "2026-03") == whole


def test_an_update_that_there_is_not_is_told_with_those_that_there_are(seeds: Seeds) -> None:
    """A slip in an id leads to the right one."""
    with pytest.raises(InputError, match=r"2025-08-26, 2025-09, 2026-03"):
        as_of(seeds, "2025-10")


def test_changes_of_rules_are_told_with_the_newest_update_alone(seeds: Seeds) -> None:
    """They are no part of an update, and an older snapshot is not built again for one."""
    rule = RuleEntry("2026-05-31", "提问归记者所说", "从前误作答者的话")
    ruled = replace(seeds, rules=(rule,))
    assert as_of(ruled, "2026-03").rules == (rule,)
    assert as_of(ruled, "2025-09") == as_of(replace(seeds, rules=()), "2025-09")
