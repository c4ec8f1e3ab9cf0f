"""Lines of a received file and its bytes → the places where words are lost or wrongly read.

Where a whole file is so, it is refused, see `encodings`; here the rest can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.formats.encodings import LOST
from builder.formats.mojibake import mojibake
from builder.model import Damage

_BYTES = LOST.encode()

# 锟斤拷 is U+FFFD twice in UTF-8, read as GBK; ï¿½ once, read as Latin-1; 烫烫烫 is empty memory
_TRACES = re.compile("锟斤拷|锘匡豢|(?:烫){3,}|(?:屯){3,}|ï¿½|ï»¿|â€[œ\x9d™˜“”¦]|[?]{8,}")
# <div class="te
_OPEN_TAG = re.compile(rb"<(?:[A-Za-z/!][^<>]*)?\Z")
_TAG_WITHIN = 2000
"""Bytes at the end of a page within which a tag begins that is cut off."""

_LONG = 4000
"""Characters of a line that are looked at for mojibake."""


def damage(lines: Sequence[str], data: bytes, *, whole: bool, page: bool) -> Iterator[Damage]:
    """Yield the damaged places of a file, at most one of a kind for each line.

    `whole`: its lines are its bytes in UTF-8, so that the offset of a byte can be told;
    `page`: it is the code of a web page.
    """
    at = 0
    for number, line in enumerate(lines, 1):
        if lost := line.count(LOST):
            at = data.find(_BYTES, at) if whole else -1
            place = f"，首见于第{at}字节 EF BF BD" if at >= 0 else ""
            yield Damage(number, f"{lost}个字符未能读出（U+FFFD）{place}")
            for _ in range(lost if at >= 0 else 0):
                at = data.find(_BYTES, at) + len(_BYTES)
        if line.isascii() and "?" not in line:
            continue
        if trace := _TRACES.search(line):
            yield Damage(number, f"“{trace[0]}”是转换编码时留下的乱码")
        elif (found := mojibake(line[:_LONG])) is not None:
            words = found.words.strip()[:20]
            yield Damage(number, f"乱码（{found.how}），原文似为“{words}”")
    if page and (tag := _OPEN_TAG.search(data[-_TAG_WITHIN:].rstrip())):
        offset = len(data.rstrip()) - len(tag[0])
        words = tag[0].decode("utf-8", "replace")[:40]
        yield Damage(len(lines), f"文件在标签“{words}”中断（第{offset}字节起），其后缺失")
