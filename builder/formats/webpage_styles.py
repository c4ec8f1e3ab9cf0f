"""The styles that a saved page carries itself → what a person sees of each element.

Inline `style` attributes and the page's `<style>` elements, as far as they decide whether text is
seen, struck out, raised, on a line of its own or numbered. Style sheets elsewhere are not known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

Raised = Literal["", "super", "sub"]


@dataclass(frozen=True, slots=True)
class Look:
    """How an element shows its text."""

    gone: bool = False
    """Whether nobody sees it or anything in it: `display:none`, zero size, off the screen."""
    invisible: bool = False
    """Whether nobody sees its own text; an element inside may show itself again."""
    tiny: bool = False
    """Whether its font has no size; an element inside may have one again."""
    struck: bool = False
    """Whether its words are struck out."""
    raised: Raised = ""
    """Whether it stands above or below the line."""
    kept: bool = False
    """Whether blanks and line ends of the code are seen."""
    numbers: str = ""
    """Kind of the numbers of its list items, in small letters; empty where it is not said."""
    display: str = ""
    """Its own `display`; empty where it is not said."""

    @property
    def hidden(self) -> bool:
        """Whether nobody sees its text."""
        return self.gone or self.invisible or self.tiny


@dataclass(frozen=True, slots=True)
class _Compound:
    """A compound selector, as `p.note`."""

    keys: frozenset[str]
    """Its conditions: `p`, `.note`, `#id`."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector with its declarations."""

    last: _Compound
    """What the element itself must be."""
    parent: _Compound | None
    """What its parent must be."""
    around: tuple[_Compound, ...]
    """What some elements around it must be."""
    order: tuple[int, int, int, int]
    """Numbers of ids, classes and tags, and the place in the page: the later wins."""
    declared: tuple[tuple[str, str, bool], ...]
    """Property, value and whether it is `!important`."""


WIDTH = 1280
"""Width of the screen in CSS pixels for which `@media` rules are judged."""

_FAR = -900
"""Pixels to the left or above from which an element is off the screen."""

_PROPERTIES = frozenset(
    re.findall(
        r"\S+",
        "display visibility opacity font font-size height max-height width max-width overflow"
        " overflow-x overflow-y text-indent position left top clip clip-path transform mso-hide"
        " text-decoration text-decoration-line vertical-align white-space list-style"
        " list-style-type",
    )
)
"""The properties that are read."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z")
_COMPOUND = re.compile(r"(?P<tag>[A-Za-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.ASCII)
_LENGTH = re.compile(r"(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))(?P<unit>[a-z%]*)")
_PIXELS = (("px", 1.0), ("", 1.0), ("pt", 4 / 3), ("em", 16.0), ("rem", 16.0), ("ex", 8.0))
_FEATURE = re.compile(r"\(\s*(?P<side>min|max)-width\s*:\s*(?P<pixels>\d+(?:\.\d+)?)px\s*\)")
_NOTHING = re.compile(r"rect\(\s*[01]?(?:px)?(?:[\s,]+[01]?(?:px)?){3}\s*\)|inset\((?:50|100)%.*")


def declarations(style: str) -> tuple[tuple[str, str, bool], ...]:
    """Return (property, value, important) of the declarations of a style that are read."""
    found = []
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _PROPERTIES:
            value = value.strip().lower()
            bare = _IMPORTANT.sub("", value)
            found.append((name, bare, bare != value))
    return tuple(found)


class Styles:
    """The styles of one page; elements are opened and closed in the order of the page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        """Read the texts of the page's `<style>` elements."""
        self._rules: dict[str, dict[_Compound | None, list[_Rule]]] = defaultdict(dict)
        self._known: dict[str, list[_Compound]] = defaultdict(list)
        self._inline: dict[str, tuple[tuple[str, str], ...]] = {}
        self._around: Counter[_Compound] = Counter()
        self._open: list[tuple[_Compound, ...]] = []
        outer: set[_Compound] = set()
        for place, rule in enumerate(_rules(sheets)):
            placed = replace(rule, order=(*rule.order[:3], place))
            outermost = rule.around[0] if rule.around else None
            self._rules[_rarest(rule.last)].setdefault(outermost, []).append(placed)
            outer.update(rule.around, [rule.parent] if rule.parent else [])
        for compound in outer:
            self._known[_rarest(compound)].append(compound)

    def open(self, element: etree._Element, tag: str, around: Look) -> Look:
        """Return the look of an element in an element that looks like `around`."""
        style = element.get("style")
        if not self._rules:
            look = _attributes(element, tag, around)
            return _look(look, dict(self._read(style))) if style else look
        keys = {tag, *(f".{name}" for name in (element.get("class") or "").split())}
        if ident := element.get("id"):
            keys.add(f"#{ident.strip()}")
        declared = self._declared(style, keys)
        if self._known:
            held = tuple(
                compound
                for key in keys
                for compound in self._known.get(key, ())
                if compound.keys <= keys
            )
            self._open.append(held)
            for compound in held:
                self._around[compound] += 1
        look = _attributes(element, tag, around)
        return _look(look, declared) if declared else look

    def close(self) -> None:
        """Leave the element that was opened last."""
        if self._known:
            for compound in self._open.pop():
                self._around[compound] -= 1
                if not self._around[compound]:
                    del self._around[compound]

    def _read(self, style: str) -> tuple[tuple[str, str], ...]:
        """Return property and value of an element's own style, the strongest of each last."""
        if style not in self._inline:
            rows = sorted(declarations(style), key=lambda row: row[2])
            self._inline[style] = tuple((name, value) for name, value, _ in rows)
        return self._inline[style]

    def _declared(self, style: str | None, keys: set[str]) -> dict[str, str]:
        """Return property → value of an element, the strongest declaration of each."""
        rules = [
            rule
            for key in keys & self._rules.keys()
            for outermost in (None, *(self._rules[key].keys() & self._around.keys()))
            for rule in self._rules[key].get(outermost, ())
            if rule.last.keys <= keys
            and (not rule.parent or (self._open and rule.parent in self._open[-1]))
            and all(compound in self._around for compound in rule.around)
        ]
        if not rules:
            return dict(self._read(style)) if style else {}
        rules.sort(key=lambda rule: rule.order)
        rows = [row for rule in rules for row in rule.declared]
        rows += declarations(style) if style else ()
        found: dict[str, str] = {}
        for important in (False, True):
            found.update((name, value) for name, value, strong in rows if strong == important)
        return found


