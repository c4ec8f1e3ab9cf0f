"""Words before and after as HTML, with what was deleted and inserted marked, for several pages.

Without the insertions stand the earlier words, without the deletions the later ones, as printed.
What changed in typography or in a number alone is marked quietly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from builder.messages import reworded as say
from builder.model import Rewording
from builder.pages.markdown import verbatim

Tag = Literal["del", "ins"]


class Reworded(Protocol):
    """Words that changed."""

    @property
    def before(self) -> str:
        """The earlier words; '' for what is new."""

    @property
    def after(self) -> str:
        """The later words; '' for what is gone."""

    @property
    def rewordings(self) -> tuple[Rewording, ...]:
        """Which words became which; () for what is new, gone, or only moved."""


def inline(one: Reworded) -> str:
    """Return the words in one run, deletions and insertions marked."""
    if not one.before or not one.after:
        return side(one, "del" if one.before else "ins")
    out, at = "", 0
    for word in one.rewordings:
        out += _lines(one.after[at : word.after[0]])
        out += _marked(one.before[slice(*word.before)], "del", quiet=word.quiet)
        out += _marked(one.after[slice(*word.after)], "ins", quiet=word.quiet)
        at = word.after[1]
    return out + _lines(one.after[at:])


def side(one: Reworded, tag: Tag) -> str:
    """Return the words before (`del`) or after (`ins`), with what is only there marked."""
    words = one.before if tag == "del" else one.after
    changed: Sequence[Rewording] = one.rewordings
    if not one.before or not one.after:
        changed = (Rewording((0, len(one.before)), (0, len(one.after))),)
    out, at = "", 0
    for word in changed:
        start, end = word.before if tag == "del" else word.after
        out += _lines(words[at:start]) + _marked(words[start:end], tag, quiet=word.quiet)
        at = end
    return out + _lines(words[at:])


def both_views(one: Reworded) -> str:
    """Return the words in one run and side by side; `VIEWS` lets a reader choose."""
    return (
        f'<p class="told run">{inline(one)}</p><div class="sides">'
        f'<p class="told">{side(one, "del")}</p><p class="told">{side(one, "ins")}</p></div>'
    )


VIEWS = (
    '<p class="views"><label><input type="checkbox" class="side-by-side"> '
    f"{say.SIDE_BY_SIDE}</label></p>"
)
"""The choice between one run and side by side."""


def _marked(words: str, tag: Tag, *, quiet: bool) -> str:
    if not words:
        return ""
    opened = f'{tag} class="quiet"' if quiet else tag
    return f"<{opened}>{_lines(words)}</{tag}>"


def _lines(words: str) -> str:
    return "<br>".join(map(verbatim, words.split("\n")))
