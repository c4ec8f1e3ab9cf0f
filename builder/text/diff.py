"""Two strings → what they have in common and where they differ.

`matching_blocks` aligns copies of a text as a careful reader would; `word_differences` tells which
words became which; `differences` is the plain diff of short passages. difflib's autojunk is always
off: it drops frequent characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from builder.language.words import words
from builder.text.alignment import heaviest_chain
from builder.text.ngrams import ngrams

Block = tuple[int, int, int]
"""A common substring: its offset in the first string, in the second, and its length."""

Span = tuple[int, int]
"""Start and end, end excluded."""

ANCHOR_SIZES = (24, 12, 6)
"""Sizes of the n-grams by which long strings are anchored; the longest first."""
SHORT = 400
"""Strings with a shorter side than this are compared directly, unless the other is very long."""
MAX_MATCHES = 300_000
"""Unanchored strings with more pairs of equal characters than this have nothing in common:
comparing them directly would take minutes."""
MAX_EQUAL_WORDS = 50_000
"""The same of words and of sentences; a passage of the greatest length has some thousands."""
CHANCE = 3
"""A block of at most this length, between differences at least as long, is there by chance."""
CLAUSE_RATIO = 4
"""A replacement so many times longer than the replaced words includes an inserted clause."""

SLIVER = 2
"""Replacements with fewer equal letters than this between them are one replacement."""
LONGEST = 2_000
"""Sentences without an equal one between them that are longer than this are one difference from
their first to their last: comparing their words would take minutes."""

# 3.5%    1,000    GPT-4
_NUMBER_OR_NAME = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[-.,．][0-9A-Za-z０-９]+)*[%％‰]?")
# 一句到句号为止。
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+|[^。！？!?\n]+")

_STOPS = "\n。！？!?"
_CLAUSE_ENDS = "\n。！？!?；;，,：:、）)】]》"


def common_prefix(first: str, second: str) -> int:
    """Return how many characters both strings begin with."""
    # By bisection: slices are compared many times faster than characters in a loop.
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(first: str, second: str) -> int:
    """Return how many characters both strings end with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if (
            first[len(first) - middle : len(first) - low]
            == second[len(second) - middle : len(second) - low]
        ):
            low = middle
        else:
            high = middle - 1
    return low


def changed_middle(first: str, second: str) -> tuple[Span, Span]:
    """Return the span in each string between what both begin with and what both end with."""
    start = common_prefix(first, second)
    end = common_suffix(first[start:], second[start:])
    return (start, len(first) - end), (start, len(second) - end)


def equal_runs(first: Sequence[str], second: Sequence[str]) -> list[Block]:
    """Return the runs that two sequences have in common, ascending in both.

    The time grows with the number of pairs of equal items: for short sequences.
    """
    matches = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(match.a, match.b, match.size) for match in matches if match.size]


def differences(first: Sequence[str], second: Sequence[str]) -> list[tuple[Span, Span]]:
    """Return the spans between the common runs of two sequences: (in the first, in the second).

    `differences("修缮道路", "养护道路")` is `[((0, 2), (0, 2))]`.
    """
    return gaps(equal_runs(first, second), (0, 0), (len(first), len(second)))


def gaps(
    blocks: Sequence[Block], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[Span, Span]]:
    """Return the spans before, between and after ascending blocks: (in the first, in the second).

    `start` and `end` are offsets in the two strings; a gap is empty in at most one of them.
    """
    found, (a, b) = [], start
    for next_a, next_b, length in (*blocks, (*end, 0)):
        if a < next_a or b < next_b:
            found.append(((a, next_a), (b, next_b)))
        a, b = next_a + length, next_b + length
    return found


def word_differences(first: str, second: str) -> list[tuple[Span, Span]]:
    """Return which runs of whole words of `first` became which of `second`, ascending.

    `word_differences("建成三条公路。", "建成四条公路。")` is `[((2, 3), (2, 3))]`. What is between
    two differences is equal to the character. Both ends of a difference are ends of words in both
    strings, where it is in one of them alone, at the ends of clauses if it can be.
    """
    found: list[tuple[Span, Span]] = []
    for here, there in _apart(first, second):
        apart = _words_apart(first[slice(*here)], second[slice(*there)])
        found += [
            ((here[0] + a, here[0] + a_end), (there[0] + b, there[0] + b_end))
            for (a, a_end), (b, b_end) in apart
        ]
    return found


