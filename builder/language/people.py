"""Writers and speakers as print names them: bylines, signatures, offices, openings of a speech.

Strings in, `PrintedPerson` values out. An institution is recognised by its last characters, a name
by its length and family name; no agency and no person is known by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

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
_OFFICE = re.compile(
    rf"""
    (?P<institution> [^、，,；;：:\s（）()]{{0,40}} (?: {_STRONG} ) )
    (?! [长長士务務员員校办] )
    (?P<title> .* )
    """,
    re.VERBOSE,
)
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
# 某省长      某部部长
_LEADS = re.compile(r"[省市县区州部委厅局署院](?:书记|主任|长)\Z")
_TITLE = re.compile(
    r"记者|記者|编辑|通讯员|评论员|主任|书记|院长|所长|部长|局长|司长|处长|校长|主席|会长|秘书长|教授|讲师|院士"
    r"|研究员|研究員|工程师|专家|学者|博士|总裁|董事|经理|理事|委员|顾问|科学家|分析师|律师|发言人"
    r"|负责人|作家|導師|创始人|首席执行官|[省市县区州厅署局院]长"
)
# 某社记者 张小明 李大为      某社“某视点”记者 王小兰      本报记者 王某      记者赵刚
_BYLINE = re.compile(
    r"""
    [（(]? \s*
    (?P<agency> [\u4e00-\u9fffA-Za-z]{1,12}? (?: 社|报|網|网|台|刊|通讯|客户端|频道 ) )?
    (?P<title>
        (?: “[^“”]{1,10}” )?
        (?: 特约|本报|本刊|见习|实习|特派|驻站|首席 )?
        (?: 记者|記者|通讯员|通訊員|评论员|評論員|撰稿人|特约撰稿 ) )
    (?P<mark> [\s:：]* )
    (?P<names> [\u4e00-\u9fff·\s、,，]{0,40}? )
    (?: 报道|文|摄影报道 )? \s* [)）]?
    """,
    re.VERBOSE,
)
# 本报记者 张小明 通讯员 李大为
_NEXT_REPORTER = re.compile(r"(?<=[\s、，])(?=(?:本报|特约|见习|实习)?(?:记者|通讯员))")
# 文 | 某养护所副所长 李大为      作者：王某      撰文/王某      （文／王某 某大学教授）
_SIGNED = re.compile(
    r"""
    (?P<open> [（(] )? (?: 文字?|作者|撰文|撰稿|执笔|口述|译者 ) \s* [|｜│丨/／:：] \s*
    (?P<who> [^。！？]{2,80} ) (?(open) [)）] )
    """,
    re.VERBOSE,
)
# （作者：王某，某研究院院长）      作者单位：某大学      （作者系某大学教授、某研究院总工程师）
# （本文作者王某为某研究员）      （作者王某系某大学教授，李某系某研究院院长）
_WRITER = re.compile(
    r"""
    (?P<open> [（(] )? (?: 本文 )? 作者 (?: (?P<key> 单位 | 简介 ) | (?! 单位 | 简介 ) )
    \s* (?P<colon> [:：] )? (?P<is> (?: 分别|均 )? (?: 系|为|是|爲|為 ) (?! 主任 ) )?
    (?(is) \s* | (?! 系|为|是|爲|為 ) ) (?P<who> [^（）()]{2,160} ) (?(open) [)）] )
    """,
    re.VERBOSE,
)
# 王某、李某/文      □ 本报记者 王某
_WITH_A_SIGN = re.compile(
    r"[□■◎●◆▲△]\s*(?P<reporters>[^。！？]{2,60})|(?P<names>[\u4e00-\u9fff·、\s]{2,40})\s?[/／]\s?文"
)
# 张某（某大学某学院研究员）　李某（某研究院院长）
_BRACKETED = re.compile(
    r"""
    (?P<name> [\u4e00-\u9fff·]{2,15} ) \s?
    [（(] (?P<office> [^（）()]{2,80} ) [)）] [\s、,，;；]*
    """,
    re.VERBOSE,
)
# 来源：某报　作者：张某　编辑：李某      作者 | 张某 编辑 | 李某
_FIELD = re.compile(
    r"""
    (?P<key> 作者 | (?: 责任|責任 )? 编辑 | 责编 | 校对 | 审核 | 监制 | 供图 | 图片?
      | [\u4e00-\u9fff]{0,2}(?:来源|來源) | 稿源 | 出处
      | [\u4e00-\u9fff]{0,2}(?: 时间|日期|時間 ) | (?: 浏览|阅读 )[\u4e00-\u9fff]{0,2} | 字号 )
    \s* [:：|｜│丨/／] \s*
    """,
    re.VERBOSE,
)
# 作者：张某
_KEY = re.compile(r"作者\s*[:：|｜│丨/／]\s*(?=\S)")
# 王某、李某 分别系某大学教授、某研究院研究员
_BETWEEN = re.compile(r"[\s、，,；;]+")
_IS = re.compile(r"(?:现|分别|均|皆|同)?(?:系(?!主任)|为|是|任|爲|為|单位\s?[:：])\s?|分别|均")
# 王某为某研究员
_NAME_IS = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,8}?)(?:分别|均|现)?(?:系|为|是|任|爲|為)(?=.)")
# （某中心书记、副主任 张  明）
_RUN_ON = re.compile(
    r"""
    [（(]
    (?P<who> [^（）()。！？]{4,80}? [\s\u00a0\u3000]
        (?P<name> [\u4e00-\u9fff·] (?: [\s\u00a0\u3000]* [\u4e00-\u9fff·] ){1,3} ) )
    [)）] $
    """,
    re.VERBOSE,
)
# （张某，某大学教授）      （张某系某研究院院长）
_IN_BRACKETS = re.compile(
    r"[（(](?P<who>(?P<name>[\u4e00-\u9fff·]{2,8}?)(?:[，,]|\s+|系|为)[^（）()。！？]{4,80})[)）]"
)
# 王某某(某研究院道路养护部部长、研究员):道路…
_OPENING = re.compile(
    r"""
    (?P<name> [\u4e00-\u9fff·]{2,8} ) \s?
    [（(] (?P<office> [^（）()。！？]{2,80} ) [)）] \s? [:：]
    """,
    re.VERBOSE,
)
# 徐强：道路要常年养护。      某委副主任 黄如：
_VOICE = re.compile(
    r"""
    \** (?: (?P<office> [\u4e00-\u9fff、]{3,40} ) [\s\u3000]+ )?
    (?P<name> [\u4e00-\u9fff·]{2,8} ) \** \s? [:：]
    """,
    re.VERBOSE,
)
# 答记者问    本报记者    回答了记者提问
_REPORTER = re.compile(
    r"""
    答 (?: 记者问|記者問 )
    | [\u4e00-\u9fff]{0,6} [社报報网網台刊] (?: 记者|記者 )
    | (?: 记者|記者 ) (?: 提问|提問|采访|採訪 )?
    """,
    re.VERBOSE,
)
# 某路局相关负责人26日作了说明      某路局主要负责同志就《…》答记者问
_SPOKESPERSON = re.compile(
    r"""
    (?: 近日|日前|昨日|今天|今日|对此|专访|对话|采访|记者从|据 )?
    (?P<institution> [\u4e00-\u9fff]{2,30}? )
    (?P<title> (?: 有关|相关|主要 )? (?: 负责人|负责同志 ) | 新闻发言人
      | 有關負責人|有關負責同志|新聞發言人 )
    """,
    re.VERBOSE,
)


# 某部部长张明在某会议上的讲话      【观点】张明：某事      ——张明副部长在某论坛上的致辞
_LEADING = re.compile(
    r"(?:【[^】]{1,12}】|[^丨｜|:：]{1,12}[丨｜|]|——|――|──|--)?\s*(?:专访|对话)?\s*"
    r"(?P<who>[\u4e00-\u9fff、·]{2,40}?)\s?(?P<says>在|就|谈|[:：])(?=\S)"
)
_RANK = re.compile(rf"(?:原|副|常务副|总|首席)?(?:{_TITLE.pattern})长?")
# 记者专访了某大学某学院院长
_BEFORE_NAME = re.compile(
    r"(?:\A|专访了?|采访了?|对话|邀请了?到?|访问?了?|记者|[，,。：:；;“”（(《》\s])"
    r"(?P<office>(?:(?!专访|采访|对话|邀请|记者)[\u4e00-\u9fff、]){3,30})\Z"
)


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """An author or a speaker, as far as the text names them."""

    name: str | None = None
    """The name without padding, as 张三."""
    title: str | None = None
    """Office or profession, as 研究员、副所长."""
    institution: str | None = None
    """Where the office is held, as 某研究院."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a contribution to a round table."""

    speaker: PrintedPerson
    end: int
    """Number of characters that name the speaker, the colon included."""


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
    return tuple(parts) if parts and all(_is_name(part) for part in parts) else ()


