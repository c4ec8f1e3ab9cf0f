"""The signs of a sentence → the signs in enumerations, which support no label or all of them.

A sentence that lists most of the actions is about none of them in particular. The names in a list
are separated by 、 or a comma, and the policy's own name may be repeated before each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from builder.classify.vocabulary import Sign
from builder.model import Label

_SEPARATOR = re.compile(
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
_CLOSE_SEPARATOR = re.compile("([^、，,；;和与及]{0,4}[、和与及][^、，,；;。]{0,4})?")
"""What separates two names of a list; empty where one name is two signs."""

_SECTORS = re.compile(
    r"""
    [^、，,。；;]{0,3} 等? [^、，,。；;等]{0,4}    # 等重点领域、等重要行业领域、各场景
    (?: 领域 | 行业 | 方面 | 部门 | 产业 | 方向 )
    """,
    re.VERBOSE,
)

_MOST = 2 / 3
"""Least share of a family in an enumeration; share of a list above which it supports its label."""


def listed(text: str, signs: Iterable[Sign], family: range) -> tuple[Sign, ...]:
    """Return the signs of a sentence that are in a mere enumeration of a family of labels.

    An enumeration has at least three labels and two thirds of the family: of six actions,
    `围绕公路、桥梁、隧道、护栏、养老、助餐6个方面` lists all.
    """
    least = max(3, ceil(_MOST * len(family)))
    return tuple(
        sign
        for run in _runs(text, _in_family(family, signs), least)
        if len({sign.label for sign in run}) >= least
        for sign in run
    )


def scattered(text: str, signs: Iterable[Sign], actions: range, pillars: range) -> tuple[Sign, ...]:
    """Return the signs in a list of sectors of different labels.

    `在公路、养老、助餐等领域` says where something is done, not what is done: its names support a
    label only if more than two thirds of them have it. At least half of the names are words of
    actions; the rest may be words of pillars.
    """
    families = range(actions.start, pillars.stop)
    runs = _runs(text, _in_family(families, signs), 2, _CLOSE_SEPARATOR)
    return tuple(sign for run in runs for sign in _scattered(text, run, actions))


def coordinated(
    text: str, signs: Iterable[Sign], family: range, labels: Sequence[Label]
) -> tuple[Sign, ...]:
    """Return the signs that are bare names in a list with words of other labels.

    `加强护栏、标线、路灯等维护` is about all three, though the bare name 路灯 alone files nothing.
    """
    return tuple(
        sign
        for run in _runs(text, _in_family(family, signs), 2, _AND)
        if len({sign.label for sign in run}) > 1 and any(sign.force == "word" for sign in run)
        for sign in run
        if sign.force != "word" and _names(labels[sign.label], text[sign.start : sign.end])
    )


def _names(label: Label, words: str) -> bool:
    return words == label.name or words in label.aliases


def _scattered(text: str, run: tuple[Sign, ...], actions: range) -> Iterator[Sign]:
    names = len({(sign.start, sign.end) for sign in run})
    of_actions = len({(sign.start, sign.end) for sign in run if sign.label in actions})
    if names < 2 or 2 * of_actions < names or not _SECTORS.match(text, run[-1].end):
        return
    count = Counter(sign.label for sign in run)
    yield from (sign for sign in run if count[sign.label] <= _MOST * names)


def _in_family(family: range, signs: Iterable[Sign]) -> list[Sign]:
    return [sign for sign in signs if sign.label in family]


def _runs(
    text: str, signs: Sequence[Sign], least: int, separator: re.Pattern[str] = _SEPARATOR
) -> Iterator[tuple[Sign, ...]]:
    """Yield the runs of signs with only a separator between each two.

    A run of fewer than `least` signs may be left out.
    """
    if len(signs) < least:
        return
    run: list[Sign] = []
    for sign in signs:
        if run and not _joined(text, run[-1], sign, separator):
            yield tuple(run)
            run = []
        run.append(sign)
    yield tuple(run)


def _joined(text: str, before: Sign, after: Sign, separator: re.Pattern[str]) -> bool:
    start, end = before.end, after.start
    return end < start or (end - start <= 20 and bool(separator.fullmatch(text, start, end)))
