"""Offices that issue documents: words in, the names of offices out, and how far each one reaches.

An office is recognised by its last characters and by the place before them; those of the whole
country also by name. Linear in the length of the words.
"""

from __future__ import annotations

import re
from typing import Literal

from builder.language.folding import simplified
from builder.language.places import place_kind

Reach = Literal["national", "provincial", "municipal", "county", "enterprise"]

_LONGEST = 40
"""Characters of the longest name of an office."""

_LONGEST_SIGNER = 60
"""Characters of the longest line in which the head of an office signs."""

# 国家某局      中央某办      最高人民法院
_WHOLE = re.compile(r"中共中央|中央|国务|国家|全国|中国|中华|最高人民|人民银行")
# 教育部      某某总局办公厅      某监会      审计署
_MINISTRY = re.compile(
    r"[\u4e00-\u9fff]{1,14}?(?:部|总局|总署|监会|审计署)(?:\Z|办公[厅室]|综合司|秘书局|[\u4e00-\u9fff]{2,10}[司局]\Z)"
)
_ENTERPRISE = re.compile(r"(?:公司|集团|企业|厂)\Z")
_NO_LEVEL = re.compile(r"(?:协会|学会|商会|联盟|大学|学院|研究院|研究所|基金会|联合会|研究会)\Z")

# 某市人民政府办公室      国家某局      某省高级人民法院      某县委
_OFFICE = re.compile(
    r"""
    [\u4e00-\u9fff“”·（）()]{1,38}?
    (?: 部 | 委 | 局 | 办 | 厅 | 署 | 院 | 会 | 府 | 室 | 中央 | 中心 | 银行 | 公司 | 集团 | 司
      | (?<= 共和国 ) 主席 | 联社 | 总社 | 妇联 | 残联 | 科协 | 军区 | 总队 | 支队 | 大学
      | 站 | 所 | 厂 )
    (?: [（(] [\u4e00-\u9fff]{2,20} [）)] )?
    """,
    re.VERBOSE,
)
# What ends so and is no office: 座谈会, 开幕会, 各有关部, 全部
_NO_OFFICE = re.compile(
    r"""
    (?: 座谈 | 发布 | 动员 | 大 | 例 | 年 | 峰 | 机 | 社 | 晚 | 博览 | 推进 | 工作 | 常务 ) 会 \Z
    | (?: 全 | 内 | 干 | 局 | 东 | 西 | 南 | 北 | 中 | 外 ) 部 \Z
    | ^ (?: 各 | 有关 | 关于 | 现将 | 附件 | 抄送 | 主送 | 联系 | 本 | 请 )
    | (?: 举办 | 协办 | 主办 | 承办 | 印发 | 以及 | 场所 | 车站 | 网站 ) \Z
    | [的了是将在与及对]
    """,
    re.VERBOSE,
)
# 中共中央国务院      某部某委      中共某市委某市人民政府
_GLUED = re.compile(
    r"""
    (?<= [部委局办厅署院会央府行室] )
    (?= 中共 | 国务 | 国家 | 中国 | 全国 | 中央 )
    | (?<= [厅委室会] )
      (?= (?! 办公 | 秘书 ) [\u4e00-\u9fff]{1,8}? [省市县区州旗盟] 人民政府 )
    | (?<= [部署局厅] ) (?= (?! 办公 | 机关 ) [\u4e00-\u9fff]{2,9} 部 (?: \Z | 办公厅 | [^门署] ) )
    | (?<= [^省市县区州旗盟党政] 委 ) (?= (?! 办公 ) [\u4e00-\u9fff]{2,9} 部 (?: \Z | 办公厅 ) )
    """,
    re.VERBOSE,
)
# 部　长　李大为      临水市信息委员会主任　何立峰      省 长 于伟国      总理：王大为
_SIGNED_BY_HEAD = re.compile(
    r"""
    (?P<office> [\u4e00-\u9fff]{0,30}? ) [\s\u3000]*
    (?: 代 [\s\u3000]* )?
    (?P<title>
        (?: [部局署院会委厅省市县区州旗盟行] | 审 \s* 计 | 检 \s* 察 ) [\s\u3000]* 长
      | 主 [\s\u3000]* (?: 席 | 任 ) | 总 [\s\u3000]* 理 | 书 [\s\u3000]* 记 )
    (?: [\s\u3000]* [:：] [\s\u3000]* | [\s\u3000]+ )
    (?: [\u4e00-\u9fff] (?: [\s\u3000]* [\u4e00-\u9fff] ){1,3}
      | [\u4e00-\u9fff]{1,8} (?: · [\u4e00-\u9fff]{1,8} ){1,3} )
    """,
    re.VERBOSE,
)
_APART = re.compile(r"[、，,；;/]|[\s\u3000\xa0\0]+")
_WIDE = re.compile(r"[\s\u3000\xa0]{2,}|[\u3000\xa0\0]")
# 等八部门      等3部门      等部门      等单位      三部门
_OTHERS = re.compile(r"等?[一二三四五六七八九十\d]{0,3}(?:个)?(?:部门|单位|部委|委办局)\Z|等\Z")


