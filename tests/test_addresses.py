"""One rule for the address of a paragraph: in links, on pages, in the data; lent ones included."""

from __future__ import annotations

import pytest

from builder.collate.texts import collate
from builder.export.tables import documents
from builder.model import Corpus, Ref, addresses, read_ref
from tests.test_variants import LONG, world

EXTRA = "各有关部门按职责分工推进，重要情况及时报告，并适时组织开展评估。"
LENT = "该负责人还介绍了下一步考虑。"


def test_a_paragraph_has_one_address_everywhere_also_where_a_copy_lends_it() -> None:
    """The second copy lends its fourth paragraph: 4 is a line of the base as well."""
    of, made = world([*LONG, EXTRA], [*LONG[:3], LENT, LONG[3]])
    (text,) = collate(made, of)
    lent = [p.id for p in text.paragraphs if p.base != text.id]
    assert lent == ["copy-1-1-p4"]
    assert "copy-0-1-p4" in [p.id for p in text.paragraphs]
    corpus = Corpus(of, made, (text,), (), (), (), ())
    (row,) = documents(corpus)
    for paragraph in row["paragraphs"]:
        ref = Ref("document", text.id, paragraph["id"])
        assert read_ref(str(ref)) == ref
        assert paragraph["url"] == ref.html == f"{ref.page}.html#{ref.anchor}"
        assert addresses.paragraph(text.id, paragraph["id"]) == f"{ref.page}.md#{ref.anchor}"
    assert len({one["url"] for one in row["paragraphs"]}) == len(row["paragraphs"])
    assert row["paragraphs"][0]["url"].endswith("#p1")
    assert {one["url"].partition("#")[2] for one in row["paragraphs"] if one["id"] in lent} == {
        "copy-1-1-p4"
    }


@pytest.mark.parametrize(
    ("ref", "spelt", "file"),
    [
        (Ref("action", "roads"), "actions/roads", "actions/roads.html"),
        (Ref("pillar", "money"), "pillars/money", "pillars/money.html"),
        (Ref("topic", "aims_a"), "coverage/#topic-aims_a", "coverage/index.html#topic-aims_a"),
        (Ref("document", "gov-9"), "documents/gov-9", "documents/gov-9.html"),
        (Ref("document", "gov-9", "gov-9-p45"), "documents/gov-9#p45", "documents/gov-9.html#p45"),
        (
            Ref("document", "gov-9", "gov-9-p45-2"),
            "documents/gov-9#p45-2",
            "documents/gov-9.html#p45-2",
        ),
        (
            Ref("document", "gov-9", "page-2-3-p45"),
            "documents/gov-9#page-2-3-p45",
            "documents/gov-9.html#page-2-3-p45",
        ),
        (Ref("source", "gov"), "sources/gov", "sources/gov.html"),
        (Ref("source", "gov", line=3), "sources/gov#L3", "sources/gov.html#L3"),
        (Ref("term", "p-yang-hu"), "glossary/#p-yang-hu", "glossary/index.html#p-yang-hu"),
        (Ref("entity", "gong-lu-fa"), "entities/#gong-lu-fa", "entities/index.html#gong-lu-fa"),
    ],
)
def test_an_address_is_spelt_and_read(ref: Ref, spelt: str, file: str) -> None:
    assert str(ref) == spelt
    assert read_ref(spelt) == ref
    assert ref.html == file
    assert ref.markdown == file.replace(".html", ".md")


@pytest.mark.parametrize(
    "words",
    ["", "actions", "actions/", "actions/roads#a", "glossary/", "sources/gov#3", "compare/gov"],
)
def test_what_is_no_address_is_none(words: str) -> None:
    assert read_ref(words) is None
