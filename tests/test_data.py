"""The data files keep the contract: keys in order, sorted rows, fitting schemas, verbatim words."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder.disk.files import manifest, write_files, write_manifest
from builder.disk.seeds import read
from builder.export.data import TABLES, cell, data_files
from builder.export.tables import entities
from builder.model import Corpus, Mention
from tests.seeds_folder import corpora

CHECKOUT = Path(__file__).parents[1]

KEYS = {
    "articles": "id source ranges kind relevant reason title subtitle byline dateline publisher "
    "authors speaker date document paragraphs pages authority status part issuers number issued "
    "published origin level basis relations relevant_ranges rights",
    "articles/authors": "name title institution",
    "articles/speaker": "name title institution",
    "articles/date": "value precision basis",
    "articles/paragraphs": "id role speaker text ranges incomplete set pages",
    "documents": "id title kind authority date publisher authors url snapshot articles paragraphs "
    "status part issuers number issued published origin level basis relations rights",
    "documents/paragraphs": "id role speaker text base ranges url corrections voice set pages",
    "documents/paragraphs/corrections": "kind span printed reading reason source line",
    "passages": "paragraph document url areas pillars topics primary enumerates sentences",
    "passages/sentences": "text areas pillars topics evidence",
    "passages/sentences/evidence": "label words",
    "glossary": "id term aliases english pinyin definitions occurrences areas pillars url",
    "glossary/definitions": "text paragraph source ranges",
    "glossary/occurrences": "paragraph count",
    "links": "from to kind paragraph words",
    "entities": "id type name variants role mentions url",
    "entities/mentions": "paragraph source ranges words",
    "coverage": "id table row column count paragraphs url",
    "variants": "id document paragraph type readings url",
    "variants/readings": "articles text",
    "apparatus": "id place span folded inside damaged note readings",
    "apparatus/readings": "text witnesses",
    "apparatus/readings/witnesses": "article paragraph span source line",
    "corrections": "id article document kind by printed reading reason source line "
    "field before after on",
    "snapshots": "id date title why documents counts complete_until",
    "changes": "from to kind document paragraph before after url",
}
"""The contract: what stands in each file, and in the objects within it, in this order."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The project's own seeds."""
    return corpora(read(CHECKOUT))[-1]


