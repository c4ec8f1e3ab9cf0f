"""One rule for the address of a paragraph: in links, on pages, in the data; lent ones included."""

from __future__ import annotations

from builder.collate.texts import collate
from builder.export.tables import documents
from builder.link.links import paragraph_address
from builder.model import Corpus, addresses
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
    for paragraph in row.paragraphs:
        address = paragraph_address(text.id, paragraph.id)
        page, _, anchor = address.partition("#")
        assert paragraph.url == f"{page}.html#{anchor}"
        assert addresses.paragraph(text.id, paragraph.id) == f"{page}.md#{anchor}"
    assert len({paragraph.url for paragraph in row.paragraphs}) == len(row.paragraphs)
    assert row.paragraphs[0].url.endswith("#p1")
    assert {p.url.partition("#")[2] for p in row.paragraphs if p.id in lent} == {"copy-1-1-p4"}
