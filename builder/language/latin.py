"""Latin text, as an English regulation: where its sentences end, and how its clauses open.

Strings in, values out. A point ends a sentence where it ends no abbreviation, no initial and no
number of a list.
"""

from __future__ import annotations

import re

_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CHINESE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff01-\uff60]")

_ABBREVIATIONS = re.compile(
    r"mrs?|ms|dr|prof|hon|st|[js]r|nos?|arts?|secs?|paras?|chs?|figs?|vol|eds?|pp|cf|vs|etc|e\.?g|i\.?e"
    r"|al|approx|dept|est|inc|ltd|co|corp|jan|feb|mar|apr|aug|sept?|oct|nov|dec|(?:[a-z]\.)+[a-z]|sch"
)
"""Words in small letters whose point ends no sentence, without their last point."""
_NUMBERED = re.compile(
    r"(?:annex|appendix|part|chapter|title|section|schedule|class)\Z", re.IGNORECASE
)
"""Words after which a single letter is a number, not an initial: Annex I. The roads."""

_CLOSERS, _OPENERS = "\"'”’)]", "([“\"‘'"

_TAIL = 60
"""Characters at the end of a text that tell whether a sentence ends there."""

# Article 12      Art. 3a      § 5      Section IV      Annex B
CLAUSE = (
    r"(?:(?i:article|art\.|section|sec\.|chapter|part|title|annex|appendix|schedule)\s"
    r"(?:\d{1,4}[A-Za-z]?|[IVXLC]{1,7}|[A-Z])(?!\w)|§{1,2}\s?\d{1,4}[A-Za-z]?(?!\w))"
)
"""The number with which a clause of a law opens, or which is a heading."""
_CLAUSE = re.compile(CLAUSE)
_CLAUSE_ALONE = re.compile(rf"{CLAUSE}[.:]?")

# (a) the bridges      (iv) slopes      2. It applies      2.1 It applies      • bridges
_ITEM = re.compile(
    r"(?:[(\[](?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3})[)\]]|(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[a-z][.)])(?=\s)"
    r"|[-–—•▪◦*](?=\s))\s*\S"
)
_BRACKETED = re.compile(r"[(\[]?(?:[a-z]{1,2}|[ivx]{1,5})[)\]]\s")

# all roads, and the
_HANGING = re.compile(
    r"[,(-]\Z|(?<!\w)(?:an?|the|of|and|or|to|in|on|at|by|for|from|with|as|that|which|who|shall|must|may"
    r"|is|are|be|under|into|between|their|its|this)\Z",
    re.IGNORECASE,
)


def is_latin(text: str) -> bool:
    """Return whether a text has Latin letters and no Chinese characters or marks."""
    return _LETTER.search(text) is not None and _CHINESE.search(text) is None


def ends_sentence(text: str) -> bool:
    """Return whether a sentence ends where a Latin text ends.

    `…in 2019.` and `(see Annex I).` do, `e.g.`, `Mr.`, `J.` and `…, No.` do not.
    """
    tail = text[-_TAIL:]
    bare = tail.rstrip(_CLOSERS)
    if bare[-1:] != ".":
        return bare[-1:] in ("?", "!")
    before, _, word = bare.rstrip(".").rpartition(" ")
    word = word.lstrip(_OPENERS).lower()
    if len(word) == 1 and word.isalpha():
        return _NUMBERED.search(before) is not None
    if _ABBREVIATIONS.fullmatch(word):
        return False
    return bool(word) and not (word.isdecimal() and not before.strip() and len(text) <= _TAIL)


def opens_clause(text: str) -> bool:
    """Return whether a line opens with the number of a clause: Article 3, § 5, Annex II."""
    return _CLAUSE.match(text) is not None


def is_clause_number(text: str) -> bool:
    """Return whether a line is only the number of a clause: `Article 3` or `§ 5.`."""
    return _CLAUSE_ALONE.fullmatch(text) is not None


def opens_item(text: str) -> bool:
    """Return whether a line opens as an item of a list: (a), iv), 2., 2.1, •."""
    return _ITEM.match(text) is not None


def is_bracketed_item(text: str) -> bool:
    """Return whether a line opens with a letter in brackets, which no heading does: (a) bridges."""
    return _BRACKETED.match(text) is not None


def hangs(text: str) -> bool:
    """Return whether words break off in mid-sentence: at a comma, at `the` or `shall`."""
    return _HANGING.search(text[-10:]) is not None