@pytest.fixture(scope="module")
def site(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with their data."""
    folder = tmp_path_factory.mktemp("site")
    write_files(data_files(corpus), folder)
    (folder / "一页.html").write_text("<p>一页</p>", "utf-8")
    write_manifest(folder)
    return folder


def rows(site: Path, name: str) -> list[Row]:
    """Return the rows of a data file."""
    content: list[Row] = json.loads((site / "data" / f"{name}.json").read_bytes())
    return content


def below(rows: list[Row], path: list[str]) -> Iterator[Row]:
    """Yield the objects that stand under some keys of rows."""
    if not path:
        yield from rows
        return
    for row in rows:
        inner = row[path[0]]
        yield from below(inner if isinstance(inner, list) else [inner] * bool(inner), path[1:])


def printed(source: str) -> list[str]:
    """Return the lines of a received file."""
    return (CHECKOUT / "seeds/sources" / source).read_text("utf-8").split("\n")


def joined(row: Row) -> str:
    """Return the words on the lines of a row, white space at line joins removed."""
    lines = printed(row["source"])
    return "".join(
        lines[number - 1].strip()
        for first, last in row["ranges"]
        for number in range(first, last + 1)
    )


# ---------------------------------------------------------------- the contract


@pytest.mark.parametrize("path", KEYS)
def test_the_keys_are_those_of_the_contract_in_its_order(site: Path, path: str) -> None:
    """Other programs rely on them."""
    name, *inner = path.split("/")
    found = list(below(rows(site, name), inner))
    assert found
    assert {" ".join(row) for row in found} == {KEYS[path]}


@pytest.mark.parametrize("name", sorted({path.split("/")[0] for path in KEYS}))
def test_rows_are_sorted_and_stand_on_a_line_each(site: Path, name: str) -> None:
    """A changed row is a changed line; a new row moves none."""
    found = rows(site, name)
    without_id = {
        "links": "from to kind paragraph words",
        "changes": "from to kind document paragraph url before after",
    }
    keys = [
        tuple(row[key] or "" for key in without_id[name].split())
        if name in without_id
        else (row.get("id") or row.get("paragraph"),)
        for row in found
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    text = (site / "data" / f"{name}.json").read_bytes().decode("utf-8")
    first, *lines, last, end = text.split("\n")
    assert (first, last, end) == ("[", "]", "")
    assert [json.loads(line.removesuffix(",")) for line in lines] == found
    assert "\\u" not in text


def test_each_file_has_a_schema_that_its_rows_fit(site: Path) -> None:
    """Nothing that a schema does not allow, and nothing that it asks for missing."""
    data = site / "data"
    names = {path.name.removesuffix(".json") for path in data.glob("*.json")}
    files = {name for name in names if not name.endswith(".schema")}
    assert files == {*(table.name for table in TABLES), "manifest"}
    for name in files:
        schema = json.loads((data / f"{name}.schema.json").read_bytes())
        assert list(misfits(json.loads((data / f"{name}.json").read_bytes()), schema, schema)) == []
        assert misfit(name, schema)


def misfit(name: str, schema: Row) -> bool:
    """Say whether a schema refuses what it should: no schema that lets everything pass."""
    wrong: object = {"a": 1} if name == "manifest" else [{"id": 1}]
    return bool(list(misfits(wrong, schema, schema)))


def misfits(value: Any, schema: Row, root: Row, place: str = "") -> Iterator[str]:
    """Yield where a value does not fit a JSON Schema, as far as ours use the language."""
    if "$ref" in schema:
        schema = {**root["$defs"][schema["$ref"].rpartition("/")[2]], **schema}
    if "anyOf" in schema:
        if all(list(misfits(value, one, root)) for one in schema["anyOf"]):
            yield f"{place}: fits none of {len(schema['anyOf'])}"
        return
    kinds = {
        "array": list, "object": dict, "string": str, "integer": int, "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    if not isinstance(value, kinds[schema["type"]]):
        yield f"{place}: is not {schema['type']}"
    elif isinstance(value, list):
        inner = schema.get("prefixItems", [])
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{place}: {len(value)} items"
        for number, item in enumerate(value):
            one = inner[number] if number < len(inner) else schema["items"]
            yield from misfits(item, one, root, f"{place}/{number}")
    elif isinstance(value, dict):
        known, others = schema.get("properties", {}), schema["additionalProperties"]
        for key in {*schema.get("required", []), *value}:
            if key not in value or (key not in known and not others):
                yield f"{place}: {key} is missing or unknown"
            else:
                yield from misfits(value[key], known.get(key, others), root, f"{place}/{key}")
    elif isinstance(value, str) and not allowed(value, schema):
        yield f"{place}: {value}"


def allowed(value: str, schema: Row) -> bool:
    """Say whether a schema allows a string."""
    pattern = schema.get("pattern", "")
    return value in schema.get("enum", [value]) and re.search(pattern, value) is not None


# ---------------------------------------------------------------- what the rows say


def test_every_line_that_is_not_blank_is_in_exactly_one_article(site: Path) -> None:
    """Law 1, as a reader of the data sees it."""
    for file in sorted({row["source"] for row in rows(site, "articles")}):
        held = [
            number
            for row in rows(site, "articles")
            if row["source"] == file
            for first, last in row["ranges"]
            for number in range(first, last + 1)
            if printed(file)[number - 1].strip()
        ]
        assert sorted(held) == [n for n, line in enumerate(printed(file), 1) if line.strip()]


def test_paragraphs_of_articles_are_printed_on_their_lines(site: Path) -> None:
    """Law 2: a verbatim run of the source."""
    for row in rows(site, "articles"):
        for paragraph in row["paragraphs"]:
            assert paragraph["text"] in joined({**paragraph, "source": row["source"]})


def test_documents_and_articles_name_each_other(site: Path) -> None:
    """A copy knows its text, a text its copies, base first."""
    copies = {article: row["id"] for row in rows(site, "documents") for article in row["articles"]}
    assert {
        row["id"]: row["document"] for row in rows(site, "articles") if row["document"]
    } == copies
    assert any(row["document"] is None for row in rows(site, "articles"))
    for row in rows(site, "documents"):
        assert row["articles"][0] == row["id"]
        assert row["url"] == f"documents/{row['id']}.html"


def test_addresses_of_paragraphs_are_made_of_their_first_line(site: Path) -> None:
    """They stay when the page grows."""
    urls = {}
    for row in rows(site, "documents"):
        for paragraph in row["paragraphs"]:
            anchor = paragraph["id"].removeprefix(f"{row['id']}-")
            assert paragraph["url"] == f"{row['url']}#{anchor}"
            urls[paragraph["id"]] = paragraph["url"]
    assert len(set(urls.values())) == len(urls)
    assert {row["paragraph"]: row["url"] for row in rows(site, "passages")} == urls


def test_corrections_taken_back_give_what_is_printed(site: Path) -> None:
    """The data show what was printed, character by character."""
    files = {row["id"]: row["source"] for row in rows(site, "articles")}
    corrected = 0
    for row in rows(site, "documents"):
        for paragraph in row["paragraphs"]:
            text = paragraph["text"]
            for correction in reversed(paragraph["corrections"]):
                start, end = correction["span"]
                assert text[start:end] == correction["reading"]
                text = text[:start] + correction["printed"] + text[end:]
                corrected += 1
            assert text in joined({**paragraph, "source": files[paragraph["base"]]})
    assert corrected


def test_sentences_make_up_their_paragraph_and_hold_the_words_that_decided(site: Path) -> None:
    """No sentence is lost between two others, no ground is drawn from elsewhere."""
    texts = {
        paragraph["id"]: paragraph["text"]
        for row in rows(site, "documents")
        for paragraph in row["paragraphs"]
    }
    for row in rows(site, "passages"):
        assert "".join(one["text"] for one in row["sentences"]) == texts[row["paragraph"]]
        for sentence in row["sentences"]:
            labels = {*sentence["areas"], *sentence["pillars"], *sentence["topics"]}
            for evidence in sentence["evidence"]:
                assert evidence["words"] in sentence["text"]
            assert labels <= {evidence["label"] for evidence in sentence["evidence"]}


def test_definitions_stand_on_their_lines_and_in_their_paragraph(site: Path) -> None:
    """Law 3: from a term to the line that defines it."""
    paragraphs = {
        paragraph["id"]: paragraph
        for row in rows(site, "articles")
        for paragraph in row["paragraphs"]
    }
    found = 0
    for row in rows(site, "glossary"):
        for definition in row["definitions"]:
            assert definition["text"] in joined(definition)
            found += definition["paragraph"] in paragraphs
    assert found > 10


def test_readings_of_variants_are_printed_in_their_articles(site: Path) -> None:
    """Each copy has exactly one reading, and prints it to the sign."""
    articles = {row["id"]: row for row in rows(site, "articles")}
    documents = {row["id"]: row for row in rows(site, "documents")}
    found = rows(site, "variants")
    top = {row["id"] for row in rows(site, "apparatus") if row["inside"] is None}
    assert len(found) > 33
    for row in found:
        texts = [reading["text"] for reading in row["readings"]]
        names = [name for reading in row["readings"] for name in reading["articles"]]
        assert len(texts) == len(set(texts)) > 1
        assert len(names) == len(set(names))
        if row["id"] in top:
            assert set(names) == set(documents[row["document"]]["articles"])
        for reading in row["readings"]:
            for name in reading["articles"]:
                article = articles[name]
                body = "\n".join(paragraph["text"] for paragraph in article["paragraphs"])
                head = [article[key] or "" for key in ("title", "subtitle", "byline", "dateline")]
                assert any(reading["text"] in words for words in (body, *head))


def test_a_variant_leads_to_the_line_of_each_reading(site: Path) -> None:
    """Law 3: the words begin on the line that the apparatus names."""
    for row in rows(site, "apparatus"):
        for reading in row["readings"]:
            for one in reading["witnesses"]:
                words = reading["text"].strip("\n")[:2]
                assert words in printed(one["source"])[one["line"] - 1]


def test_a_correction_of_a_copy_that_is_not_the_base_is_told(site: Path) -> None:
    """A correction is no secret of the page that shows the base."""
    bases = {row["id"] for row in rows(site, "documents")}
    found = [row for row in rows(site, "corrections") if row["article"] not in bases]
    assert {row["by"] for row in found} == {"editor"}
    for row in found:
        assert row["document"] in bases
        assert row["printed"][:6] in printed(row["source"])[row["line"] - 1]


WORDS = "《道路养护办法》"
PAD = "某市设立养老驿站。" * 5


@pytest.mark.parametrize(
    ("lines", "at", "ranges"),
    [
        ((PAD, WORDS), len(PAD) - len(WORDS) - 8, ((2, 2),)),
        ((PAD, WORDS), len(PAD) - len(WORDS) - 9, ((1, 2),)),
        ((WORDS, PAD), len(WORDS) + 8, ((1, 1),)),
        ((WORDS, PAD), len(WORDS) + 9, ((1, 2),)),
    ],
)
def test_a_mention_that_a_correction_moved_leads_to_its_line(
    corpus: Corpus, lines: tuple[str, ...], at: int, ranges: tuple[tuple[int, int], ...]
) -> None:
    """Up to eight characters; beyond that, to all lines of the paragraph."""
    source, text = corpus.seeds.sources[0], corpus.texts[0]
    reading = "某" * at + WORDS
    paragraph = replace(
        text.paragraphs[0], source=source.entry.id, text=reading, ranges=((1, len(lines)),)
    )
    mention = Mention(paragraph.id, (at, at + len(WORDS)), "title")
    (row,) = entities(
        replace(
            corpus,
            seeds=replace(corpus.seeds, sources=(replace(source, lines=lines),)),
            texts=(replace(text, paragraphs=(paragraph,)),),
            entities=(replace(corpus.entities[0], mentions=(mention,)),),
        )
    )
    assert [(one["words"], one["ranges"]) for one in row["mentions"]] == [(WORDS, ranges)]


# ---------------------------------------------------------------- spreadsheets and proof


def test_the_glossary_opens_in_a_spreadsheet(site: Path) -> None:
    """A mark for the encoding, the terms of the JSON file, a row each."""
    content = (site / "data/glossary.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == KEYS["glossary"].split()
    terms = rows(site, "glossary")
    assert [(line[0], line[3]) for line in lines] == [(row["id"], row["english"]) for row in terms]
    assert {len(line) for line in lines} == {len(head)}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("人工智能+", "人工智能+"),
        ("“人工智能+”行动", "“人工智能+”行动"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(words: str, shown: str) -> None:
    """A received file must not compute anything in anybody's spreadsheet."""
    assert cell(words) == shown


def test_the_manifest_names_each_other_file_with_its_hash(site: Path) -> None:
    """It is found again by who holds the tree only."""
    told = json.loads((site / "data/manifest.json").read_bytes())
    assert list(told) == sorted(told)
    assert told == manifest(site)
    assert told["一页.html"] == hashlib.sha256("<p>一页</p>".encode()).hexdigest()
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert files - told.keys() == {"data/manifest.json"}


def test_the_same_seeds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Law 5, for the data: in another process, time zone, locale, with another order of sets."""
    script = (
        "import sys; from pathlib import Path; from builder.export.data import data_files;"
        "from builder.disk.files import write_files; from builder.disk.seeds import read;"
        "from tests.seeds_folder import corpora;"
        "write_files(data_files(corpora(read(Path('.')))[-1]), Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", script, tmp_path], cwd=CHECKOUT, env=environment, check=True
    )
    for file in (tmp_path / "data").iterdir():
        assert file.read_bytes() == (site / "data" / file.name).read_bytes(), file.name
