"""All editions → the page with which a bundle opens: what it is, how to start, how to check.

It is whole by itself, styles and script inside: some readers open it in the zip, before unpacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from jinja2 import Template

from builder.messages import about
from builder.messages import welcome as say
from builder.model import Edition
from builder.site.plus import with_plus
from builder.site.settings import Settings

_ASSETS = Path(__file__).with_name("assets")
_PAGE = _ASSETS / "welcome.html"


def welcome(editions: Sequence[Edition], said: Settings) -> bytes:
    """Return the page; `editions` come oldest first."""
    newest = editions[-1]
    framework = newest.corpus.seeds.framework
    rows = "\n".join(
        f'<li><a href="at/{escape(one.snapshot.id)}/index.html">{escape(one.snapshot.id)}</a>'
        f" {escape(one.snapshot.title)} <span>{escape(one.date)}</span></li>"
        for one in reversed(editions)
    )
    page = Template(_PAGE.read_text(encoding="utf-8"), keep_trailing_newline=True).render(
        say=say,
        about=about,
        title=framework.title,
        policy=framework.policy,
        style=(_ASSETS / "welcome.css").read_text(encoding="utf-8"),
        script=(_ASSETS / "welcome.js").read_text(encoding="utf-8"),
        date=newest.date,
        texts=len(newest.corpus.texts),
        sources=len(newest.corpus.seeds.sources),
        rows=rows,
        owner=said.owner(""),
    )
    return with_plus(page).encode()
