"""Faults in what is no page: styles, scripts, icons, data, tables, feeds, search files; whole files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

from benchmarks.faults.changes import letter, name, number
from benchmarks.faults.pages import ANY, CHANGE, COMPARE, EVERY, LABEL, SINGLE, TEXT
from benchmarks.faults.tree import Change, Kind, NowhereToActError, Rows, Tree, changed, each

_READER = r"assets/reader\.css"
_THEME = r"assets/stylesheets/main\..*\.css"

STYLES: tuple[tuple[str, str], ...] = (
    ("hide the voice", ".voice{display:none}"),
    ("hide what editors wrote", ".editor{visibility:hidden}"),
    ("hide by size", ".where{font-size:0}"),
    ("hide by colour", ".mended{color:transparent}"),
    ("hide by place", ".retold{position:absolute;left:-9999px}"),
    ("hide by clipping", ".doubt{clip-path:inset(100%)}"),
    ("hide by opacity", ".ours{opacity:0}"),
    ("hide by height", ".note{max-height:0;overflow:hidden}"),
    ("add words before", '.words::before{content:"据说"}'),
    ("add words after", '.words::after{content:"（废止）"}'),
    ("add words by number", ".words::after{content:counter(page) attr(id)}"),
    ("replace words", '.voice{content:"政策"}'),
    ("change the case", ".words{text-transform:uppercase}"),
    ("turn words around", ".words{direction:rtl;unicode-bidi:bidi-override}"),
    ("change letters by a font", "@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA)}"),
    ("change the order", ".words{order:-1}"),
    ("fetch a sheet", "@import url(https://example.org/a.css);"),
    ("fetch a picture", ".words{background:url(//example.org/a.png)}"),
    ("hide only on paper", "@media print{.voice{display:none}}"),
    ("hide only when narrow", "@media (max-width:40em){.voice{display:none}}"),
)

SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("rewrites words", r"assets/frame\.js", "document.querySelectorAll('.words').forEach(e=>e.textContent='改');"),
    ("asks another host", r"assets/search\.js", "fetch('https://example.org/');"),
    ("runs what it is told", r"assets/frame\.js", "eval(location.hash.slice(1));"),
    ("adds words to the menu", r"snapshots\.js", "document.title+='不';"),
    ("reorders what is found", r"search/engine\.js", "Array.prototype.reverse.call([]);"),
)  # fmt: skip

ASSETS: Rows = (
    ("a rule of a style is gone", _READER, r"\n\.[a-z][^{}]*\{[^{}]*\}", ""),
    ("a rule of the theme is changed", _THEME, r"display:block", "display:none"),
    ("a value of a script", r"assets/frame\.js", r'"(?P<it>[^"\n]{3,})"', "x"),
    ("a word of a script", r"assets/search\.js", r"(?P<it>[\u4e00-\u9fff]{2,})", name),
    ("the notice of licences", r"assets/NOTICE\.txt", r"(?P<it>\w{5,})", "nobody"),
    ("the date of a snapshot in the menu", r"snapshots\.js", r"(?P<it>\d{4})年", number),
    ("the title of a snapshot in the menu", r"snapshots\.js", r',"(?P<it>[\u4e00-\u9fff]{3,})"\]', name),
    ("a snapshot of the menu is gone", r"snapshots\.js", r'\["[^"]+","[^"]+","[^"]+"\],', ""),
    ("pages of a snapshot in the menu", r"snapshots\.js", r'html":\["(?P<it>\d-\d)"', "0"),
    ("anchors in the menu", r"snapshots\.js", r'html":\["[^"]+",\{"[^"]+":"title (?P<it>[a-z]+)', "none"),
)  # fmt: skip

SEARCH: Rows = (
    ("a headline", r"search/index\.js", r'\["[a-z0-9-]+","(?P<it>[^"]{4,})"', letter),
    ("a voice", r"search/index\.js", r'"(?P<it>expert|media)"', "official"),
    ("a date", r"search/index\.js", r'"(?P<it>\d{4}-\d\d[^"]*)"', "1999-01"),
    ("an outlet or a person", r"search/index\.js", r'","(?P<it>[\u4e00-\u9fff]{3,}(?: [\u4e00-\u9fff]{2,})?)",1,', name),
    ("a letter of what is found", r"search/index\.js", r"(?P<it>[\u4e00-\u9fff]{12,})", letter),
    ("a clause in what is found", r"search/index\.js", r"(?<=[\u4e00-\u9fff]{6})，(?=[\u4e00-\u9fff]{6})", "，逐年翻番，"),
    ("an address", r"search/index\.js", r'"documents/(?P<it>[a-z0-9-]+)\.html"', "none"),
    ("why something is left out", r"search/left-out\.js", r'html","(?P<it>[^"]{4,})"', "编者不取"),
    ("words left out", r"search/left-out\.js", r"(?P<it>[\u4e00-\u9fff]{12,})", letter),
    ("a person of what is left out", r"search/left-out\.js", r'","(?P<it>[\u4e00-\u9fff]{3,}[^"]* [\u4e00-\u9fff]{2,})",1', name),
    ("a row", r"search/index\.js", r'\["[a-z0-9-]+","[^\]]*\],', ""),
    ("the index of an older snapshot", r"OLDESTsearch/index\.js", r"(?P<it>[\u4e00-\u9fff]{12,})", letter),
)  # fmt: skip

FEED = r"(?:actions|pillars)/[a-z]+\.xml"
FEEDS: Rows = (
    ("the title of an entry", FEED, r'<title type="html">(?P<it>[^<]+)', letter),
    ("the words of an entry", FEED, r'<content type="html">(?P<it>[^<]+)', letter),
    ("a clause in an entry", FEED, r"(?<=[\u4e00-\u9fff]{6})，(?=[\u4e00-\u9fff]{6})", "，逐年翻番，"),
    ("the author of an entry", FEED, r"<entry>.*?<name>(?P<it>[^<]+)", name),
    ("the day of an entry", FEED, r"<entry>.*?<updated>(?P<it>\d{4})", "1999"),
    ("the link of an entry", FEED, r'<entry>.*?href="(?P<it>[^"]+)"', "../about/index.html"),
    ("a label of an entry", FEED, r'label="(?P<it>[^"]+)"', name),
    ("the id of an entry", FEED, r"<entry>.*?<id>urn:uuid:(?P<it>[0-9a-f]{8})", "00000000"),
    ("an entry is gone", FEED, r"<entry>(?:(?!</entry>).)*</entry>\n?", ""),
    ("an entry is invented", FEED, r"<entry>(?:(?!</entry>).)*</entry>", r"\g<0><entry><title>废止</title><id>urn:uuid:0</id><updated>2031-01-01T00:00:00Z</updated></entry>"),
    ("the name of a feed", FEED, r"<title>(?P<it>[^<]+)</title>", name),
    ("the feed of the site", r"changes/feed\.xml", r'<content type="html">(?P<it>[^<]+)', letter),
    ("the title of an update in the feed of the site", r"changes/feed\.xml", r"<entry>.*?<title[^>]*>(?P<it>[^<]+)", name),
)  # fmt: skip

ROWS: dict[str, str] = {
    "articles": (
        "title subtitle byline dateline publisher authors.name speaker.name speaker.title"
        " speaker.institution source ranges kind relevant reason date.value date.basis document"
        " paragraphs.text paragraphs.role paragraphs.speaker paragraphs.ranges authority"
        " published.value published.line origin basis.title.words basis.kind.words"
        " basis.authority.words basis.title.sure relations.kind relations.target relations.line"
    ),
    "documents": (
        "title kind authority date.value date.precision publisher authors.name authors.title"
        " authors.institution url snapshot paragraphs.text paragraphs.speaker paragraphs.ranges"
        " paragraphs.role paragraphs.base paragraphs.url paragraphs.corrections.printed"
        " paragraphs.corrections.reason paragraphs.voice articles relations.kind"
    ),
    "passages": "areas pillars topics primary sentences.text sentences.evidence.words url",
    "variants": "type readings.text readings.articles paragraph url",
    "entities": "name variants role mentions.words mentions.ranges mentions.source mentions.paragraph",
    "glossary": (
        "term aliases english pinyin definitions.text definitions.ranges definitions.source"
        " occurrences.count occurrences.paragraph areas url"
    ),
    "links": "from to kind paragraph words",
    "coverage": "count paragraphs row column url",
    "corrections": "printed reading reason by kind line field before after on",
    "apparatus": "readings.text readings.witnesses.line readings.witnesses.source span place note",
    "changes": "kind document paragraph before after url",
    "snapshots": "title why date counts.documents counts.terms counts.links documents",
}
"""File of rows → its keys, each of which is changed in one row; a dot leads into what is held."""

TABLES = ("coverage", "entities", "glossary")
"""The files that are tables for spreadsheets as well."""


def _row(file: str, key: str) -> Kind:
    """Return a kind that changes the value of a key in one row."""

    def act(tree: Tree, choose: Random) -> None:
        paths = tree.matching(rf"data/{file}\.json")
        for path in choose.sample(paths, len(paths)):
            rows = json.loads(tree.text(path))
            for row in choose.sample(rows, len(rows)):
                before = json.dumps(rows, ensure_ascii=False)
                _changed(row, key.split("."), choose)
                if json.dumps(rows, ensure_ascii=False) != before:
                    return tree.write(path, _written(rows))
        raise NowhereToActError(f"data: {file}: {key}")

    return Kind("data", f"{file}: {key}", act)


def _written(rows: list[object]) -> str:
    """Return rows as the site writes them: one a line."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _changed(row: object, keys: list[str], choose: Random) -> None:
    """Change what stands under keys, in the first list that has it; nothing where there is none."""
    key, *below = keys
    if isinstance(row, list):
        for one in row:
            before = json.dumps(row)
            _changed(one, keys, choose)
            if json.dumps(row) != before:
                return
    elif isinstance(row, dict) and row.get(key) is not None:
        if below:
            _changed(row[key], below, choose)
        else:
            row[key] = _other(row[key], choose)


