"""Faults in what pages show as the words of a source: changed, added, cut, moved, invented."""

from __future__ import annotations

from benchmarks.faults.changes import (
    added,
    beheaded,
    cut,
    dropped,
    letter,
    moved,
    negated,
    number,
    replaced,
)
from benchmarks.faults.pages import (
    CHANGE,
    COMPARE,
    COVERAGE,
    ENTITIES,
    EVERY,
    GLOSSARY,
    HOME,
    LABEL,
    LABELS,
    SINGLE,
    SOURCE,
    TEXT,
    WHOLE,
)
from benchmarks.faults.tree import Change, Kind, Rows, changed, each

_BLOCK = r'<p class="words">(?P<it>(?:(?!</p>).)*)</p>'
_SPAN = r'<span class="words">(?P<it>(?:(?!</?span class="words|</li>|</p>).)*?)</span>'
_LI = r'<li><span class="words">(?P<it>(?:(?!</li>).)*?)</span><span class="(?:ours|where)"'
_PARAGRAPH = r'<p class="words [a-z ]+" data-paragraph="[^"]+"[^>]*>(?P<it>(?:(?!</p>).)*)</p>'

_ALL: tuple[Change, ...] = (letter, dropped, added, negated, moved)
_LONG: tuple[Change, ...] = (*_ALL, number)
_BRIEF: tuple[Change, ...] = (letter, added)

PLACES: tuple[tuple[str, str, str, tuple[Change, ...]], ...] = (
    ("a paragraph of a text", TEXT, _PARAGRAPH, (*_LONG, cut, beheaded, replaced)),
    ("the headline of a text", TEXT, r'<h1[^>]*><span class="words">(?P<it>.*?)</h1>', _ALL),
    (
        "a heading of a text",
        TEXT,
        r'<h2 class="words heading"[^>]*>(?P<it>(?:(?!</h2>).)*)</h2>',
        _ALL,
    ),
    (
        "an entry of the contents of a text",
        TEXT,
        r'<li><a href="#p\d+">(?P<it>(?:(?!</a>).){6,}?)</a>',
        (letter, replaced),
    ),
    (
        "the words on which a fact rests",
        TEXT,
        r'<li>[^<：]+：<span>“<span class="words">(?P<it>(?:(?!</span>”).)*)</span>”',
        _ALL,
    ),
    ("a reading of another copy", TEXT, rf'<li id="n-[^>]*>(?:(?!</li>).)*?{_SPAN}', _BRIEF),
    ("what a correction says is printed", TEXT, r"原件作“(?P<it>[^”]{3,})”", (letter, replaced)),
    ("what a quotation within a text quotes", TEXT, r"所引“(?P<it>[^”]{4,})”", (letter,)),
    ("a quotation on a page of a label", LABEL, _BLOCK, (*_LONG, replaced)),
    (
        "the opening of a page of a label",
        LABEL,
        r'<p class="words opening">(?P<it>(?:(?!</p>).)*)</p>',
        (*_ALL, replaced),
    ),
    ("a quotation in a list of labels", LABELS, _BLOCK, (letter, added, dropped)),
    (
        "the opening of the home page",
        HOME,
        r'<p class="words opening">(?P<it>(?:(?!</p>).)*)</p>',
        (*_LONG, replaced),
    ),
    (
        "what is to be reached by a year",
        HOME,
        r'<li><span class="year">(?:(?!<p class="words">).)*<p class="words">(?P<it>.*?)</p>',
        _LONG,
    ),
    ("the share to be reached", HOME, r'<a class="share words"[^>]*>(?P<it>.*?)</a>', (number,)),
    (
        "a card of the home page",
        HOME,
        r'<h3 id="card-(?:(?!</li>).)*?<p class="words">(?P<it>.*?)</p>',
        _ALL,
    ),
    ("a definition", GLOSSARY, _BLOCK, (*_ALL, replaced)),
    ("the mention of a document", ENTITIES, _BLOCK, _LONG),
    ("the name of a document", ENTITIES, r'<h2[^>]*>《<span class="words">(?P<it>.*?)</h2>', _ALL),
    ("a passage of a field of the coverage", COVERAGE, _LI, _LONG),
    (
        "a passage among the changes",
        CHANGE,
        r'html#p\d+"><span class="words">(?P<it>(?:(?!</a>).)*)</span>',
        _LONG,
    ),
    (
        "a line of a source",
        SOURCE,
        r'<p class="line[^>]*>(?:(?!</p>).)*?<span class="words">(?P<it>(?:(?!</p>).)*)</span>'
        r'<span class="role">',
        (*_LONG, cut),
    ),
    (
        "a copy that is compared",
        COMPARE,
        r'<div class="cell">(?:(?!</div>).)*?<p class="words">(?P<it>(?:(?!</p>).)*)</p>',
        _LONG,
    ),
    ("a reading in a comparison", COMPARE, rf'<li id="(?:(?!</li>).)*?{_SPAN}', _BRIEF),
    ("what tells the copies apart", COMPARE, rf'<p class="matters">(?:(?!</p>).)*?{_SPAN}', _BRIEF),
    ("a quotation in a single file", SINGLE, _BLOCK, (*_ALL, replaced)),
    (
        "a paragraph in the whole file",
        WHOLE,
        r'<p class="words [a-z ]+"[^>]*>(?P<it>(?:(?!</p>).)*)</p>',
        (*_LONG, cut),
    ),
)
"""Where, the pages, the words there, and what is done to them."""