def offices(text: str) -> tuple[PrintedPerson, ...]:
    """Return institution and title of each office in a list of offices, without names.

    `某大学某学院教授、某研究院总工程师` are two offices, `某中心书记、副主任` is one.
    Words without an institution give one person with only a title.
    """
    found: list[PrintedPerson] = []
    for part in re.split(r"[、，,；;]", text.strip()[:200]):
        office = _OFFICE.match(part) or _MINISTRY.match(part)
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


def reporters(text: str) -> tuple[PrintedPerson, ...] | None:
    """Return the reporters that a byline names; `None` where the line is no such byline.

    The tuple is empty where the names follow on the next line: `某社记者`.
    """
    if len(text) > 60:
        return None
    parts = [one for one in _NEXT_REPORTER.split(text.strip()) if one.strip("（( 、，")]
    if len(parts) > 1:
        each = [reporters(one.strip("（()） 、，")) for one in parts]
        return tuple(who for one in each for who in one or ()) if all(each) else None
    match = _BYLINE.fullmatch(text.strip())
    if match is None:
        return None
    called = names(match["names"])
    is_question = ":" in match["mark"] or "：" in match["mark"]
    if not called and (match["names"].strip() or is_question):
        return None
    agency = None if (match["agency"] or "").startswith("本") else match["agency"]
    return tuple(PrintedPerson(name, match["title"], agency) for name in called)


