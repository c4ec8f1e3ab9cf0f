"""How an article stands to other documents, as its title and its first words say.

The cases are `tests/cases/relations/*.yml`: `given` are articles, each on the lines of its own
file unless it names another `source`; `expect` is id → [kind, target, line], with `unsure` behind.
A line that begins with # is a heading, one with 问： or 答： is part of an interview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.identify.relations import related
from builder.link.chronology import chronology
from builder.link.document_relations import document_relations
from builder.model import (
    Article,
    Basis,
    Date,
    Entity,
    Framework,
    Identity,
    Link,
    Mention,
    OtherValue,
    Paragraph,
    Relation,
    Role,
    StatedDay,
    TextParagraph,
)
from tests.test_language import written_out
from tests.test_link_thresholds import text

FILES = sorted((Path(__file__).parent / "cases" / "relations").glob("*.yml"))
FRAMEWORK = Framework("", "", "关于推进道路养护的意见", ("道路",), 0.0, "", "", (), (), ())


def role(line: str) -> Role:
    """Return the role of a paragraph by its first characters."""
    marks: dict[str, Role] = {"#": "heading", "问": "question", "答": "answer"}
    return marks.get(line[0], "body")


def article(given: dict[str, Any]) -> Article:
    """Return an article: its title stands on its first line, then a paragraph a line."""
    id_ = given["id"]
    source, _, first = id_.rpartition("-")
    start = int(first)
    lines = given.get("paragraphs", [])
    facts = {name: given[name] for name in ("status", "part", "origin") if name in given}
    told = tuple(Relation(*one) for one in given.get("relations", []))
    editor = given.get("editor", "")
    basis = (("relations", Basis(None, "", editor=editor)),) if editor else ()
    return Article(
        id=id_, source=source, ranges=((start, start + len(lines)),),
        kind=given["kind"], title=given.get("title"), publisher=given.get("publisher"),
        authority=given.get("authority", "media"),
        date=Date(str(given["day"]), "day", "") if "day" in given else None,
        furniture=(("title", (start, start)),) if given.get("title") else (),
        paragraphs=tuple(
            Paragraph(f"{id_}-p{n}", role(line), None, line.removeprefix("#"), ((n, n),))
            for n, line in enumerate(lines, start + 1)
        ),
        identity=Identity(
            issuers=tuple(given.get("issuers", ())), relations=told, basis=basis,
            issued=StatedDay(str(given["issued"])) if "issued" in given else None, **facts
        ),
    )  # fmt: skip


def relations(one: Article) -> list[list[Any]]:
    """Return the relations of an article as a case has them."""
    basis = one.identity.basis_of("relations")
    mark = [] if basis is None or basis.sure else ["unsure"]
    return [[r.kind, r.target, r.line, *mark] for r in one.identity.relations]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_article_stands_to_a_document_as_its_words_say(path: Path) -> None:
    """Title and first words say it; a document that is merely mentioned has no relation."""
    case = yaml.safe_load(path.read_text("utf-8"))
    assert list(case) == ["why", "given", "expect"]
    found = related([article(one) for one in written_out(case["given"])], FRAMEWORK)
    assert {one.id: relations(one) for one in found if relations(one)} == case["expect"]


@pytest.mark.parametrize(("kind", "told"), [("commentary", True), ("roundtable", False)])
def test_a_commentary_that_does_not_say_on_what_is_unsure(kind: str, told: bool) -> None:
    """The documents that it names are the alternatives; who talks of a subject comments on none."""
    words = ["按照《养路办法》，养路要人。《意见》也这样说。"]
    (found,) = related([article({"id": "a-1", "kind": kind, "paragraphs": words})], FRAMEWORK)
    basis = found.identity.basis_of("relations")
    assert found.identity.relations == ()
    assert (basis is not None and not basis.sure) is told
    assert (basis.others if basis else ()) == (OtherValue("《养路办法》", 2),) * told


# ---------------------------------------------------------------- their links


def linked(*given: dict[str, Any], cited: Sequence[Entity] = ()) -> list[tuple[str, ...]]:
    """Return the links of the texts of articles, each a text of its own, with their words."""
    return [
        (str(one.origin), one.kind, str(one.target), one.words)
        for one in links(*given, cited=cited)
    ]


def links(*given: dict[str, Any], cited: Sequence[Entity] = ()) -> list[Link]:
    """Return the links of the texts of articles."""
    articles = related([article(one) for one in given], FRAMEWORK)
    texts = [
        replace(
            text(one.id, *[p.text for p in one.paragraphs], title=one.title or ""),
            date=one.date,
            identity=one.identity,
            paragraphs=tuple(
                TextParagraph(p.id, p.role, None, p.text, one.id, one.source, p.ranges)
                for p in one.paragraphs
            ),
        )
        for one in articles
    ]
    return [*document_relations(texts, articles, cited, chronology(texts, cited))]


ROADS = {"kind": "policy", "title": "养路办法", "status": "final", "day": "2024-06-01"}


def test_a_link_leads_to_the_text_of_a_document_where_it_was_received() -> None:
    report = {
        "id": "b-1", "kind": "report", "title": "养路有了新办法", "day": "2024-06-02",
        "paragraphs": ["临水市日前出台《养路办法》。"],
    }  # fmt: skip
    draft = {"id": "c-1", "kind": "policy", "title": "养路办法（草案）", "status": "draft"}
    assert linked({"id": "a-1", **ROADS}, report, draft) == [
        ("documents/b-1", "reports_on", "documents/a-1", "《养路办法》"),
        ("documents/c-1", "draft_of", "documents/a-1", "养路办法（草案）"),
    ]


def test_else_it_leads_to_the_document_that_the_text_cites() -> None:
    law = Entity("law", "document", "养路办法", ("《养路办法》",), "", ())
    comment = {"id": "b-1", "kind": "commentary", "title": "《养路办法》解读"}
    assert linked(comment, cited=[law]) == [
        ("documents/b-1", "comments_on", "entities/#law", "《养路办法》解读")
    ]
    (found,) = links(comment, cited=[law])
    assert found.cited == "《养路办法》"
    assert linked(comment) == []


def test_a_draft_leads_to_the_final_text_and_never_to_itself() -> None:
    draft = {
        "id": "b-1", "kind": "policy", "title": "养路办法（草案）", "status": "draft",
        "paragraphs": ["正式文本《养路办法》已于6月印发。"],
    }  # fmt: skip
    own = Entity(
        "own", "document", "养路办法（草案）", ("《养路办法（草案）》",), "", (), text="b-1"
    )
    final = Entity("final", "document", "养路办法", ("《养路办法》",), "", ())
    assert [link[2] for link in linked(draft, cited=[own, final])] == ["entities/#final"]
    comment = {"id": "c-1", "kind": "commentary", "title": "《养路办法（草案）》解读"}
    other = replace(own, text=None)
    assert [link[2] for link in linked(comment, cited=[final, other])] == ["entities/#own"]


def test_of_two_documents_with_one_name_it_leads_to_the_one_that_the_text_cites() -> None:
    mention = Mention("b-1-p2", (6, 12), "title")
    one = Entity("one", "document", "养路办法", ("《养路办法》",), "", ())
    other = Entity("other", "document", "养路办法", ("《养路办法》",), "", (mention,))
    report = {
        "id": "b-1",
        "kind": "report",
        "title": "新办法",
        "paragraphs": ["临水市日前出台《养路办法》。"],
    }
    (found,) = linked(report, cited=[one, other])
    assert found[2] == "entities/#other"
    report["paragraphs"] = []
    assert (
        linked(
            {**report, "title": "临水市出台《养路办法》"}, cited=[one, replace(other, mentions=())]
        )
        == []
    )


@pytest.mark.parametrize(("day", "kinds"), [("2024-06-02", ["comments_on"]), ("2024-05-30", [])])
def test_nothing_comments_on_what_is_later(day: str, kinds: list[str]) -> None:
    law = Entity(
        "law", "document", "养路办法", ("《养路办法》",), "", (), issued=("2024-06-01", None)
    )
    comment = {"id": "b-1", "kind": "commentary", "title": "《养路办法》解读", "day": day}
    assert [kind for _, kind, _, _ in linked(comment, cited=[law])] == kinds
