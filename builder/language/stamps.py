"""A line above or below a text → where it appeared and where it comes from: time, origin, account.

Datelines of agencies, stamps of web pages and papers, the line below an account's headline. What a
line says depends on its words alone.
"""

from __future__ import annotations

import re

from builder.language import bylines, dates, people

LONGEST_FORMULA = 120
"""Characters of the longest line that is a byline, a stamp, site furniture and the like."""

_LONGEST_NAME = 3
"""Characters of the longest word beside a day that is a person's name if it can be one: 边城观察
is an account."""

# （某社某市3月1日电）      某社某市3月1日电      （据某社某市3月1日电）
_DATELINE = (
    r"[（(]?据?(?P<agency>[\u4e00-\u9fff]{1,8}?(?:社|报|報|网|網|台|臺))?(?P<place>[\u4e00-\u9fff]{0,12}?)\s?"
    rf"{dates.MONTH_DAY}(?:[电電讯訊]|消息)"
)
_ENDING_OPEN = re.compile(_DATELINE)
_ENDING = re.compile(rf"{_DATELINE}\s?[)）]?")
# 某社某市3月1日电（记者张小明）根据…      <p><strong>某网消息</strong>（某栏目）：3月1日上午…
_LEAD = re.compile(
    rf"(?:{_DATELINE}|(?P<outlet>[\u4e00-\u9fff]{{2,8}}?)(?:消息|讯|訊))"
    r"\s*(?P<who>[（(][^（）()]{2,40}[)）])?\s*[:：]?\s*(?=\S)"
)
_AGENCY = re.compile(r"[（(]?(?P<agency>[\u4e00-\u9fff]{1,8}?(?:社|报|网|刊|台))(?:[发發]|记者)")
# 2025-03-01 21:34 来源： 某委网站      （二〇二二年十二月二日）      （来源：某报）
# ——2024年1月20日在某市人民代表大会第二次会议上      某办公厅　2025年3月1日印发
# 某网 | 来源：某报      https://某址 2025-03-01 21:34      小某 发表于 2025-03-01
# 2025年3月1日　某某日报      《某某日报》（2025年3月1日 第 01 版）      某网 | 2025-03-01 21:34
_NAME = r"""
    (?: 《\s?(?P<{0}> [^《》\0]{{2,20}}? )\s?》
      | (?P<{0}_bare> [\u4e00-\u9fff“”·]{{1,20}} | [A-Z][\w'’.&\x20]{{2,40}}) )
"""
# 新闻来源（不包括图片）：某社
_REMARK = r"(?:[(（][^()（）\0]{1,20}[)）]\s?)?"
_STAMP = re.compile(
    rf"""
    [(]?\s*
    (?: (?:(?:发布时间|发布日期|成文日期|时间|日期|更新时间|發布時間)?\s*:?
          |(?i:published|posted|released|issued|updated|date)(?:\s(?:on|at))?\s*:?)\s*
        (?:[A-Z][a-z]{{2,8}},?\s)?{dates.SIGN}
        (?:[\s|]*(?:来源|來源|稿源|作者|出处)\s*:.{{0,60}})?(?:\d{{1,3}}|.{{0,12}}字号.{{0,12}})?
      | (?:——|――|──|--)?\s*{dates.SIGN}在.{{4,40}}(?:会议|大会|全会)上
      | (?:[^\s|:]{{2,12}}\s?\|\s?)?(?:文章参考|文章|信息|本文|稿件|内容|图文|新闻)?
        (?:(?:来源|來源)[自于於]?|稿源|出处|(?:转载?|轉載?|摘)自)\s?{_REMARK}[:丨|]\**\s?.{{1,60}}
      | (?:原标题|原標題)\s*:.{{4,100}}
      | (?:https?://\S+|www\.\S+)[\s|]+{dates.SIGN}
      | \S{{1,16}}\s(?:发表|發表|发布|發布|发佈)[于於]\s?{dates.SIGN}
      | {dates.SIGN}[\s|]*(?:[^\s|:]{{2,12}}[\s|]+)?
        作者\s*:\s*[\u4e00-\u9fff·]{{1,8}}(?:\s[\u4e00-\u9fff]{{1,3}})?
      | {dates.SIGN}[\s|,]*{_NAME.format("after")}{{0,1}}
        (?:[\s|,]*第?\s?\d{{1,3}}\s?版)?
      | {_NAME.format("before")}[\s|,(]*{dates.SIGN}
        (?:\s*[印签]?发(?:布)?|[\s|,]*第?\s?\d{{1,3}}\s?版)?
    )
    \s*[)]?
    """,
    re.VERBOSE,
)
# 某某日报      某某融媒体      Village Daily
_OUTLET = re.compile(
    r".{0,20}(?:报|報|网|網|社|台|臺|刊|杂志|雜誌|客户端|融媒体|在线|新闻)"
    r"|.{0,40}\b(?:Daily|Times|Post|News|Agency|Press|Journal|Gazette|Xinhua)"
)
# 来源：某市日报\0      信息来源：某局(某办公室)浏览量：3      来源 |某社
# [文件来源] 某公报 2023年 第28期(总第808期)      文章来源自：某网      【转自某报】
_STOP = (
    r"(?: 作者 | 记者 | [责責]?任?编辑 | 责编 | [\u4e00-\u9fff]{0,2}(?: 时间|日期|時間 )"
    r" | (?: 浏览|阅读|点击|访问 )[\u4e00-\u9fff]{0,2} | 字[号體体] | 打印 | 分享 ) \s? [:：]"
)
_ORIGIN = re.compile(
    rf"""
    (?: \A | (?<= [\s\0（(【\[|｜丨:：*，,。] ) )
    (?: (?: (?: 文件 | 信息 | 文章 | 稿件 | 内容 | 原文 | 本文 | 新闻 | 图文 )? (?: 参考 )?
        (?: 来源 | 來源 ) [自于於]?
        | 稿源 | 出处 | (?: 本文 | 文章 )? (?: 转载 | 转 | 摘 | 选 ) 自 | 轉載?自 )
      \** \s* {_REMARK} (?: [:：|｜丨│/／\]】]\s* | \u3000+ ) \**
      | (?: 本文 | 文章 )? (?: 转载? | 轉載? ) 自 \s? )
    (?P<origin> [A-Z][\w.&'’-]* (?: \x20 [A-Z][\w.&'’-]* )+
      | (?: (?! {_STOP} ) [^\s()（）|｜\0，。；\]】]
          | [(（] (?! 记者|作者 ) [^\s()（）\0]{{1,20}} [)）] ){{2,40}} )
    (?P<issue> \s? (?: \d{{4}}年 \s? )? 第 \s? \d{{1,4}} \s? 期
        (?: [(（] [^()（）]{{1,12}} [)）] )? )?
    """,
    re.VERBOSE,
)
# 信息来源： 信息来源：某局
_TWICE = re.compile(r"((?:信息|文章)?[来來]源\s?[:：])\s*(?=\1)")
# 本站      本网原创
_OURS = re.compile(r"(?:本[站网報报刊号社]|原创|本公众号)")
# 某报2025年5月      某报2025年5月1日
_DATED = re.compile(r"(?<=\S)\s?(?:19|20)\d\d\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?\Z")
# 原创 张某 某账号 \0 某省      某账号 某账号 \0      张某　某账号　\0　某市　听全文
_ACCOUNT = re.compile(
    r"""
    (?P<own> 原创 \s+ )?
    (?P<names> (?: [\u4e00-\u9fff·]{2,15} \s+ ){0,4}? )
    (?P<account> [^\s\0:：]{2,30} ) (?P<twice> \s+ (?P=account) )? \s+ \0
    (?P<place> \s* (?P<at> (?: 发布|发表|發佈 ) [于於] )? \s* [\u4e00-\u9fff]{2,6} )?
    (?: \s+ (?: 听全文|已修改|标题已修改 ) )?
    """,
    re.VERBOSE,
)
# [某账号](javascript:void(0);)
_CALLED = re.compile(r"\[([^\]\[\0]{2,30})\]\(javascript:[^\s\0]*\)")
# 会议时间 \0      来源 \0
_KEY = re.compile(r"(?:时间|時間|日期|来源|來源|作者|编辑|记者|首页|正文)\Z")
# （2025年7月26日，某市）      2025年7月26日于某市
_HELD = re.compile(r"[（(]?\s*\0\s?(?:[，,、\s]|于|在)\s?[\u4e00-\u9fff·]{2,12}\s*[)）]?")
# 2025年3月18日 20:15 某省
_WHERE = re.compile(r"\0\s+[\u4e00-\u9fff]{2,3}(?:\s+(?:听全文|已修改|标题已修改))?")
# 中国某网 | 时间：2025年9月5日 | 文章来源：某网
_KEYED = re.compile(r"(?:来源|來源|稿源|时间|時間|日期|发布)\s*[:：]")


