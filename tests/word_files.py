"""Word 97–2003 documents as bytes, small and whole: what a test writes, the reader must read."""

from __future__ import annotations

import struct

SECTOR = 512
LEAST = 4096
"""A stream of fewer bytes would lie in a container within the container."""


def container(streams: dict[str, bytes]) -> bytes:
    """Return an OLE2 container with these streams, each filled up with zeros."""
    bodies = [body.ljust(LEAST, b"\0") for body in streams.values()]
    bodies = [body + b"\0" * (-len(body) % SECTOR) for body in bodies]
    table: list[int] = []
    starts = []
    for body in bodies:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + len(body) // SECTOR), 0xFFFFFFFE]
    directory = len(table)
    table += [0xFFFFFFFE, 0xFFFFFFFD]
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)]
    for place, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True), 1):
        following = place + 1 if place < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=following, start=start, size=len(body)))
    header = struct.pack(
        "<8s16x5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory, 0, LEAST, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    ) + struct.pack("<109I", directory + 1, *[0xFFFFFFFF] * 108)  # fmt: skip
    rows = b"".join(entries).ljust(SECTOR, b"\0")
    cells = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + b"".join(bodies) + rows + cells


def _entry(
    name: str, kind: int, *, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I36xIQ", words, len(words), kind, 1, 0xFFFFFFFF, right, child, start, size
    )


def word(
    body: str, footnotes: str = "", headers: str = "", *, flags: int = 0, version: int = 0xC1
) -> bytes:
    """Return a Word document: its text in two pieces, the Latin letters at its end in one byte."""
    text = body + footnotes + headers
    wide = text.rstrip("".join(map(chr, range(1, 127))))
    narrow = text[len(wide) :]
    at = 1024
    stream = bytearray(at)
    struct.pack_into("<HH", stream, 0, 0xA5EC, version)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<8i", stream, 0x4C, len(body), len(footnotes), len(headers), 0, 0, 0, 0, 0)
    stream += wide.encode("utf-16-le") + narrow.encode("cp1252")
    first = 1 if not wide else 0
    pieces = [
        (len(wide), at),
        (len(narrow), 0x40000000 | 2 * (at + 2 * len(wide))),
    ][first : 2 if narrow else 1]
    ends = [0]
    for length, _ in pieces:
        ends.append(ends[-1] + length)
    plan = struct.pack(f"<{len(ends)}i", *ends)
    plan += b"".join(struct.pack("<HIH", 0, offset, 0) for _, offset in pieces)
    table = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<i", len(plan)) + plan
    struct.pack_into("<2i", stream, 0x01A2, 0, len(table))
    return container(
        {"WordDocument": bytes(stream), "1Table" if flags & 0x200 else "0Table": table}
    )
