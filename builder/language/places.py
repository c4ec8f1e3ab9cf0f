"""The place whose office, document or report words name first: a string in, its name out.

河东省人民政府 and 河东省2025年政府工作报告 are of 河东. An office of the whole country and words
that begin with no place (国务院, 某部, 城市更新条例) give ''. Linear in the length of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

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
      | (?! 中国|中华|国家|全国|[今去明上本]年 ) [\u4e00-\u9fff]{{1,7}}?
        (?: 自治区 | 自治州 | 自治县 | 自治旗 | 新区 | 州 (?! 市 ) | [省市盟县区旗] )
        (?! [场民价值容属辖级长域份块间分别位际内外] | 直 (?! 属 ) ) )
    """,
    re.VERBOSE,
)
# 全省    各市    智慧城市 (but 盐城市)    大都市    产业园区    示范区
_NO_PLACE = re.compile(
    r"""
    (?: [各全我本该两外跨多每省市县区] [省市州盟县区旗]
      | (?: \A | .. | [大小新老古] ) 城市 | (?: \A | [大新] ) 都市 | [超上股楼夜集] 市
      | [社园地景校厂牧片辖小灾库老郊街] 区 | (?: \A | [大困] ) 山区
      | (?: 开发|试验|示范|合作|保税|贸易|自贸|功能|先行|先导|高新|经开|有关|相关 ) 区
      | (?: 有关|国家|相关 ) [省市州盟县旗] | [联加结同] 盟 ) \Z
    """,
    re.VERBOSE,
)
# 江苏省    江苏省苏州市
_PROVINCE_ENDING = re.compile(
    rf"""
    (?: {_PROVINCES} ) (?: 省 | 市 | (?: 壮族 | 回族 | 维吾尔 )? 自治区 | 特别行政区 )?
    (?: [\u4e00-\u9fff]{{1,6}} [市州盟县区旗] )? \Z
    """,
    re.VERBOSE,
)
# 写入河东省    2025年临水市石桥县
_ENDING = re.compile(
    r"""
    .* (?: \A | (?<= [\s，。、；：“《（年月日入实照据按到在的由动对] ) )
    (?P<place> [\u4e00-\u9fff]{1,4} [省市州盟县区旗] (?: [\u4e00-\u9fff]{1,4} [市州盟县区旗] )? ) \Z
    """,
    re.VERBOSE | re.DOTALL,
)
_KIND = re.compile(r"(?<=.)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)\Z")
# 北京市      内蒙古自治区      河北
_PROVINCE = re.compile(rf"(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?")
# 省教育厅      市人民政府      县委
_BARE = re.compile(r"[省市州盟县区旗](?=[\u4e00-\u9fff]{1,20})(?!场|政)")
_KINDS: Mapping[str, Literal["provincial", "municipal", "county"]] = {
    "省": "provincial",
    "市": "municipal",
    "州": "municipal",
    "盟": "municipal",
    "县": "county",
    "区": "county",
    "旗": "county",
}
# 石桥镇人民政府      城关街道办事处
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:乡|镇|街道)(?:人民政府|政府|党委|办事处|党工委)")
# 河东地区行政公署
_PREFECTURE = re.compile(r"[\u4e00-\u9fff]{2,6}?地区(?:行署|行政公署|[\u4e00-\u9fff]{2,8}局)")
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


def place_before(text: str, end: int) -> int:
    """Return where the place begins that the words before `end` end with; `end` for none.

    In `今年推动江苏省` it is the offset of 江苏省; a place that is no province begins a clause.
    """
    first = max(0, end - _LONGEST)
    if province := _PROVINCE_ENDING.search(text, first, end):
        return province.start()
    found = _ENDING.match(text, first, end)
    return found.start("place") if found and place(found["place"]) else end


def place_kind(words: str) -> Literal["provincial", "municipal", "county"] | None:
    """Return the kind of the innermost place with which words begin; `None` where they name none.

    河东省教育厅 is of a province, 临水市 of a city, 临水市石桥区 of a county; 省教育厅 is of its
    province. A city under the central government is a province.
    """
    words = words[:_LONGEST]
    if bare := _BARE.match(words):
        return _KINDS[bare[0]]
    at = _BEFORE.match(words)
    start = at.end() if at else 0
    places: list[str] = []
    while (match := _PLACE.match(words, start)) and not _NO_PLACE.search(match[0]):
        start = match.end()
        places.append(match[0])
    if _TOWN.match(words, start):
        return "county"
    if _PREFECTURE.match(words, start):
        return "municipal"
    if not places:
        return None
    last = places[-1]
    if _PROVINCE.fullmatch(last):
        return "provincial"
    if last.endswith(("自治县", "自治旗", "县", "区", "旗")) and not last.endswith("自治区"):
        return "county"
    if last.endswith(("省", "自治区", "特别行政区")):
        return "provincial"
    # A city that stands below another one is of a county: 临水市石桥市.
    below = any(one.endswith(("市", "州", "盟")) and one is not last for one in places)
    return "county" if below and last.endswith("市") else "municipal"


def first_place(names: Iterable[str]) -> str:
    """Return the place that the first of several names has that has any; '' for none."""
    return next(filter(None, map(place, names)), "")
