"""A rehearsal: `plan` writes nothing, and what it lists is what the build that follows changes."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, WRONG, main
from builder.disk.seeds import read
from builder.model import Edition
from builder.pages.terminal import report
from builder.pipeline import editions
from builder.runner import Runner
from builder.snapshots.as_of import as_of, without
from builder.snapshots.compare import compare
from tests.conftest import CHECKOUT
from tests.roads import INTERVIEW, PLAN, REPORT, write_seeds

EARLY, LATE = "2024-03", "2024-06"

COMMENT = """\
乡村道路怎么修，怎么养

某省报评论员

　　乡村道路修好了，更要养护好。每条乡村道路都有养护员，路面病害才能及时修补。
　　修路要先打通断头路。《农村公路养护管理办法》也提出，通村硬化路建设要有专项资金。
"""

NEWER = """\
　　6月2日，乡村道路养护技术员培训开班。学员说，乡村道路养护员有了保险，心里踏实。
　　培训提出，断头路打通以后，农村客运班车要跟上。
"""

WEATHER = """\
明日天气

　　明日多云转晴，气温十二至二十度，微风。
"""

FULLER = INTERVIEW.replace(
    "　　问：乡村道路怎么养护？\n",
    "　　问：客运班车怎么开？\n"
    "　　答：乡村道路具备条件的开通客运班车，方便群众出行，票价由各市按里程确定，学生半价。\n"
    "　　问：乡村道路怎么养护？\n",
).replace("培养一批技术员。", "培养一批技术员，并为乡村道路养护员购买保险，按季发放补助。")

PAGE = f"""\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>培训</title></head><body>
<nav>首页</nav><h1>乡村道路养护员培训开班</h1>
{"".join(f"<p>{line.strip()}</p>" for line in NEWER.splitlines())}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Files to add, and some lines that must be printed."""

    files: dict[str, bytes]
    told: tuple[str, ...]
    snapshot: str | None = None
    listed: bool = False
    """Whether the entry stands in sources.yml already."""


CASES = {
    "a text that no copy has": Case(
        {"comment.txt": COMMENT.encode()},
        (
            "+ 页面 documents/comment-1.html",
            "~ 页面 actions/build.html",
            "+ 文献 comment-1 乡村道路怎么修，怎么养",
            "+ 归类 修路 comment-1-p6",
            "+ 引用 nong-cun-gong-lu-yang-hu-guan-li-ban-fa 农村公路养护管理办法",
        ),
    ),
    "a fuller copy becomes the base, and the text moves": Case(
        {"fuller.txt": FULLER.encode()},
        (
            "~ 页面 documents/interview-1.html",  # from now on it says where the text went
            "+ 页面 documents/fuller-1.html",
            "= 文献 fuller-1 interview-1 → fuller-1",
            "= 地址 documents/interview-1.html → documents/fuller-1.html",
            "= 地址 documents/interview-1.html#p7 → documents/fuller-1.html#p7",
        ),
    ),
    "another copy of the same length": Case(
        {"same.txt": ("\n" + REPORT).encode()},
        ("+ 页面 sources/same.html", "+ 文献 report-1 same-2"),
    ),
    "nothing that belongs": Case(
        {"weather.txt": WEATHER.encode()}, ("+ 页面 sources/weather.html",)
    ),
    "a saved web page": Case({"page.html": PAGE.encode()}, ("+ 页面 sources/page.html",)),
    "two files at once": Case(
        {"comment.txt": COMMENT.encode(), "newer.txt": NEWER.encode()},
        ("+ 页面 sources/comment.html", "+ 页面 sources/newer.html"),
    ),
    "a name of which no address can be made": Case(
        {"评论 一.txt": COMMENT.encode("gb18030")}, ("+ 文献 source-",)
    ),
    "an earlier update": Case(
        {"comment.txt": COMMENT.encode()},
        (f"+ 页面 at/{EARLY}/documents/comment-1.html", "+ 页面 documents/comment-1.html"),
        snapshot=EARLY,
    ),
    "an entry that is written already": Case(
        {"newer.txt": NEWER.encode()}, ("+ 页面 documents/newer-1.html",), listed=True
    ),
    "another version of the policy": Case(
        {"revised.txt": PLAN.replace("2024-03-05", "2024-06-01").replace("85%", "90%").encode()},
        ("+ 页面 sources/revised.html",),
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small policy, after a second update that brought nothing yet; docs/ written."""
    root = tmp_path / "root"
    root.mkdir()
    shutil.copy(CHECKOUT / "mkdocs.yml", root)
    write_seeds(
        root,
        [
            {"id": EARLY, "date": "2024-03-05", "title": "意见公布", "why": "意见公布"},
            {"id": LATE, "date": "2024-06-01", "title": "培训开班", "why": "培训开班"},
        ],
    )
    assert main(["pages", "--root", str(root)]) == FINE
    return root


