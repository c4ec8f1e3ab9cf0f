"""A built tree → files, elements, styles and scripts that are not ours, or do what none may.

Files are held against our own folder and the installed theme, byte for byte; the theme against the
hashes with which it was installed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from importlib import metadata
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from builder.disk.bundle import START
from builder.disk.docs import files_by_hand
from builder.disk.files import content, is_litter
from builder.model import printable
from builder.proof.styles import style_faults

_OURS = Path(__file__).parents[1]
"""The folder of the program."""
_FOLDER = _OURS / "site" / "assets"
_THEME = "mkdocs-material"
"""The package of the theme."""

# material/templates/assets/images/favicon.png,sha256:… with = for the colon
_RECORD = re.compile(r"(?m)^material/templates/(?P<path>assets/[^,\n]+),sha256=(?P<hash>[^,\n]+),")

_MADE = frozenset((".html", ".json", ".csv", ".xml"))
"""Endings of what is read as pages, data and feeds."""
# /* Fold one character:
#    width, case. */
_COMMENT = re.compile(r"\s*(?:/\* (?:[^*]|\*(?!/))*\*/|// .*)?")

_SNAPSHOTS = b"var siteSnapshots = "

# fetch("https://example.org/…")     "//example.org/a.js"     url(http://…)
_ELSEWHERE = re.compile(r"""["'`(]\s*(?:[a-z]+:)?//(?!www\.w3\.org/)\S""", re.IGNORECASE)
_RUNS = re.compile(
    r"\beval\(|\bnew Function\b|document\.write|innerHTML|outerHTML|insertAdjacentHTML|sendBeacon"
    r"|\bWebSocket\b|\bEventSource\b|importScripts|XMLHttpRequest|\bimport\("
)
"""What would run words as code or send them elsewhere."""

_ELEMENTS = frozenset((
    "a", "article", "aside", "base", "body", "button", "caption", "code", "dd", "details", "div",
    "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "html", "input", "label", "legend", "li", "link", "main", "meta", "nav", "noscript", "ol", "p",
    "script", "section", "span", "style", "summary", "table", "tbody", "td", "th", "thead",
    "title", "tr", "ul",
    "abbr", "b", "blockquote", "br", "del", "em", "hr", "i", "img", "ins", "kbd", "pre", "strong",
    "sub", "sup", "u",
))  # fmt: skip
"""What pages are made of; the last two lines are Markdown's, in pages by hand."""

_ATTRIBUTES = frozenset((
    "action", "alt", "aria-autocomplete", "aria-controls", "aria-current", "aria-expanded",
    "aria-label", "aria-pressed", "autocapitalize", "autocomplete", "autocorrect", "charset",
    "checked", "class", "colspan", "content", "data-md-color-accent", "data-md-color-primary",
    "data-md-color-scheme", "data-md-component", "data-md-type", "data-page", "data-paragraph",
    "data-snapshot", "defer", "dir", "enterkeyhint", "for", "height", "hidden", "href", "id",
    "inputmode", "lang", "method", "multiple", "name", "open", "placeholder", "property", "rel",
    "role", "rowspan", "scope", "spellcheck", "src", "start", "style", "tabindex", "title", "type",
    "value", "webkitdirectory", "width",
))  # fmt: skip
"""All that our pages need; no handlers, and nothing that hides or fetches in other ways."""

_ALIGNED = re.compile(r"text-align: (?:left|center|right);?")
"""How Markdown aligns the cells of a table."""

_HIDDEN = frozenset((
    '<button class="shade" type="button" hidden>', '<div class="find-panel" hidden>',
    '<div id="check" hidden>',
))  # fmt: skip
"""What scripts show."""

# <caption class="said">
_UNSEEN = re.compile(
    r"""\s(?: hidden[\s>] | class="(?:[^"]*\s)?
    (?:on-paper|said|uncopied|marking|menu|drawer|shade|find-panel)[\s"] )""",
    re.VERBOSE,
)
"""In the tags of elements that are not shown, or elsewhere than they stand."""

_SHEETS = ("reader.css", "compare.css", "snapshots.css", "one.css")
"""The styles in a single file."""

_INSIDE = re.compile(
    r"<(?P<tag>style|script)>(?P<text>(?:[^<]|<(?!/(?P=tag)>))*+)</(?P=tag)>", re.IGNORECASE
)
"""Styles and scripts in a page; what has a type or an address is told by its tag."""

