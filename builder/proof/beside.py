"""Pages and the data of their folder → names, offices, outlets, days and voices shown otherwise.

What stands beside words of a source is what the data say of the paragraph to which it leads; the
data are held against the received files by the proof of facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from builder.messages.blocks import PRINTED_BY
from builder.messages.names import KINDS, LEVELS, STATUSES, UNSIGNED, VOICES
from builder.proof.data import Row
from builder.proof.dates import as_shown
from builder.proof.facts import ISSUED
from builder.proof.folders import Folder, Page, parts
from builder.proof.markup import classes, said

_INFERRED = "（推定）"

# 3 份来源印有此段
_WITNESSES = re.compile(r"(?P<count>[0-9]+) 份来源印有此段")

_UNDATED = "日期未载"

_LINK = "\ufffc"
"""Stands for a link in the text of an element."""


def beside_faults(page: Page, folders: Mapping[str, Folder]) -> Iterator[str]:
    """Yield what a page says of who, when and in whose voice, and the data do not."""
    for one in page.having("where"):
        yield from _attribution(page, one, folders)
    for one in page.having("voice"):
        yield from _voice(page, one, folders)
    for one in page.having("what"):
        yield from _what(page, one, folders)
    yield from _lines_told(page)
    for one in page.tree.iter("h3"):
        yield from _term(page, one, folders)


def _place(
    page: Page, element: etree._Element, folders: Mapping[str, Folder]
) -> tuple[Row, Row | None] | None:
    """Return the text, and the paragraph, to which the first link in an element leads."""
    for link in element.iter("a"):
        if (target := page.target(link)) is None:
            continue
        folder = folders.get(parts(target[0])[0])
        if folder is not None and (text := folder.texts.get(target[0])) is not None:
            return text, folder.paragraphs.get(target)
    return None


def _pieces(element: etree._Element) -> list[str]:
    """Return what stands between the links and the dots of an attribution."""
    words = element.text or ""
    for child in element:
        words += _LINK if child.tag == "a" else "".join(child.itertext())
        words += child.tail or ""
    return [" ".join(one.split()) for one in re.split(r" · | → |\n", " ".join(words.split()))]


def _at(page: Page, element: etree._Element) -> str:
    """Return page and the nearest anchor at or above an element."""
    for one in (element, *element.iterancestors()):
        if (anchor := one.get("id")) and not anchor.startswith("__"):
            return f"{page.path}#{anchor}"
    return page.path


def _led(text: Row, paragraph: Row | None) -> str:
    return str(paragraph["id"] if paragraph else text["id"])


def _attribution(
    page: Page, element: etree._Element, folders: Mapping[str, Folder]
) -> Iterator[str]:
    """Yield what is wrong in a line under words: 某局有关负责人 · 2025年8月26日 · 文中此段.

    Lines of the pages of changes tell what was done to the words, not who said them.
    """
    if page.page.startswith("changes/"):
        return
    own = any(
        (target := page.target(one)) and target[1] and said(one) == "文中此段"
        for one in element.iter("a")
    )
    item = next((one for one in element.iterancestors() if one.tag == "li"), None)
    if own:
        place = _place(page, element, folders)
    elif element.tag == "span" and item is not None and item[0].tag in ("span", "a"):
        place = _place(page, item, folders)
    else:
        return
    if place is None or (not own and any(True for _ in element.iter("a"))):
        return
    text, paragraph = place
    whole = _shown(text, paragraph)
    pieces = _pieces(element)
    at_home = page.page == "index.html"  # outlets instead of speakers, and years instead of days
    who = {_line(one) for one in (*_who(text, paragraph), *[text["publisher"]] * at_home)}
    if own and who.isdisjoint(pieces):
        yield f"{_at(page, element)}: does not say whose words {_led(text, paragraph)} is"
    if own and not any("sources/" in (one.get("href") or "") for one in element.iter("a")):
        yield f"{_at(page, element)}: does not say on which line {_led(text, paragraph)} stands"
    if own and not at_home and _days(text).isdisjoint(pieces):
        yield f"{_at(page, element)}: does not say when {_led(text, paragraph)} was said"
    for piece in pieces:
        if not piece or _LINK in piece:
            continue
        if piece in whole:
            continue
        if (found := _WITNESSES.fullmatch(piece)) is not None:
            if not 1 < int(found["count"]) <= len(text["articles"]):
                yield f"{_at(page, element)}: says “{piece}” of {_led(text, paragraph)}"
        elif not (paragraph and _is_policy(piece, text, paragraph)):
            led = f"{_led(text, paragraph)}{_lines(paragraph)}"
            yield f"{_at(page, element)}: says “{piece}” of {led}"


# 原件第 42–46 行
_FIRST = re.compile(r".*第 (?P<line>[0-9]+)[–、0-9 ]* 行")

# sources/a.html#L42
_ANCHOR = re.compile(r".*sources/[^#]+#L(?P<line>[0-9]+)")


def _lines_told(page: Page) -> Iterator[str]:
    """Yield the links that say another line than that to which they lead."""
    for link in page.tree.iter("a"):
        led = _ANCHOR.fullmatch(link.get("href") or "")
        told = _FIRST.fullmatch(said(link)) if led else None
        if led and told and led["line"] != told["line"]:
            yield f"{_at(page, link)}: says “{said(link)}” and leads to line {led['line']}"
    for one in page.having("line"):
        number = next((said(link) for link in one if "number" in classes(link)), None)
        if number is not None and f"L{number}" != one.get("id"):
            yield f"{_at(page, one)}: is numbered {number}"


def _term(page: Page, heading: etree._Element, folders: Mapping[str, Folder]) -> Iterator[str]:
    """Yield where the head of a term says otherwise than its row."""
    folder = folders.get(page.folder)
    if folder is None or not page.page.startswith("glossary/"):
        return
    row = folder.terms.get(heading.get("id") or "")
    if row is not None:
        whole = " ".join(filter(None, (row["term"], row["pinyin"], row["english"])))
        if said(heading) != _line(whole):
            yield f"{_at(page, heading)}: says “{said(heading)}”, not “{whole}”"


def _lines(paragraph: Row | None) -> str:
    if paragraph is None:
        return ""
    return f" (line {paragraph['ranges'][0][0]} of its source)"


def _is_policy(piece: str, text: Row, paragraph: Row) -> bool:
    """Return whether a piece names what the text says it retells: 《意见》 in 意见提出."""
    name = piece.strip("《》")
    told = (paragraph, *text["paragraphs"])
    return piece.startswith("《") and any(name in one["text"] for one in told)


def _shown(text: Row, paragraph: Row | None) -> set[str]:
    """Return everything that may stand beside words of a text."""
    title, publisher, number = (_line(text[one]) for one in ("title", "publisher", "number"))
    who = {_line(one) for one in _who(text, paragraph)}
    return {title, f"《{title}》", publisher, number, *_days(text), *who}


def _line(words: str | None) -> str:
    """Return words with their blanks as a page shows them."""
    return " ".join((words or "").split())


def _days(text: Row) -> set[str]:
    if (date := text["date"]) is None:
        return {_UNDATED}
    shown = as_shown(date["value"])
    inferred = "推定" in date["basis"]
    return {shown + _INFERRED} if inferred else {shown}


def _who(text: Row, paragraph: Row | None) -> set[str]:
    """Return how those are named who say a paragraph, or a text."""
    people = [*text["authors"], *filter(None, [text.get("speaker")])]
    said_by = {one["speaker"] for one in text["paragraphs"] if one["role"] != "question"}
    speakers = {paragraph["speaker"]} if paragraph else said_by
    names = {one for one in speakers if one}
    if not names or (paragraph is None and None in said_by):
        names.add(UNSIGNED)
    short = {one["name"] for one in people if one["name"]}
    tails = {one.rpartition(" ")[2] for one in names}
    issuers = _issued(text)
    return {*names, *tails, *(one for one in short if any(one in name for name in names)), *issuers}


def _issued(text: Row) -> set[str]:
    """Return how those are named who issued a text: 某局等 8 个单位，某局联科〔2025〕279号.

    Who printed what names no issuer stands in their place, as its printer: 某网刊载.
    """
    issuers, number = text["issuers"], text["number"]
    if not issuers:
        printer = text["publisher"] if text["kind"] in ISSUED else None
        printed: set[str] = {PRINTED_BY(publisher=printer)} if printer else set()
        return {number, *printed, *(f"{number}，{one}" for one in printed)} if number else printed
    names = {"、".join(issuers), f"{issuers[0]}等 {len(issuers)} 个单位", f"{issuers[0]}等"}
    return {*names, *(f"{one}，{number}" for one in names if number)}


def _voice(page: Page, element: etree._Element, folders: Mapping[str, Folder]) -> Iterator[str]:
    """Yield what is wrong with a badge: 官方 beside words of an expert."""
    code = next((one for one in classes(element) if one in VOICES), None)
    if code is None or said(element) != VOICES[code].name:
        yield f"{_at(page, element)}: the badge of {code} says “{said(element)}”"
        return
    if code == "editor" or (parent := element.getparent()) is None:
        return
    place = _place(page, parent, folders)
    if place is None and "who" in classes(parent):
        below = _below(parent)
        place = next(filter(None, (_place(page, one, folders) for one in below)), None)
    if place is None:
        return
    text, paragraph = place
    voice = paragraph["voice"] if paragraph else text["authority"]
    if code != voice:
        led = _led(text, paragraph)
        yield f"{_at(page, element)}: says {code} of {led}, whose voice is {voice}"
    heading = next((one for one in _above(parent) if one.tag == "h2"), None)
    group = heading.get("id") if heading is not None else None
    if group in VOICES and group != code and parent.tag == "p":
        yield f"{_at(page, element)}: shows {code} under {group}"


def _below(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what follows a badge, up to the next."""
    for one in element.itersiblings():
        if "who" in classes(one) or one.tag in ("h1", "h2"):
            return
        yield one


