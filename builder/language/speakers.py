"""Who speaks: openings of a contribution, voices in a talk, offices that answer the press.

A paragraph or a headline in, a `PrintedPerson` or the words that say so out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.language.bylines import persons
from builder.language.people import TITLE, PrintedPerson, holds_office, is_name, names, person

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

_RANK = re.compile(rf"(?:原|副|常务副|总|首席)?(?:{TITLE.pattern})长?")

# 记者专访了某大学某学院院长
_BEFORE_NAME = re.compile(
    r"(?:\A|专访了?|采访了?|对话|邀请了?到?|访问?了?|记者|[，,。：:；;“”（(《》\s])"
    r"(?P<office>(?:(?!专访|采访|对话|邀请|记者)[\u4e00-\u9fff、]){3,30})\Z"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a contribution to a round table."""

    speaker: PrintedPerson
    end: int
    """Number of characters that name the speaker, the colon included."""


def opening(text: str) -> Opening | None:
    """Return the speaker of a paragraph that opens with name, office in brackets and colon."""
    match = _OPENING.match(text[:120])
    if match is None or not is_name(match["name"]):
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
        if is_name(who[:end]) and _RANK.fullmatch(who, end):
            return PrintedPerson(who[:end], who[end:], None)
    found = persons(who)
    named = len(found) == 1 and found[0].name and (found[0].title or match["says"] in (":", "："))
    return found[0] if named else None


def introduced(name: str, text: str) -> PrintedPerson | None:
    """Return a person with the office that a text gives before the name; `None` for none.

    `记者专访了某大学某学院院长张明。` gives 张明 of 某大学某学院 as 院长.
    """
    place = text.find(name)
    before = _BEFORE_NAME.search(text[max(0, place - 40) : place]) if place > 0 else None
    if before is None or not holds_office(before["office"][-6:]):
        return None
    return person(name, before["office"])