# <a class="where" href="../sources/a.html#L3">   <!-- snapshots -->   <!doctype html>
_VALUE = r"""(?: \s*=\s* (?: "[^"]*" | '[^']*' | [^\s"'=<>`]++ ) )"""
_TAG = re.compile(
    rf"""
      < /?+ [a-zA-Z][a-zA-Z0-9]*+ (?: \s++ [^\s"'<>/=]++ {_VALUE}?+ )*+ \s*+ /?+ >
    | <!-- [^<>]*+ (?<=--)> | <!doctype\ html>
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
    \s (?P<name> [^\s"'<>/=]++ ) (?: \s*=\s* (?P<value> "[^"]*" | '[^']*' | [^\s"'=<>`]++ ) )?+
    """,
    re.VERBOSE,
)

_LINKED = frozenset(("stylesheet", "icon", "alternate", "search", "canonical"))
"""What an element `link` may be."""


def assets_proof(root: Path, site: Path) -> Iterator[str]:
    """Yield what a tree holds that is not ours, or that hides, adds, runs or fetches something."""
    theirs = {*files_by_hand(root)}
    known: dict[str, bool] = {}
    for path in files(site):
        if path.startswith("!"):
            yield path[1:]
            continue
        held = content(site / path)
        if held is None:
            yield f"{path}: cannot be read"
        elif path.endswith(".html"):
            yield from (f"{path}: {one}" for one in page_faults(path, held, known))
        elif path in theirs:
            if held != content(root / "docs" / path):
                yield f"{path}: is not what docs/{path} holds"
        else:
            yield from (f"{path}: {one}" for one in file_faults(path, held))
    yield from theme_faults()


def files(site: Path) -> Iterator[str]:
    """Yield the path of each plain file of a tree; what is none as a finding behind `!`."""
    for folder, folders, names in os.walk(site):
        for name in sorted((*folders, *names)):
            entry = Path(folder, name)
            path, mode = entry.relative_to(site).as_posix(), entry.lstat().st_mode
            if is_litter(name) or (S_ISDIR(mode) and os.access(entry, os.R_OK | os.X_OK)):
                continue
            if S_ISREG(mode):
                yield path
            else:
                yield f"!{path}: is no plain file"


def file_faults(path: str, held: bytes) -> Iterator[str]:
    """Yield what is wrong with a file that is no page and was not written by hand."""
    folder, _, name = path.rpartition("/")
    if PurePosixPath(path).suffix in _MADE or path == "robots.txt":
        return
    if folder == "assets" and name in own_files():
        if held != own_files()[name]:
            yield f"is not builder/site/assets/{name}"
    elif path in installed():
        if hashlib.sha256(held).digest() != installed()[path]:
            yield f"is not the file of {_THEME}"
    elif name == "engine.js" and folder.endswith("search"):
        written = ("engine.js", "shards.js") if b"siteSearchShards" in held else ("engine.js",)
        sources = [(_OURS / "search" / one).read_text("utf-8") for one in written]
        if bare("".join(sources)) != held.decode(errors="replace"):
            yield "is not " + " and ".join(f"builder/search/{one}" for one in written)
    elif path == "snapshots.js":
        yield from _menu_faults(held)
    elif not re.fullmatch(r"(?:at/[^/]+/)?search/(?:index|left-out|[rlt]/\d+)\.js", path):
        yield "is no file of this site"


def bare(script: str) -> str:
    """Return a script without indentation, empty lines and the comments that fill lines."""
    lines, at = [], 0
    while at < len(script):
        blank = _COMMENT.match(script, at)
        assert blank is not None
        end = script.find("\n", blank.end())
        line = script[blank.end() : end if end >= 0 else len(script)].strip()
        if line and script[at : blank.end()].strip():  # words behind a comment
            line = f"{script[at : blank.end()].strip()} {line}"
        lines += [f"{line}\n"] if line else []
        at = end + 1 if end >= 0 else len(script)
    return "".join(lines)


def _menu_faults(held: bytes) -> Iterator[str]:
    """Yield what is wrong with the menu of snapshots: data, then our script."""
    data, _, code = held.removeprefix(_SNAPSHOTS).partition(b";\n/*")
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        yield "does not begin with data alone"
    if b"/*" + code != own_files()["snapshots.js"]:
        yield "does not end with builder/site/assets/snapshots.js"


@cache
def own_files() -> Mapping[str, bytes]:
    """Return name → content of our own styles, scripts and notices."""
    return {file.name: file.read_bytes() for file in sorted(_FOLDER.iterdir())}