def agency(text: str) -> str | None:
    """Return the agency or paper in a reporters' byline, as printed; `None` for none or 本报."""
    match = _BYLINE.match(text.strip()[:60])
    return match["agency"] if match and not (match["agency"] or "本").startswith("本") else None


def signature(text: str) -> tuple[PrintedPerson, ...] | None:
    """Return the authors that a line names in another form than a byline; `None` for none.

    Examples: `文 | 张明`, `（作者系某大学教授）`, `（某中心副主任 张明）`, `张明　某中心副主任`.
    """
    line = text.strip()
    if len(line) > 200:
        return None
    if signed := _SIGNED.fullmatch(line):
        return _persons(_first_field(signed["who"])) or None
    if writer := _WRITER.fullmatch(line):
        return _written(writer)
    if marked := _WITH_A_SIGN.fullmatch(line):
        called = reporters(marked["reporters"] or "") or tuple(
            PrintedPerson(name) for name in names(marked["names"] or "")
        )
        return called or None
    if held := _bracketed(line):
        return held if all(one.title and _holds_office(one.title) for one in held) else None
    if run_on := _RUN_ON.fullmatch(line):
        return _persons(run_on["who"]) if _holds_office(run_on["who"]) else None
    if in_brackets := _IN_BRACKETS.fullmatch(line):
        held = _persons(in_brackets["who"]) if names(in_brackets["name"]) else ()
        return held if held and all(one.name and one.institution for one in held) else None
    return _introduced(line)


def completed(written: Iterable[PrintedPerson]) -> tuple[PrintedPerson, ...]:
    """Return the writers of a text, the offices of a line that has them alone with their names.

    余明 and, without a name, 某院院长 are 余明 of 某院; offices as many as names go in turn.
    """
    every = tuple(dict.fromkeys(written))
    called = [one for one in every if one.name]
    posts = [one for one in every if not one.name]
    bare = [one for one in called if not (one.title or one.institution)]
    if not called or not posts or len(bare) != len(called):
        return every
    if len(posts) != len(called):
        whole = _joined(posts)
        posts = [whole] * len(called)
    return tuple(
        PrintedPerson(one.name, post.title, post.institution)
        for one, post in zip(called, posts, strict=True)
    )


def credited(text: str) -> tuple[str, tuple[PrintedPerson, ...]] | None:
    """Return words and authors of 作者 among the fields of a line, or `None` without a name.

    `来源：某报　作者：张明　编辑：李强` gives 张明.
    """
    fields = list(_FIELD.finditer(text[:200]))
    for field, end in zip_longest(fields, (after.start() for after in fields[1:])):
        if field["key"] == "作者":
            who = re.split(r"\d", text[field.end() : end])[0].strip(" \u3000\xa0|｜；;")
            who = who if "（" in who or "(" in who else who.rstrip("）)")
            held = reporters(who) or _persons(who)
            return (who, held) if held and all(one.name for one in held) else None
    return None


def without_key(byline: str) -> str:
    """Return a byline without the key 作者： before it, and without the brackets around both."""
    bare = _KEY.sub("", byline)
    return bare.strip("（）()") if bare != byline and bare[:1] in ("（", "(") else bare


def closing_signature(text: str) -> tuple[str, tuple[PrintedPerson, ...]] | None:
    """Return words and authors of the signature in brackets that ends a paragraph, if any."""
    tail = text[-200:]
    start = max(tail.rfind("（"), tail.rfind("("))
    if start <= 0 or tail[-1:] not in (")", "）"):
        return None
    words = tail[start:]
    people = signature(words) or reporters(words)
    return (words, people) if people else None


