"""Faults around the words: titles, descriptions, menus, footers, attributes, what browsers run."""

from __future__ import annotations

from benchmarks.faults.changes import letter, name
from benchmarks.faults.pages import ANY, EVERY, HOME, LABEL, MISSING, SINGLE, SOURCE, TEXT, WHOLE
from benchmarks.faults.tree import Kind, Rows, changed, each, everywhere

_UNMARKED = "各地于2031年前全部取消收费。"

HEAD: Rows = (
    ("the title", TEXT, r"<title>(?P<it>[^<]+) - ", letter),
    ("the title of a label", LABEL, r"<title>(?P<it>[^<]+) - ", _UNMARKED),
    ("the title of a single file", SINGLE, r"<title>(?P<it>[^<]+)</title>", _UNMARKED),
    ("the name of the site in a title", TEXT, r"<title>[^<]+ - (?P<it>[^<]+)</title>", name),
    ("the description", TEXT, r'<meta name="description" content="(?P<it>[^"]+)"', letter),
    ("the description whole", LABEL, r'<meta name="description" content="(?P<it>[^"]+)"', _UNMARKED),
    ("the date in a description", TEXT, r'<meta name="description" content="[^"]*?(?P<it>\d{4})年', "1999"),
    ("the voice in a description", TEXT, r'<meta name="description" content="(?P<it>[^，"]+)，', "法律"),
    ("the headline for others", TEXT, r'content="(?P<it>[^"]+)" property="og:title"', letter),
    ("the description for others", TEXT, r'og:description" content="(?P<it>[^"]+)"', letter),
    ("the site's name for others", TEXT, r'og:site_name" content="(?P<it>[^"]+)"', name),
    ("the headline for machines", TEXT, r'"headline":"(?P<it>[^"]+)"', letter),
    ("the author for machines", TEXT, r'"@type":"Person","name":"(?P<it>[^"]+)"', name),
    ("the office for machines", TEXT, r'"jobTitle":"(?P<it>[^"]+)"', name),
    ("the description for machines", TEXT, r'"description":"(?P<it>[^"]+)"', letter),
    ("the day for machines", TEXT, r'"datePublished":"(?P<it>[^"]+)"', "1999-01-01"),
    ("the outlet for machines", TEXT, r'"publisher":\{[^}]*"name":"(?P<it>[^"]+)"', name),
    ("the kind for machines", TEXT, r'"@type":"(?P<it>Article|NewsArticle)"', "Legislation"),
    ("the name for machines, of a label", LABEL, r'"name":"(?P<it>[^"]+)"', name),
    ("the language", TEXT, r'<html lang="(?P<it>[^"]+)"', "en"),
    ("the encoding", TEXT, r'<meta charset="(?P<it>[^"]+)"', "gb2312"),
    ("a keyword", LABEL, r"</title>", rf'\g<0><meta name="keywords" content="{_UNMARKED}">'),
    ("the address that search engines keep", TEXT, r"</title>", r'\g<0><link rel="canonical" href="https://example.org/">'),
)  # fmt: skip

FRAME: tuple[tuple[str, str, str], ...] = (
    ("words put into the footer", r'<footer class="foot">', rf"\g<0>\n<p>{_UNMARKED}</p>"),
    ("words of the footer exchanged", r"逐字照录", "大意照录"),
    ("the footer gone", r'<footer class="foot">.*?</footer>', ""),
    ("the owner in the footer", r'<p class="owner">', rf"\g<0>{_UNMARKED} "),
    ("words put into the header", r'<header class="md-header"[^>]*>', rf"\g<0><p>{_UNMARKED}</p>"),
    ("the site's name in the header", r'class="site-name">(?P<it>[^<]+)', "何必达"),
    ("an entry of the menu", r'<nav class="contents".*?<li><a [^>]*>(?P<it>[^<]+)</a>', "何必达"),
    ("where an entry of the menu leads", r'<nav class="contents".*?<li><a href="[^"]*?(?P<it>[a-z]+)\.html', "industry"),
    ("an entry put into the menu", r'<nav class="contents"[^>]*>', rf"\g<0><p>{_UNMARKED}</p>"),
    ("the menu gone", r'<nav class="contents".*?</nav>', ""),
    ("the heading of the menu", r"<p>资料</p>", "<p>法律</p>"),
    ("the snapshot that is named", r'class="snapshot"[^>]*>(?P<it>[^<]+) <span>', "2031-01"),
    ("that it is the newest", r'class="snapshot"[^>]*>[^<]+<span>(?P<it>[^<]+)</span>', "正式"),
    ("the snapshot for the script", r'data-snapshot="(?P<it>[^"]+)"', "2031-01"),
    ("the page for the script", r'data-page="(?P<it>[^"]+)"', "index.html"),
    ("what is printed on paper", r'<p class="on-paper">(?P<it>[^<]+)</p>', _UNMARKED),
    ("the words to skip", r'class="md-skip"[^>]*>(?P<it>[^<]+)', _UNMARKED),
    ("what the search box says", r'placeholder="(?P<it>[^"]+)"', _UNMARKED),
    ("the label of the search box", r'name="q"[^>]*aria-label="(?P<it>[^"]+)"', _UNMARKED),
    ("where the search box leads", r'action="(?P<it>[^"]+)"', "https://example.org/search"),
    ("the label of the header", r'<nav class="md-header__inner md-grid" aria-label="(?P<it>[^"]+)"', _UNMARKED),
    ("the dialog", r'<div class="md-dialog__inner md-typeset">', rf"\g<0>{_UNMARKED}"),
    ("words after the page", r"</body>", rf"<p>{_UNMARKED}</p>\g<0>"),
    ("words after everything", r"</html>", rf"\g<0>\n{_UNMARKED}"),
)  # fmt: skip