def _other(value: object, choose: Random) -> object:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        changed = letter(value, choose)
        return changed if changed != value else f"{value}9" if value else value
    if isinstance(value, list) and value:
        return [_other(value[0], choose), *value[1:]]
    return value


def _rows(what: str, change: Callable[[list[object], Random], list[object]]) -> Kind:
    """Return a kind that changes the rows of a file as a whole."""

    def act(tree: Tree, choose: Random) -> None:
        file = choose.choice(sorted(ROWS))
        path = choose.choice(tree.matching(rf"data/{file}\.json"))
        rows = change(json.loads(tree.text(path)), choose)
        tree.write(path, _written(rows))

    return Kind("data", f"rows: {what}", act)


def _without(rows: list[object], choose: Random) -> list[object]:
    at = choose.randrange(len(rows))
    return rows[:at] + rows[at + 1 :]


def _table(what: str, pattern: str, change: Change | str) -> Kind:
    return changed("data", f"table: {what}", rf"data/(?:{'|'.join(TABLES)})\.csv", pattern, change)


# ---------------------------------------------------------------- whole files

ENDINGS = (
    "html", "htm", "xhtml", "xml", "svg", "pdf", "docx", "doc", "xlsx", "csv", "json", "js", "mjs", "css", "txt",
    "md", "zip", "exe", "php", "sh", "py", "png", "woff2", "wasm", "map", "bak", "html~", "swp", "gz", "",
)  # fmt: skip


