"""A single file → the same as a PDF: A4, bookmarks, page numbers, the sources' lines as notes.

WeasyPrint typesets it, with libraries and fonts of the system. They are needed here alone, so that
a site can be built without them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import html

from builder.model import InputError
from builder.site.links import parsed

FONTS = ("Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC")
"""The fonts of the style, as a PDF calls them; a family without its region has Japanese forms."""

_STYLE = Path(__file__).with_name("assets") / "print.css"
_LIBRARY = "Debian, as root: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FONTS = "Debian, as root: apt-get install fonts-noto-cjk; elsewhere: Noto CJK, the SC fonts"

_OWN = ".//text()[not(ancestor::span[@class='count' or starts-with(@class, 'voice ')])]"

# The dot before what has gone to the foot: '2025年8月 · 文中此段 · '
_JOINT = re.compile(r"[\xa0 ]*· *$")


def printed(single: Path) -> bytes:
    """Return a single file of a site as a PDF; the same file gives the same bytes on one machine.

    Raises `InputError` where WeasyPrint, a library or a font is missing.
    """
    try:
        import weasyprint
    except ImportError:
        raise InputError("print", "WeasyPrint is not installed", remedy="make print") from None
    except OSError as error:
        first = str(error).partition("\n")[0]
        raise InputError("print", f"a library is missing: {first}", remedy=_LIBRARY) from None
    page = parsed(single)
    for style in list(page.iter("style")):
        style.drop_tree()
    _name_headings(page)
    _put_lines_at_the_foot(page)
    whole = html.tostring(page, encoding="unicode", doctype="<!doctype html>")
    document = weasyprint.HTML(string=whole, url_fetcher=_nothing).render(
        stylesheets=[weasyprint.CSS(_STYLE)]
    )
    used: set[str] = set()
    content = document.write_pdf(pdf_tags=True, finisher=lambda _, pdf: used.update(_fonts(pdf)))
    for font in FONTS:
        if not any(font in name for name in used):
            raise InputError("print", f"the font {font} is missing", remedy=_FONTS)
    return bytes(content)


def _nothing(url: str, **_: object) -> Any:
    raise ValueError(f"{url}: a single file fetches nothing")


def _fonts(pdf: Any) -> set[str]:
    """Return the names of the fonts in a PDF: /ABCDEF+Noto-Sans-CJK-SC."""
    objects = (one for one in pdf.objects if isinstance(one, dict))
    return {str(one["BaseFont"]) for one in objects if "BaseFont" in one}


def _name_headings(page: html.HtmlElement) -> None:
    """Give each heading its name for bookmarks: without the count or badge at its end."""
    for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        own = heading.xpath(_OWN)
        heading.set("data-name", " ".join("".join(own).split()))


def _put_lines_at_the_foot(page: html.HtmlElement) -> None:
    """Turn the line numbers beside a passage into footnotes of its words."""
    for words in page.find_class("words"):
        beside = words.getnext()
        name = "" if beside is None else beside.get("class")
        # A note also lists the lines of other copies: they stay where they are.
        if name not in ("where", "note"):
            continue
        inner = ".//span[@class='line-of']" if name == "where" else "p/span[@class='line-of']"
        for place in beside.xpath(inner):
            note = html.Element("span", {"class": "foot-note"})
            note.text = place.text_content()
            words.append(note)
            before = place.getprevious()
            if before is not None and before.tail:
                before.tail = _JOINT.sub("", before.tail)
            place.drop_tree()
