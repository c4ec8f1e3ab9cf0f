"""Who wrote a text: bylines of reporters, signatures and the offices in them.

Lines in, `PrintedPerson` values out, in the order in which they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from builder.language.people import (
    OFFICE,
    TITLE,
    PrintedPerson,
    holds_office,
    is_institution,
    is_name,
    names,
    offices,
    person,
)

# 某省长      某部部长
_LEADS = re.compile(r"[省市县区州部委厅局署院](?:书记|主任|长)\Z")

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
        return persons(_first_field(signed["who"])) or None
    if writer := _WRITER.fullmatch(line):
        return _written(writer)
    if marked := _WITH_A_SIGN.fullmatch(line):
        called = reporters(marked["reporters"] or "") or tuple(
            PrintedPerson(name) for name in names(marked["names"] or "")
        )
        return called or None
    if held := _bracketed(line):
        return held if all(one.title and holds_office(one.title) for one in held) else None
    if run_on := _RUN_ON.fullmatch(line):
        return persons(run_on["who"]) if holds_office(run_on["who"]) else None
    if in_brackets := _IN_BRACKETS.fullmatch(line):
        held = persons(in_brackets["who"]) if names(in_brackets["name"]) else ()
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
            held = reporters(who) or persons(who)
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


def _written(writer: re.Match[str]) -> tuple[PrintedPerson, ...] | None:
    """Return the persons of a line that says who its author is; what tells of his life has none."""
    who = writer["who"].strip()
    if writer["key"] == "简介":
        parts = [one for one in _BETWEEN.split(who.rstrip("。")) if names(one) or _office(one)]
        found = persons("，".join(parts))
        return found if found and all(one.name for one in found) else None
    found = persons(f"{writer['is'] or ''}{who}")
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
    return len(words) <= 40 and (holds_office(words) or is_institution(words))


def persons(who: str) -> tuple[PrintedPerson, ...]:
    """Return the persons of words that say who signs: names and offices, in either order.

    `余明，某大学教授`, `某大学教授余明`, `余明、李强，分别系某大学教授、某研究院院长`; offices
    without a name are one person without a name.
    """
    who = who.strip()
    if held := _bracketed(who):
        return held
    parts = list(_name_or_office(who))
    if not any(named for named, _ in parts):
        is_ = _IS.match(who)
        bare = who[is_.end() if is_ else 0 :].strip()
        if is_ and is_[0].startswith("分别"):
            return offices(bare)
        return (_unnamed(bare),) if bare else ()
    groups: list[tuple[list[str], list[str]]] = []
    for (named, words), before in zip(parts, (None, *parts), strict=False):
        starts = before is None or (named == parts[0][0] and before[0] != named)
        if starts:
            groups.append(([], []))
        groups[-1][0 if named else 1].append(words)
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
    if is_institution(office) and not offices(office)[0].institution and not holds_office(office):
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
        if is_name(part) and not holds_office(part):
            if institution:
                yield False, institution
                institution = ""
            yield True, part
            continue
        told = _NAME_IS.match(part)
        if told and is_name(told["name"]) and not holds_office(told["name"]):
            yield True, told["name"]
            part = part[told.end() :]
        elif (is_ := _IS.match(part)) and is_.end() < len(part):
            part = part[is_.end() :]
        part, institution = institution + part, ""
        ends = [one.end() for one in TITLE.finditer(part)]
        name = part[ends[-1] :] if ends else ""
        if name and is_name(name):
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
    at = [half for half in words if OFFICE.fullmatch(half) and is_institution(half)]
    if len(called) == len(at) == 1 and not holds_office(line):
        return tuple(PrintedPerson(name, None, at[0]) for name in names(called[0]))
    (named, *others) = persons(line)
    held = named.institution or _LEADS.search(named.title or "")
    return (named,) if not others and held and named.title and holds_office(named.title) else None