def opening(text: str) -> Opening | None:
    """Return the speaker of a paragraph that opens with name, office in brackets and colon."""
    match = _OPENING.match(text[:120])
    if match is None or not _is_name(match["name"]):
        return None
    return Opening(person(match["name"], match["office"]), match.end())


def voice(text: str) -> PrintedPerson | None:
    """Return the speaker of a paragraph that opens with name and colon; an office may precede.

    `徐强：道路要常年养护。` and `某委副主任 黄如：` name a speaker; `记者：` does not.
    """
    match = _VOICE.match(text[:60])
    if match is None or not (called := names(match["name"])):
        return None
    return person(called[0], match["office"] or "")


def reporter(text: str) -> str:
    """Return the words that say that the press asks or writes; '' for none.

    `某部就《某意见》答记者问` gives 答记者问, `某社记者 张明` gives 某社记者.
    """
    match = _REPORTER.search(text[:400])
    return match[0] if match else ""


def spokesperson(text: str) -> PrintedPerson | None:
    """Return the unnamed office that answers for an institution.

    `……？某路局相关负责人26日作了说明。` gives 某路局 and 相关负责人.
    """
    match = _SPOKESPERSON.search(text[:400])
    return PrintedPerson(None, match["title"], match["institution"]) if match else None


def leading(headline: str) -> PrintedPerson | None:
    """Return who speaks, as a headline names him before what he does; `None` for nobody.

    `某部部长张明在某会议上的讲话`, `——张明副部长在某论坛上的致辞`, `张明院长就某事答记者问`.
    """
    match = _LEADING.match(headline.strip()[:80])
    if match is None:
        return None
    who = match["who"]
    for end in (2, 3, 4):
        if _is_name(who[:end]) and _RANK.fullmatch(who, end):
            return PrintedPerson(who[:end], who[end:], None)
    found = _persons(who)
    named = len(found) == 1 and found[0].name and (found[0].title or match["says"] in (":", "："))
    return found[0] if named else None


def introduced(name: str, text: str) -> PrintedPerson | None:
    """Return a person with the office that a text gives before the name; `None` for none.

    `记者专访了某大学某学院院长张明。` gives 张明 of 某大学某学院 as 院长.
    """
    place = text.find(name)
    before = _BEFORE_NAME.search(text[max(0, place - 40) : place]) if place > 0 else None
    if before is None or not _holds_office(before["office"][-6:]):
        return None
    return person(name, before["office"])


def is_institution(text: str) -> bool:
    """Return whether a short line is the name of an institution, a site or a paper."""
    return len(text) <= 30 and _INSTITUTION.fullmatch(text) is not None


def is_office(text: str) -> bool:
    """Return whether words are a public office or end as what a person is: 某市政府, 某院教授."""
    return is_government(text) or any(one.end() == len(text) for one in _TITLE.finditer(text))


def is_government(text: str) -> bool:
    """Return whether words end as the name of a public office: 某市人民政府, 某部办公厅."""
    return _GOVERNMENT.search("".join(text.split())) is not None


def _written(writer: re.Match[str]) -> tuple[PrintedPerson, ...] | None:
    """Return the persons of a line that says who its author is; what tells of his life has none."""
    who = writer["who"].strip()
    if writer["key"] == "简介":
        parts = [one for one in _BETWEEN.split(who.rstrip("。")) if names(one) or _office(one)]
        found = _persons("，".join(parts))
        return found if found and all(one.name for one in found) else None
    found = _persons(f"{writer['is'] or ''}{who}")
    named = all(one.name for one in found)
    if writer["key"]:
        told = True
    elif writer["open"]:
        told = bool(writer["colon"] or writer["is"]) or named
    else:
        held = all(one.title and one.institution for one in found)
        told = not writer["colon"] and (held or bool(names(who)))
    return found if found and told else None


def _office(words: str) -> bool:
    return len(words) <= 40 and (_holds_office(words) or is_institution(words))


def _persons(who: str) -> tuple[PrintedPerson, ...]:
    """Return the persons of words that say who signs: names and offices, in either order.

    `余明，某大学教授`, `某大学教授余明`, `余明、李强，分别系某大学教授、某研究院院长`; offices
    without a name are one person without a name.
    """
    who = who.strip()
    if held := _bracketed(who):
        return held
    parts = list(_name_or_office(who))
    if not any(is_name for is_name, _ in parts):
        is_ = _IS.match(who)
        bare = who[is_.end() if is_ else 0 :].strip()
        if is_ and is_[0].startswith("分别"):
            return offices(bare)
        return (_unnamed(bare),) if bare else ()
    groups: list[tuple[list[str], list[str]]] = []
    for (is_name, words), before in zip(parts, (None, *parts), strict=False):
        starts = before is None or (is_name == parts[0][0] and before[0] != is_name)
        if starts:
            groups.append(([], []))
        groups[-1][0 if is_name else 1].append(words)
    return tuple(one for called, posts in groups for one in _holding(called, posts))


