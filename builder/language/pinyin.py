"""How a Chinese term is said: with tones to read, without to sort.

What characters and phrases are said like is pypinyin's. It loads all of it, which takes longer than
to sort a glossary: here what a term needs is looked up in its two files.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from builder.language.packages import file_of

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_RUN = re.compile(rf"(?P<han>{_HAN}+)|(?P<other>(?:(?!{_HAN})[^\W_])+)")
_SANDHI = "一不"
"""Said with another tone before some syllables, but spelt with their own (GB/T 16159)."""
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
"""Mark over a vowel → tone."""


def pinyin(term: str) -> str:
    """Return the syllables with tone marks, joined by blanks: 智能体 gives "zhì néng tǐ"."""
    return " ".join(said for _, said in _syllables(term))


def sorting(term: str) -> tuple[str, str, str]:
    """Return a key that sorts terms as a Chinese dictionary does: by sound, tone, writing."""
    plain, toned = [], []
    for written, said in _syllables(term):
        sound, tone = (said, "") if said == written else _apart(said)
        plain.append(sound)
        toned.append(sound + tone)
    return " ".join(plain).lower(), " ".join(toned).lower(), term


def _syllables(term: str) -> Iterator[tuple[str, str]]:
    """Yield each Chinese character with its syllable, and runs of other letters as they are."""
    for run in _RUN.finditer(term):
        if run["other"]:
            yield run["other"], run["other"]
        else:
            for character, said in zip(run["han"], _said(run["han"]), strict=True):
                yield character, _alone(character) if character in _SANDHI else said


def _said(run: str) -> Iterator[str]:
    """Yield what characters are said like: in the longest phrase at each place, else alone."""
    start = 0
    while start < len(run):
        phrases = _phrases(run[start : start + 2])
        here = [phrase for phrase in phrases if run.startswith(phrase, start)]
        if here:
            yield from phrases[max(here, key=len)]
        else:
            yield _alone(run[start])
        start += max(map(len, here), default=1)


def _apart(said: str) -> tuple[str, str]:
    """Return a syllable without its tone, and the tone: lǜ is lü and 4; er has none."""
    letters = normalize("NFD", said)
    tone = next((letter for letter in letters if letter in _TONES), "")
    return normalize("NFC", letters.replace(tone, "")), _TONES.get(tone, "")


@cache
def _alone(character: str) -> str:
    """Return the first of what a character is said like; one that is not known, as it is."""
    entries, code = _characters(), b"%d" % ord(character)
    at = bisect_left(entries, (len(code), code), key=lambda entry: (entry.index(b'"'), entry))
    known, _, said = entries[at].partition(b'": "') if at < len(entries) else (b"", b"", b"")
    return re.split('[",]', said.decode(), maxsplit=1)[0] if known == code else character


@cache
def _phrases(beginning: str) -> dict[str, list[str]]:
    """Return the phrases that begin so, with what their characters are said like."""
    entries, wanted, found = _written_phrases(), beginning.encode(), dict[str, list[str]]()
    for at in range(bisect_left(entries, wanted), len(entries)):
        if not entries[at].startswith(wanted):
            break
        phrase, _, said = entries[at].decode().partition('": ')
        syllables = json.JSONDecoder().raw_decode(f"{said}\n]\n]")[0]
        found[phrase] = [several[0] for several in syllables]
    return found


@cache
def _characters() -> list[bytes]:
    """Return the characters as they stand in their file, in order: 19968": "yī", first of all."""
    content = file_of("pypinyin", "pinyin_dict.json").read_bytes()
    return content.removeprefix(b'{\n"').split(b'\n"')


@cache
def _written_phrases() -> list[bytes]:
    """Return the phrases as they stand in their file, in order, each without its end."""
    content = file_of("pypinyin", "phrases_dict.json").read_bytes()
    return content.removeprefix(b'{\n"').split(b'\n]\n],\n"')
