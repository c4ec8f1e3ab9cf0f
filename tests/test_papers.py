"""Who issued a document, under which number, and how news, notice, policy and annexes stand.

The cases are `tests/cases/papers/*.yml`: `file` is the text of a file and `name` what it is called;
`expect` is one entry for each of its articles, in order: kind, and every fact that it has. A fact
that is unsure ends with ` ?`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.disk import received
from builder.language.offices import offices, reach, same_office, signing_head, without_others
from builder.language.places import place_kind
from builder.model import Article, Framework, SourceEntry
from builder.pipeline import read_articles

FILES = sorted((Path(__file__).parent / "cases" / "papers").glob("*.yml"))
FRAMEWORK = Framework("", "", "关于推进道路养护的意见", ("养护",), 3.0, "", "", (), (), ())
FACTS = ("status", "part", "issuers", "number", "issued", "level", "relations")


def told(article: Article) -> dict[str, Any]:
    """Return what is known of an article, as a case writes it."""
    found: dict[str, Any] = {"kind": article.kind, "title": article.title}
    found["taken"] = article.relevant
    values: dict[str, Any] = {
        "issuers": "、".join(article.identity.issuers),
        "issued": article.identity.issued and article.identity.issued.value,
        "relations": "；".join(f"{r.kind} {r.target}" for r in article.identity.relations),
    }
    for fact in FACTS:
        value = values[fact] if fact in values else getattr(article.identity, fact)
        if value:
            basis = dict(article.identity.basis)[fact]  # type: ignore[index]
            found[fact] = value if basis.sure else f"{value} ?"
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_papers_are_told_apart_and_joined(path: Path) -> None:
    """Each article of a file has exactly the facts that its case expects."""
    case = yaml.safe_load(path.read_text("utf-8"))
    entry = SourceEntry("f", case["name"], "", "未具名", "2026-03")
    source = received.source(entry, case["file"].encode())
    found = [told(one) for one in read_articles(source, (), FRAMEWORK) if one.paragraphs]
    assert found == case["expect"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("某省教育厅、某省财政厅", ("某省教育厅", "某省财政厅")),
        ("养 护 部　　　国家林路局", ("养护部", "国家林路局")),
        ("养　护　部", ("养护部",)),
        ("养护部桥梁部", ("养护部", "桥梁部")),
        ("中共临水市委办公室临水市人民政府办公室", ("中共临水市委办公室", "临水市人民政府办公室")),
        ("中共临水市委宣传部", ("中共临水市委宣传部",)),
        ("养护部办公厅", ("养护部办公厅",)),
        ("新闻发布会", ()),
        ("各有关部", ()),
        ("养护部 李大为", ()),
    ],
)
def test_a_list_of_offices_is_read_in_its_order(words: str, expected: tuple[str, ...]) -> None:
    """Blanks, commas and nothing at all part offices; one that is none makes the line no list."""
    assert offices(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("省　长　于伟国", ""),
        ("桥梁部部长　李大为", "桥梁部"),
        ("国家养路办公室主任　庄明", "国家养路办公室"),
        ("部 长：李 明", ""),
        ("代省长　尼玛·扎西", ""),
        ("市长出席开工仪式", None),
        ("市长 出席开工仪式", None),
        ("桥梁部　李大为", None),
    ],
)
def test_the_head_of_an_office_signs_with_office_and_name(words: str, expected: str | None) -> None:
    """A blank or a colon parts the title from the name; what is longer than a name is none."""
    assert signing_head(words) == expected


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("国家林路局", "national"),
        ("养护部办公厅", "national"),
        ("北京市路政局", "provincial"),
        ("北京市门头区人民政府", "county"),
        ("河东省养护厅", "provincial"),
        ("省养护厅", "provincial"),
        ("临水市人民政府", "municipal"),
        ("中共临水市委宣传部", "municipal"),
        ("临水市石桥市人民政府", "county"),
        ("石桥县人民政府办公室", "county"),
        ("石桥镇人民政府", "county"),
        ("河东地区行政公署", "municipal"),
        ("河东养路有限公司", "enterprise"),
        ("某道路学会", None),
    ],
)
def test_an_office_reaches_as_far_as_its_place(office: str, expected: str | None) -> None:
    """A ministry is national; a place gives its kind; a learned society has none."""
    assert reach(office) == expected


def test_names_of_offices_are_compared_by_their_characters() -> None:
    """A short form has the characters of the long one in their order."""
    assert same_office("石桥县政府办", "石桥县人民政府办公室")
    assert not same_office("养护部", "桥梁部")
    assert without_others("养护部等八部门") == ("养护部", True)
    assert without_others("养护部") == ("养护部", False)
    assert place_kind("城市更新条例") is None
