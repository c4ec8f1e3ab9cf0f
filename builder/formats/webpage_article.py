"""The lines of a saved page → which of them are its text, and why the others are not.

First the element is looked for that a site is known to put its texts in, then what trafilatura
finds, then whatever holds most of the sentences. Headline, number, origin and day belong to the
text where they stand above that element.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from builder.formats.webpage_lines import STAMP, STAMP_LENGTH, Node, Page, PageLine
from builder.language.characters import finished
from builder.model import Outside

_TABLE = tomllib.loads(Path(__file__).with_name("webpage_elements.toml").read_text("utf-8"))
GENERAL: tuple[str, ...] = tuple(_TABLE["general"])
"""Names of elements in which other things may stand beside the text of a page."""
ARTICLE: tuple[str, ...] = (*_TABLE["article"], *GENERAL)
"""Names of elements that hold the text of a page, the surest first."""
_KNOWN = frozenset(ARTICLE)
AROUND: frozenset[str] = frozenset(_TABLE["around"])
"""Parts of the names of elements that stand around a text."""

_SHARE = 0.25
"""Share of a page's running text that an element with a known name must hold."""
_PART_OF = 10
"""Of several elements with one name those are the text that hold one part in so many of it."""
_MOST = 0.9
"""Share of the text of an element from which one element in it holds the text."""
_ALL = 0.97
"""The same where the page is a list of links, whose groups belong together."""
_INNER = 0.3
"""Share of the text above which no element is taken for a box beside it, whatever its name."""
_RUNNING = 30
"""Characters of a line without a stop that is running text."""
_LEAST = 60
"""Characters of running text below which a page is a list of links."""
_MENU = 8
"""Characters of the longest link that is a menu's."""
_LINKED = 0.6
"""Share of characters in links from which an element is a list of links."""
_REPEATED = 60
"""Characters of the shortest run of lines that is an article printed again."""
_SHORTEST_TITLE = 9
"""Characters of the shortest line that is the headline where the page's title begins with it."""
_SIGNED = 5
"""Lines below the text within which the day stands under a signature."""
_NEAR = 8
"""Lines above the text within which origin and day stand where no headline is found."""

