"""Our styles and scripts use what the oldest browsers of `package.json` know, or read well without.

MDN's compatibility data says what they know; `browser/oldest.mjs` reads it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.browser.npm import script

CHECKOUT = Path(__file__).parents[1]
CHECK = Path(__file__).with_name("browser") / "oldest.mjs"
ON_PAPER = "print.css"
"""Styles that no browser reads."""


def lacking(*files: Path) -> list[str]:
    """Return what the check says of some files, a line each."""
    script("@mdn/browser-compat-data/data.json")
    done = subprocess.run(
        ["node", CHECK, *files], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert done.returncode == bool(done.stdout)
    return done.stdout.splitlines()


def test_the_oldest_browsers_know_what_we_use() -> None:
    builder = CHECKOUT / "builder"
    ours = [one for kind in ("css", "js", "html") for one in builder.glob(f"*/assets/*.{kind}")]
    ours += builder.glob("search/*.js")
    assert len(ours) > 12
    assert lacking(*(one for one in ours if one.name != ON_PAPER)) == []


def test_what_they_do_not_know_is_found(tmp_path: Path) -> None:
    """Members, globals, syntax; properties, values, functions, selectors, and gaps in a row."""
    cases = {
        "a.js": "Object.hasOwn(one, 'x');\n[1].at(-1);\nstructuredClone(one);\n/(?<=a)b/;",
        "b.js": "one ||= 2;",
        "c.css": "a { inset: 0; }\na { color: hwb(0 0% 0%); }\na:is(b, c) { top: 0; }",
        "d.css": "a, b:has(i) { top: 0; }\nb:has(i) { top: 0; }",
        "e.html": "<style>\na { inset: 0; }\n</style>\n<script>\n[1].at(-1);\n</script>",
    }
    for name, text in cases.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = lacking(*(tmp_path / name for name in cases))
    assert [line.removeprefix(f"{tmp_path}/").partition(": not in")[0] for line in found] == [
        "a.js:1: hasOwn", "a.js:2: at", "a.js:3: structuredClone", "a.js:4: (?<=",
        "b.js:1: Unexpected token (1:6)",
        "c.css:1: inset", "c.css:2: hwb()", "c.css:3: :is",
        "d.css:1: :has",
        "e.html:2: inset", "e.html:5: at",
    ]  # fmt: skip
    assert found[0].endswith("not in chrome 86, firefox 78, safari 14")


def test_what_has_a_stand_in_may_be_used(tmp_path: Path) -> None:
    """A value that is known before it, a condition around it, a name of our own."""
    (tmp_path / "a.css").write_text(
        "a { color: red; color: color-mix(in srgb, red, blue); }\n"
        "a { -webkit-appearance: none; appearance: none; }\n"
        "@supports (inset: 0) { a { inset: 0; } }",
        encoding="utf-8",
    )
    (tmp_path / "a.js").write_text("var one = { at: 1 };\none.at;", encoding="utf-8")
    assert lacking(tmp_path / "a.css", tmp_path / "a.js") == []


def test_the_readme_names_them() -> None:
    names = json.loads((CHECK.parent / "package.json").read_text("utf-8"))["oldestBrowsers"]
    named = [f"{browser.title()} {version}" for browser, version in names.items()]
    readme = " ".join((CHECKOUT / "README.md").read_text("utf-8").split())
    assert f"{', '.join(named[:-1])} and {named[-1]} or newer" in readme