def _apart(first: str, second: str) -> list[tuple[Span, Span]]:
    """Return the spans of sentences between equal ones."""
    here, there = (_SENTENCE.findall(text) for text in (first, second))
    starts, starts_there = (list(accumulate(map(len, parts), initial=0)) for parts in (here, there))
    if _equal_pairs(here, there) > MAX_EQUAL_WORDS:
        return [((0, len(first)), (0, len(second)))] if first != second else []
    return [
        ((starts[a], starts[a_end]), (starts_there[b], starts_there[b_end]))
        for (a, a_end), (b, b_end) in differences(here, there)
    ]


def _words_apart(first: str, second: str) -> list[tuple[Span, Span]]:
    edges, edges_there = _word_edges(first), _word_edges(second)
    parts, parts_there = _parts(first, edges), _parts(second, edges_there)
    too_long = max(len(first), len(second)) > LONGEST
    if too_long or _equal_pairs(parts, parts_there) > MAX_EQUAL_WORDS:
        return [_widened(changed_middle(first, second), edges, edges_there)]
    runs = equal_runs(parts, parts_there)
    blocks = _merged([
        (edges[a], edges_there[b], edges[a + size] - edges[a]) for a, b, size in runs
    ])  # fmt: skip
    blocks = _without_slivers(blocks, first, second)
    apart = gaps(blocks, (0, 0), (len(first), len(second)))
    ends, ends_there = frozenset(edges), frozenset(edges_there)
    trimmed = [_trimmed(one, first, second, ends, ends_there) for one in apart]
    return list(_settled(trimmed, first, second, ends, ends_there))


def _without_slivers(blocks: Sequence[Block], first: str, second: str) -> list[Block]:
    """Drop a mark or a single character beside a replacement: 和 in 修桥和养路 and 建桥和造路."""
    kept: list[Block] = []
    following = (*blocks[1:], (len(first), len(second), 0))
    for (a, b, size), (next_a, next_b, _) in zip(blocks, following, strict=False):
        last_a, last_b = _ends(kept[-1]) if kept else (0, 0)
        replaced = min(a - last_a, b - last_b) and min(next_a - a - size, next_b - b - size)
        if not replaced or sum(map(str.isalnum, first[a : a + size])) >= SLIVER:
            kept.append((a, b, size))
    return kept


def _parts(text: str, edges: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(edges)]


def _word_edges(text: str) -> list[int]:
    """Return where words begin and end; a number with its point, a name in Latin letters is one."""
    edges = {0, *(end for _, end in words(text))}
    for found in _NUMBER_OR_NAME.finditer(text):
        edges.difference_update(range(found.start() + 1, found.end()))
        edges |= {found.start(), found.end()}
    return sorted(edges)


def _trimmed(
    apart: tuple[Span, Span],
    first: str,
    second: str,
    ends: Collection[int],
    ends_there: Collection[int],
) -> tuple[Span, Span]:
    """Return a difference without the whole words with which both its sides begin or end."""
    (a, a_end), (b, b_end) = apart
    for size in range(common_prefix(first[a:a_end], second[b:b_end]), 0, -1):
        if a + size in ends and b + size in ends_there:
            a, b = a + size, b + size
            break
    for size in range(common_suffix(first[a:a_end], second[b:b_end]), 0, -1):
        if a_end - size in ends and b_end - size in ends_there:
            a_end, b_end = a_end - size, b_end - size
            break
    return (a, a_end), (b, b_end)


def _settled(
    apart: Sequence[tuple[Span, Span]],
    first: str,
    second: str,
    ends: Collection[int],
    ends_there: Collection[int],
) -> Iterator[tuple[Span, Span]]:
    """Yield the differences, insertions and deletions as whole clauses where the words allow."""
    last, following = 0, [here for here, _ in apart[1:]]
    for place, ((a, a_end), (b, b_end)) in enumerate(apart):
        shift = 0
        if (a == a_end) != (b == b_end):
            text, start, end = (first, a, a_end) if a < a_end else (second, b, b_end)
            # One equal character at least stays between two differences.
            left = a - last - (place > 0)
            right = (following[place][0] - 1 if following[place:] else len(first)) - a_end
            shift = next(
                (
                    by
                    for by in _shifts(text, start, end, left, right)
                    if a + by in ends
                    and a_end + by in ends
                    and b + by in ends_there
                    and b_end + by in ends_there
                    and (text[start + by - 1] if start + by else "\n") in _CLAUSE_ENDS
                    and text[end + by - 1] in _CLAUSE_ENDS
                ),
                0,
            )
        last = a_end + shift
        yield (a + shift, last), (b + shift, b_end + shift)