# 某政发〔2025〕14号
_NUMBER = re.compile(r"\S{0,20}?[〔\[（(﹝［]\s?(?:19|20)\d\d\s?[〕\]）)﹞］]\s?第?\s?\d{1,5}\s?号")
# 主办：某办公厅　地址：某路1号
_IMPRINT = re.compile("|".join(map(re.escape, _TABLE["imprint"])), re.IGNORECASE)
# 2025年8月26日      二〇二五年八月二十六日
_DAY = re.compile(
    r"[（(]?[\d一二三四五六七八九〇零○]{4}年[\d一二三四五六七八九十]{1,3}月"
    r"[\d一二三四五六七八九十]{1,3}日[）)]?"
)
# ——推动全域提升
_DASH = re.compile(r"\s*(?:——|――|──|--|—)\s*\S")
# 相关阅读：      推荐阅读
_RELATED = re.compile(
    r"[【\[]?(?:相关|相關|推荐|推薦|延伸|更多|热门|猜你喜欢|最新)\S{0,6}[】\]:：]?|猜你喜欢"
)
# 索引号　000123　主题分类　交通
_RECORD = re.compile(
    r"[\[【]?(?:索\s*引\s*号|统一登记号|(?:主题|公文|体裁|服务对象|内容)\s*分\s*类|文\s*号|发文字号|发[文布]\s*(?:机[关构]|单位)"
    r"|(?:登记|成文|发文|发布|公开|生成|印发|生效|实施|失效|废止)\s*(?:日\s*期|时\s*间|方\s*式)|有\s*效\s*性|公开\S{2}|主\s*题\s*词|关\s*键\s*词|名\s*称|标\s*题|信息来源)"
    r"(?:[\]】]|\s*[:：\u3000]|$)"
)
_ANNEX = re.compile(r"\s*附[件录表]|.*\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)\s*\Z", re.IGNORECASE)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the text of a page is."""

    outside: tuple[Outside | None, ...]
    """For each line why it is not of the text; `None` where it is."""
    revealed: frozenset[str]
    """The known element that holds the text and that the page hides until a script shows it."""


def find_article(page: Page, titles: Sequence[str], extract: Callable[[], Iterable[str]]) -> Found:
    """Return which lines of a page are its text.

    `titles` are what the page says that its title is; `extract` gives the lines that another
    program extracts, and is asked only where no element is known.
    """
    if hidden := _hidden_container(page):
        return Found((), frozenset((hidden,)))
    return Found(_Finder(page, titles).find(extract), frozenset())


def _hidden_container(page: Page) -> str | None:
    """Return the name of a known element that is hidden, of a page that shows no other text."""
    weights = [_weight(line, hidden=True) for line in page.lines]
    sums = [0, *accumulate(weights)]
    if sum(map(_weight, page.lines)) >= _LEAST:
        return None
    named = _named(page.nodes)
    for name in ARTICLE:
        held = [node for node in named.get(name, ()) if node.hidden]
        if any(2 * (sums[node.last] - sums[node.first]) > sums[-1] > _LEAST for node in held):
            return name
    return None


def _named(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return the elements with each of the known names."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        for name in node.names & _KNOWN:
            found.setdefault(name, []).append(node)
    return found


def _weight(line: PageLine, *, hidden: bool = False) -> int:
    """Return how many characters of running text a line has."""
    if line.state and not (hidden and line.state == "hidden"):
        return 0
    if line.control or 2 * line.linked > len(line.text):
        return 0
    if finished(line.text):
        return len(line.text)
    return len(line.text) if len(line.text) >= _RUNNING and not _IMPRINT.search(line.text) else 0


class _Finder:
    """The lines and elements of one page, and what they weigh."""

    def __init__(self, page: Page, titles: Sequence[str]) -> None:
        self.lines = page.lines
        self.parents = [node.parent for node in page.nodes]
        self.nodes = [node for node in page.nodes if node.last > node.first]
        self.titles = tuple(filter(None, map(bare, titles)))
        self.weights = [_weight(line) for line in page.lines]
        self.sums = [0, *accumulate(self.weights)]
        self.sizes = [0, *accumulate(0 if line.state else len(line.text) for line in page.lines)]
        self.links = [0, *accumulate(0 if line.state else line.linked for line in page.lines)]

    def find(self, extract: Callable[[], Iterable[str]]) -> tuple[Outside | None, ...]:
        known, sure = self.known()
        lists = self.sums[-1] < _LEAST
        if known:
            parts = known
        elif lists:
            shown = [0 if line.state or line.control else len(line.text) for line in self.lines]
            weights = [
                size if size > _MENU and self.is_link(at) else 0 for at, size in enumerate(shown)
            ]
            weights = weights if any(weights) else shown
            parts = self.heaviest(weights, _ALL)
        else:
            extracted = frozenset(filter(None, map(bare, extract())))
            weights = [
                weight if bare(line.text) in extracted else 0
                for line, weight in zip(self.lines, self.weights, strict=True)
            ]
            whole = 2 * sum(weights) >= self.sums[-1]
            parts = self.heaviest(weights if whole else self.weights, _MOST)
        inner = {at for first, last in parts for at in range(first, last)}
        inner -= self.boxes(parts, links=not sure and not lists)
        if not sure and not lists:
            inner = self.trimmed(inner)
        inner -= self.related(inner) | self.records(sorted(inner))
        inner = {at for at in inner if not self.lines[at].state}
        if not inner:
            inner = {at for at, line in enumerate(self.lines) if not line.state}
        inner |= self.head(min(inner, default=0))
        again = self.again(sorted(inner))
        read = {bare(self.lines[at].text) for at in inner - again}
        return tuple(
            self.reason(at, line, at in inner, at in again, read)
            for at, line in enumerate(self.lines)
        )

    def reason(
        self, at: int, line: PageLine, inner: bool, again: bool, read: set[str]
    ) -> Outside | None:
        if line.state:
            return line.state
        if inner:
            return "repeated" if again else None
        return "repeated" if self.weights[at] and bare(line.text) in read else "around"

    # ------------------------------------------------------------ the element

    def known(self) -> tuple[list[tuple[int, int]], bool]:
        """Return the lines of the elements with the first name that holds enough of the text.

        With them whether only texts have that name, and not also what stands around them.
        """
        named = _named(self.nodes)
        for name in ARTICLE:
            parts: list[tuple[int, int]] = []
            for node in named.get(name, ()):
                if node.hidden:
                    continue
                if not parts or node.first >= parts[-1][1]:
                    parts.append((node.first, node.last))
            own = [self.sums[last] - self.sums[first] for first, last in parts]
            weight = sum(own)
            parts = [
                part for part, held in zip(parts, own, strict=True) if _PART_OF * held >= weight
            ]
            if weight and weight >= _SHARE * self.sums[-1]:
                return parts, name not in GENERAL
        return [], False

    def heaviest(self, weights: Sequence[int], share: float) -> list[tuple[int, int]]:
        """Return the lines of the innermost element with a share of the weight of each around."""
        sums = [0, *accumulate(weights)]
        inside = (0, len(self.lines))
        for node in self.nodes:
            held = sums[node.last] - sums[node.first]
            within = inside[0] <= node.first and node.last <= inside[1]
            if within and held >= share * (sums[inside[1]] - sums[inside[0]]) > 0:
                inside = (node.first, node.last)
        return [inside]

    def trimmed(self, inner: set[int]) -> set[int]:
        """Return the lines without those before the first and after the last running text."""
        running = [at for at in inner if self.weights[at]]
        if not running:
            return inner
        first, last = min(running), max(running)
        while first - 1 in inner and self.belongs_above(first - 1):
            first -= 1
        over = [(at, self.lines[at]) for at in sorted(inner) if at < first]
        titles = [
            at for at, line in over
            if self.is_title(line) or (line.kind == "heading" and line.level == 1)
        ]  # fmt: skip
        if titles and all(self.beside(at, running[0]) for at in range(titles[-1] + 1, first)):
            first = titles[-1]
        while last + 1 in inner and self.belongs_below(last + 1, last):
            last += 1
        for at in range(last + 1, min(last + _SIGNED, len(self.lines))):
            line = self.lines[at]
            if line.state or line.control or line.linked or len(line.text) > _RUNNING:
                break
            if _DAY.fullmatch("".join(line.text.split())):
                inner = inner | set(range(last + 1, at + 1))
                last = at
                break
        return {at for at in inner if first <= at <= last}

    def belongs_above(self, at: int) -> bool:
        line = self.lines[at]
        return line.linked == 0 and (self.is_title(line) or line.kind != "text")

    def beside(self, at: int, text: int) -> bool:
        """Return whether a short line under the title is a heading beside the text: 第一章 总则."""
        line = self.lines[at]
        alike = self.parents[line.node] == self.parents[self.lines[text].node]
        return alike and not (line.linked or line.state or line.control)

    def belongs_below(self, at: int, last: int) -> bool:
        """Return whether a short line after the text is its signature, its date or an annex."""
        line, over = self.lines[at], self.lines[last]
        same = self.parents[line.node] == self.parents[over.node]
        told = bool(line.state) or _ANNEX.match(line.text) is not None
        return told or (not line.linked and (same or line.kind in ("item", "row")))

    # ------------------------------------------------------------ what is not of it

    def boxes(self, parts: Sequence[tuple[int, int]], *, links: bool) -> set[int]:
        """Return the lines of elements in the text that are boxes beside it."""
        whole = sum(self.sums[last] - self.sums[first] for first, last in parts)
        found: set[int] = set()
        end = 0
        for node in self.nodes:
            if node.first < end:
                continue
            inside = any(first <= node.first and node.last <= last for first, last in parts)
            if not inside or (node.first, node.last) in parts:
                continue
            light = self.sums[node.last] - self.sums[node.first] <= _INNER * whole
            if light and (_is_around(node) or (links and self.is_links(node))):
                found.update(range(node.first, node.last))
                end = node.last
        found.update(
            at for first, last in parts for at in range(first, last) if self.lines[at].control
        )
        return found

    def is_links(self, node: Node) -> bool:
        """Return whether an element is a list of links, and not of annexes."""
        size = self.sizes[node.last] - self.sizes[node.first]
        linked = self.links[node.last] - self.links[node.first]
        lines = range(node.first, node.last)
        return (
            linked >= _LINKED * size > 0
            and len(lines) > 1
            and not any(_ANNEX.match(self.lines[at].text) for at in (*lines[:1], *lines[-1:]))
        )

    def related(self, inner: set[int]) -> set[int]:
        """Return the links at the end of the text under a line such as 相关阅读."""
        found: set[int] = set()
        for at in sorted(inner, reverse=True):
            line = self.lines[at]
            found.add(at)
            if _RELATED.fullmatch(line.text.strip()) and len(found) > 1:
                return found
            if not line.state and 2 * line.linked < len(line.text):
                break
        return set()

    def records(self, inner: Sequence[int]) -> set[int]:
        """Return the rows above the text that tell the file's number, office and days."""
        found = set()
        for at in inner:
            if self.weights[at]:
                break
            if self.lines[at].kind == "row" and _RECORD.match(self.lines[at].text):
                found.add(at)
        return found

    def again(self, inner: Sequence[int]) -> set[int]:
        """Return the lines that print again what the page has printed: runs of lines, in order."""
        seen: dict[str, int] = {}
        found: set[int] = set()
        run: list[int] = []
        expected = -1
        words = [bare(self.lines[at].text) for at in inner]
        for place, at in enumerate(inner):
            goes_on = 0 <= expected < place and words[expected] == words[place]
            if not goes_on:
                found |= self.long(run)
                run = []
                expected = seen.get(words[place], -1)
            if expected >= 0:
                run.append(at)
                expected += 1
            seen.setdefault(words[place], place)
        return found | self.long(run)

    def long(self, run: Sequence[int]) -> set[int]:
        long = len(run) > 1 and sum(len(self.lines[at].text) for at in run) >= _REPEATED
        return set(run) if long else set()

    # ------------------------------------------------------------ headline, origin, day

    def head(self, first: int) -> set[int]:
        """Return the lines above the text that are its headline, its number, its origin and day."""
        over = [
            at
            for at in range(first)
            if not self.lines[at].state
            and not self.lines[at].control
            and (not self.is_link(at) or self.is_title(self.lines[at]))
        ]
        titles = [at for at in over if self.is_title(self.lines[at])]
        if not titles:
            titles = [at for at in over if self.is_heading(self.lines[at])]
        found: set[int] = set()
        if not titles and (titles := self.topmost(over, first)):
            found.update(at for at in over if at > titles[-1])
        start = first - _NEAR
        if titles:
            start = titles[-1]
            home = self.lines[start].node
            found.update(at for at in over if self.lines[at].node == home)
            found.update(at for at in over if at == start + 1 and _DASH.match(self.lines[at].text))
        for at in over:
            line = self.lines[at]
            near = at > start and len(line.text) <= STAMP_LENGTH
            near = near and (line.kind == "text" or not _RECORD.match(line.text))
            if near and (STAMP.search(line.text) or _NUMBER.fullmatch(line.text.strip())):
                found.add(at)
        return found

    def topmost(self, over: Sequence[int], first: int) -> list[int]:
        """Return the line that stands over the text like a headline, as a list; it may be empty."""
        for at in reversed(over):
            line = self.lines[at]
            if at < first - _NEAR or line.linked:
                break
            told = STAMP.search(line.text) or _NUMBER.fullmatch(line.text.strip())
            if told or _RECORD.match(line.text) or _IMPRINT.search(line.text):
                continue
            if len(bare(line.text)) >= _SHORTEST_TITLE and not finished(line.text):
                return [at]
        return []

    def is_link(self, at: int) -> bool:
        return 2 * self.lines[at].linked > len(self.lines[at].text)

    def is_heading(self, line: PageLine) -> bool:
        """Return whether a line is a first heading, and not the name of the site."""
        words = bare(line.text)
        named = any(title != words and title.endswith(words) for title in self.titles)
        return line.kind == "heading" and line.level == 1 and not named

    def is_title(self, line: PageLine) -> bool:
        """Return whether a line is what the page says that its title is, or its beginning."""
        words = bare(line.text)
        long = len(words) >= _SHORTEST_TITLE
        return any(words == title or (long and title.startswith(words)) for title in self.titles)


def bare(text: str) -> str:
    """Return words as they are compared with what another program extracts."""
    return "".join(text.split()).removeprefix("-").replace("|", "")


def _is_around(node: Node) -> bool:
    """Return whether the name of an element says that it stands beside the text."""
    return any(
        part.lower() in AROUND
        for name in node.names
        if name[0] in ".#"
        for part in _PART.findall(name)
    )
