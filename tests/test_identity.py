"""What an article is, from its page: kind, voice, title, outlet, origin, writers and both days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.disk import received
from builder.identify import identify
from builder.language import outlets, stamps
from builder.model import Article, FactName, SourceEntry
from builder.split.articles import split
from tests.test_split import NO_POLICY

CASES = sorted((Path(__file__).parent / "cases" / "identity").glob("*.yml"))

FACTS: tuple[FactName, ...] = (
    "kind", "authority", "title", "publisher", "origin", "authors", "issued", "published",
)  # fmt: skip
"""The facts that a case tells, in this order."""


def outcome(case: dict[str, Any]) -> list[dict[str, str]]:
    """Return the facts of the articles of a case that have paragraphs; ? for those not sure."""
    entry = SourceEntry("f", case["name"], "", "未具名", "2026-03")
    source = received.source(entry, case["file"].encode())
    found = identify(source, split(source, ()), NO_POLICY)
    return [_told(one) for one in found if one.paragraphs]


def _told(article: Article) -> dict[str, str]:
    identity = article.identity
    values = {
        "authors": "、".join(filter(None, (one.name for one in article.authors))),
        "issued": identity.issued and _day(identity.issued.value, identity.issued.line),
        "published": identity.published and _day(identity.published.value, identity.published.line),
        "origin": identity.origin,
    }
    rows = {}
    for fact in FACTS:
        value = values[fact] if fact in values else getattr(article, fact)
        basis = identity.basis_of(fact)
        if value:
            rows[fact] = f"{value}{'' if basis is None or basis.sure else ' ?'}"
    return rows


def _day(value: str, line: int | None) -> str:
    return f"{value} [{line}]" if line else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_article_is_what_its_page_says(path: Path) -> None:
    """Every article of a case has exactly these facts; `python -m tests.test_identity` accepts."""
    case = yaml.safe_load(path.read_text("utf-8"))
    assert outcome(case) == case["expect"]


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("来源：某报2025年5月", "某报"),
        ("来源：《求真》2025年第5期", "《求真》2025年第5期"),
        ("（来源：某社）", "某社"),
        ("来源 |某社微报", "某社微报"),
        ("稿源：某报作者：张某", "某报"),
        ("作者：发布时间：2022-10-12 20:28 信息来源：某县政府办浏览量：30", "某县政府办"),
        ("[文件来源] 某公报 2023年 第28期(总第808期)", "某公报 2023年 第28期(总第808期)"),
        ("信息来源　某局", "某局"),
        ("来源：某网 原创稿", "某网"),
        ("来源：Village News Agency", "Village News Agency"),
        ("来源：本站", None),
        ("图片来源：某社", None),
        ("经费来源：财政拨款", None),
    ],
)
def test_an_origin_is_what_a_line_names_as_such(line: str, origin: str | None) -> None:
    """The day beside it and the next field are none of it; the number of an issue is."""
    assert stamps.origin(line) == origin


@pytest.mark.parametrize(
    ("title", "bare", "site"),
    [
        ("某市印发某方案_政策文件_某市政府门户网站", "某市印发某方案", "某市政府门户网站"),
        ("专家解读 | 某事怎么办--经济·科技--某网", "专家解读 | 某事怎么办", "某网"),
        ("专家解读 | 某事怎么办", "专家解读 | 某事怎么办", None),
    ],
)
def test_the_title_of_a_page_ends_with_its_site(title: str, bare: str, site: str | None) -> None:
    """Site and column behind the headline go; a kicker before it stays."""
    assert (outlets.without_site(title), outlets.site_in_title(title)) == (bare, site)


def test_a_tagline_is_no_part_of_a_name() -> None:
    """What a site says of itself goes, a second name stays."""
    assert outlets.without_tagline("某客-有思想的新媒体") == "某客"
    assert outlets.without_tagline("某窗_某市人民政府门户网站") == "某窗_某市人民政府门户网站"


if __name__ == "__main__":
    for path in CASES:
        text = path.read_text("utf-8")
        rows = {"expect": outcome(yaml.safe_load(text))}
        written = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10**6)
        path.write_text(text.partition("\nexpect:")[0].rstrip("\n") + "\n" + written, "utf-8")
