"""The page that a host shows where there is nothing: it says what may have happened, and searches.

It is shown at any depth and under any path of a host, so it is self-contained: its styles are
inside, and it finds the root. From a folder nothing leads to it.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Template

from builder.messages import about, shared
from builder.messages import missing as say
from builder.site.settings import Settings

MISSING = "404.html"
"""Its name, at the root, as static hosts know it."""

_OWNER = "<!-- owner -->"
_TEMPLATE = Path(__file__).with_name("assets") / MISSING


def missing(title: str, said: Settings) -> bytes:
    """Return the page of a site with a title."""
    template = Template(_TEMPLATE.read_text(encoding="utf-8"), keep_trailing_newline=True)
    page: str = template.render(title=title, say=say, shared=shared, about=about)
    return page.replace(_OWNER, said.owner("") or _OWNER).encode()
