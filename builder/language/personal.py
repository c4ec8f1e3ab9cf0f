"""Telephone, mail and identity numbers in a line of print, by their forms; a line in, kinds out.

Whether one is a person's own or an office's, only an editor can tell.
"""

from __future__ import annotations

import re
from typing import Literal

Personal = Literal["mobile", "landline", "mail", "identity"]
"""What a number or an address is."""

_WIDE = str.maketrans("０１２３４５６７８９＠．－（）＋Ｘｘ", "0123456789@.-()+Xx")

# 1234567      138 1234      @
_SOME = re.compile(r"\d{3}[-\s]?\d{4}|@")
"""Without one of these a line has nothing to look at."""

_LONG = re.compile(r"\d{20,}")
"""Digits that are a serial number."""

# 13812345678      +86 138-1234-5678      138 1234 5678
_MOBILE = re.compile(
    r"(?<![\d.])(?:\(?\+?86\)?[-\s]?)?1[3-9]\d(?P<gap>[-\s]?)\d{4}(?P=gap)\d{4}(?![\d.]?\d)"
)
# 010-12345678      (0371)1234567转801      电话：12345678      联系电话 1234567
_LANDLINE = re.compile(
    r"""
    (?<![\d-]) (?:\+?86[-\s]?)?
    (?: \( 0(?:10|2\d|[3-9]\d\d) \) \s? | 0(?:10|2\d|[3-9]\d\d) \s? [-—－–]? \s? )
    [2-8]\d{6,7} (?!\d)
  | (?:电话|電話|传真|傳真|座机|热线|熱線) [^\d\n]{0,6} [2-8]\d{6,7} (?!\d)
    """,
    re.VERBOSE,
)
# zhang.san@example.cn
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,5}", re.ASCII
)
# 11010519491231002X
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def personal(line: str) -> tuple[Personal, ...]:
    """Return which kinds of personal numbers and addresses a line prints, in a fixed order.

    `联系人：张三　电话：13800000000` gives `("mobile",)`. An identity number has to have its right
    check digit: a serial number of 18 digits is none.
    """
    text = _LONG.sub("·", line.translate(_WIDE))
    if _SOME.search(text) is None:
        return ()
    found: list[Personal] = []
    if _MOBILE.search(text):
        found.append("mobile")
    if _LANDLINE.search(text):
        found.append("landline")
    if _MAIL.search(text):
        found.append("mail")
    if any(_is_identity(number[0]) for number in _IDENTITY.finditer(text)):
        found.append("identity")
    return tuple(found)


def _is_identity(number: str) -> bool:
    """Return whether the last sign of 18 is the check digit of the others."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