def origin(text: str) -> str | None:
    """Return what a line gives as the source of a text, without the day beside it.

    `2025-03-01 21:34 来源： 某委网站` gives 某委网站, `来源：某公报 第28期` its issue too.
    """
    line = _TWICE.sub("", text[:LONGEST_FORMULA].replace("\xa0", " "))
    found = _ORIGIN.search(_undated(line))
    if found is None:
        return None
    words = found["origin"].strip("*“”")
    if found["issue"]:
        return words + found["issue"]
    words = _DATED.sub("", words).rstrip("0123456789").strip()
    if words.startswith("《") and words.endswith("》"):
        words = words[1:-1]
    return words if words and not _OURS.match(words) else None


def outlet(text: str) -> str | None:
    """Return who printed a text, as the line of a paper or an account says it beside the day.

    `《某某日报》（2025年3月1日 第 01 版）` gives 某某日报, `原创 张三 某账号 2025年3月18日` 某账号.
    """
    if account := read_account(text):
        return account[0]
    if len(text) > LONGEST_FORMULA:
        return None
    stamp = _STAMP.fullmatch(dates.masked(text))
    return _named(stamp) if stamp and _OUTLET.fullmatch(_named(stamp)) else None


def agency(text: str) -> str | None:
    """Return the agency, paper or site that a dateline or a credit names, if it is not our own.

    `（某社某市3月1日电）` gives 某社, `某网消息（某栏目）：3月1日` gives 某网.
    """
    lead, dateline = _LEAD.match(text[:120]), _ENDING_OPEN.match(text)
    named = (lead and lead["outlet"]) or (dateline and dateline["agency"])
    if not named:
        credit = _AGENCY.match(text)
        named = credit["agency"] if credit else None
    return None if not named or named.startswith("本") else named