def state(folder: Path) -> dict[str, str]:
    """Return the hash of every file, by path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def pages(before: dict[str, str], after: dict[str, str], folder: str = "") -> list[str]:
    """Return the lines for pages that differ, by path."""
    return [
        f"{'~' if path in before and path in after else '+' if path in after else '-'} 页面 "
        f"{folder}{path.removesuffix('.md')}.html"
        for path in sorted(before.keys() | after.keys())
        if path.endswith(".md") and before.get(path) != after.get(path)
    ]


def written(edition: Edition) -> dict[str, str]:
    return {page.path: page.content for page in edition.pages}


def add(root: Path, files: dict[str, bytes], entries: str) -> None:
    """Do what an editor does with what `plan` printed."""
    for name, data in files.items():
        (root / "seeds/sources" / name).write_bytes(data)
    with (root / "seeds/sources.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"{entries}\n")


@pytest.mark.parametrize("name", CASES)
def test_what_is_listed_is_what_the_build_changes(
    root: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages as the folders differ, then what two corpora of the real seeds differ in; no more."""
    case = CASES[name]
    before, docs = editions(read(root), Runner()), state(root / "docs")
    received = tmp_path / "received"
    received.mkdir()
    for file, data in case.files.items():
        (received / file).write_bytes(data)
    options = [*([f"--snapshot={case.snapshot}"] if case.snapshot else []), "--root", str(root)]
    if case.listed:
        main(["plan", *(str(received / file) for file in case.files), *options])
        _, _, entries = capsys.readouterr().out.partition("sources.yml\n")
        add(root, case.files, entries)

    was = state(root)
    assert main(["plan", *(str(received / file) for file in case.files), *options]) == FINE
    said, hint, entries = capsys.readouterr().out.partition("→ to add")
    cards, _, told = said.partition("\n\n")
    heads = [one.partition("：")[0] for one in cards.splitlines() if one.startswith("# ")]
    assert heads == [f"# {file}" for file in case.files]
    assert state(root) == was
    assert bool(hint) != case.listed
    lines = told.splitlines()
    for start in case.told:
        assert any(line.startswith(start) for line in lines), f"{start}\n{told}"

    if not case.listed:
        add(root, case.files, entries.partition("\n")[2].rstrip())
    after = editions(read(root), Runner())
    assert main(["pages", "--root", str(root)]) == FINE
    expected = [
        *pages(written(before[0]), written(after[0]), f"at/{EARLY}/"),
        *pages(docs, state(root / "docs")),
        *report(compare(before[-1].corpus, after[-1].corpus), after[-1].corpus.seeds.framework),
    ]
    assert lines[: len(expected)] == expected
    held = {place.path: set(place.anchors) for place in after[-1].own_pages}
    gone = [
        f"{place.path.removesuffix('.md')}.html#{anchor}"
        for place in before[-1].own_pages
        for anchor in place.anchors
        if anchor not in held.get(place.path, ())
    ]
    places = [line.split(" ")[2] for line in lines[len(expected) :]]
    assert all(line.split(" ")[1] == "地址" for line in lines[len(expected) :])
    assert [one for one in places if "#" in one] == gone