@cache
def installed() -> Mapping[str, bytes]:
    """Return path under the site → sha256 of the theme's files, as they were installed."""
    record = metadata.distribution(_THEME).read_text("RECORD") or ""
    return {m["path"]: base64.urlsafe_b64decode(f"{m['hash']}==") for m in _RECORD.finditer(record)}


@cache
def theme_faults() -> tuple[str, ...]:
    """Return what our own styles and scripts do that none of a site may."""
    out = []
    for name, held in own_files().items():
        text = held.decode()
        if name.endswith(".css") and name != "print.css":  # that sets pages of paper
            out += [f"assets/{name}: {one}" for one in style_faults(text)]
        elif name.endswith(".js"):
            out += [f"assets/{name}: {one}" for one in script_faults(text)]
    return tuple(out)


def script_faults(script: str) -> Iterator[str]:
    """Yield where a script asks elsewhere, or runs words as code."""
    for found in (*_ELSEWHERE.finditer(script), *_RUNS.finditer(script)):
        line = script.count("\n", 0, found.start()) + 1
        yield f"{line}: a script may not do this: {printable(script[found.start() :][:40])}"


# ------------------------------------------------------------------------- pages


def page_faults(path: str, held: bytes, known: dict[str, bool]) -> Iterator[str]:
    """Yield the elements and attributes of a page that hide, run or fetch something.

    `known` are tags without a fault, of other pages as well, each with whether its element is not
    shown; those of this page are added.
    """
    whole = held.decode(errors="replace")
    page = _INSIDE.sub(r"<\g<tag>>", whole)
    for inner in _INSIDE.finditer(whole):
        if (inner["tag"], inner["text"].strip()) not in _inline(path):
            yield f"has a {inner['tag']} inside: {printable(inner['text'].strip()[:40])}"
    found = _TAG.findall(page)
    tags = {*found}
    if page.count("<") != len(found) and "<" in (rest := _TAG.sub("", page)):
        yield f"holds what begins no tag: {printable(rest[rest.index('<') :][:40])}"
    for tag in tags - known.keys():
        if told := _tag_fault(path, tag):
            yield told
        else:
            known[tag] = _UNSEEN.search(tag) is not None
    for tag in filter(known.get, tags):
        for rest in page.split(tag)[1:]:
            text = rest.partition(f"</{tag[1:].split()[0]}>")[0]
            if '"words' in text or " words" in text:
                yield f"hides the words {printable(text[:60])}"


def _tag_fault(path: str, written: str) -> str:
    """Return what is wrong with an opening tag; '' for nothing."""
    tag, *_ = written[1:-1].lower().split(maxsplit=1)
    pairs = [
        (m["name"].lower(), unescape((m["value"] or "").strip("\"'")))
        for m in _ATTRIBUTE.finditer(written)
    ]
    if tag.startswith(("!", "/")):
        return ""
    if tag.rstrip("/") not in _ELEMENTS:
        return f"has an element {printable(written[:60])}"
    for name, value in pairs:
        if name not in _ATTRIBUTES:
            return f"has an attribute {name}: {printable(written[:80])}"
        is_wrong = (
            (name in ("href", "src", "action") and not _may_lead(tag, value, pairs))
            or (name == "style" and not _ALIGNED.fullmatch(value))
            or (name == "hidden" and written not in _HIDDEN)
            or (name == "dir" and value != "ltr")
            or (name == "rel" and tag == "link" and value not in _LINKED)
            or (tag == "base" and path != "404.html")
        )
        if is_wrong:
            return f"hides, turns or fetches something: {printable(written[:120])}"
    return ""


def _may_lead(tag: str, value: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether an element may have an address: what is fetched is in the tree."""
    address = value.strip()
    scheme, colon, _ = address.partition(":")
    if not address.startswith(("//", "\\", "/\\")) and (not colon or set(scheme) & set("/#?")):
        return True
    if tag == "a":
        return scheme.lower() in ("http", "https", "mailto")
    return tag == "link" and (("rel", "canonical") in pairs or address == "data:,")


@cache
def _inlines() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return a kind of page → its inner styles and scripts, as our folder has them."""
    own = {name: held.decode() for name, held in own_files().items()}
    one = "\n".join(own[name] for name in _SHEETS).strip()
    missing = {(m["tag"], m["text"].strip()) for m in _INSIDE.finditer(own["404.html"])}
    start = {("style", own["welcome.css"].strip()), ("script", own["welcome.js"].strip())}
    return {
        "one": frozenset({("style", one)}),
        "404.html": frozenset(missing),
        START: frozenset(start),
    }


def _inline(path: str) -> frozenset[tuple[str, str]]:
    return _inlines().get(path.partition("/")[0], frozenset())
