"""How an article stands to other documents, as its title and its first words say.

The cases are `tests/cases/relations/*.yml`: `given` are articles, each on the lines of its own
file unless it names another `source`; `expect` is id → [kind, target, line], with `unsure` behind.
A line that begins with # is a heading, one with 问： or 答： is part of an interview.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.identify.relations import related
from builder.model import (
    Article,
    Basis,
    Date,
    Framework,
    Identity,
    Paragraph,
    Relation,
    Role,
    StatedDay,
)
from tests.test_language import written_out

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