@pytest.mark.parametrize(("words", "said"), [(WEATHER, True), (COMMENT, False)])
def test_a_file_of_which_nothing_is_taken_in_is_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str, said: bool
) -> None:
    """With the reason; so that nobody takes a mistyped subject for a file that is on the site."""
    file = tmp_path / "added.txt"
    file.write_bytes(words.encode())
    assert main(["plan", str(file), "--root", str(root)]) == FINE
    told = capsys.readouterr().err
    line = "! 来源 added.txt 没有一篇收入：《明日天气》主题词每千字0次，低于收录标准"
    assert told.startswith(line) is said
    assert bool(told) is said


def test_of_a_new_update_it_is_the_diff(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list but for pages and addresses is, line for line, what `diff` says afterwards."""
    file = tmp_path / "comment.txt"
    file.write_bytes(COMMENT.encode())
    assert main(["plan", str(file), "--root", str(root)]) == FINE
    said, _, entries = capsys.readouterr().out.partition("→ to add")
    told = said.partition("\n\n")[2]
    add(root, {file.name: file.read_bytes()}, entries.partition("\n")[2].rstrip())
    assert main(["diff", EARLY, LATE, "--root", str(root)]) == FINE
    lines = [one for one in told.splitlines() if one.split(" ")[1] not in ("页面", "地址")]
    assert capsys.readouterr().out.splitlines() == lines
    assert len(lines) > 5


def test_what_is_published_is_told_before_it_would_change(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, as the build would say it; with an update of its own nothing breaks."""
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    file = tmp_path / "fuller.txt"
    file.write_bytes(FULLER.encode())
    assert main(["plan", str(file), "--root", str(root)]) == FINDINGS
    told = capsys.readouterr().out
    assert "is documents/fuller-1 now, of which another copy is the base" in told
    assert "an update of its own" in told
    (root / f"docs/.locks/{LATE}.json").unlink()
    assert main(["plan", str(file), "--root", str(root)]) == FINE


def test_a_file_that_lies_there_already_may_be_planned(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It need not be listed; any other that is not listed is an error."""
    file = root / "seeds/sources/comment.txt"
    file.write_bytes(COMMENT.encode())
    assert main(["plan", str(file), "--root", str(root)]) == FINE
    capsys.readouterr()
    (root / "seeds/sources/other.txt").write_bytes(WEATHER.encode())
    assert main(["plan", str(file), "--root", str(root)]) == WRONG
    assert "other.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "no such file"),
        (["comment.txt", "--snapshot", "2025"], f"the snapshots are: {EARLY}, {LATE}"),
        (["report.txt"], "another file has the name seeds/sources/report.txt"),
        (["copy.txt"], "the same bytes as report.txt"),
        (["comment.txt", "again/comment.txt"], "another file has the name"),
        (["binary.txt"], "binary.txt"),
    ],
)
def test_what_cannot_be_added_is_reported(
    root: Path, tmp_path: Path, arguments: list[str], said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit code 2, with file and remedy."""
    (tmp_path / "again").mkdir()
    for name, data in (
        ("comment.txt", COMMENT.encode()),
        ("report.txt", WEATHER.encode()),
        ("copy.txt", REPORT.encode()),
        ("again/comment.txt", NEWER.encode()),
        ("binary.txt", bytes(range(256)) * 4),
    ):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / one) if one.endswith(".txt") else one for one in arguments]
    assert main(["plan", *files, "--root", str(root)]) == WRONG
    assert said in capsys.readouterr().err


def test_the_seeds_without_the_newest_files_are_those_of_the_update_before() -> None:
    """Nothing is left that points at them."""
    seeds = read(CHECKOUT)
    then = as_of(seeds, "2025-09")
    newest = {one.entry.id for one in seeds.sources if one.entry.snapshot == "2026-03"}
    assert newest
    without_newest = without(seeds, newest)
    told = {name: getattr(then, name) for name in ("snapshots", "rules", "wanted")}
    assert replace(without_newest, **told) == then
    assert without(seeds, ()) == seeds