_FORGED = '<p class="words">到2040年，全面完成各项任务，所有村庄都通双车道。</p>'

INVENTED: Rows = (
    (
        "a quotation with a line of another",
        LABEL,
        r'<p class="words">(?:(?!</p>).)*</p>\s*(?P<where><p class="where">(?:(?!</p>).)*</p>)',
        rf"\g<0>\n{_FORGED}\n\g<where>",
    ),
    ("a quotation without a line", LABEL, r"<h2 ", rf"{_FORGED}\n<h2 "),
    (
        "a paragraph of a text",
        TEXT,
        r'<p class="number">',
        rf'{_FORGED.replace("words", "words body", 1)}\n<p class="number">',
    ),
    (
        "a definition",
        GLOSSARY,
        r'(?P<where><p class="where">(?:(?!</p>).)*原件第.*?</p>)',
        rf"\g<0>\n{_FORGED}\n\g<where>",
    ),
    (
        "a line of a source",
        SOURCE,
        r'<p class="line[^>]*>(?:(?!</p>).)*</p>',
        r'\g<0>\n<p class="line" id="L9999"><a class="number" href="#L9999">9999</a>'
        r'<span class="words">各地不得收费。</span><span class="role"></span></p>',
    ),
    (
        "a heading within a text",
        TEXT,
        r'<p class="number">',
        r'<h2 class="words heading">八、一律免费</h2>\n<p class="number">',
    ),
)
"""What is invented, on which pages, and where."""

_SOURCED = {
    name: pages
    for name, pages in EVERY.items()
    if pages in (HOME, LABEL, TEXT, SOURCE, GLOSSARY, ENTITIES, COVERAGE, COMPARE, CHANGE, SINGLE)
}

_WHOLE_BLOCK = r'<p class="words">(?:(?!</p>).)*</p>\s*<p class="where">(?:(?!</p>).)*</p>'

ORDER: Rows = (
    (
        "two quotations of one person, their lines left",
        LABEL,
        r'(?P<a><p class="words">(?:(?!</p>).)*</p>)(?P<b>\s*<p class="where">(?:(?!</p>).)*</p>'
        r'(?:(?!<p class="words").)*)(?P<c><p class="words">(?:(?!</p>).)*</p>)',
        r"\g<c>\g<b>\g<a>",
    ),
    (
        "two paragraphs of a text",
        TEXT,
        r'(?P<n><p class="words [a-z]+" data-paragraph="[^"]+" id="[^"]+">)(?P<a>(?:(?!</p>).)*)'
        r'(?P<m></p>(?:(?!<p class="words).)*<p class="words [a-z]+" data-paragraph="[^>]*>)'
        r"(?P<b>(?:(?!</p>).)*)",
        r"\g<n>\g<b>\g<m>\g<a>",
    ),
    (
        "two sentences of a paragraph",
        TEXT,
        r"(?P<a>。[^<。]{5,80})(?P<b>。[^<。]{5,80})(?=。)",
        r"\g<b>\g<a>",
    ),
    (
        "two lines of a source",
        SOURCE,
        r'(?P<a><span class="words">[^<]{8,}</span>)(?P<b>(?:(?!<span class="words").)*)'
        r'(?P<c><span class="words">[^<]{8,}</span>)',
        r"\g<c>\g<b>\g<a>",
    ),
    (
        "the words of two copies",
        COMPARE,
        r'(?P<a><p class="words">(?:(?!</p>).)*</p>)'
        r'(?P<b></div>\s*<div class="cell">(?:(?!<p class="words").)*)'
        r'(?P<c><p class="words">(?:(?!</p>).)*</p>)',
        r"\g<c>\g<b>\g<a>",
    ),
    (
        "two definitions",
        GLOSSARY,
        r'(?P<a><p class="words">(?:(?!</p>).)*</p>)(?P<b>(?:(?!<p class="words").)*)'
        r'(?P<c><p class="words">(?:(?!</p>).)*</p>)',
        r"\g<c>\g<b>\g<a>",
    ),
)

