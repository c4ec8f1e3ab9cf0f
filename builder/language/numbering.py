"""The number with which a paragraph begins: 第一章, 第三条, 一、, （一）, 1., ①.

Each style of numbering has a fixed level, a smaller one above a greater one.
"""

from __future__ import annotations

import re

_HAN = "[一二三四五六七八九十百零〇]"
# 附件1  第一编  第二章 总则  第三节  第十条 为…  一、要求  二 内涵  （一）思想。  1.突破…  （1）…
_NUMBER = re.compile(
    rf"""
      (?P<o05>附[件表錄录]) (?:\s?\d{{1,2}}|{_HAN}{{1,2}})? (?: [：:]\s* | \s+ | $)
    | 第(?:{_HAN}{{1,5}}|\d{{1,3}})(?: (?P<o10>[编編]|部分) | (?P<o20>章) | (?P<o30>[节節]) )
      [\s\u3000、：:]*
    | (?P<o40>第(?:{_HAN}{{1,7}}|\d{{1,4}})[条條](?:之{_HAN}{{1,2}})?) [\s\u3000]+
    | (?P<o60>{_HAN}{{1,3}}[、．.\s\u3000]) \s*
    | (?P<o70>[（(]{_HAN}{{1,3}}[)）]) \s*
    | (?P<o80>\d{{1,2}}[、．.](?!\d)) \s*
    | (?P<o90>[（(]\d{{1,2}}[)）]) \s*
    | (?P<o95>[①-⑳]) \s*
    """,
    re.VERBOSE,
)


def numbering(words: str) -> tuple[int, int]:
    """Return the level and the length of the number at the start of a paragraph, 0 and 0 for none.

    `numbering("（五）通车。")` is `(70, 3)`; blanks after a number belong to it.
    """
    found = _NUMBER.match(words)
    return (int(str(found.lastgroup)[1:]), found.end()) if found else (0, 0)