def _holding(called: Sequence[str], posts: Sequence[str]) -> Iterator[PrintedPerson]:
    """Yield persons with their offices: in turn where there is one for each, else each has all."""
    each = offices("、".join(posts)) if posts else ()
    if len(called) > 1 and len(each) == len(called):
        yield from (
            PrintedPerson(n, o.title, o.institution) for n, o in zip(called, each, strict=True)
        )
        return
    for name in called:
        post = _unnamed("、".join(posts)) if posts else PrintedPerson()
        yield PrintedPerson(name, post.title, post.institution)


def _unnamed(office: str) -> PrintedPerson:
    """Return whoever holds some offices; of an institution alone, the institution."""
    if is_institution(office) and not offices(office)[0].institution and not _holds_office(office):
        return PrintedPerson(institution=office)
    return person(None, office)


def _joined(posts: Sequence[PrintedPerson]) -> PrintedPerson:
    institutions = "；".join(one.institution for one in posts if one.institution)
    titles = "；".join(one.title for one in posts if one.title)
    return PrintedPerson(None, titles or None, institutions or None)


def _name_or_office(who: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of words that say who signs, each with whether it is a name."""
    parts = [one for one in _BETWEEN.split(who.strip()) if one]
    institution = ""
    while parts:
        part = parts.pop(0)
        if len(part) == 1 and parts and len(parts[0]) == 1:
            part += parts.pop(0)
        if _is_name(part) and not _holds_office(part):
            if institution:
                yield False, institution
                institution = ""
            yield True, part
            continue
        told = _NAME_IS.match(part)
        if told and _is_name(told["name"]) and not _holds_office(told["name"]):
            yield True, told["name"]
            part = part[told.end() :]
        elif (is_ := _IS.match(part)) and is_.end() < len(part):
            part = part[is_.end() :]
        part, institution = institution + part, ""
        ends = [one.end() for one in _TITLE.finditer(part)]
        name = part[ends[-1] :] if ends else ""
        if name and _is_name(name):
            yield False, part[: ends[-1]]
            yield True, name
        elif not ends and is_institution(part) and parts:
            institution = part
        else:
            yield False, part


def _first_field(words: str) -> str:
    """Return words up to the next key of a line: of `张某 编辑 | 李某` 张某."""
    after = _FIELD.search(words)
    return words[: after.start()].strip(" \u3000|｜") if after and after.start() else words


def _bracketed(who: str) -> tuple[PrintedPerson, ...]:
    """Return the persons of a list in which an office in brackets follows each name."""
    found: list[PrintedPerson] = []
    place = 0
    while match := _BRACKETED.match(who, place):
        if not (called := names(match["name"])):
            return ()
        found.append(person(called[0], match["office"]))
        place = match.end()
    return tuple(found) if place == len(who) else ()


def _halves(who: str) -> list[str]:
    return re.split(r"[\s\u00a0\u3000]+", who.strip(), maxsplit=1)


def _introduced(line: str) -> tuple[PrintedPerson, ...] | None:
    """Return the person of a line that is only a name and an office: `张明　某中心副主任`."""
    words = _halves(line)
    if len(words) != 2 or len(line) > 60 or not (names(words[0]) or names(words[1])):
        return None
    called = [half for half in words if names(half)]
    at = [half for half in words if _OFFICE.fullmatch(half) and is_institution(half)]
    if len(called) == len(at) == 1 and not _holds_office(line):
        return tuple(PrintedPerson(name, None, at[0]) for name in names(called[0]))
    (named, *others) = _persons(line)
    held = named.institution or _LEADS.search(named.title or "")
    return (named,) if not others and held and named.title and _holds_office(named.title) else None


def _holds_office(text: str) -> bool:
    return _TITLE.search(text) is not None


def _is_name(text: str) -> bool:
    if "·" in text:
        return len(text) <= 15 and all(is_han(character) or character == "·" for character in text)
    return (
        2 <= len(text) <= 4
        and all(map(is_han, text))
        and (simplified(text[0]) in _FAMILY_NAMES or simplified(text[:2]) in _DOUBLE_NAMES)
    )