LOST: Rows = (
    ("a quotation with its line", LABEL, _WHOLE_BLOCK, ""),
    ("a paragraph of a text", TEXT, _PARAGRAPH, ""),
    (
        "a paragraph of a text with its note",
        TEXT,
        _PARAGRAPH + r'\s*<div class="note">.*?</div>',
        "",
    ),
    ("a line of a source", SOURCE, r'<p class="line[^>]*>(?:(?!</p>).)*</p>\n', ""),
    ("a definition", GLOSSARY, _WHOLE_BLOCK, ""),
    ("a mention", ENTITIES, _WHOLE_BLOCK, ""),
    ("a term", GLOSSARY, r"<h3 (?:(?!<h[23]).)*(?=<h[23])", ""),
    ("a cited document", ENTITIES, r"<h2 (?:(?!<h2).)*(?=<h2)", ""),
    ("a copy that is compared", COMPARE, r'<div class="cell">(?:(?!</div>).)*</div>', ""),
    (
        "a passage that is compared",
        COMPARE,
        r'<section class="passage">(?:(?!</section>).)*</section>',
        "",
    ),
    ("a passage among the changes", CHANGE, r'<li><span class="voice[^\n]*</li>\n', ""),
    (
        "a passage of a field of the coverage",
        COVERAGE,
        r'<li><span class="words">(?:(?!</li>).)*</li>',
        "",
    ),
    ("the sign for words left out", LABEL, r'<span class="ours">……</span>', ""),
    ("the note of a correction", TEXT, r'<p class="mended">(?:(?!</p>).)*</p>\n', ""),
    ("the mark of what is lost", TEXT, r'<span class="lost ours">[^<]*</span>', ""),
    (
        "the mark of a mended place",
        TEXT,
        r'<span class="mend">(?P<it>(?:(?!</span>).)*)</span>',
        "",
    ),
    ("the mark of a doubt", TEXT, r'class="doubt"', 'class="sure"'),
    (
        "why a line is left out",
        SOURCE,
        r'<p class="where"><span class="left-out">(?:(?!</p>).)*</p>',
        "",
    ),
    ("the differences of copies", COMPARE, r'<ul class="variants">.*?</ul>', ""),
    ("a target", HOME, r'<li><span class="year">(?:(?!</li>).)*</li>\n', ""),
    (
        "a paragraph in the whole file",
        WHOLE,
        r'<p class="words [a-z]+"[^>]*>(?:(?!</p>).)*</p>',
        "",
    ),
    ("a quotation in a single file", SINGLE, _WHOLE_BLOCK, ""),
)
"""What is taken away."""

_AS_OURS = r'class="words(?= |")'

KINDS: tuple[Kind, ...] = (
    *(
        changed("words", f"{change.__name__}: {where}", pages, pattern, change)
        for where, pages, pattern, changes in PLACES
        for change in changes
    ),
    *each("words", "invented", INVENTED),
    *each("words", "exchanged", ORDER),
    *each("words", "lost", LOST),
    *(
        changed("words", f"no longer set as a source's: {name}", pages, _AS_OURS, 'class="ours')
        for name, pages in _SOURCED.items()
    ),
    changed(
        "words",
        "words of ours set as a source's",
        LABEL,
        r'<p class="retold">',
        '<p class="words">',
    ),
    changed("words", "twice: a quotation", LABEL, _WHOLE_BLOCK, r"\g<0>\n\g<0>"),
    changed("words", "twice: a paragraph", TEXT, _PARAGRAPH, r"\g<0>\n\g<0>"),
    changed("words", "twice: a line of a source", SOURCE, r'<p class="line[^\n]*\n', r"\g<0>\g<0>"),
)
