"""Characters → whether they are the wrong reading of other ones, and of which.

鍥藉姟闄㈠叧浜 are the bytes of 国务院关于 in UTF-8, read as GBK. A text is called so only where its
own words are hardly Chinese and, read back, they are plainly: no true text is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAST = 8
"""Characters beyond ASCII of the shortest text that is judged."""

HARDLY = 0.06
"""Largest share of frequent characters in a text that is no Chinese."""

PLAINLY = 0.35
"""Least share of frequent characters in a text that is Chinese."""

LOSS = 0.25
"""Largest share of characters that are lost where a text is read back."""

PROVEN = 1.0
"""The same in UTF-8, whose sequences no other text has by chance."""

FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反明看原又利比或但质气第向道命此变条没结解"
    "问意建月公无系军情最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老基资边流路级少图山统"
    "接知较将组见计别手期根论运农指几九区强放决西被做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器"
    "压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车真务具万每目至达走积示议"
    "声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布"
    "复容儿须际商非验连断深难近千周委素技备半办青省列习响约支般史感劳便团往市克何除消构府称太准精值号率族维划选标写"
    "存候毛快效院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参细引听该严推促村乡修护救助补贴"
    "這個國時來們產動發過說種學後經進對會為電體應還關樣於實現從業與點兩機開間問結題統無將農處議報聞務場車見計論區決"
    "則隊給門規導壓濟術極聯認權證轉單風帶萬達積聲類離華確張馬話況傳許廣記書標選構號劃專縣員設資邊級較總條歷團義"
)
"""Characters of which running Chinese mostly consists, in both scripts."""

_HAN = re.compile(r"[\u3000-\u9fff\ue000-\uffff\U00020000-\U0002ffff]")
_WRONG = (
    ("gb18030", _HAN),
    ("cp1252", re.compile(r"[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2010-\u2044\u20ac\u2122]")),
    ("big5hkscs", _HAN),
    ("cp949", re.compile(r"[\u3000-\u9fff\uac00-\ud7ff\ue000-\uffff]")),
    ("cp932", re.compile(r"[\u3000-\u9fff\ue000-\uffff]")),
    ("cp1251", re.compile(r"[\x80-\xbf\u0400-\u04ff\u2010-\u2122]")),
    ("mac_roman", re.compile(r"[\x80-\xff\u0100-\u03ff\u2010-\u2fff\uf8ff-\uffff]")),
)
"""Codecs as which bytes are wrongly read, and the characters that they then become."""

_RIGHT = ("utf-8", "gb18030", "cp950")
"""Codecs in which the bytes were written."""

_NAMES = {
    "utf-8": "UTF-8", "gb18030": "GBK", "cp950": "Big5", "big5hkscs": "Big5", "cp1252": "Latin-1",
    "cp949": "EUC-KR", "cp932": "Shift_JIS", "cp1251": "Windows-1251", "mac_roman": "Mac Roman",
}  # fmt: skip

_TWICE = 2
"""How often bytes may have been read wrongly, one reading upon the other."""

_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What wrongly read characters are."""

    how: str
    """How they were read, as `UTF-8 read as GBK`."""
    words: str
    """The characters that they stand for, U+FFFD where one is lost."""


def mojibake(text: str) -> Mojibake | None:
    """Return what a text is that was read in a wrong encoding; `None` where it was not.

    >>> mojibake("鍥藉姟闄㈠叧浜庢帹杩涗埂鏉戦亾")
    Mojibake(how='UTF-8 read as GBK', words='国务院关于推进乡村道')
    """
    if text.isascii() or sum(map(FREQUENT.__contains__, text)) > HARDLY * len(text):
        return None  # at once: so are nearly all lines
    if len(_FOREIGN.findall(text)) < LEAST or frequent(text) > HARDLY:
        return None
    return _read_back(text.replace("\ufffd", "?"), "", _TWICE)


def frequent(text: str) -> float:
    """Return the share of frequent Chinese characters among the letters that are not ASCII."""
    found = _LETTER.findall(text)
    return sum(letter in FREQUENT for letter in found) / len(found) if found else 0.0


def _read_back(text: str, how: str, times: int) -> Mojibake | None:
    deeper = []
    for wrong, script in _WRONG:
        if 2 * len(script.findall(text)) < len(_FOREIGN.findall(text)):
            continue
        held = _bytes(text, wrong)
        if held is None:
            continue
        for right in _RIGHT:
            if _NAMES[wrong] == _NAMES[right]:
                continue
            words = held.decode(right, "replace")
            said = f"{_NAMES[right]} read as {_NAMES[wrong]}{how}"
            if _is_chinese(words, PROVEN if right == "utf-8" else LOSS):
                return Mojibake(said, words.rstrip("\ufffd?"))
            if right == "utf-8" and "\ufffd" not in words and words != text:
                deeper.append((words, f", and that {said}"))
    for words, said in deeper if times > 1 else ():
        if (found := _read_back(words, said, times - 1)) is not None:
            return found
    return None


def _bytes(text: str, codec: str) -> bytes | None:
    """Return the bytes that were read as a text; `None` where more than a few can not have been."""
    held = bytearray()
    lost = 0
    for run in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text):
        try:
            held += run.encode(codec)
            continue
        except UnicodeEncodeError:
            pass
        for sign in run:
            try:
                held += sign.encode(codec)
            except UnicodeEncodeError:
                if codec == "cp1252" and sign < "\u0100":  # a byte that Windows leaves open
                    held += sign.encode("latin-1")
                else:
                    held += b"?"
                    lost += 1
    return bytes(held) if lost <= LOSS * len(_FOREIGN.findall(text)) else None


def _is_chinese(words: str, loss: float) -> bool:
    letters = len(_LETTER.findall(words))
    return (
        letters >= LEAST // 2
        and frequent(words) >= PLAINLY
        and words.count("\ufffd") <= loss * letters
    )
