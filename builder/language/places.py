"""The place whose office, document or report words name first: a string in, its name out.

河东省人民政府 and 河东省2025年政府工作报告 are of 河东. An office of the whole country and words
that begin with no place (国务院, 某部, 城市更新条例) give ''. Linear in the length of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    "|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
# 2025年河东省……      中共河东市委      近日，河东市印发      关于河东市……
_BEFORE = re.compile(
    r"""
    (?: \s | [，,“《〈（(] | \d{4}年度? | \d{1,2}月 (?: \d{1,2}日 )? | 中国共产党 | 中共 | 关于 | 由
      | 近日 | 日前 | 近期 | 今日 | 今天 | 昨日 | 此前 | 据悉 | 其中 | 例如 | 如 ){0,6}
    """,
    re.VERBOSE,
)
# 河东省      北京      内蒙古自治区      河东省临水市石桥县
_PLACE = re.compile(
    rf"""
    (?: (?: {_PROVINCES} ) (?! 大学 | 银行 )
          (?: 省 | 市 | (?: 壮族 | 回族 | 维吾尔 )? 自治区 | 特别行政区 )?
      | (?! 中国 | 中华 | 国家 | 全国 ) [\u4e00-\u9fff]{{1,7}}?
        (?: 自治区 | 自治州 | 自治县 | 自治旗 | 新区 | 州 (?! 市 ) | [省市盟县区旗] )
        (?! [场民价值容属辖级长域份块间分别位际内外] | 直 (?! 属 ) ) )
    """,
    re.VERBOSE,
)
# 全省      各市      智慧城市      产业园区
_NO_PLACE = re.compile(
    r"""
    (?: [各全我本该两外跨多每省市县区城都超上门股楼夜集社园地景校厂牧山片辖小灾库林老郊街]
      | 有关 | 国家 | 相关 | 开发 | 试验 | 示范 | 合作 | 保税 | 贸易 | 自贸 | 功能 | 先行 | 先导
      | 高新 | 经开 )
    [省市州盟县区旗] \Z
    | [联加结同] 盟 \Z
    """,
    re.VERBOSE,
)
_KIND = re.compile(r"(?<=.)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)\Z")
_LONGEST = 40
"""Characters at the beginning of the words that are read."""


def place(words: str) -> str:
    """Return the innermost place with which the words begin; '' for none.

    `河东省临水市教育局` gives 临水, `2025年河东省政府工作报告` gives 河东; a county keeps its kind.
    """
    words = words[:_LONGEST]
    at = _BEFORE.match(words)
    start, found = at.end() if at else 0, ""
    while (match := _PLACE.match(words, start)) and not _NO_PLACE.search(match[0]):
        start, found = match.end(), match[0]
    return _KIND.sub("", found)


def first_place(names: Iterable[str]) -> str:
    """Return the place that the first of several names has that has any; '' for none."""
    return next(filter(None, map(place, names)), "")
