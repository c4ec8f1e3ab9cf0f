"""What editors write is read as they mean it, or refused with file, line and remedy.

The cases are `tests/cases/errors/*.yml`: what stands there is laid over a folder without a fault.
"""

from __future__ import annotations

import dataclasses
import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.disk import schemas
from builder.disk.seeds import read
from builder.disk.yamlfile import parse
from builder.model import (
    CorrectionEntry,
    EditorDate,
    InputError,
    InputsError,
    SnapshotEntry,
    Source,
    SourceEntry,
    TermEntry,
)
from tests.seeds_folder import CASES, case, good, laid_over, make, with_hashes

FILES = sorted(CASES.glob("*.yml"))


def found(root: Path) -> list[dict[str, object]]:
    """Return what is wrong with a folder, in the words of a case."""
    try:
        read(root)
    except InputError as error:
        errors = error.errors if isinstance(error, InputsError) else (error,)
        return [
            {
                "file": one.file,
                "line": one.line,
                "quote": one.quote.strip(),
                "message": one.message,
                "remedy": one.remedy,
            }
            for one in errors
        ]
    return []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fault_is_told_with_file_line_and_remedy(path: Path, tmp_path: Path) -> None:
    """The whole of each message is as the case says, and nothing else is found."""
    told = case(path)
    root = make(tmp_path, laid_over(good(), told["given"]))
    assert found(root) == [
        {
            key: with_hashes(value, root) if isinstance(value, str) else value
            for key, value in {"line": None, "quote": "", **expected}.items()
        }
        for expected in told["expect"]
    ]


def test_every_case_says_why() -> None:
    """A case without a reason cannot be judged when it fails."""
    assert len(FILES) > 40
    for path in FILES:
        assert list(case(path)) == ["why", "given", "expect"], path.name
        assert case(path)["expect"] or path.stem.startswith("00-"), path.name


def test_a_message_shows_place_words_and_remedy() -> None:
    """What an editor sees of an error is all that is needed to mend it."""
    error = InputError("seeds/terms.yml", "“x” is wrong", remedy="write y", line=3, quote="  id: x")
    assert str(error) == "seeds/terms.yml:3: “x” is wrong\n    | id: x\n    → write y"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """An editor does not run the build once for each typing error."""
    files = good()
    files["seeds/terms.yml"] = files["seeds/terms.yml"].replace("models", "modles")
    files["seeds/sources.yml"] = files["seeds/sources.yml"].replace("id: b", "id: B")
    with pytest.raises(InputsError) as caught:
        read(make(tmp_path, files))
    assert [(error.file, error.line) for error in caught.value.errors] == [
        ("seeds/sources.yml", 7),
        ("seeds/terms.yml", 5),
    ]
    assert str(caught.value) == "\n".join(str(error) for error in caught.value.errors)


@pytest.mark.parametrize(("faults", "counted"), [(50, ""), (51, "… and 1 more findings")])
def test_many_faults_are_counted(faults: int, counted: str) -> None:
    """A terminal shows what a person mends at a time."""
    errors = [
        InputError("seeds/terms.yml", "“x” is wrong", remedy="write y", line=line)
        for line in range(faults)
    ]
    shown = str(InputsError(errors))
    assert shown.count("is wrong") == 50
    assert shown.splitlines()[-1] == (counted or "    → write y")


# ---------------------------------------------------------------- what is read


def test_what_is_right_is_read(tmp_path: Path) -> None:
    """The nouns hold what the files say; dates stay the strings that were written."""
    seeds = read(make(tmp_path, good()))
    assert [source.entry.id for source in seeds.sources] == ["a", "b"]
    assert seeds.sources[0].lines[3] == ""
    assert len(seeds.sources[0].lines) == 5
    assert seeds.snapshots[0].date == "2025-08-26"
    assert isinstance(seeds.sources[1].entry.date, EditorDate)
    assert seeds.sources[1].entry.date.value == "2025-08"
    assert seeds.framework.relevance == 4.0
    assert seeds.terms[0].definitions[0].line == 2
    assert seeds.corrections == ()


@pytest.mark.parametrize(
    "value", ["2025", "2025-08", "2025-08-26", "2025-08/2025-09", "2026-03/.."]
)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_date_is_what_is_written_with_or_without_quotes(
    tmp_path: Path, value: str, quote: str
) -> None:
    """YAML makes days, numbers and strings of dates; an editor writes dates."""
    files = good()
    files["seeds/snapshots.yml"] = files["seeds/snapshots.yml"].replace(
        "date: 2025-08-26", f"date: {quote}{value}{quote}"
    )
    assert read(make(tmp_path, files)).snapshots[0].date == value


