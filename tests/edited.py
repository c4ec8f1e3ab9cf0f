"""Texts as another hand would print them: known edits, and typography that is none.

A seeded program: the same number gives the same edits. Sites of edits are so far apart that each
is one edit to any reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from builder.language.sentences import sentences
from builder.model import Corpus, Text, TextParagraph
from tests.seeds_folder import passages_of

WORDS = (
    "稳妥", "审慎", "山川", "河流", "笔墨", "舟车", "灯火",
    "风雨", "田野", "书画", "琴棋", "茶饭", "桥梁", "街巷",
)  # fmt: skip
"""Words that the texts do not use in these places."""


@dataclass(frozen=True, slots=True)
class Known:
    """An edit that was made."""

    kind: str
    """sentence_added, sentence_removed, sentence_changed or sentence_moved."""
    before: str
    after: str


def edited(
    corpus: Corpus, number: int, edits: int, typographic: int
) -> tuple[Corpus, tuple[Known, ...]]:
    """Return a corpus with so many edits and so many changes of typography, and the edits."""
    random = Random(number)
    plain = tuple(
        replace(text, paragraphs=tuple(replace(one, corrections=()) for one in text.paragraphs))
        for text in corpus.texts
    )
    sites = _sites(plain, random, edits)
    known: list[Known] = []
    texts: list[Text] = []
    for text in plain:
        paragraphs = list(text.paragraphs)
        moving: list[TextParagraph] = []
        for place, one in enumerate(text.paragraphs):
            kind = sites.get((text.id, place))
            if kind == "sentence_moved":
                moving.append(one)
            elif kind is not None:
                words, edit = _EDITS[kind](one.text, random, len(known))
                paragraphs[place] = replace(one, text=words)
                known.append(edit)
        for one in moving:
            known.append(Known("sentence_moved", one.text, one.text))
            at = paragraphs.index(one)
            paragraphs.pop(at)
            paragraphs.insert(_elsewhere(at, len(paragraphs), random), one)
        texts.append(replace(text, paragraphs=tuple(one for one in paragraphs if one.text)))
    edited_ones = {text.paragraphs[at].id for text in plain for at in _places(sites, text)}
    texts = _typography(texts, random, typographic, edited_ones)
    return with_texts(corpus, texts), tuple(known)


def with_texts(corpus: Corpus, texts: Sequence[Text]) -> Corpus:
    """Return a corpus of these texts, filed."""
    return replace(
        corpus,
        texts=tuple(texts),
        passages=passages_of(tuple(texts), corpus.seeds.framework),
        terms=(),
        links=(),
    )


def _places(sites: dict[tuple[str, int], str], text: Text) -> list[int]:
    return [place for one, place in sites if one == text.id]


def _elsewhere(at: int, length: int, random: Random) -> int:
    """Return a place at least two paragraphs away."""
    return random.choice([one for one in range(length + 1) if abs(one - at) >= 2])


def _sites(texts: Sequence[Text], random: Random, edits: int) -> dict[tuple[str, int], str]:
    """Return paragraphs, no two of them neighbours, each with what is to be done to it."""
    places = [
        (text.id, place)
        for text in texts
        for place, one in enumerate(text.paragraphs)
        if len(one.text) >= 30 and len(text.paragraphs) >= 6
    ]
    random.shuffle(places)
    moved: set[str] = set()  # one a text: of two that cross, one may seem to stay
    sites: dict[tuple[str, int], str] = {}
    for text, place in places:
        if len(sites) < edits and not {(text, place - 1), (text, place + 1)} & sites.keys():
            moves = [] if text in moved else ["sentence_moved"]
            sites[text, place] = [*moves, *_EDITS][0 if moves else len(sites) % len(_EDITS)]
            moved.add(text)
    assert len(sites) == edits
    return sites


def _invented(random: Random, number: int) -> str:
    return f"{''.join(random.sample(WORDS, 6))}，{number}件之事另行安排。"


def _add(text: str, random: Random, number: int) -> tuple[str, Known]:
    at = random.choice([0, *(end for _, end in sentences(text) if text[:end][-1] in "。？！”")])
    new = _invented(random, number)
    return text[:at] + new + text[at:], Known("sentence_added", "", new)


def _remove(text: str, random: Random, number: int) -> tuple[str, Known]:  # noqa: ARG001
    start, end = random.choice(sentences(text))
    return text[:start] + text[end:], Known("sentence_removed", text[start:end], "")


def _reword(text: str, random: Random, number: int) -> tuple[str, Known]:  # noqa: ARG001
    start, end = max(sentences(text), key=lambda span: span[1] - span[0])
    pairs = [at for at in range(start, end - 1) if text[at : at + 2].isalpha()]
    at = random.choice(pairs)
    words = text[start:at] + random.choice(WORDS) + text[at + 2 : end]
    return text[:start] + words + text[end:], Known("sentence_changed", text[start:end], words)


_EDITS: dict[str, Callable[[str, Random, int], tuple[str, Known]]] = {
    "sentence_added": _add,
    "sentence_removed": _remove,
    "sentence_changed": _reword,
}


# ---------------------------------------------------------------- typography

SWAPS = {
    "，": ",", ",": "，", "。": "．", "：": ":", ":": "：", "；": ";", ";": "；",
    "？": "?", "?": "？",
    "“": "「", "”": "」", "‘": "'", "’": "'", "（": "(", "）": ")", "(": "（", ")": "）", "、": "､",
    "%": "％", "％": "%", "+": "＋", "＋": "+", "—": "─", "-": "－", "·": "・",
    "《": "〈", "》": "〉", "人": "⼈", "国": "國",
} | {chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x3A)} | {
    chr(code): chr(code + 0xFEE0) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))
}  # fmt: skip
"""What is printed in one shape here and in another there."""

BLANKS = (" ", "\u00a0", "\u3000", "\u200b", "\n")
"""What is printed between words, or not."""


def _typography(texts: list[Text], random: Random, number: int, whole: set[str]) -> list[Text]:
    """Return the texts with so many changes of typography, paragraphs cut and joined as well.

    A paragraph of `whole` is not cut: the cut could lie in what was edited.
    """
    for count in range(number):
        which = random.randrange(len(texts))
        text = texts[which]
        place = random.randrange(len(text.paragraphs))
        paragraphs = list(text.paragraphs)
        one = paragraphs[place]
        swaps = [at for at, character in enumerate(one.text) if character in SWAPS]
        if count % 30 == 0 and len(one.text) > 20 and one.id not in whole:
            at = random.choice(
                [at for at in range(5, len(one.text) - 5) if one.text[at - 1 : at + 1].isalpha()]
            )
            paragraphs[place : place + 1] = [
                replace(one, text=one.text[:at]),
                replace(one, id=f"{one.id}-2-{count}", text=one.text[at:]),
            ]
        elif count % 30 == 1 and place + 1 < len(paragraphs):
            joined = one.text + paragraphs[place + 1].text
            paragraphs[place : place + 2] = [replace(one, text=joined)]
        elif count % 3 and swaps:
            at = random.choice(swaps)
            words = one.text[:at] + SWAPS[one.text[at]] + one.text[at + 1 :]
            paragraphs[place] = replace(one, text=words)
        else:
            at = random.randrange(len(one.text) + 1)
            words = one.text[:at] + random.choice(BLANKS) + one.text[at:]
            paragraphs[place] = replace(one, text=words)
        texts[which] = replace(text, paragraphs=tuple(paragraphs))
    return texts
