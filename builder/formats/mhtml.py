"""A web archive (.mht, .mhtml) → the lines of the page in it, as `webpage` reads them.

Such a file is a message of MIME parts: the page, its frames, style sheets and images. The page is
put together as a browser shows it: frames and style sheets in their places. The message's date is
when the page was saved, not when it was published, and is not read.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from urllib.parse import urljoin

from lxml import etree, html

from builder.formats import webpage
from builder.formats.encodings import FAMILIES, characters
from builder.formats.plain import ADDRESS
from builder.model import Fact, InputError, Source, SourceEntry

SUFFIXES = (".mht", ".mhtml")
"""How the names of web archives end."""

_HEAD = 4096
"""Bytes within which the header of an archive says that it is one."""

# MIME-Version: 1.0      Content-Type: multipart/related;
_HEADER = re.compile(rb"\A\s*(?:[A-Za-z][\w-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+")
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)

_LONG = re.compile(rb"^content-type:(?:[^\r\n]|\r?\n[ \t]){4096}", re.IGNORECASE | re.MULTILINE)
"""A header so long that the library takes minutes to read its parameters; no browser writes it."""

SAVE_AGAIN = "save the page again as a web page (.html or .mhtml), or its text as .txt in UTF-8"
"""The remedy for an archive from which no page can be read."""


def is_archive(data: bytes) -> bool:
    """Return whether bytes begin with the header of a message that holds a page or parts.

    >>> is_archive(b"From: a\\nMIME-Version: 1.0\\nContent-Type: multipart/related;\\n\\n")
    True
    """
    header = _HEADER.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
    return bool(header and _VERSION.search(header[0]) and _TYPE.search(header[0]))


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return the page of a web archive as its lines; `file` is its name in messages.

    Raises `InputError` where it is damaged or holds no page, or the page is cut short.
    """
    message = _message(data.lstrip(b"\xef\xbb\xbf \t\r\n"), file)
    parts = tuple(part for part in message.walk() if not part.is_multipart())
    main = _main(message, parts)
    if main is None:
        held = "、".join(sorted({part.get_content_type() for part in parts}))[:80]
        raise InputError(
            file, f"this web archive holds no page ({held})", remedy=SAVE_AGAIN, line=1
        )
    cut = any(
        isinstance(defect, CloseBoundaryNotFoundDefect)
        for part in message.walk()
        for defect in part.defects
    )
    if cut and main is parts[-1] and b"</html" not in _held(main)[-2000:].lower():
        raise InputError(
            file, "this web archive is cut short in its page", remedy=SAVE_AGAIN, line=1
        )
    declared, text, encoding = _decoded(main, file)
    whole = _put_together(main, text, parts, file)
    page = webpage.read(entry, whole.encode("utf-8", "replace"), file)
    return replace(
        page,
        encoding=encoding,
        declared=declared if FAMILIES.get(declared, declared) != encoding else "",
        form="mhtml",
        facts=(*_address(message, main), *page.facts),
    )


def _message(data: bytes, file: str) -> Message:
    """Return the message; raise `InputError` where no browser can have written it."""
    damage = "with a header of thousands of characters"
    if not _LONG.search(data):
        try:
            message = email.message_from_bytes(data)
            for _ in message.walk():
                pass
            return message
        except RecursionError:
            damage = "with hundreds of parts one within the other"
    raise InputError(file, f"this web archive is damaged, {damage}", remedy=SAVE_AGAIN, line=1)


def _main(message: Message, parts: Sequence[Message]) -> Message | None:
    """Return the part with the page: the one that the header names, else the first page."""
    pages = [part for part in parts if _is_page(part)]
    start = str(message.get_param("start") or "").strip("<> ")
    location = _location(message)
    for part in pages:
        if start and _id(part) == start:
            return part
    for part in pages:
        if location and _location(part) == location:
            return part
    return pages[0] if pages else None


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def _id(part: Message) -> str:
    return str(part.get("Content-ID", "")).strip("<> \r\n\t")


def _location(part: Message) -> str:
    """Return the address of a part, of a message that of the page; '' where it gives none."""
    words = part.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    return "".join(str(words).split())


def _address(message: Message, main: Message) -> Iterator[Fact]:
    """Yield the address at which the page was saved."""
    for name, part in (
        ("Snapshot-Content-Location", message),
        ("Content-Location", main),
        ("Content-Location", message),
    ):
        words = "".join(str(part.get(name, "")).split())
        if ADDRESS.fullmatch(words):
            yield Fact("url", words, f"网页归档信息 {name}")
            return


def _decoded(part: Message, file: str) -> tuple[str, str, str]:
    """Return the declared encoding of a part, its characters, and the encoding that was found."""
    data = _held(part)
    named = part.get_param("charset")
    declared = named.lower() if isinstance(named, str) else webpage.declared_encoding(data)
    text, encoding = characters(data, file, declared)
    return declared, text, encoding


def _held(part: Message) -> bytes:
    """Return the bytes of a part, decoded from base64 or quoted-printable."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _put_together(main: Message, text: str, parts: Sequence[Message], file: str) -> str:
    """Return the code of the page with its frames and style sheets in their places.

    The code of a page that has none is returned unchanged.
    """
    others = [part for part in parts if part is not main]
    frames = {name: part for part in others if _is_page(part) for name in _names(part)}
    sheets = {
        name: part
        for part in others
        if part.get_content_type() == "text/css"
        for name in _names(part)
    }
    if not frames and not sheets:
        return text
    root = _tree(text)
    if root is None:
        return text
    _fill(root, _location(main), frames, sheets, file)
    return str(html.tostring(root, encoding="unicode"))


def _names(part: Message) -> Iterator[str]:
    """Yield the names under which a page refers to a part."""
    if location := _location(part):
        yield location
    if name := _id(part):
        yield f"cid:{name}"


def _tree(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _fill(
    root: html.HtmlElement,
    base: str,
    frames: dict[str, Message],
    sheets: dict[str, Message],
    file: str,
) -> None:
    """Put style sheets and frames into the tree of a page; a frame that is missing stays away."""
    for link in list(root.iter("link")):
        sheet = sheets.get(_target(link, "href", base))
        if sheet is not None and "stylesheet" in (link.get("rel") or "").lower():
            link.tag = "style"
            link.text = _style(sheet)
    for frame in list(root.iter("iframe", "frame")):
        part = frames.get(_target(frame, "src", base))
        page = _tree(_decoded(part, file)[1]) if part is not None and _held(part).strip() else None
        if part is None or page is None:
            continue
        for name in _names(part):  # each frame once: a hostile page holds itself
            frames.pop(name, None)
        _fill(page, _location(part), frames, sheets, file)
        frame.tag = "div"
        frame.text = None
        for child in list(frame):
            frame.remove(child)
        for body in page.iter("body", "frameset"):
            frame.text = body.text
            frame.extend(list(body))
            break
    for frames_of in list(root.iter("frameset")):
        frames_of.tag = "div"


def _target(element: html.HtmlElement, attribute: str, base: str) -> str:
    """Return the name of the part to which an element refers."""
    named = "".join((element.get(attribute) or "").split())
    if not named or named.startswith("cid:"):
        return named
    return urljoin(base, named) if base else named


def _style(part: Message) -> str:
    return _held(part).decode("utf-8", "replace").replace("</", "")