def is_office(words: str) -> bool:
    """Return whether words are the name of one office: 临水市人民政府办公室, 中央网信办."""
    return (
        len(words) <= _LONGEST
        and _OFFICE.fullmatch(simplified(words)) is not None
        and _NO_OFFICE.search(simplified(words)) is None
    )


def offices(words: str) -> tuple[str, ...]:
    """Return the offices of which words are a list and nothing else; () for other words.

    `某部、某委　某局` are three, `财 政 部` is one, 中共中央国务院 are two.
    """
    if len(words) > 1000:
        return ()
    spaced = [_joined(part) for part in _WIDE.split(words.strip())]
    if len(spaced) > 1 and all(len(part) == 1 for part in spaced):
        spaced = ["".join(spaced)]
    parts = [part for one in spaced for part in _APART.split(one) if part]
    named = tuple(name for part in parts for name in _GLUED.split(part))
    return named if named and all(map(is_office, named)) else ()


def signing_head(words: str) -> str | None:
    """Return the office whose head signs, as a line under an order says it; `None` for other lines.

    `临水市信息委员会主任　何立峰` gives 临水市信息委员会, `桥梁部部长　李大为` 桥梁部, and
    `省　长　于伟国` ''.
    """
    found = _SIGNED_BY_HEAD.fullmatch(words.strip()) if len(words) <= _LONGEST_SIGNER else None
    return None if found is None else found["office"]


def without_others(words: str) -> tuple[str, bool]:
    """Return words without 等八部门 at their end, and whether they had it: the list is not full."""
    found = _OTHERS.search(words, max(0, len(words) - 10))
    return (words[: found.start()], True) if found else (words, False)


def reach(office: str) -> Reach | None:
    """Return how far what an office issues reaches; `None` where its name does not say.

    A ministry is national, 河东省教育厅 provincial, 临水市政府 municipal, 石桥县政府 a county's,
    and a company is on its own.
    """
    office = simplified(office)
    if _ENTERPRISE.search(office):
        return "enterprise"
    if _NO_LEVEL.search(office):
        return None
    if _WHOLE.match(office):
        return "national"
    kind = place_kind(office)
    return "national" if kind is None and _MINISTRY.match(office) else kind


def same_office(one: str, other: str) -> bool:
    """Return whether one name can be short for the other: 县政府办 and 石桥县人民政府办公室."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 1 and all(character in rest for character in short)


def _joined(part: str) -> str:
    """Return words whose characters are parted by blanks without them: 财 政 部."""
    pieces = part.split()
    return "".join(pieces) if len(pieces) > 1 and all(len(one) == 1 for one in pieces) else part
