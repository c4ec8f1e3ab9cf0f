"""How a Chinese term is said: with tones to read, without to sort."""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_RUN = re.compile(rf"(?P<han>{_HAN}+)|(?P<other>(?:(?!{_HAN})[^\W_])+)")
_SANDHI = "一不"
"""Said with another tone before some syllables, but spelt with their own (GB/T 16159)."""


def pinyin(term: str) -> str:
    """Return the syllables with tone marks, joined by blanks: 智能体 gives "zhì néng tǐ"."""
    return " ".join(said for _, said in _syllables(term, tones="marks"))


def sorting(term: str) -> tuple[str, str, str]:
    """Return a key that sorts terms as a Chinese dictionary does: by sound, tone, writing."""
    toned = list(_syllables(term, tones="figures"))
    plain = [said if said == written else said.rstrip("12345") for written, said in toned]
    return " ".join(plain).lower(), " ".join(said for _, said in toned).lower(), term


def _syllables(term: str, tones: Literal["marks", "figures"]) -> Iterator[tuple[str, str]]:
    """Yield each Chinese character with its syllable, and runs of other letters as they are."""
    from pypinyin import Style, lazy_pinyin

    style = Style.TONE if tones == "marks" else Style.TONE3
    for run in _RUN.finditer(term):
        if run["other"]:
            yield run["other"], run["other"]
            continue
        _learn(run["han"])
        said = lazy_pinyin(run["han"], style, list, v_to_u=True)  # type: ignore[arg-type]
        for character, syllable in zip(run["han"], said, strict=True):
            alone = character in _SANDHI
            yield character, lazy_pinyin(character, style)[0] if alone else syllable


# pypinyin takes its time to load its phrases with all their beginnings. At each place it looks for
# the longest of these, so that the phrases that begin like two letters there will do.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
_learnt: set[str] = set()


def _learn(run: str) -> None:
    """Let pypinyin know the phrases that begin like any two letters of a run."""
    from pypinyin.constants import PHRASES_DICT
    from pypinyin.seg.mmseg import seg

    pairs = {run[at : at + 2] for at in range(len(run) - 1)} - _learnt
    found = {phrase: said for pair in sorted(pairs) for phrase, said in _phrases(pair)}
    _learnt.update(pairs)
    PHRASES_DICT.update(found)
    seg.train(iter(found))


def _phrases(beginning: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the phrases that begin so, each with what its characters are said like."""
    entries = _entries()
    for at in range(bisect_left(entries, beginning), len(entries)):
        if not entries[at].startswith(beginning):
            break
        phrase, _, said = entries[at].partition('": ')
        yield phrase, json.JSONDecoder().raw_decode(f"{said}\n]\n]")[0]


@cache
def _entries() -> list[str]:
    """Return pypinyin's phrases as they stand in its file, in order, each without its end."""
    spec = find_spec("pypinyin")
    assert spec is not None
    assert spec.origin is not None
    text = Path(spec.origin).with_name("phrases_dict.json").read_text(encoding="utf-8")
    return text.removeprefix('{\n"').split('\n]\n],\n"')