def _new(folder: str, path: str, content: str) -> Kind:
    """Return a kind that puts a file where none was; `at/` stands for the folder of a snapshot."""

    def act(tree: Tree, choose: Random) -> None:
        below = choose.choice(tree.snapshots) if folder == "at/" else folder
        tree.write(below + path, content)

    return Kind("files", f"unknown: {folder}{path}", act)


def _missing(what: str, pages: str) -> Kind:
    def act(tree: Tree, choose: Random) -> None:
        if not (paths := tree.matching(pages)):
            raise NowhereToActError(f"files: missing {what}")
        tree.remove(choose.choice(paths))

    return Kind("files", f"missing: {what}", act)


def _whole(what: str, pages: str, change: Callable[[Tree, str, Random], str | bytes]) -> Kind:
    def act(tree: Tree, choose: Random) -> None:
        if not (paths := tree.matching(pages)):
            raise NowhereToActError(f"files: {what}")
        path = choose.choice(paths)
        new = change(tree, path, choose)
        if new == tree.text(path):
            raise NowhereToActError(f"files: {what}: {path} is so already")
        tree.write(path, new)

    return Kind("files", what, act)


def _twin(tree: Tree, path: str, choose: Random) -> str:
    """Return another page of the same folder."""
    folder = path.rpartition("/")[0]
    others = [
        one
        for one in tree.paths
        if one.rpartition("/")[0] == folder and one.endswith(".html") and one != path
    ]
    return tree.text(choose.choice(others))


