"""Names of persons, offices and institutions as print has them: strings in, `PrintedPerson` out.

An institution is recognised by its last characters, a name by its length and family name; no agency
and no person is known by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.language.characters import is_han
from builder.language.folding import simplified

_FAMILY_NAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马"
    "苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元顾孟黄穆萧尹姚邵湛汪祁毛禹"
    "狄米贝臧伏成戴谈宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌"
    "霍虞万支柯管卢莫房裘缪宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲封储靳段富巫乌焦巴弓"
    "牧隗山谷车侯宓班秋仲伊宫宁仇栾甘厉祖武符刘景詹龙叶幸司韶黎薄印白蒲邰从鄂索赖卓蔺屠蒙池乔阴胥苍闻党"
    "翟谭贡劳逄姬申扶堵冉宰雍桑桂牛边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终耿"
    "满弘匡寇禄阙东欧沃利蔚越隆师巩聂晁勾敖融冷辛阚那简饶曾沙养鞠须丰巢荆红游竺权盖益桓涂"
    "肖代闫邸岳仝佟苑兰米帅郜亓付晋楚沿"
    "楼怀隋丛曲牟迟栗麦佘冼粟逯邝辜揭"
    "芦覃谌芮檀鲜綦昝雒蹇缑庹卜漆糜"
)

_DOUBLE_NAMES = frozenset(("欧阳", "司马", "上官", "诸葛", "司徒", "夏侯", "皇甫", "尉迟"))

# Endings of institutions that an office may follow directly; _WEAK ones also end other words.
_STRONG = (
    "大学|学院|研究院|研究所|研究中心|中心|科学院|工程院|委员会|协会|学会|商会|联合会|联盟|基金会|公司|集团"
    "|银行|实验室|智库|医院|中学|小学|出版社|通讯社|杂志社|日报社|报社|电视台|书院|党校|院|所"
    "|大學|學院|學會|協會|委員會|聯盟|銀行|實驗室|醫院|科學院|研究會"
)

_WEAK = (
    r"(?: 国家 [^、，,；;：:\s]{2,12}? 局 | [^、，,；;：:\s]{2,20}? (?: 办公室 | [部委局厅署办] ) )"
)

# 某研究院道路养护部部长      某大学交通学院教授      某中心书记、副主任
OFFICE = re.compile(
    rf"""
    (?P<institution> [^、，,；;：:\s（）()]{{0,40}} (?: {_STRONG} ) )
    (?! [长長士务務员員校办] )
    (?P<title> .* )
    """,
    re.VERBOSE,
)
"""An institution, and an office in it."""

# 某某研究院      某某部办公厅      某某网
_INSTITUTION = re.compile(
    rf"""
    [\u4e00-\u9fff“”·\s]{{2,}}
    (?: {_STRONG} | 网|網|报|社|台|编辑部|部|委|办|厅|局|署|政府|办公室 )
    """,
    re.VERBOSE,
)

# 某市人民政府      某委员会      某某部办公厅
_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{2}(?:政府|委员会|委員會|办公室|[部委厅局署]|辦公室)$")

# 某某市教育局局长      某某部原副部长      某某省委书记      某某省省长
_MINISTRY = re.compile(
    rf"""
    (?P<institution> {_WEAK} | [^、，,；;：:\s]{{2,12}}? [省市县区州] (?= [省市县区州]长 ) )
    (?P<title>
        (?: 原|副|党|新闻|有关|首席|总|常务 ) .+ | (?: [部局署厅省市县区州]长 | 主任 | 书记 ) .* )
    """,
    re.VERBOSE,
)

TITLE = re.compile(
    r"记者|記者|编辑|通讯员|评论员|主任|书记|院长|所长|部长|局长|司长|处长|校长|主席|会长|秘书长|教授|讲师|院士"
    r"|研究员|研究員|工程师|专家|学者|博士|总裁|董事|经理|理事|委员|顾问|科学家|分析师|律师|发言人"
    r"|负责人|作家|導師|创始人|首席执行官|[省市县区州厅署局院]长"
)
"""Offices and professions."""


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """An author or a speaker, as far as the text names them."""

    name: str | None = None
    """The name without padding, as 张三."""
    title: str | None = None
    """Office or profession, as 研究员、副所长."""
    institution: str | None = None
    """Where the office is held, as 某研究院."""


_MARKS = "□■◎●◆◇▲△○★☆ \u3000"
"""Signs that papers set before a byline."""


def names(text: str) -> tuple[str, ...]:
    """Return the personal names in a list of names; empty where a part is no name.

    A name of two characters may be padded: `张  明` is 张明, `张小明 李大为` are two. The mark of a
    byline before it is no part of it: `◆张小明`.
    """
    words = text.strip()[:80].lstrip(_MARKS)
    parts = [part for part in re.split(r"[\s、,，]+", words) if part]
    if len(parts) == 2 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    return tuple(parts) if parts and all(is_name(part) for part in parts) else ()


def offices(text: str) -> tuple[PrintedPerson, ...]:
    """Return institution and title of each office in a list of offices, without names.

    `某大学某学院教授、某研究院总工程师` are two offices, `某中心书记、副主任` is one.
    Words without an institution give one person with only a title.
    """
    found: list[PrintedPerson] = []
    for part in re.split(r"[、，,；;]", text.strip()[:200]):
        office = OFFICE.match(part) or _MINISTRY.match(part)
        if office and office["title"].strip():
            found.append(PrintedPerson(None, office["title"].strip(), office["institution"]))
        elif found:
            last = found[-1]
            found[-1] = PrintedPerson(None, f"{last.title}、{part}", last.institution)
        elif part:
            found.append(PrintedPerson(None, part, None))
    return tuple(found)


def person(name: str | None, office: str) -> PrintedPerson:
    """Return one person with all offices, joined by `；` where the institutions differ."""
    held = offices(office)
    institutions = "；".join(post.institution for post in held if post.institution)
    titles = "；".join(post.title for post in held if post.title)
    return PrintedPerson(name, titles or None, institutions or None)


def is_institution(text: str) -> bool:
    """Return whether a short line is the name of an institution, a site or a paper."""
    return len(text) <= 30 and _INSTITUTION.fullmatch(text) is not None


def is_office(text: str) -> bool:
    """Return whether words are a public office or end as what a person is: 某市政府, 某院教授."""
    return is_government(text) or any(one.end() == len(text) for one in TITLE.finditer(text))


def is_government(text: str) -> bool:
    """Return whether words end as the name of a public office: 某市人民政府, 某部办公厅."""
    return _GOVERNMENT.search("".join(text.split())) is not None


def holds_office(text: str) -> bool:
    """Return whether words name an office or a profession: 某院教授."""
    return TITLE.search(text) is not None


def is_name(text: str) -> bool:
    """Return whether words are one personal name: 张明, 欧阳修远, 古丽·某某."""
    if "·" in text:
        return len(text) <= 15 and all(is_han(character) or character == "·" for character in text)
    return (
        2 <= len(text) <= 4
        and all(map(is_han, text))
        and (simplified(text[0]) in _FAMILY_NAMES or simplified(text[:2]) in _DOUBLE_NAMES)
    )
