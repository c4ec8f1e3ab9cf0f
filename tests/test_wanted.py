"""What texts cite and nobody has, what was wanted and came, and where to look again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from builder.model import Corpus, Identity, SnapshotEntry, WantedEntry
from builder.pages.about import about
from builder.pages.home import home
from builder.pages.page_index import PageIndex
from builder.pages.sources import sources
from builder.pipeline import wanted
from builder.snapshots.as_of import as_of
from tests.test_identity_page import known
from tests.test_policy_texts import PLAN, built

NEWS = """某市要素交易提速

某市落实《关于要素流通的规划》，本月公布《公共交通办法》，要素的采集与交易都有安排。

要素市场的主管部门表示，还要按照《统计工作细则》公布要素流通的数据，方便要素企业。
"""
OTHER = """某县要素市场开市

某县按照《统计工作细则》公布要素数据，要素流通的规则已经完善，要素交易有人管。
"""
TODAY = date(2026, 5, 31)


@pytest.fixture(scope="module")
def of() -> Corpus:
    return built(NEWS, OTHER)


def listing(of: Corpus, *entries: WantedEntry) -> Corpus:
    return replace(of, seeds=replace(of.seeds, wanted=entries))


def test_the_entry_to_paste_names_what_is_of_our_subject(of: Corpus) -> None:
    """What two texts cite, or what has a word of the subject in its name; nothing that one text
    cites in passing. It is YAML as it stands, its lines beside it.
    """
    lines = list(wanted(of, TODAY))
    assert lines[0].startswith("→ cited and not received: add to seeds/wanted.yml")
    assert yaml.safe_load("\n".join(lines[1:])) == {
        "wanted": [{"title": "统计工作细则"}, {"title": "关于要素流通的规划"}]
    }
    assert "  # plana.txt:3 《关于要素流通的规划》" in lines
    assert not any("公共交通办法" in line for line in lines)


def test_what_a_policy_cites_is_of_our_subject() -> None:
    """However little its name says."""
    policy = PLAN.replace("各地区要抓好", "各地区要依照《统计工作细则》抓好")
    of = built(policy)
    assert of.texts[0].kind == "policy"
    assert '- title: "统计工作细则"' in list(wanted(of, TODAY))


def test_what_is_on_the_list_is_not_proposed_again(of: Corpus) -> None:
    listed = listing(of, WantedEntry("《统计工作细则》"), WantedEntry("某省关于要素流通的规划"))
    assert list(wanted(listed, TODAY)) == []


def test_what_was_wanted_and_came_is_told() -> None:
    """By its number, whatever its title, or by its title; a draft is not the final text."""
    entries = (
        WantedEntry("别的名称", "某发〔2025〕3号"),
        WantedEntry("关于加快发展要素市场的意见"),
    )
    of = listing(built(PLAN), *entries)
    final = known(of, plan_1=Identity(number="某发〔2025〕3号"))
    assert [line.partition(" has ")[0] for line in wanted(final, TODAY)] == [
        "seeds/wanted.yml: 《别的名称》",
        "seeds/wanted.yml: 《关于加快发展要素市场的意见》",
    ]
    draft = known(of, plan_1=Identity(status="draft"))
    assert list(wanted(draft, TODAY)) == []


@pytest.mark.parametrize(
    ("looked_at", "told"),
    [("2026-05-01", False), ("2026-04-30", True), ("", True), ("2026-05-31", False)],
)
def test_an_address_is_looked_at_every_thirty_days(looked_at: str, told: bool) -> None:
    """What has no address cannot be looked at."""
    entry = WantedEntry("某规划", address="https://example.org/a.html", looked_at=looked_at)
    of = listing(built(PLAN), entry, WantedEntry("另一规划"))
    lines = list(wanted(of, TODAY))
    assert bool(lines) is told
    assert all("https://example.org/a.html" in line for line in lines)


def test_the_page_of_sources_says_what_is_missing(of: Corpus) -> None:
    """With all that is known of it, and a link to those who cite it."""
    entry = WantedEntry(
        "关于要素流通的规划", "某发〔2024〕9号", "某部", "https://example.org/a.html", "2026-05-01"
    )
    index = PageIndex(listing(of, entry))
    page = next(one for one in sources(index) if one.path == "sources/index.md")
    assert '## 还缺什么 <span class="count">1 份</span> {#wanted}' in page.content
    assert (
        "](../entities/index.md#yao-su-liu-tong-de-gui-hua) "
        '<span class="where">某部\u00a0· 某发〔2024〕9号\u00a0· '
        "https://example.org/a.html，2026年5月1日看过</span>"
    ) in page.content


def test_each_snapshot_says_until_when_it_is_complete(of: Corpus) -> None:
    """On home, on the page about the site and on the page of sources; that nobody knows, too."""
    entry = of.seeds.snapshots[0]
    for until, said in ((None, "收齐到哪一天：未记录"), ("2025-01-31", "收齐到2025年1月31日")):
        snapshots = (replace(entry, complete_until=until),)
        index = PageIndex(replace(of, seeds=replace(of.seeds, snapshots=snapshots)))
        assert said in home(index).content
        assert f"{said}。" in about(index).content
        assert f"{said}。" in next(iter(sources(index))).content


def test_older_snapshots_want_nothing(of: Corpus) -> None:
    """What is missing today is no part of an update: their pages stay as they were published."""
    two = SnapshotEntry("two", "2025-02-01", "甲", "乙")
    seeds = replace(of.seeds, snapshots=(*of.seeds.snapshots, two), wanted=(WantedEntry("某规划"),))
    assert as_of(seeds, "one").wanted == ()
    assert as_of(seeds, "two").wanted == seeds.wanted