UNMARKED: tuple[tuple[str, str], ...] = (
    ("a paragraph of nobody", rf"<p>{_UNMARKED}</p>"),
    ("a line of small print", rf'<p class="where">{_UNMARKED}</p>'),
    ("an item of a list", rf"<ul><li>{_UNMARKED}</li></ul>"),
)
"""What is put at the end of each kind of page."""

HIDDEN: tuple[tuple[str, str, str], ...] = (
    ("a title of a link", r"<a class=\"term\"", rf'\g<0> title="{_UNMARKED}"'),
    ("an alternative text", r'<div class="note">', rf'\g<0><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="{_UNMARKED}">'),
    ("a label for screen readers", r'<div class="note"', rf'\g<0> aria-label="{_UNMARKED}"'),
    ("a description for screen readers", r'<p class="number"', rf'\g<0> aria-description="{_UNMARKED}"'),
    ("a role for screen readers", r'<p class="words body"', r'\g<0> role="presentation"'),
    ("a table's summary", r'<div class="note">', rf'\g<0><table summary="{_UNMARKED}"><tr><td>1</td></tr></table>'),
    ("a value of a button", r'<div class="note">', rf'\g<0><input type="button" value="{_UNMARKED}">'),
    ("a placeholder", r'<div class="note">', rf'\g<0><input placeholder="{_UNMARKED}">'),
    ("an option of a list", r'<div class="note">', rf"\g<0><select><option>{_UNMARKED}</option></select>"),
    ("a drawing", r'<div class="note">', rf"\g<0><svg><text>{_UNMARKED}</text></svg>"),
    ("a comment", r'<div class="note">', rf"\g<0><!-- {_UNMARKED} -->"),
    ("words for browsers without scripts", r'<div class="note">', rf"\g<0><noscript>{_UNMARKED}</noscript>"),
    ("words in a template", r'<div class="note">', rf"\g<0><template>{_UNMARKED}</template>"),
    ("data for a script", r'<div class="note"', rf'\g<0> data-note="{_UNMARKED}"'),
    ("words between rows", r'<p class="number">', rf"{_UNMARKED}\g<0>"),
    ("a letter between words", r"</p>\s*<div class=\"note\">", r"<b>不</b>\g<0>"),
    ("a space of no width", r'(?<=[\u4e00-\u9fff]{3})(?=[\u4e00-\u9fff]{3}[^<>]*</p>)', "\u200b"),
    ("letters turned around", r'(?P<a><p class="words [a-z]+"[^>]*>)', r'\g<a><bdo dir="rtl">甲乙</bdo>'),
)  # fmt: skip
"""What is put into a page that most readers do not look at."""

UNSEEN: tuple[tuple[str, str, str], ...] = (
    ("hidden", r'<p class="words"', r"\g<0> hidden"),
    ("not displayed", r'<p class="words"', r'\g<0> style="display:none"'),
    ("of no size", r'<p class="words"', r'\g<0> style="font-size:0"'),
    ("without colour", r'<p class="where"', r'\g<0> style="color:transparent"'),
    ("kept from screen readers", r'<p class="words"', r'\g<0> aria-hidden="true"'),
    ("inert", r'<p class="words"', r"\g<0> inert"),
    ("struck through", r'<p class="words">(?P<w>(?:(?!</p>).)*)</p>', r'<p class="words"><del>\g<w></del></p>'),
    ("of the class of another", r'class="voice (?:expert|official|media)"', 'class="said"'),
    ("within a script", r'<p class="where">(?P<w>(?:(?!</p>).)*)</p>', r"<template>\g<w></template>"),
    ("commented out", r'<p class="where">(?:(?!</p>).)*</p>', r"<!-- \g<0> -->"),
    ("folded away", r'<p class="where">(?:(?!</p>).)*</p>', r"<details>\g<0></details>"),
)  # fmt: skip
"""How a browser is told not to show what stands there."""