def _widened(
    apart: tuple[Span, Span], edges: Sequence[int], edges_there: Sequence[int]
) -> tuple[Span, Span]:
    """Return a difference with the equal characters beside it up to where words end in both."""
    (a, a_end), (b, b_end) = apart
    ends, ends_there = frozenset(edges), frozenset(edges_there)
    while not (a in ends and b in ends_there):
        a, b = a - 1, b - 1
    while not (a_end in ends and b_end in ends_there):
        a_end, b_end = a_end + 1, b_end + 1
    return (a, a_end), (b, b_end)


def matching_blocks(first: str, second: str, boundaries: Container[int] = ()) -> list[Block]:
    """Return the common substrings of two copies of a text, ascending and maximal.

    `matching_blocks("道路已修缮", "道路待修缮")` is `[(0, 0, 2), (3, 3, 2)]`. Where an insertion is
    ambiguous, it is placed so that it is a whole clause, or lies between two of the `boundaries`,
    which are offsets in the first string.
    """
    found = _merged(sorted(_anchored_runs(first, second)))
    found = list(_with_paired_marks(_without_chance(found, len(first), len(second)), first, second))
    _shift_to_clauses(found, first, second, boundaries)
    return _merged(found)


def _anchored_runs(first: str, second: str) -> Iterator[Block]:
    """Yield the common runs of two strings, in any order.

    Long strings are anchored at n-grams that are unique in both, the largest n first; the
    stretches between two anchors are compared directly.
    """
    waiting: list[tuple[int, int, int, int, tuple[int, ...]]]
    waiting = [(0, len(first), 0, len(second), ANCHOR_SIZES)]
    while waiting:
        a, a_end, b, b_end, sizes = waiting.pop()
        (head, last), (start, end) = changed_middle(first[a:a_end], second[b:b_end])
        yield a, b, head
        yield a + last, b + end, a_end - a - last
        a, a_end, b, b_end = a + head, a + last, b + start, b + end
        here, there = first[a:a_end], second[b:b_end]
        if not here or not there:
            continue
        shorter, longer = sorted((len(here), len(there)))
        if not sizes or (shorter < SHORT and longer < 20 * SHORT):
            if _equal_pairs(here, there) <= MAX_MATCHES:
                for x, y, length in equal_runs(here, there):
                    yield a + x, b + y, length
        elif anchors := _anchors(here, there, sizes[0]):
            x = y = 0
            for next_x, next_y in anchors:
                yield a + next_x, b + next_y, sizes[0]
                waiting.append((a + x, a + next_x, b + y, b + next_y, sizes))
                x, y = next_x + sizes[0], next_y + sizes[0]
            waiting.append((a + x, a_end, b + y, b_end, sizes))
        else:
            waiting.append((a, a_end, b, b_end, sizes[1:]))


