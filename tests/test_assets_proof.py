"""Files, elements, styles and scripts of a site are ours, and hide, add, run or fetch nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.proof.assets import (
    assets_proof,
    bare,
    file_faults,
    files,
    installed,
    own_files,
    page_faults,
    script_faults,
    theme_faults,
)
from builder.proof.styles import style_faults

PAGE = "actions/industry.html"


def test_the_site_is_ours(root: Path, site: Path) -> None:
    """Every file of it."""
    assert list(assets_proof(root, site)) == []


def test_what_we_install_is_found_to_be_ours(site: Path) -> None:
    """The proof does not pass because it knows no file."""
    theirs = {path for path in files(site) if path in installed()}
    assert len(theirs) == 3
    assert {"reader.css", "frame.js", "NOTICE.txt"} <= own_files().keys()
    assert theme_faults() == ()


IN_PAGES = {
    "a style in a page": ("</head>", "<style>.mine{}</style></head>", "has a style inside"),
    "a style that fetches": ("</head>", "<style>@import 'a'</style></head>", "has a style inside"),
    "a script in a page": ("</body>", "<script>alert(1)</script></body>", "has a script inside"),
    "a script from elsewhere": ("</body>", '<script src="//a.example/b"></script>', "//a.example"),
    "a style of an element": ("<h2", '<h2 style="display:none"', "display:none"),
    "a handler": ("<h2", '<h2 onclick="alert(1)"', "has an attribute onclick"),
    "a handler in capitals": ("<h2", "<h2 ONMOUSEOVER=alert(1)", "has an attribute onmouseover"),
    "an element hidden": ("<h2", "<h2 hidden", "hides, turns or fetches"),
    "hidden from voices": ("<h2", '<h2 aria-hidden="true"', "has an attribute aria-hidden"),
    "inert": ("<h2", "<h2 inert", "has an attribute inert"),
    "turned around": ("<h2", '<h2 dir="rtl"', "hides, turns or fetches"),
    "a frame": ("<h2", '<iframe src="index.html"></iframe><h2', "has an element <iframe"),
    "an object": ("<h2", '<object data="index.html"></object><h2', "has an element <object"),
    "a drawing": ("<h2", '<svg><use href="//a.example/#b"/></svg><h2', "has an element <"),
    "a film": ("<h2", '<video poster="//a.example/b"></video><h2', "has an element <video"),
    "a picture from elsewhere": ("<h2", '<img src="https://a.example/b.png"><h2', "a.example"),
    "a picture of many sizes": ("<h2", '<img srcset="//a.example/b 2x"><h2', "attribute srcset"),
    "a link that tells": ("<h2", '<a href="#x" ping="//a.example">x</a><h2', "attribute ping"),
    "a link that runs": ("<h2", '<a href=" javascript:alert(1)">x</a><h2', "javascript:"),
    "a form to elsewhere": ('action="', 'action="https://a.example/', "a.example"),
    "a button to elsewhere": ("<h2", '<button formaction="//a.example"><h2', "formaction"),
    "another base": ("<head>", '<head><base href="../">', "hides, turns or fetches"),
    "another page at once": (
        "<head>", '<head><meta http-equiv="refresh" content="0;url=a">', "attribute http-equiv",
    ),
    "fetched before": ("<head>", '<head><link rel="preload" href="a.css">', "hides, turns or"),
    "a style from elsewhere": (
        "<head>", '<head><link rel="stylesheet" href="https://a.example/b">', "a.example",
    ),
    "words that are not shown": (
        '<p class="on-paper">', '<p class="on-paper"><span class="words">某某</span>', "hides the",
    ),
    "words read out only": (
        "<h2", '<span class="said"><em class="words">某某</em></span><h2', "hides the words",
    ),
    "half a tag": ("<h2", "<h2 <", "begins no tag"),
    "a remark that ends late": ("<h2", "<!-- a > b --><h2", "begins no tag"),
}  # fmt: skip
"""What is wrong → what stands on a page, what stands there instead, what the finding says."""


@pytest.mark.parametrize("name", IN_PAGES)
def test_a_fault_of_a_page_is_found(name: str, site: Path) -> None:
    """One on one page."""
    there, instead, told = IN_PAGES[name]
    html = (site / PAGE).read_text("utf-8")
    assert list(page_faults(PAGE, html.encode(), {})) == []
    edited = html.replace(there, instead, 1)
    assert edited != html
    found = list(page_faults(PAGE, edited.encode(), {}))
    assert any(told in one for one in found), found


@pytest.mark.parametrize(
    "markdown",
    [
        '<td style="text-align: right;">1</td>',
        '<img alt="路口" src="road.png" />',
        "<IMG SRC='road.png'><BR>",
        '<a href="https://a.example/b?c=d">某报</a>',
        '<a href="a.html#b:c">文中</a>',
        "<em>某</em> &lt;script&gt;",
    ],
)
def test_a_page_by_hand_may_say_what_markdown_can(markdown: str) -> None:
    assert list(page_faults("a.html", f"<p>{markdown}</p>".encode(), {})) == []


STYLES = {
    ".ours { display: none }": "hides",
    ".words{visibility:HIDDEN}": "hides",
    ".words { opacity: 0 }": "hides",
    ".words { opacity: .0; }": "hides",
    ".words { opacity: .5 }": "",
    ".words { font-size: 0 }": "hides",
    ".words { font: 0/0 a }": "hides",
    ".words { font-size: .9em }": "",
    ".words { text-indent: -9999px }": "hides",
    ".words { text-indent: -2px }": "",
    ".words { position: absolute; left: -100vw }": "hides",
    ".words { color: transparent }": "hides",
    ".words { clip-path: inset(50%) }": "hides",
    ".words { clip-path: none }": "",
    ".words { max-height: 0 }": "hides",
    ".words { max-height: 0.5em }": "",
    ".words { transform: scale(0) }": "hides",
    ".words { text-transform: uppercase }": "changes",
    ".words { text-transform: none }": "",
    ".words { -webkit-text-security: disc }": "changes",
    ".words { unicode-bidi: bidi-override }": "changes",
    ".said { display: none }": "",
    ".said .words { display: none }": "hides",
    ".choice label, .words { display: none }": "“.words” hides",
    ".words:not(.said) { display: none }": "hides",
    ".note::before { content: '编者' }": "adds",
    ".note::before { content: '增' }": "",
    ".note::before { content: attr(data-a) }": "adds",
    ".words { quotes: '某' '某' }": "adds",
    "ul { list-style-type: '某' }": "adds",
    "@media print { /* } */ .words { display: none } }": "hides",
    "@import 'a.css';": "fetches",
    ".a { background: url(//a.example/b) }": "fetches",
    ".a { background: URL( 'b.png' ) }": "fetches",
    ".a { background: image-set('b.png' 1x) }": "fetches",
    ".a { mask-image: url('data:image/svg+xml;a{b') }": "hides",
    ".a::before { background: url('data:image/svg+xml;a{b') }": "",
}
"""A style → what the finding says; '' where there is none."""


@pytest.mark.parametrize("css", STYLES)
def test_a_style_hides_adds_changes_and_fetches_nothing(css: str) -> None:
    """But what it may."""
    found = list(style_faults(css))
    assert any(STYLES[css] in one for one in found) if STYLES[css] else found == []


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ('fetch("https://a.example/b")', 1),
        ("var a = `//a.example`;", 1),
        ('var a = "http://www.w3.org/2000/svg";', 0),
        ("eval(a)", 1),
        ("a.innerHTML = b", 1),
        ("navigator.sendBeacon(a)", 1),
        ('a.src = root + "l/0.js"', 0),
    ],
)
def test_a_script_asks_nobody(script: str, count: int) -> None:
    assert len(list(script_faults(script))) == count


FILES: dict[str, Callable[[Path], object]] = {
    "assets/reader.css": lambda file: file.write_bytes(file.read_bytes() + b" "),
    "assets/frame.js": lambda file: file.write_bytes(file.read_bytes().replace(b"true", b"false")),
    "assets/images/favicon.png": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "search/engine.js": lambda file: file.write_bytes(file.read_bytes() + b"alert(1);\n"),
    "snapshots.js": lambda file: file.write_bytes(
        file.read_bytes().replace(b"};\n", b"};alert(1);\n", 1)
    ),
    "assets/more.js": lambda file: file.write_bytes(b""),
    "font.woff2": lambda file: file.write_bytes(b""),
    "documents/a": lambda file: file.write_bytes(b""),
    "at/more.svg": lambda file: file.write_bytes(b"<svg/>"),
}
"""What is damaged or added, and how."""


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_not_ours_is_found(path: str, site: Path, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if (site / path).exists():
        shutil.copy(site / path, file)
        assert list(file_faults(path, file.read_bytes())) == []
    FILES[path](file)
    assert len(list(file_faults(path, file.read_bytes()))) == 1


def test_links_and_what_cannot_be_read_are_found(root: Path, tmp_path: Path) -> None:
    """Wherever they lead."""
    (tmp_path / "a.html").symlink_to("/etc/hostname")
    (tmp_path / "b").symlink_to(tmp_path)
    found = list(assets_proof(root, tmp_path))
    assert found == ["a.html: is no plain file", "b: is no plain file"]


def test_comments_that_fill_lines_are_left_out_of_a_script() -> None:
    script = '  /* Fold one\n     character. */\n  a();  // why\n\n// no\n  b("// c");\n'
    assert bare(script) == 'a();  // why\nb("// c");\n'