ACTIVE: tuple[tuple[str, str], ...] = (
    ("a script", "<script>document.title='x'</script>"),
    ("a script from elsewhere", '<script src="https://example.org/a.js"></script>'),
    ("a script of no file", '<script src="../assets/none.js"></script>'),
    ("a script as a module", '<script type="module">import "https://example.org/a.js"</script>'),
    ("a handler of a click", '<p onclick="alert(1)">点</p>'),
    ("a handler of an image", '<img src="x" onerror="alert(1)" alt="">'),
    ("a handler of a drawing", '<svg onload="alert(1)"></svg>'),
    ("an image from elsewhere", '<img src="https://example.org/a.png" alt="">'),
    ("an image of many sizes", '<img srcset="//example.org/a.png 2x" alt="">'),
    ("a frame", '<iframe src="https://example.org/"></iframe>'),
    ("a frame of its own words", '<iframe srcdoc="&lt;p&gt;改&lt;/p&gt;"></iframe>'),
    ("an object", '<object data="https://example.org/a.swf"></object>'),
    ("an embedded file", '<embed src="https://example.org/a.pdf">'),
    ("a sheet of styles from elsewhere", '<link rel="stylesheet" href="https://example.org/a.css">'),
    ("styles in the page", "<style>.words{color:red}</style>"),
    ("styles that add words", '<style>.words::after{content:"不"}</style>'),
    ("styles that hide", "<style>.voice{display:none}</style>"),
    ("styles that fetch", "<style>@import url(https://example.org/a.css);</style>"),
    ("a picture by style", '<p style="background:url(https://example.org/a.png)">图</p>'),
    ("another page after a while", '<meta http-equiv="refresh" content="9;url=https://example.org/">'),
    ("a policy for content", '<meta http-equiv="content-security-policy" content="default-src *">'),
    ("another base", '<base href="https://example.org/">'),
    ("a form", '<form action="https://example.org/"><input name="q"></form>'),
    ("a button that sends elsewhere", '<button formaction="https://example.org/">发</button>'),
    ("a ping", '<a href="#title" ping="https://example.org/">回</a>'),
    ("a preload", '<link rel="preload" href="https://example.org/a.js" as="script">'),
    ("a connection ahead", '<link rel="preconnect" href="https://example.org/">'),
    ("a film", '<video src="https://example.org/a.mp4"></video>'),
    ("a poster", '<video poster="https://example.org/a.png"></video>'),
    ("a sound", '<audio><source src="https://example.org/a.mp3"></audio>'),
    ("a picture in a drawing", '<svg><image href="https://example.org/a.png"/></svg>'),
    ("a manifest of an app", '<link rel="manifest" href="https://example.org/a.json">'),
    ("a portal", '<portal src="https://example.org/"></portal>'),
    ("data that run", '<a href="data:text/html,<script>alert(1)</script>">看</a>'),
    ("an animation that runs", '<svg><a><animate attributeName="href" values="javascript:alert(1)"/></a></svg>'),
)  # fmt: skip
"""What browsers run or fetch."""

KINDS: tuple[Kind, ...] = (
    *each("head", "changed", HEAD),
    *(changed("frame", f"on one page: {what}", ANY, *how) for what, *how in FRAME),
    *(everywhere("frame", f"on all pages: {what}", ANY, *how) for what, *how in FRAME),
    *(
        changed("unmarked", f"on {page}: {what}", pages, r"</article>|</main>|</body>", rf"{html}\g<0>")
        for page, pages in EVERY.items()
        for what, html in UNMARKED[: 3 if pages in (TEXT, LABEL) else 1]
    ),
    *(changed("unmarked", f"hardly seen: {what}", TEXT, *how) for what, *how in HIDDEN),
    *(changed("unseen", f"{what}: words", LABEL, *how) for what, *how in UNSEEN),
    *(
        changed("active", f"on a page: {what}", pages, r"</article>", rf"{html}\g<0>")
        for (what, html), pages in zip(ACTIVE, (TEXT, LABEL, HOME, SOURCE) * 9, strict=False)
    ),
    everywhere("active", "on all pages: a script", ANY, r"</body>", r"<script>1</script>\g<0>"),
    everywhere("active", "on all pages: a handler", ANY, r"<body ", r'<body onload="alert(1)" '),
    everywhere("active", "on all pages: styles that hide", ANY, r"</head>", r"<style>.voice{display:none}</style>\g<0>"),
    everywhere("active", "on all pages: a script from elsewhere", ANY, r"</head>", r'<script src="//example.org/a.js"></script>\g<0>'),
    changed("active", "a handler in a single file", SINGLE, r"<body", '<body onload="alert(1)"'),
    changed("active", "a script in a single file", SINGLE, r"</body>", r"<script>alert(1)</script>\g<0>"),
    changed("active", "styles in a single file", SINGLE, r"</style>", r'.words::after{content:"不"}\g<0>'),
    changed("active", "styles that hide in a single file", SINGLE, r"</style>", r".voice{display:none}\g<0>"),
    changed("active", "an image in the whole file", WHOLE, r"</body>", r'<img src="https://example.org/a.png" alt="">\g<0>'),
    changed("active", "a script on the page for what is missing", MISSING, r"</body>", r"<script>alert(1)</script>\g<0>"),
    changed("frame", "words of the page for what is missing", MISSING, r"<h1>(?P<it>[^<]+)</h1>", _UNMARKED),
)  # fmt: skip