def _rules(sheets: Iterable[str]) -> Iterator[_Rule]:
    for sheet in sheets:
        for selectors, body in _blocks(_COMMENT.sub(" ", sheet)):
            declared = declarations(body)
            for selector in selectors.split(",") if declared else ():
                if rule := _selector(selector.strip(), declared):
                    yield rule


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, declarations) of the rules of a style sheet that hold on a screen."""
    skipped, start = 0, 0
    prelude: str | None = None
    for brace in re.finditer(r"[{}]", sheet):
        words = sheet[start : brace.start()]
        start = brace.end()
        if skipped:
            skipped += 1 if brace[0] == "{" else -1
        elif brace[0] == "{":
            opening = words.rpartition(";")[2].strip()
            if opening.startswith("@"):
                skipped = 0 if _holds(opening) else 1
            else:
                prelude = opening
        elif prelude is not None:
            yield prelude, words
            prelude = None


def _holds(rule: str) -> bool:
    """Return whether the rules in an at-rule hold on a screen of `WIDTH` pixels."""
    name, _, query = rule.partition(" ")
    if name.lower() == "@supports":
        return True
    return name.lower() == "@media" and any(map(_on_screen, query.lower().split(",")))


def _on_screen(query: str) -> bool:
    rest = _FEATURE.sub("", query).replace("only", "").replace("and", "").split()
    wide = all(
        float(feature["pixels"]) <= WIDTH
        if feature["side"] == "min"
        else float(feature["pixels"]) >= WIDTH
        for feature in _FEATURE.finditer(query)
    )
    return wide and set(rest) <= {"screen", "all"}


def _selector(words: str, declared: tuple[tuple[str, str, bool], ...]) -> _Rule | None:
    """Return the rule of a simple selector; `None` for one with states, siblings or attributes."""
    steps = words.replace(">", " > ").split()
    compounds = [_compound(step) for step in steps if step != ">"]
    held = [compound for compound in compounds if compound]
    if not held or len(held) < len(compounds) or not held[-1].keys:
        return None
    keys = [key for compound in held for key in compound.keys]
    ids = sum(key.startswith("#") for key in keys)
    classes = sum(key.startswith(".") for key in keys)
    child = len(held) > 1 and steps[-2] == ">"
    return _Rule(
        last=held[-1],
        parent=held[-2] if child and held[-2].keys else None,
        around=tuple(compound for compound in held[:-1] if compound.keys),
        order=(ids, classes, len(keys) - ids - classes, 0),
        declared=declared,
    )


def _compound(words: str) -> _Compound | None:
    found = _COMPOUND.fullmatch(words)
    if not found:
        return None
    keys = set(re.findall(r"[.#][\w-]+", found["rest"]))
    if found["tag"] and found["tag"] != "*":
        keys.add(found["tag"].lower())
    return _Compound(frozenset(keys))


def _rarest(compound: _Compound) -> str:
    """Return the condition of a compound that the fewest elements meet: id, class, tag."""
    return min(compound.keys, key=lambda key: ("#." + key[0]).index(key[0]))


# ---------------------------------------------------------------- what the values mean


def _attributes(element: etree._Element, tag: str, around: Look) -> Look:
    """Return the look that an element has from its tag and attributes."""
    raised: Raised = "super" if tag == "sup" else "sub" if tag == "sub" else around.raised
    struck = around.struck or tag in ("s", "strike", "del")
    gone = around.gone or element.get("hidden") is not None
    gone = gone or (tag == "dialog" and element.get("open") is None)
    kept = around.kept or tag in ("pre", "textarea", "listing", "xmp")
    plain = not around.display
    same = (gone, raised, struck, kept) == (around.gone, around.raised, around.struck, around.kept)
    if same and plain:
        return around
    return replace(around, gone=gone, raised=raised, struck=struck, kept=kept, display="")


def _look(look: Look, declared: dict[str, str]) -> Look:
    """Return a look as the declarations of the element change it."""
    value = declared.get
    display = value("display", "")
    gone = (
        look.gone
        or display == "none"
        or value("mso-hide") == "all"
        or _is_zero(value("opacity", ""))
        or value("transform", "").startswith("scale(0)")
        or _is_clipped(declared)
        or _is_off_screen(declared)
    )
    invisible, tiny, struck = look.invisible, look.tiny, look.struck
    if "visibility" in declared:
        invisible = declared["visibility"] in ("hidden", "collapse")
    size = value("font-size") or value("font", "").split("/")[0].rpartition(" ")[2]
    if size and _LENGTH.match(size):
        tiny = _is_zero(size)
    decoration = value("text-decoration-line") or value("text-decoration", "")
    struck = struck or "line-through" in decoration
    raised = look.raised
    align = value("vertical-align", "")
    if align in ("super", "sub"):
        raised = "super" if align == "super" else "sub"
    elif align == "baseline":
        raised = ""
    kept = look.kept
    if "white-space" in declared:
        kept = declared["white-space"].startswith("pre")
    numbers = value("list-style-type") or value("list-style", "")
    return Look(
        gone=gone,
        invisible=invisible,
        tiny=tiny,
        struck=struck,
        raised=raised,
        kept=kept,
        numbers=numbers or look.numbers,
        display=display,
    )


def _is_zero(value: str) -> bool:
    """Return whether a value is a length of zero: `0`, `0px`, `.0em`."""
    found = _LENGTH.fullmatch(value)
    return found is not None and float(found["number"]) == 0


def _pixels(value: str) -> float | None:
    """Return a length in pixels; `None` for what is none."""
    found = _LENGTH.fullmatch(value)
    factor = dict(_PIXELS).get(found["unit"]) if found else None
    return None if found is None or factor is None else float(found["number"]) * factor


def _is_clipped(declared: dict[str, str]) -> bool:
    """Return whether nothing of an element's area is left to be seen."""
    value = declared.get
    sizes = (_pixels(value(name, "")) for name in ("height", "max-height", "width", "max-width"))
    cut = any(
        value(name, "") in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")
    )
    if cut and any(size is not None and size <= 1 for size in sizes):
        return True
    return bool(_NOTHING.match(value("clip", "")) or _NOTHING.match(value("clip-path", "")))


def _is_off_screen(declared: dict[str, str]) -> bool:
    placed = declared.get("position") in ("absolute", "fixed", "relative")
    names = ("text-indent", "left", "top") if placed else ("text-indent",)
    return any((_pixels(declared.get(name, "")) or 0) <= _FAR for name in names)