def read_account(text: str) -> tuple[str, str] | None:
    """Return the account and the words that name authors in the line below an account's headline.

    `原创 张三 某账号 2025年3月18日 20:15 某省` gives 某账号 and 张三; `某账号 2025-03-18
    发布于某省` gives 某账号 and ''. Without 原创 or 发布于 writers, the account named twice or as a
    link, or time and place tell that it is one.
    """
    if len(text) > LONGEST_FORMULA:
        return None
    plain = text.replace("*", "").strip()
    called = _CALLED.sub(r"\1", plain)
    match = _ACCOUNT.fullmatch(_undated(called))
    if match is None or _KEY.search(match["account"]):
        return None
    if len(match["account"]) <= _LONGEST_NAME and people.names(match["account"]):
        return None
    written = match["names"].strip()
    if written and (not people.names(written) or people.is_office(match["account"])):
        return None
    timed = any(":" in one.words or "：" in one.words for one in dates.whole_dates(called))
    told = match["own"] or match["at"] or match["twice"] or written or called != plain
    return (match["account"], written) if told or (timed and match["place"]) else None


def read_broken_account(line: str, day: str) -> tuple[str, str] | None:
    """Return account and writers of a line above that of the day: `张三 某账号` above 2025-03-18.

    The writers tell that it is one; a headline without them is none.
    """
    account = read_account(f"{line} {day}") if dates.whole_dates(day) else None
    dated = bool(dates.whole_dates(line))
    return account if account and account[1] and not dated else None


def _undated(text: str) -> str:
    """Return a text with `SIGN` for each date with its year, its other signs as printed."""
    for printed in reversed(dates.whole_dates(text)):
        start, end = printed.span
        text = f"{text[:start]}{dates.SIGN}{text[end:]}"
    return text


def read_lead(text: str) -> tuple[str, str | None] | None:
    """Return the dateline with which a paragraph opens, and the words in brackets after it.

    `某社某市3月1日电（记者张小明）根据…` gives `某社某市3月1日电（记者张小明）` and `记者张小明`.
    """
    match = _LEAD.match(text[:120])
    if match is None:
        return None
    who = match["who"]
    return match[0].strip().rstrip(":："), who[1:-1] if who else None


def is_ending(plain: str) -> bool:
    """Return whether a line is a dateline alone, as at the end of an agency's dispatch."""
    return _ENDING.fullmatch(plain) is not None


def is_stamp(plain: str, finished: bool) -> bool:
    """Return whether a line gives time and origin, or account and day, and nothing else."""
    if _is_dated_name(plain):
        return True
    dated = dates.whole_dates(plain)
    if dated and not dated[0].span[0] and bylines.reporters(plain[dated[0].span[1] :]) is not None:
        return True
    if dated and is_held(plain):
        return True
    if dated and ":" in dated[0].words and _WHERE.fullmatch(_undated(plain.replace("*", ""))):
        return True
    told = dated or bylines.credited(plain)
    if _KEYED.search(plain) and told and (not finished or plain.endswith((":", "："))):
        return True
    return bool(dated and read_account(plain))


def is_held(plain: str) -> bool:
    """Return whether a line is day and place of a speech: （2025年7月26日，某市）."""
    if len(plain) > LONGEST_FORMULA or not (plain[:1] in ("（", "(") or "于" in plain):
        return False
    return _HELD.fullmatch(_undated(plain)) is not None


def _is_dated_name(plain: str) -> bool:
    """Return whether a line is a stamp; a name beside its date must be an office or an outlet."""
    stamp = _STAMP.fullmatch(dates.masked(plain))
    if stamp is None:
        return False
    name = _named(stamp)
    return not name or people.is_institution(name) or _OUTLET.fullmatch(name) is not None


def _named(stamp: re.Match[str]) -> str:
    """Return the name beside the date of a stamp; '' for none."""
    names = stamp.group("after", "after_bare", "before", "before_bare")
    return next(filter(None, names), "").strip()
