"""The rooms of the house: who may import whom, how a module opens, and what no code may know.

Rooms of the flow know values alone, pages write Markdown, disk touches files. Words of the
policy stand in `seeds/`; the builder must read another policy's seeds as well.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

BUILDER = Path(__file__).parents[1] / "builder"
SEEDS = BUILDER.parent / "seeds"
MODULES = sorted(path for path in BUILDER.rglob("*.py") if path.stat().st_size)
"""Every module; an empty `__init__.py` says nothing."""

FLOW = ("split", "identify", "collate", "classify", "registers", "link", "snapshots", "measure")
"""The rooms of the flow, see README, *How it works*."""

MAY_IMPORT: dict[str, set[str]] = {
    "builder": set(),
    "cards": {"options", "disk", "split", "identify", "pages", "model"},
    "__main__": {
        "options",
        "streams",
        "cards",
        "pipeline",
        "runner",
        "disk",
        "site",
        "proof",
        "model",
    },
    "options": set(),
    "streams": set(),
    "runner": {"model"},
    "pipeline": {"runner", "cards", *FLOW, "pages", "export", "search", "model"},
    "formats": {"language", "model"},
    **{key: {"text", "language", "model"} for key in FLOW},
    "text": {"language"},
    "language": set(),
    "pages": {"messages", "model"},
    "export": {"messages", "model"},
    "search": {"text", "language", "model"},
    "disk": {"formats", "model"},
    "site": {"disk", "messages", "model"},
    "proof": {"formats", "disk", "messages", "model"},
    "messages": set(),
    "model": set(),
}
"""Room → the rooms that it may import, besides itself."""

LIVE_PREVIEW = "builder.site.hooks"
"""A second door: MkDocs loads it by its path, and it runs the pipeline at each edit."""

RUN = re.compile(r"[\u4e00-\u9fff]{8,}")
"""A run of Chinese characters so long that it is somebody's sentence, not mechanics."""