def _equal_pairs(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many pairs of offsets hold the same character, or the same word."""
    counted = Counter(second)
    return sum(count * counted[character] for character, count in Counter(first).items())


def _anchors(first: str, second: str, size: int) -> list[tuple[int, int]]:
    """Return the offsets of n-grams that are unique in both strings, ascending in both."""
    here, there = _unique_ngrams(first, size), _unique_ngrams(second, size)
    pairs = sorted((here[gram], offset) for gram, offset in there.items() if gram in here)
    kept: list[tuple[int, int]] = []
    for index in heaviest_chain([y for _, y in pairs], [1] * len(pairs)):
        x, y = pairs[index]
        if not kept or (x >= kept[-1][0] + size and y >= kept[-1][1] + size):
            kept.append((x, y))
    return kept


def _unique_ngrams(text: str, size: int) -> dict[str, int]:
    grams = ngrams(text, size)
    counts = Counter(grams)
    return {gram: offset for offset, gram in enumerate(grams) if counts[gram] == 1}


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those that adjoin in both strings as one, and no empty ones."""
    merged: list[Block] = []
    for a, b, length in blocks:
        if merged and (a, b) == _ends(merged[-1]):
            merged[-1] = (*merged[-1][:2], merged[-1][2] + length)
        elif length:
            merged.append((a, b, length))
    return merged


def _ends(block: Block) -> Span:
    """Return where a block ends in the first string, and where in the second."""
    return block[0] + block[2], block[1] + block[2]


def _without_chance(blocks: Sequence[Block], length: int, second_length: int) -> list[Block]:
    """Drop short blocks between differences as long: 修路养路 and 路肩 have no 路 in common."""
    while True:
        kept: list[Block] = []
        following = (*blocks[1:], (length, second_length, 0))
        for (a, b, size), (next_a, next_b, _) in zip(blocks, following, strict=False):
            last_a, last_b = _ends(kept[-1]) if kept else (0, 0)
            before = (a - last_a, b - last_b)
            after = (next_a - a - size, next_b - b - size)
            # Between a pure insertion and a pure deletion nothing was replaced.
            replaced = min(before) or min(after)
            if size > min(CHANCE, max(before), max(after)) or not replaced:
                kept.append((a, b, size))
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def _with_paired_marks(blocks: list[Block], first: str, second: str) -> Iterator[Block]:
    """Yield the blocks, and the mark between an inserted clause and a replaced word.

    Of 路面，同时清理边沟，再 and 路面。面，再 the first comma is paired, so that the clause is an
    insertion and only 。面 a replacement. A stop that ends one side and begins the other is paired
    as well: then one side is a deletion and the other an insertion.
    """
    for place, block in enumerate(blocks):
        if place + 1 == len(blocks):
            yield block
            return
        a, b = _ends(block)
        next_a, next_b, next_length = blocks[place + 1]
        shorter, longer = sorted((next_a - a, next_b - b))
        mark: Block | None = None
        taken = 0  # characters that the mark takes from the end of this block
        if not shorter:
            pass
        elif first[next_a - 1] == second[b] in _STOPS:
            mark = (next_a - 1, b, 1)
        elif second[next_b - 1] == first[a] in _STOPS:
            mark = (a, next_b - 1, 1)
        elif longer >= CLAUSE_RATIO * shorter:
            in_first = next_a - a > next_b - b
            extra = first[a:next_a] if in_first else second[b:next_b]
            if next_length > 1 and extra[0] == first[next_a] and extra[0] in _CLAUSE_ENDS:
                mark = (a, next_b, 1) if in_first else (next_a, b, 1)
                blocks[place + 1] = (next_a + 1, next_b + 1, next_length - 1)
            elif block[2] > 1 and extra[-1] == first[a - 1] and extra[-1] in _CLAUSE_ENDS:
                mark = (next_a - 1, b - 1, 1) if in_first else (a - 1, next_b - 1, 1)
                taken = 1
        yield *block[:2], block[2] - taken
        if mark:
            yield mark


def _shift_to_clauses(
    blocks: list[Block], first: str, second: str, boundaries: Container[int]
) -> None:
    """Shift insertions and deletions to the ends of clauses, where possible, in place."""
    for place in range(len(blocks) - 1):
        block, following = blocks[place : place + 2]
        (a, b), (next_a, next_b, next_length) = _ends(block), following
        if (a == next_a) == (b == next_b):
            continue
        text, start, end = (first, a, next_a) if a < next_a else (second, b, next_b)
        # A block keeps at least one character, except at the beginning and end of the strings.
        left = block[2] - (block[:2] != (0, 0))
        right = next_length - (_ends(following) != (len(first), len(second)))
        shifts = _shifts(text, start, end, left, right)
        shift = _best_shift(text, start, end, shifts, boundaries if text is first else ())
        blocks[place] = (*block[:2], block[2] + shift)
        blocks[place + 1] = (next_a + shift, next_b + shift, next_length - shift)


def _shifts(text: str, start: int, end: int, left: int, right: int) -> list[int]:
    """Return by how much an insertion may be shifted: as far as the text repeats itself.

    `left` and `right` are the most; the least comes first.
    """
    back = common_suffix(text[start - left : start], text[end - left : end])
    forth = common_prefix(text[start : start + right], text[end : end + right])
    return sorted(range(-back, forth + 1), key=abs)


def _best_shift(
    text: str, start: int, end: int, shifts: Sequence[int], boundaries: Container[int]
) -> int:
    """Return the least shift that puts a span between boundaries, else between ends of clauses.

    The shifts ascend in size. If none does, as few words as possible are cut: 路肩[。路]， and not
    路[肩。]路，.
    """
    for shift in shifts:
        if start + shift in boundaries and end + shift in boundaries:
            return shift

    def clause_ends(shift: int) -> int:
        at, last = start + shift, text[end + shift - 1]
        before = text[at - 1] if at else "\n"
        paragraph = before == last == "\n" or (text[at] == "\n" and end + shift == len(text))
        return paragraph + (before in _CLAUSE_ENDS and last in _CLAUSE_ENDS)

    best = max(shifts, key=clause_ends)
    if len(shifts) == 1 or clause_ends(best):
        return best
    low, high = max(0, start + min(shifts) - 8), end + max(shifts) + 8
    word_edges = {low + edge for span in words(text[low:high]) for edge in span}
    return max(
        shifts, key=lambda shift: (start + shift in word_edges) + (end + shift in word_edges)
    )
