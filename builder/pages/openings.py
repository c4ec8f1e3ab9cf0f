"""What the policy says of a label, as the opening of its page: in its own words, or in those that
another text gives as its words; and the line that says that its own are not here.

Words of anybody else never stand there, however well they put it: where the policy is not said to
say anything of a label, its page has no opening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.messages import phrases
from builder.messages.names import IN_POLICY
from builder.model import Attributed, Label, Sentence, Span, addresses, authority_rank
from builder.pages.blocks import numbered, origin, quotation
from builder.pages.markdown import classed, link, plain, small
from builder.pages.page_index import Filed, Found, PageIndex, quoted

_AT_A_GLANCE = 100
"""Characters that a reader takes in at a glance."""

# 第一项；第二项
_PART = re.compile(r"[^；;]+[；;]?")
# 包括甲、乙，即丙等。
_ITEM = re.compile(
    r"(?:包括|即|含)?(?P<item>[^、，,：:；;。]+?)(?:等?[。；;]|等?\Z|(?=[、，,：:]))"
)

_Rank = tuple[int, ...]
"""The higher, the better; first whose words they are."""

_OWN, _ABOUT, _NAMED = 3, 2, 1
"""The policy's own; a sentence filed under the label; one that only names it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the policy says of a label."""

    found: Found
    filed: Filed
    """The paragraph that shows it."""
    is_list: bool
    """Whether the words only name the label among others."""


def opening(index: PageIndex, label: Label) -> Opening | None:
    """Return what the policy says of a label; `None` where nobody says that it says anything.

    Best are words of its own, then sentences about the label alone, then from the voice of greatest
    weight, short, with the most words that speak for it; last a sentence that only names it by
    the title of its page.
    """
    best: tuple[_Rank, Filed, Span] | None = None
    for rank, filed, span in (*_own(index, label), *_given(index, label)):
        if best is None or rank > best[0]:
            best = rank, filed, span
    if best is None:
        return None
    rank, filed, span = best
    return Opening(quoted(filed, span), filed, rank[0] == _NAMED)


def _own(index: PageIndex, label: Label) -> Iterator[tuple[_Rank, Filed, Span]]:
    """Yield the sentences of the policy's own text about a label."""
    for filed in index.under[label.id]:
        if filed.text.id != index.corpus.policy.text or filed.passage is None:
            continue
        if filed.paragraph.role in ("question", "heading"):
            continue
        for sentence in filed.passage.sentences:
            if label.id in (*sentence.areas, *sentence.pillars):
                yield _rank(_OWN, filed, sentence, sentence.span, label), filed, sentence.span


def _given(index: PageIndex, label: Label) -> Iterator[tuple[_Rank, Filed, Span]]:
    """Yield what other texts give as the policy's words about a label."""
    for one in index.corpus.policy.attributed:
        filed = index.filed[one.paragraph]
        if filed.passage is None:
            continue
        for sentence in filed.passage.sentences:
            if not sentence.span[0] <= one.span[0] < sentence.span[1]:
                continue
            if label.id in (*sentence.areas, *sentence.pillars):
                span = _part(filed, sentence, one, label)
                yield _rank(_ABOUT, filed, sentence, span, label), filed, span
        if label.title and label.title in filed.paragraph.text[slice(*one.span)]:
            yield (_NAMED, -authority_rank(filed.text.authority)), filed, one.span


def _rank(first: int, filed: Filed, sentence: Sentence, span: Span, label: Label) -> _Rank:
    grounds = [one for one in sentence.grounds if _is_within(one.span, span)]
    labels = {one.label for one in grounds} & {*sentence.areas, *sentence.pillars}
    spoken = {filed.paragraph.text[slice(*one.span)] for one in grounds if one.label == label.id}
    is_short = span[1] - span[0] <= _AT_A_GLANCE
    return first, -len(labels), -authority_rank(filed.text.authority), is_short, len(spoken)


def _part(filed: Filed, sentence: Sentence, one: Attributed, label: Label) -> Span:
    """Return the parts of a sentence about a label, where its words are not needed to attribute it.

    A list that follows 部署了以下举措： is divided at semicolons; other sentences stay whole.
    """
    if one.names == one.paragraph:
        return one.span
    about = [ground.span for ground in sentence.grounds if ground.label == label.id]
    text = filed.paragraph.text
    parts = [
        part.span()
        for part in _PART.finditer(text, *one.span)
        if any(_is_within(span, part.span()) for span in about)
    ]
    if not parts:
        return one.span
    start, end = parts[0][0], parts[-1][1]
    return start, start + len(text[start:end].rstrip("；;"))


def _is_within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


# ---------------------------------------------------------------- on pages


def retold(index: PageIndex, page: str, *, whole: bool = False) -> list[str]:
    """Return a line that says that the policy's own text is not here; nothing where it is.

    `whole` gives its whole name.
    """
    policy = index.corpus.policy
    if policy.text is not None or not policy.name:
        return []
    name = plain(f"《{index.framework.policy}》" if whole else policy.name)
    if policy.entity is not None:
        name = link(name, addresses.entity(policy.entity), page)
    return [classed(phrases.retold(name), "retold")]


def clauses(index: PageIndex, label: Label, page: str) -> list[str]:
    """Return a line with the paragraphs of the policy's own text about a label, if it is here."""
    policy = index.corpus.policy
    own = [one.paragraph.id for one in index.under[label.id] if one.text.id == policy.text]
    return [classed(f"{IN_POLICY}：{line}", "retold") for line in numbered(index, own, page)]


def opened(index: PageIndex, one: Opening, page: str, name: str = "words opening") -> list[str]:
    """Return the opening of a label's page, and by whom the policy's words came here."""
    shown, where = quotation(index, one.found, page, name)
    policy = index.corpus.policy
    if one.filed.text.id == policy.text:
        return [shown, where]
    who, publisher, when, here, lines = origin(one.filed, page)
    way = " → ".join((plain(policy.name), who or publisher, here))
    return [shown, small([way, publisher if who else "", when, lines])]
