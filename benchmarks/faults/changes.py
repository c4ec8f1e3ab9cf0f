"""What is done to words and to pieces of HTML: only what stands between tags changes."""

from __future__ import annotations

import re
from random import Random

_TEXT = re.compile(r"<[^>]*>|&[#\w]+;|(?P<letter>[\u4e00-\u9fff])|(?P<digit>\d)")

_MARGIN = 2
"""Letters at both ends that stay: without them the words would still be a run of the source."""


def _places(html: str, group: str) -> list[int]:
    return [found.start() for found in _TEXT.finditer(html) if found[group]]


def _inner(html: str) -> list[int]:
    places = _places(html, "letter")
    return places[_MARGIN:-_MARGIN]


def letter(html: str, choose: Random) -> str:
    """Exchange a letter within the words for another: 牛鼻子 → 牛丙子."""
    if not (places := _inner(html) or _places(html, "letter")):
        return html
    at = choose.choice(places)
    return html[:at] + ("丙" if html[at] != "丙" else "丁") + html[at + 1 :]


def dropped(html: str, choose: Random) -> str:
    """Leave out a letter within the words."""
    # Of two that are equal, and next to each other, nobody sees which is gone.
    places = [at for at in _inner(html) if html[at - 1 : at] != html[at] != html[at + 1 : at + 2]]
    if not places:
        return html
    at = choose.choice(places)
    return html[:at] + html[at + 1 :]


def added(html: str, choose: Random) -> str:
    """Put a clause into the words: 加快修路 → 加快，逐年翻番，修路."""
    if not (places := _inner(html)):
        return html
    at = choose.choice(places)
    return f"{html[:at]}，逐年翻番，{html[at:]}"


def negated(html: str, choose: Random) -> str:
    """Put 不 before a letter within the words."""
    if not (places := _inner(html)):
        return html
    at = choose.choice(places)
    return f"{html[:at]}不{html[at:]}"


def moved(html: str, choose: Random) -> str:
    """Exchange two letters that stand next to each other."""
    inner = set(_inner(html))
    places = [at for at in inner if at + 1 in inner and html[at] != html[at + 1]]
    if not places:
        return html
    at = choose.choice(sorted(places))
    return html[:at] + html[at + 1] + html[at] + html[at + 2 :]


def number(html: str, choose: Random) -> str:
    """Exchange a digit: 超70% → 超80%."""
    if not (places := _places(html, "digit")):
        return html
    at = choose.choice(places)
    return html[:at] + str((int(html[at]) + 1) % 10 or 1) + html[at + 1 :]


def cut(html: str, choose: Random) -> str:  # noqa: ARG001
    """Leave out the last sentence, without a sign that it is left out."""
    ends = [one.end() for one in re.finditer("[。；？！](?![^<]*>)", html)]
    return html[: ends[-2]] + html[ends[-1] :] if len(ends) > 1 else html


def beheaded(html: str, choose: Random) -> str:  # noqa: ARG001
    """Leave out the first sentence, without a sign that it is left out."""
    found = re.match(r"(?:<[^>]*>)*(?P<words>[^<。]+。)(?=[^<])", html)
    return html[: found.start("words")] + html[found.end("words") :] if found else html


def replaced(html: str, choose: Random) -> str:  # noqa: ARG001
    """Say something else altogether."""
    return "到2040年，全面完成各项任务"


def name(html: str, choose: Random) -> str:  # noqa: ARG001
    """Put another name in the place of this one."""
    return "何必达" if html != "何必达" else "何其远"


def emptied(html: str, choose: Random) -> str:  # noqa: ARG001
    """Say nothing."""
    return ""