def name(module: Path) -> str:
    """Return the dotted name of a module file: builder.split.clean."""
    return ".".join(module.relative_to(BUILDER.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def room(dotted: str) -> str:
    """Return the room of a dotted name: split for builder.split.clean; builder for the house."""
    house, *rooms = dotted.split(".")
    return rooms[0] if rooms else house


def imports(module: Path) -> Iterator[str]:
    """Yield the dotted names of our own modules that a module imports, wherever it does."""
    known = {name(other) for other in MODULES}
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import hides its room"
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [dotted if dotted in known else str(node.module) for dotted in below]
        else:
            continue
        yield from (dotted for dotted in names if dotted.startswith("builder."))


def test_the_table_names_every_room() -> None:
    """A new room is a decision: it is entered in the table first."""
    assert {room(name(module)) for module in MODULES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_imports_only_from_the_rooms_below_it(module: Path) -> None:
    """The import table holds, for imports inside functions too."""
    own = "__main__" if name(module) == LIVE_PREVIEW else room(name(module))
    allowed = MAY_IMPORT[own] | {own}
    assert [dotted for dotted in imports(module) if room(dotted) not in allowed] == []


def test_nothing_imports_a_door() -> None:
    """A door opens inwards: what runs the program is not part of it."""
    doors = {"builder.__main__", LIVE_PREVIEW}
    assert doors <= {name(module) for module in MODULES}
    assert [name(module) for module in MODULES if doors & set(imports(module))] == []


def test_no_import_goes_in_a_circle() -> None:
    """The modules can be put in an order in which each imports only earlier ones."""
    graph = {name(module): set(imports(module)) for module in MODULES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(graph) <= set(order)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_opens_with_at_most_six_lines(module: Path) -> None:
    """What comes in, what goes out, the one thing to know."""
    opening = ast.get_docstring(ast.parse(module.read_text("utf-8")))
    assert opening, f"{module} does not say what it is"
    assert len(opening.splitlines()) <= 6


# ---------------------------------------------------------------- what no code may know


def literals(module: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of a module's strings; docstrings and comments may give examples."""
    tree = ast.parse(module.read_text("utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            # A verbose expression carries its comments inside the string.
            yield node.lineno, re.sub(r"(?m)(?:^|\s)#\s.*$", "", node.value)


SPEAKING = ("__main__", "cards", "options", "pages", "export", "search", "site", "disk")
"""The rooms whose words a reader may see."""

NOT_SAID = {
    "builder.pages.documents": {"问：", "问", "問", "第"},  # how a question and an article begin
    "builder.pages.home": {r"(?:超过?|达到?|约)?\d+(?:\.\d+)?[%％]"},
    "builder.pages.openings": {
        r"(?:包括|即|含)?(?P<item>[^、，,：:；;。]+?)"
        r"(?:等?[。；;]|等?\Z|(?=[、，,：:]))"
    },
    "builder.disk.bundle": {"开始阅读.html"},
    "builder.disk.readings": {", reason: 为什么, on: 2026-05-31}"},
    "builder.disk.source_checks": {", or a name, as 《某某意见》"},
    "builder.site.settings": {
        "write for example:  - {text: 某ICP备12345678号, url: https://beian.miit.gov.cn/}"
    },
}
"""Words that rules read, the name of a file, and examples in errors."""


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_what_readers_see_is_said_in_messages(module: Path) -> None:
    """Every sentence of ours stands in the catalogue against which pages are proven."""
    if room(name(module)) in SPEAKING:
        said = {text for _, text in literals(module) if re.search(r"[\u3400-\u9fff]", text)}
        assert said <= NOT_SAID.get(name(module), set())


def test_templates_take_their_words_from_messages() -> None:
    """Those of the theme, of the page that a host shows, and of the one that opens a bundle."""
    site = BUILDER / "site"
    templates = (*site.glob("theme/**/*.html"), *site.glob("assets/*.html"))
    assert len(templates) > 6
    assert [
        one.name for one in templates if re.search(r"[\u3400-\u9fff]", one.read_text("utf-8"))
    ] == []


def documentation(module: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of a module's comments and docstrings."""
    code = module.read_text("utf-8")
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.lineno, str(node.value.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A verbose expression carries its comments inside the string.
            yield node.lineno, "\n".join(re.findall(r"(?m)(?:^|\s)#\s.*$", node.value))


def editors(file: str) -> object:
    """Return what an editor's file holds."""
    return yaml.safe_load((SEEDS / file).read_text("utf-8"))


def strings(value: object, keys: frozenset[str]) -> Iterator[str]:
    """Yield the strings that stand under any of `keys`, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys:
                yield from leaves(inner)
            else:
                yield from strings(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, keys)


def leaves(value: object) -> Iterator[str]:
    """Yield every string at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from leaves(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def words_of_the_corpus() -> set[str]:
    """Return what names this policy, its parts, its files, its publishers and its people."""
    framework = frozenset({"title", "policy", "subject", "name", "aliases"})
    sources = frozenset({"file", "sha256", "publisher", "name", "institution"})
    return {
        *strings(editors("framework.yml"), framework),
        *strings(editors("sources.yml"), sources),
    } - {"未具名"}


def people_of_the_corpus() -> set[str]:
    """Return the names of the people and bodies that readers of the received files found."""
    rows = json.loads((BUILDER.parent / "tests/gold/entities.json").read_text("utf-8"))
    return set(strings(rows, frozenset({"canonical", "variants"})))


def test_no_word_of_the_policy_stands_in_the_code() -> None:
    """Another policy is another `seeds/`: no name in it is known to the builder."""
    words = words_of_the_corpus() | people_of_the_corpus()
    assert len(words) > 40
    # Two characters may be mechanics (数据, as a heading); standing alone they are a name.
    found = [
        f"{module}:{line}: {word}"
        for module in MODULES
        for line, text in literals(module)
        for word in words
        if (word in text if len(word) > 2 else word == text)
    ]
    assert found == []


def test_no_sentence_of_a_received_file_stands_in_the_code() -> None:
    """The rules know how Chinese is printed, not what was printed."""
    printed = ["".join(path.read_text("utf-8").split()) for path in SEEDS.glob("sources/*.txt")]
    assert printed
    found = [
        f"{module}:{line}: {run}"
        for module in MODULES
        for line, text in literals(module)
        for run in RUN.findall(text)
        if any(run in whole for whole in printed)
    ]
    assert found == []


GENERIC = {
    "国务院": "issues policies of every kind",
    "政府工作报告": "a genre: every government gives one each year",
    "《意见》": "a genre: how any text shortens the name of an opinion",
}
"""Names in the received files that any Chinese policy has, and why examples may use them."""


def test_examples_in_comments_and_docstrings_are_invented() -> None:
    """No sentence of a received file and no name of this policy explains a rule."""
    files = ["".join(path.read_text("utf-8").split()) for path in SEEDS.glob("sources/*.txt")]
    printed = {text[at : at + 8] for text in files for at in range(len(text))}
    words = (words_of_the_corpus() | people_of_the_corpus()) - GENERIC.keys()
    names = {word for word in words if len(word) > 2}
    assert printed
    assert names
    found = [
        f"{module}:{line}: {words}"
        for module in MODULES
        for line, text in documentation(module)
        for words in (
            *(word for word in names if word in text),
            *(run for run in RUN.findall(text)
              if any(run[at : at + 8] in printed for at in range(len(run) - 7))),
        )
    ]  # fmt: skip
    assert found == []


def test_no_word_of_the_policy_stands_in_styles_scripts_and_templates() -> None:
    """What the browser gets from `builder/` serves another policy as well."""
    words = {word for word in words_of_the_corpus() if len(word) > 2}
    others = [
        path
        for path in BUILDER.rglob("*")
        if path.suffix in {".js", ".css", ".html", ".yml", ".json"}
    ]
    found = [
        f"{path}: {word}" for path in others for word in words if word in path.read_text("utf-8")
    ]
    assert found == []
