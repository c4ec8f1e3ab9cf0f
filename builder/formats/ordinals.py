"""A number and the name of a numbering → the number as it is printed: 3 → 三, ③, iii, c.

The names are those of Office Open XML (`ST_NumberFormat`); a numbering that we don't know prints
decimal digits, as Word does where a numbering has no sign for a number.
"""

from __future__ import annotations

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def ordinal(number: int, numbering: str) -> str:
    """Return a number as a numbering prints it.

    >>> [ordinal(12, each) for each in ("chineseCounting", "ideographDigital", "lowerRoman")]
    ['十二', '一二', 'xii']
    """
    if number < 1 or number > 99_999:
        return str(number)
    match numbering:
        case "chineseCounting" | "taiwaneseCounting":
            return _counted(number) if number < 100 else _digits(number)
        case "chineseCountingThousand" | "taiwaneseCountingThousand":
            return _counted(number)
        case "japaneseCounting":
            return _counted(number, one=False, zero="")
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return _digits(number)
        case "chineseLegalSimplified":
            return _counted(number, _LEGAL, "拾佰仟万", ten=True)
        case "ideographLegalTraditional":
            return _counted(number, _LEGAL_TRADITIONAL, "拾佰仟萬", ten=True)
        case "ideographTraditional":
            return _of(number, _STEMS)
        case "ideographZodiac":
            return _of(number, _BRANCHES)
        case "ideographZodiacTraditional":
            at = (number - 1) % 60
            return _STEMS[at % 10] + _BRANCHES[at % 12]
    return _latin(number, numbering)


def _latin(number: int, numbering: str) -> str:
    """Return a number in digits, letters or enclosed digits."""
    match numbering:
        case "decimalEnclosedCircle":
            return _of(number, "".join(map(chr, range(0x2460, 0x2474))))
        case "decimalEnclosedCircleChinese":  # ends at ten, unlike the other
            return _of(number, "".join(map(chr, range(0x2460, 0x246A))))
        case "decimalEnclosedParen":
            return _of(number, "".join(map(chr, range(0x2474, 0x2488))))
        case "decimalEnclosedFullstop":
            return _of(number, "".join(map(chr, range(0x2488, 0x249C))))
        case "ideographEnclosedCircle":
            return _of(number, "".join(map(chr, range(0x3280, 0x328A))))
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "numberInDash":
            return f"- {number} -"
        case "lowerLetter" | "upperLetter":  # z is followed by aa, bb, cc
            letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30)
            return letter if numbering == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            out, left = "", number
            for value, sign in _ROMAN:
                out += sign * (left // value)
                left %= value
            return out.lower() if numbering == "lowerRoman" else out
        case "ordinal":
            last = number % 10 if number // 10 % 10 != 1 else 0
            return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
        case "none":
            return ""
    return str(number)


def _of(number: int, signs: str) -> str:
    return signs[number - 1] if number <= len(signs) else str(number)


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _counted(
    number: int,
    digits: str = _HAN,
    units: str = "十百千万",
    *,
    one: bool = True,
    zero: str = "零",
    ten: bool = False,
) -> str:
    """Return a number in words.

    `one`: whether 100 is 一百, not 百; `ten`: whether 10 is 一十, not 十.

    >>> _counted(110), _counted(105), _counted(110, one=False, zero="")
    ('一百一十', '一百零五', '百十')
    """
    out, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        if gap:
            out, gap = out + zero, False
        bare = place and digit == 1 and (not one or (place == 1 and not out and not ten))
        out += ("" if bare else digits[digit]) + (units[place - 1] if place else "")
    return out