@pytest.mark.parametrize("word", ["no", "on", "1:30", "0x10", "1e3", "真", "2025"])
def test_a_word_is_never_taken_for_something_else(tmp_path: Path, word: str) -> None:
    """`no` is Norway's problem."""
    files = good()
    files["seeds/terms.yml"] = files["seeds/terms.yml"].replace("AI agent", word)
    assert read(make(tmp_path, files)).terms[0].english == word


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "utf-16-le"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor_in_every_encoding(
    tmp_path: Path, encoding: str, end: str
) -> None:
    """What a quotation points at does not depend on how the file was saved."""
    files = good()
    text = files["seeds/sources/a.txt"].replace("\n", end)
    if encoding == "big5":
        text = text.translate(str.maketrans("问为关于发级实应广", "問為關於發級實應廣"))
        text = "".join(sign for sign in text if sign.encode("cp950", "ignore"))
        files["seeds/terms.yml"] = "terms: []"
    files["seeds/sources/a.txt"] = {encoding: text}
    source = read(make(tmp_path, files)).sources[0]
    assert source.encoding == encoding.removesuffix("-sig").removesuffix("-le")
    assert source.lines == tuple(text.removesuffix(end).split(end))


def test_rings_of_synonyms_are_read_where_there_are_any(tmp_path: Path) -> None:
    """A search of which nobody has thought yet needs no such file."""
    files = good()
    assert read(make(tmp_path / "none", files)).synonyms == ()
    files["seeds/synonyms.yml"] = "synonyms:\n- [修路, 道路养护]\n- [看病, 医疗, 就医]\n"
    rings = (("修路", "道路养护"), ("看病", "医疗", "就医"))
    assert read(make(tmp_path / "some", files)).synonyms == rings


def test_names_of_offices_are_read_where_there_are_any(tmp_path: Path) -> None:
    files = good()
    files["seeds/synonyms.yml"] = "offices:\n- [交通运输部, 交通部]\n"
    seeds = read(make(tmp_path, files))
    assert (seeds.synonyms, seeds.offices) == ((), (("交通运输部", "交通部"),))


def test_the_corrections_may_be_absent_or_empty(tmp_path: Path) -> None:
    """A policy whose sources are sound needs no such file."""
    for number, content in enumerate([None, "", "# nothing yet\n", "corrections:\n"]):
        files = {**good(), "seeds/corrections.yml": content}
        assert read(make(tmp_path / str(number), files)).corrections == ()


def test_a_hash_in_capitals_is_the_same_hash(tmp_path: Path) -> None:
    """Some programs print it so; the pages show it as all others."""
    root = make(tmp_path, good())
    file = root / "seeds/sources.yml"
    before = read(root)
    hashes = re.compile("sha256: .*")
    file.write_text(hashes.sub(lambda hash_: f"sha256: {hash_[0][8:].upper()}", file.read_text()))
    assert f"sha256: {before.sources[0].entry.sha256.upper()}" in file.read_text()
    assert read(root) == before


def test_what_may_look_like_a_slip_is_read(tmp_path: Path) -> None:
    """Words over several lines, dashes, addresses, figures, and anything in quotes or blocks."""
    files = good()
    files["seeds/snapshots.yml"] = (
        "snapshots:\n- id: 2025-08\n  date: 2025-08-26\n  title: ——意见，发布\n"
        "  why: 见\n    http://example.org/a：b\n    -5% of it\n    ——other\n"
        "rules:\n- on: 2026-01-01\n  what: '　缩进'\n"
        "  why: |\n    　　段首\n    why：不算\n    － 也不算\n"
    )
    seeds = read(make(tmp_path, files))
    assert seeds.snapshots[0].title == "——意见，发布"
    assert seeds.snapshots[0].why == "见 http://example.org/a：b -5% of it ——other"
    assert seeds.rules[0].what == "　缩进"
    assert seeds.rules[0].why == "　　段首\nwhy：不算\n－ 也不算\n"


def test_without_hashes_a_changed_file_is_read(tmp_path: Path) -> None:
    """Who proves a site against the seeds wants to see in what they differ."""
    root = make(tmp_path, good())
    file = root / "seeds/sources/a.txt"
    file.write_bytes(file.read_bytes().replace("广泛".encode(), "广乏".encode()))
    with pytest.raises(InputError, match="is not the file that was listed"):
        read(root)
    assert read(root, hashes=False).sources[0].lines[4] == "　　智能体应用广乏。"


def test_words_are_found_across_line_ends() -> None:
    """A sentence goes on over hard line ends, blank lines and a caption set into it."""
    lines = ("　　从“互联网+”", "", "到“人工智", "图为会场。", "能+”")
    source = Source(SourceEntry("a", "a.txt", "", "某网", "2025-08"), lines, "utf-8")
    assert source.lines_with("从“互联网+”到“人工智能+”", 1) == (1, 3, 5)
    assert source.lines_with("从“互联网+”到“人工智能+”", 3) == ()
    assert source.lines_with("人工智能+", 3) == (3, 5)
    assert source.lines_with("能", 6) == ()


@pytest.mark.parametrize(("between", "found"), [(199, True), (200, False)])
def test_words_are_not_sought_far_below(between: int, found: bool) -> None:
    """What begins a page further down is another sentence."""
    lines = ("　　街道设立", *["图为现场。"] * between, "养老驿站。")
    source = Source(SourceEntry("a", "a.txt", "", "某网", "2025-08"), lines, "utf-8")
    assert bool(source.lines_with("街道设立养老驿站", 1)) == found