def _older(tree: Tree, path: str, choose: Random) -> str:
    """Return the page as it is in another snapshot."""
    name_ = re.sub("^at/[^/]+/", "", path)
    others = [one for one in tree.matching(re.escape(name_)) if one != path and one != name_]
    return tree.text(choose.choice(others)) if others else tree.text(path)


def _linked(what: str, path: str, target: str) -> Kind:
    def act(tree: Tree, choose: Random) -> None:  # noqa: ARG001
        tree.link(path, target)

    return Kind("files", f"a link: {what}", act)


def _rights(what: str, pages: str, mode: int) -> Kind:
    def act(tree: Tree, choose: Random) -> None:
        tree.mode(choose.choice(tree.matching(pages)), mode)

    return Kind("files", what, act)


def _icon(tree: Tree, choose: Random) -> None:
    tree.write(choose.choice(tree.matching(r"assets/images/.*")), b"\x89PNG\r\n\x1a\n")


def _pipe(tree: Tree, choose: Random) -> None:  # noqa: ARG001
    tree.pipe("documents/pipe.html")


_HEADER = r"(?<=\n)[^\n]+\n"

KINDS: tuple[Kind, ...] = (
    *(changed("styles", f"that {what}", _READER, r"\Z", f"\n{rule}\n") for what, rule in STYLES),
    *(changed("scripts", f"that {what}", file, r"\A", f"{code}\n") for what, file, code in SCRIPTS),
    *each("assets", "changed", ASSETS),
    *each("search", "changed", SEARCH),
    *each("feeds", "changed", FEEDS),
    *(_row(file, key) for file, keys in ROWS.items() for key in keys.split()),
    _rows("one is gone", _without),
    _rows("one is twice", lambda rows, choose: [*rows, choose.choice(rows)]),
    _rows("in another order", lambda rows, choose: [*rows[1:], rows[0]]),
    _rows("none is there", lambda rows, choose: []),
    _table("a letter", r"(?P<it>[\u4e00-\u9fff]{4,})", letter),
    _table("a number", r",(?P<it>\d+),", number),
    _table("a row is gone", _HEADER, ""),
    _table("a row is twice", _HEADER, r"\g<0>\g<0>"),
    _table("a column's name", r"id,(?P<it>[a-z_]+)", "name2"),
    _table("a formula", r"(?<=\n)(?P<it>[a-z0-9-]+),", "=1+1"),
    _table("no mark of its encoding", "\\A\ufeff", ""),
    changed("data", "a schema: what a key means", r"data/.*\.schema\.json", r'"description": ?"(?P<it>[^"]{9,})"', "x"),
    changed("data", "a schema: a type", r"data/.*\.schema\.json", r'"type": ?"(?P<it>string)"', "integer"),
    *(_new("", f"new.{ending}" if ending else "new", "到2040年，全部取消收费。") for ending in ENDINGS),
    _new("", ".htaccess", "Redirect / https://example.org/"),
    _new("", "CNAME", "example.org"),
    _new("", "_redirects", "/* https://example.org/"),
    _new("", "robots.txt", "User-agent: *\nDisallow: /"),
    _new("", "sitemap.xml", "<urlset/>"),
    _new("", "feed.xml", "<feed/>"),
    _new("", "service-worker.js", "self.addEventListener('fetch',()=>{})"),
    _new("documents/", "later.html", "<p>到2040年</p>"),
    _new("actions/", "new/index.html", "<p>到2040年</p>"),
    _new("assets/", "extra.css", ".voice{display:none}"),
    _new("assets/", "extra.js", "1"),
    _new("data/", "more.json", "[]"),
    _new("data/", "figures.csv", "id\n"),
    _new("at/", "index.htm", "<p>到2040年</p>"),
    _new("at/", "data/more.json", "[]"),
    _new("at/2031-01/", "index.html", "<p>到2040年</p>"),
    _new("search/", "more.js", "1"),
    _new("one/", "more.html", "<p>到2040年</p>"),
    *(_missing(what, pages) for what, pages in EVERY.items()),
    _missing("a style", r"assets/.*\.css"),
    _missing("a script", r"assets/.*\.js"),
    _missing("the menu's script", r"snapshots\.js"),
    _missing("an index", r"search/index\.js"),
    _missing("rows", r"data/(?!manifest)[a-z]+\.json"),
    _missing("a schema", r"data/.*\.schema\.json"),
    _missing("a table", r"data/.*\.csv"),
    _missing("a feed", FEED),
    _whole("another page in the place of a text", TEXT, _twin),
    _whole("another page in the place of a label", LABEL, _twin),
    _whole("another page in the place of a single file", SINGLE, _twin),
    _whole("a page of another snapshot: a text", r"documents/(?!index)[^/]*\.html", _older),
    _whole("a page of another snapshot: a label", LABEL, _older),
    _whole("a page of another snapshot: the home page", r"index\.html", _older),
    _whole("a page of another snapshot: a comparison", COMPARE, _older),
    _whole("rows of another snapshot", r"data/links\.json", _older),
    _whole("an empty page", TEXT, lambda tree, path, choose: ""),
    _whole("half a page", TEXT, lambda tree, path, choose: tree.text(path)[: len(tree.text(path)) // 2]),
    _whole("a page with a mark of its encoding", ANY, lambda tree, path, choose: "\ufeff" + tree.text(path)),
    _whole("a page in another encoding", CHANGE, lambda tree, path, choose: tree.text(path).encode("gb18030")),
    _whole("a page that is no page", LABEL, lambda tree, path, choose: b"\x89PNG\r\n\x1a\n"),
    Kind("files", "an icon exchanged", _icon),
    _whole("rows that are no rows", r"data/links\.json", lambda tree, path, choose: "{}"),
    _whole("rows cut short", r"data/articles\.json", lambda tree, path, choose: tree.text(path)[:-400]),
    _linked("to another page", "documents/index.html", "../index.html"),
    _linked("out of the tree", "assets/NOTICE.txt", "/etc/hostname"),
    _linked("that is new", "linked.html", "index.html"),
    _linked("to a folder", "old", "documents"),
    _linked("to nothing", "documents/none.html", "nowhere.html"),
    Kind("files", "a pipe", _pipe),
    _rights("a page that nobody else can read", TEXT, 0o600),
    _rights("rows that nobody else can read", r"data/links\.json", 0o640),
)  # fmt: skip
