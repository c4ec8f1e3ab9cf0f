"""The signs of a sentence → those in enumerations, which speak for no label or for all.

A sentence that names most of the actions one after the other speaks of all and so of none. Names
stand close, with 、 or a comma between, perhaps with the policy's own name repeated before each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from builder.classify.vocabulary import Sign
from builder.model import Label

_BETWEEN = re.compile(
    r"""
    [^、，,；;和与及]{0,4} [”"]?               # …养护”、  补贴、
    [、，,；;和与及] \s?
    ( [“"] [^“”"、，,。]{1,8} [”"] )?          # “某某+”
    [^、，,；;。]{0,4}                         # 加强、同
    """,
    re.VERBOSE,
)


_AND = re.compile("[、和与及]|以及")
# 公路|桥梁、隧道  养老、助餐和护理
_WITHIN = re.compile("([^、，,；;和与及]{0,4}[、和与及][^、，,；;。]{0,4})?")
"""What stands between two names of a list; nothing where one name is two signs."""

_SECTORS = re.compile(
    r"""
    [^、，,。；;]{0,3} 等? [^、，,。；;等]{0,4}    # 等重点领域、等重要行业领域、各场景
    (?: 领域 | 行业 | 方面 | 部门 | 产业 | 方向 )
    """,
    re.VERBOSE,
)

_MOST = 2 / 3
"""Part of a family that makes an enumeration; part of a list beyond which it speaks for a label."""


def listed(text: str, signs: Iterable[Sign], family: range) -> tuple[Sign, ...]:
    """Return the signs of a sentence that stand in a pure enumeration of a family of labels.

    An enumeration names at least three labels and two thirds of the family: of six actions,
    `围绕公路、桥梁、隧道、护栏、养老、助餐6个方面` lists all.
    """
    least = max(3, ceil(_MOST * len(family)))
    return tuple(
        sign
        for run in _runs(text, _of(family, signs), least)
        if len({sign.label for sign in run}) >= least
        for sign in run
    )


def scattered(text: str, signs: Iterable[Sign], actions: range, pillars: range) -> tuple[Sign, ...]:
    """Return the signs that stand in a list of sectors of different labels.

    `在公路、养老、助餐等领域` says where something is done, not what is done: its names speak only
    for a label that more than two thirds of them belong to. At least half of its names are words
    of actions, whatever pillars stand among them.
    """
    families = range(actions.start, pillars.stop)
    runs = _runs(text, _of(families, signs), 2, _WITHIN)
    return tuple(sign for run in runs for sign in _scattered(text, run, actions))


def coordinated(
    text: str, signs: Iterable[Sign], family: range, labels: Sequence[Label]
) -> tuple[Sign, ...]:
    """Return the signs that are bare names and stand beside words of other labels.

    `加强护栏、标线、路灯等维护` speaks of all three, though 路灯 alone would say nothing.
    """
    return tuple(
        sign
        for run in _runs(text, _of(family, signs), 2, _AND)
        if len({sign.label for sign in run}) > 1 and any(sign.force == "word" for sign in run)
        for sign in run
        if sign.force != "word" and _names(labels[sign.label], text[sign.start : sign.end])
    )


def _names(label: Label, words: str) -> bool:
    return words == label.name or words in label.aliases


def _scattered(text: str, run: tuple[Sign, ...], actions: range) -> Iterator[Sign]:
    names = len({(sign.start, sign.end) for sign in run})
    acting = len({(sign.start, sign.end) for sign in run if sign.label in actions})
    if names < 2 or 2 * acting < names or not _SECTORS.match(text, run[-1].end):
        return
    often = Counter(sign.label for sign in run)
    yield from (sign for sign in run if often[sign.label] <= _MOST * names)


def _of(family: range, signs: Iterable[Sign]) -> list[Sign]:
    return [sign for sign in signs if sign.label in family]


def _runs(
    text: str, signs: Sequence[Sign], least: int, between: re.Pattern[str] = _BETWEEN
) -> Iterator[tuple[Sign, ...]]:
    """Yield the signs that follow each other with no more than a separator between.

    A run of fewer than `least` signs may be left out.
    """
    if len(signs) < least:
        return
    run: list[Sign] = []
    for sign in signs:
        if run and not _joined(text, run[-1], sign, between):
            yield tuple(run)
            run = []
        run.append(sign)
    yield tuple(run)


def _joined(text: str, before: Sign, after: Sign, between: re.Pattern[str]) -> bool:
    if after.start < before.end:
        return True
    return after.start - before.end <= 20 and bool(between.fullmatch(text, before.end, after.start))