# ---------------------------------------------------------------- what nobody thought of

YML = ["sources", "framework", "terms", "corrections", "snapshots", "synonyms"]


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=150)
@given(data=st.data(), name=st.sampled_from(YML))
def test_no_input_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, name: str
) -> None:
    """Whatever is done to a file of the editors, they get an `InputError` or their site."""
    path = f"seeds/{name}.yml"
    root = make(tmp_path_factory.mktemp("seeds"), good())
    if not (root / path).exists():
        given = {"corrections": "- source: a\n  line: 2\n", "synonyms": "- [看病, 医疗]\n"}
        (root / path).write_text(f"{name}:\n{given[name]}", "utf-8")
    content = (root / path).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 12)))
    pieces = st.sampled_from(
        [b"&a ", b"*a", b"- ", b"{", b"[", b"]", b": ", b"\n", b"\t", b"'", b'"', b"!!x ", b"null",
         b"\x00", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"%YAML 9\n", b"---\n", b"? ", b"<<: ",
         b"1e999", b"-1", b'"\\ud800"', b'"\\0"']
    )  # fmt: skip
    put = data.draw(
        st.binary(max_size=4)
        | pieces
        | st.text(max_size=4).map(lambda t: t.encode("utf-8", "replace"))
    )
    (root / path).write_bytes(content[:start] + put + content[end:])
    for one in found(root):
        assert one["remedy"]
        assert str(one["file"]).startswith("seeds/")


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(alphabet="[]{}&*!|>'\"%@`-?:, \n\t#ab", max_size=80).map(str.encode)
)
def test_yaml_is_read_or_refused(content: bytes) -> None:
    """No YAML makes anything but values or an `InputError` with a line of the file."""
    line = 1
    with suppress(InputError):
        try:
            parse(content, "seeds/terms.yml")
        except InputError as error:
            line = error.line or 0
            raise
    assert 1 <= line <= content.count(b"\n") + content.count(b"\r") + 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_refused_and_does_no_harm(opening: str) -> None:
    """A hundred thousand brackets are reported like any other fault."""
    with pytest.raises(InputError) as caught:
        parse((opening * 100_000).encode(), "seeds/terms.yml")
    assert caught.value.line == 1


# ---------------------------------------------------------------- for completion


def test_the_committed_schemas_are_those_of_the_nouns() -> None:
    """`python -m builder.disk.schemas` writes them; an editor's completion reads them."""
    committed = {path.name: path.read_text("utf-8") for path in schemas.FOLDER.iterdir()}
    assert committed == schemas.schemas()


def test_the_readme_names_every_file_of_the_editors() -> None:
    """With what it says, and whether a policy can do without it."""
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    told = re.findall(r"(?m)^\| `(\w+)\.yml` \| (.+) \|$", readme)
    assert {name for name, _ in told} == set(schemas.SHAPES)
    assert {name for name, says in told if says.endswith("; optional")} == schemas.OPTIONAL


def test_the_schemas_tell_every_field_with_its_meaning() -> None:
    """Completion shows the docstring under each field of each noun."""
    for name, noun in (
        ("sources", SourceEntry),
        ("terms", TermEntry),
        ("corrections", CorrectionEntry),
        ("snapshots", SnapshotEntry),
    ):
        told = schemas.SHAPES[name].schema()["$defs"][noun.__name__]["properties"]
        assert list(told) == [inner.name for inner in dataclasses.fields(noun)]
        assert all(value["description"] for value in told.values())


@pytest.mark.skipif(os.name != "posix", reason="a pipe has a name on POSIX only")
def test_a_pipe_among_the_files_does_not_stop_the_build(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    files = good()
    del files["seeds/sources/b.txt"]
    files["seeds/sources.yml"] = files["seeds/sources.yml"].replace("<sha256 of b.txt>", "0" * 64)
    root = make(tmp_path, files)
    os.mkfifo(root / "seeds/sources/b.txt")
    (one,) = found(root)
    assert one["line"] == 8
    assert "not a plain file" in str(one["message"])


def test_a_link_in_place_of_the_folder_of_the_received_files_is_refused(tmp_path: Path) -> None:
    """What stands elsewhere on the disk is not ours to publish."""
    root = make(tmp_path / "root", good())
    (root / "seeds/sources").rename(tmp_path / "elsewhere")
    (root / "seeds/sources").symlink_to(tmp_path / "elsewhere")
    (one,) = found(root)
    assert one["file"] == "seeds/sources"
    assert one["message"] == "the folder is a link, which may lead out of seeds/"


def test_a_folder_without_seeds_is_reported(tmp_path: Path) -> None:
    """Whoever stands in the wrong folder learns how to name the right one."""
    told = found(tmp_path)
    assert [one["message"] for one in told] == ["the file is missing"] * 4
    assert "--root" in str(told[0]["remedy"])


def test_the_project_s_own_seeds_are_read() -> None:
    """The seeds in this folder have no fault."""
    checkout = Path(__file__).parents[1]
    seeds = read(checkout)
    assert {source.entry.file for source in seeds.sources} == {
        path.name for path in (checkout / "seeds/sources").iterdir()
    }