def _above(element: etree._Element) -> Iterator[etree._Element]:
    yield from element.itersiblings(preceding=True)


def _what(page: Page, element: etree._Element, folders: Mapping[str, Folder]) -> Iterator[str]:
    """Yield what is wrong in the list at the head of a text."""
    folder = folders.get(page.folder)
    text = folder.texts.get(page.path) if folder else None
    if text is None:
        return
    told = {
        said(one): said(one.getnext()) for one in element.iter("dt") if one.getnext() is not None
    }
    must = _told(text)
    for name, values in must.items():
        if name in told and not any(_line(value) in told[name] for value in values):
            yield f"{page.path}: {name} is “{told[name]}”, not {'or '.join(sorted(values))}"
    for name in _ALWAYS:
        if must.get(name) and name not in told:
            yield f"{page.path}: does not say {name}"


_ALWAYS = ("它是什么", "文号", "所注来源")


def _told(text: Row) -> dict[str, set[str]]:
    """Return name of a row → what may stand there."""
    date = text["date"]
    published = {as_shown(text["published"]["value"])} if text["published"] else _days(text)
    issued = {as_shown(text["issued"]["value"])} if text["issued"] else {"日期文中未载"}
    sort = f"{VOICES[text['authority']].name} {KINDS[text['kind']]}"
    for names, code in ((STATUSES, text["status"]), (LEVELS, text["level"])):
        sort += "".join(f" · {names[code]}" for _ in [0] if code)
    told = {
        "它是什么": {sort}, "发文机关": {"、".join(text["issuers"]) or "文中未载"},
        "成文日期": issued, "说话的人": _who(text, None), "作者": _who(text, None),
        "刊载": published if date else {"日期文中未载", "不推定"},
    }  # fmt: skip
    if text["number"]:
        told["文号"] = {text["number"]}
    if text["origin"]:
        told["所注来源"] = {text["origin"]}
    return told
