"""An article → its kind, and the words that say so: policy, notice, interview, report, speech….

Its parts (questions, speakers, who signs) have given it a kind already; its title and its first
words go before that where they say what it is, and where nothing does, the kind is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from builder.identify.entries import has_kind
from builder.identify.evidence import Candidate, choose, stated
from builder.identify.houses import House, house
from builder.language import stamps
from builder.language.folding import simplified
from builder.language.formulas import promulgates
from builder.language.titles import genre, is_session_report
from builder.model import Article, Kind, Source

_PARTS: dict[Kind, str] = {
    "roundtable": "多人分篇发言",
    "index": "一列链接或篇名，没有句子",
    "qa": "有问有答",
    "commentary": "个人署名，不是记者",
    "report": "记者、通讯社署名，或以消息开头",
    "other": "看不出是哪一类",
}
"""What the parts of an article of a kind are."""

_FROM_PARTS: frozenset[Kind] = frozenset(("roundtable", "index"))
"""Kinds that these decide alone."""

_LEAST_ITEMS = 5
"""Numbered lines of the shortest list of contents."""

_LEAST_CLAUSES = 2
"""Numbered paragraphs of the shortest policy."""

_SHORT_NOTICE = 12
"""Paragraphs of the longest notice whose own clauses make it no policy."""

# 某部关于印发《某方案》的通知      关于公开征求《某规范（征求意见稿）》意见的公告      转发某事的函
_ISSUES = re.compile(
    r"(?:印发|转发|批转|颁发|颁布|公布|发布|下发|废止|征求|征集).{0,120}(?:通知|通告|公告|公示|令|函)(?:[（(].{1,20}[）)])?\Z"
)
# 关于组织申报某项目的通知      某名单公示      某市民政局启事      not 关于推进某事的通知
_ANNOUNCES = re.compile(
    r"(?:通告|公告|公示|启事|函|通报|(?:召开|举办|举行|申报|报名|遴选|推荐|评选|名单|招聘|放假|成立).{0,60}通知)"
    r"(?:[（(].{1,20}[）)])?\Z"
)
# 某部令第3号      中华人民共和国某部令
_DECREE = re.compile(r".{2,60}令(?:\s?[（(]?第?\s?.{1,8}号[）)]?)?\Z")
# 已经某会议通过，现予公布。      现印发给你们，请认真贯彻执行。
_HANDS_OUT = re.compile(
    r"现?(?:予以?|将其)?(?:公布|印发给你们|印发你们|转发给你们|予以印发)|现将.{2,80}(?:印发|转发|公布|发布)"
)
# 某部印发《某意见》（附全文）      某市发布某方案      重磅！某部就《某办法》公开征求意见
_NEWS = re.compile(
    r"(?:印发|发布|出台|公布|颁布|下发|推出|施行|实施|通过|解读|就).{0,8}《[^》]{2,80}》"
    r"(?:[^》]{0,16}(?:征求意见|发布|印发|实施|施行|来了|公布))?[！!。]?(?:[（(][^（）()]{1,14}[）)])?\Z"
)
# 某市发布道路养护行动意见      某部等八部门联合印发养老服务方案
_OFFICE_ISSUES = re.compile(
    r"(?:[省市县区州旗盟部委局厅署院府办]|部门|我国|中央)(?:日前|近日|今日|正式|联合|率先)*"
    r"(?:印发|发布|出台|公布|推出|下发|颁布)(?!的|会|管理|工作|平台|机制|制度)"
)
_STATUTE = re.compile(r"第一[条條]")
# 在某大会上的讲话      某某在某论坛开幕式上的致辞（全文）
_SPEECH = re.compile(
    r"(?:在.{2,60}(?:上|时|中)的?|[：:]|^|[\u4e00-\u9fff])(?:重要)?(?:讲话|致辞|致词|发言|演讲|主旨发言|书面致辞|祝酒辞|贺词|贺信)"
    r"(?:稿|全文|实录|摘要|要点|节选)?(?:[（(].{1,14}[）)])?\Z"
)
_REPORTED = re.compile(
    r"出席|强调|指出|举行|召开|发表|会见|主持|开幕(?!式)|传达|学习|贯彻|解读|述评|侧记"
)
"""Words in a title that tell of a speech instead of giving it."""
# ——在某市人民代表大会第四次会议上的讲话
_OCCASION = re.compile(r"(?:——|――|──|--)\s?.{0,16}在.{2,50}(?:讲话|致辞|发言|演讲)")
# 同志们：      尊敬的各位来宾，女士们、先生们：
_ADDRESSES = re.compile(r"(?:尊敬的|各位|同志们|女士们|先生们|朋友们|大家好).{0,50}[：:！!，,。]\Z")
# 以下是李某某演讲实录：      以下为讲话全文：
_RECORD = re.compile(
    r"以下[是为][^。；！？]{0,30}(?:演讲|讲话|致辞|发言)的?"
    r"(?:实录|全文|内容|整理)[^。；！？]{0,6}[：:。]?\Z"
)
# 谢谢大家！      祝大会圆满成功，谢谢！
_THANKS = re.compile(r"(?:.{0,40}[，,！!。])?(?:谢谢|感谢)(?:大家|各位)?[！!。]\Z")
# 专家解读 | 某事      【评论】某事      《某意见》解读与思考      某报评论员：某事
_COMMENTS = re.compile(
    r"解读|解析|读懂|看懂|评论|时评|社论|述评|观点|思考|启示|怎么看|点评|锐评|漫谈|之我见|展望|洞见|观察\s?[|丨｜:：]"
)
# 某社时评｜某事      【社论】某事      评论员文章：某事
_COLUMN = re.compile(
    r"[【\[]?[\u4e00-\u9fff]{0,6}(?:时评|社论|评论员(?:文章|观察)?|锐评|快评|短评|社评)[】\]]?\s?[|丨｜│:：】\]]"
)
"""Column of a paper in which it says what it thinks."""
# 本文为某局副局长某某对《某分类》的有关情况进行专题解读
_EXPLAINS = re.compile(r"本文(?:为|是|系)[^。；！？]{2,120}?(?:解读|阐释|释义|说明)")
# 江南某某信息科技有限公司
_LEGAL_FORM = re.compile(
    r"(?:信息|网络|科技|技术|文化|传媒|咨询|股份|管理|服务|集团|有限|责任|公司|[（(].{1,8}[）)])+\Z"
)
_WE = re.compile(r"我们|我司|本公司|[我本]集团")
# 考公考点      申论素材      高频考点预测
_STUDY = re.compile(
    r"考公|考点|申论|行测|公考|考研|面试(?:真题|热点|考题|题)|规范表述|真题|模拟题|背诵|金句|热点素材|备考|时政热点"
)
# 今日要闻      一周简讯      国内联播快讯
_DIGEST = re.compile(r"快讯|简讯|要闻|速览|周报|早报|日报\Z|一周|汇总|盘点|集锦|动态\Z|信息摘编")
_BULLETED = re.compile(r"(?:\d{1,2}\s?[.．、]|[•·●▪■◆])\s*(?!\d)\S")
_COUNT = "[一二三四五六七八九十]{1,3}"
# 第一条 为了……      一、总体要求      （一）加强领导
_CLAUSE = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
)
# 近日，某部印发……      8月26日，某市召开……      记者从某局获悉
_NEWS_LEAD = re.compile(
    r"(?:近日|日前|近期|昨日|今日|今天|昨天|当地时间|记者|据.{1,16}(?:消息|报道|介绍)|\d{1,2}月\d{1,2}日|20\d\d年\d{1,2}月)"
)
_POLICY_GENRES = re.compile(
    r"(?:意见|规划|纲要|方案|计划|办法|规定|条例|细则|准则|规则|规范|指南|指引|要点|决定|清单|法|倡议|章程|导则|规程|标准)\Z"
)
_MEASURES = re.compile(r"(?:措施|政策)(?:[（(].{1,20}[）)])?\Z")


def kinds(source: Source, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of a file with their `kind` and its basis.

    An article of a kind that an editor gives keeps it.
    """
    return tuple(
        one if has_kind(source, one) or not one.paragraphs else _with(one) for one in articles
    )


def _with(article: Article) -> Article:
    seen = _Seen(article)
    first = next(chain(_by_parts(seen), _by_form(seen), _by_title(seen), _by_lead(seen)))
    if first.value == article.kind:  # its parts say so too
        first = Candidate(first.value, first.line, first.words, weak=first.weak and seen.is_bare)
    chosen = choose([first])
    return stated(article, "kind", *chosen) if chosen else article


class _Seen:
    """What the rules look at in an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.title = simplified(article.title or "").strip()
        """Its headline in simplified characters; '' where none is printed."""
        self.texts = [one.text for one in article.paragraphs]
        """Its paragraphs."""
        self.headings = [one.text for one in article.paragraphs if "heading" in one.role]
        """Those that are headings."""
        roles = {one.role for one in article.paragraphs}
        self.signed = bool(roles & {"addressee", "signature", "date", "annex_list"})
        """Whether it has a part that only documents of offices have."""
        self.addressed = "addressee" in roles
        """Whether it says whom it is for."""
        self.clauses = sum(_CLAUSE.match(text) is not None for text in self.texts)
        """Paragraphs that begin with the number of a clause."""
        self.reported = any("记者" in (one.title or "") for one in article.authors) or any(
            stamps.agency(words) for _, words in article.datelines
        )
        """Whether a journalist or an agency signs."""
        said = (one for one in article.paragraphs[:3] if promulgates(one.text))
        self.promulgates = None if self.reported else next(said, None)
        """The paragraph that hands out a document."""
        first = article.paragraphs[0].ranges[0][0]
        self.closed = self.signed or any(line > first for line, _ in article.datelines)
        """Whether it is signed or dated below its text."""
        self.is_bare = article.kind in ("report", "other")
        """Whether its parts say nothing: what is left is a report."""

    def by(self, kind: Kind, words: str, *, weak: bool = False) -> Candidate[Kind]:
        """Return a kind that words of the headline tell."""
        places = (at[0] for name, at in self.article.furniture if name == "title")
        return Candidate(kind, next(places, None), words, weak)


def _by_parts(seen: _Seen) -> Iterator[Candidate[Kind]]:
    """Yield the kind that the parts of an article decide; a note for an examination has none."""
    article = seen.article
    if article.kind in _FROM_PARTS:
        yield Candidate(article.kind, None, _PARTS[article.kind])
    study = _STUDY.findall(" ".join((seen.title, *seen.headings)))
    if len(set(study)) > 1:
        yield Candidate("other", None, "标题、节题是备考资料的")
    if article.kind == "qa":
        yield Candidate("qa", None, _PARTS["qa"])


def _by_form(seen: _Seen) -> Iterator[Candidate[Kind]]:
    """Yield the kind of a document of an office: what a notice hands out is a policy."""
    article, title = seen.article, seen.title
    own = seen.clauses >= _LEAST_CLAUSES and len(seen.texts) > _SHORT_NOTICE
    handed = any(_HANDS_OUT.search(text) for text in seen.texts[:4])
    if (issues := _ISSUES.search(title)) and not (own and "《" not in title):
        yield seen.by("notice", issues[0], weak=not (seen.signed or handed))
    if not own and (told := seen.promulgates) and (seen.closed or _DECREE.fullmatch(title)):
        yield Candidate("notice", told.ranges[0][0], told.text, weak=not seen.closed)
    if handed and not own and (seen.signed or _DECREE.fullmatch(title)):
        yield seen.by("notice", title, weak=True)
    issues = _OFFICE_ISSUES.search(title.split("关于")[0].split("《")[0])
    if issues and not (seen.signed or any(map(_STATUTE.match, seen.texts))):
        yield seen.by("report", title, weak=seen.clauses >= _LEAST_CLAUSES)
    if _NEWS.search(title) and not (seen.clauses >= _LEAST_CLAUSES and seen.signed):
        yield seen.by("report", title, weak=seen.clauses >= _LEAST_CLAUSES)
    yield from _spoken(seen)
    if _is_policy(seen):
        weak = article.kind != "policy" and seen.clauses < 2 * _LEAST_CLAUSES
        yield seen.by("policy", title, weak=weak)
    if article.kind == "policy":
        if _ANNOUNCES.search(title) and seen.clauses < _LEAST_CLAUSES:
            yield seen.by("notice", title, weak=not seen.signed)
        yield seen.by("policy", title, weak=not (genre(title) or seen.signed or not title))
    if (_ANNOUNCES.search(title) or (seen.addressed and title.endswith("通知"))) and seen.signed:
        yield seen.by("policy" if seen.clauses > _LEAST_CLAUSES else "notice", title, weak=True)


def _spoken(seen: _Seen) -> Iterator[Candidate[Kind]]:
    """Yield that an article is a speech: its headline names one, or it addresses who listens."""
    addressed = any(map(_ADDRESSES.match, seen.texts[:3])) or (
        seen.texts[-1:] != [] and _THANKS.match(seen.texts[-1]) is not None
    )
    speech = _SPEECH.search(seen.title)
    if speech and not _REPORTED.search(seen.title):
        told = addressed or seen.article.datelines or seen.article.authors
        yield seen.by("speech", speech[0], weak=not told)
    if addressed and is_session_report(seen.title):
        yield seen.by("speech", seen.title)
    if record := next((text for text in seen.texts[:4] if _RECORD.search(text)), None):
        yield Candidate("speech", None, record, weak=True)
    if seen.article.subtitle and _OCCASION.match(seen.article.subtitle):
        yield Candidate("speech", None, seen.article.subtitle)
    if addressed and seen.article.kind != "policy" and not seen.signed:
        yield Candidate("speech", None, "开头称呼听众", weak=True)


def _by_title(seen: _Seen) -> Iterator[Candidate[Kind]]:
    """Yield what the headline of an article that is no document says: comment, digest."""
    if _is_contents(seen.article):
        yield Candidate("index", None, _PARTS["index"], weak=True)
    if column := _COLUMN.match(seen.title):  # journalists write them, too
        yield seen.by("commentary", column[0])
    if said := next((text for text in seen.texts[:4] if _EXPLAINS.search(text)), None):
        yield Candidate("commentary", None, said)
    comments = _COMMENTS.search(seen.title)
    if comments and not seen.reported:
        named = any(one.name for one in seen.article.authors)
        yield seen.by("commentary", comments[0], weak=not named)
    digest = _DIGEST.search(seen.title)
    if digest and len(seen.headings) > _LEAST_CLAUSES:
        yield seen.by("digest", digest[0], weak=True)


def _by_lead(seen: _Seen) -> Iterator[Candidate[Kind]]:
    """Yield the kind that is left: a report, sure where it is signed or opens like one."""
    kind = seen.article.kind
    led = any(_NEWS_LEAD.match(text.lstrip("　 *")) for text in seen.texts[:2])
    sure = kind == "commentary" or (kind == "report" and (seen.reported or led))
    if (
        kind == "other"
        and seen.title
        and not any(name == "title" for name, _ in seen.article.furniture)
    ):
        yield Candidate("report", None, "", weak=True)
    if kind == "report" and not seen.reported and _speaks(house(seen.article), seen):
        yield Candidate("commentary", None, "企业谈自己的事", weak=True)
    yield Candidate(kind, None, _PARTS.get(kind, "") if sure else "", weak=not sure)


def _speaks(company: House | None, seen: _Seen) -> bool:
    """Return whether a company speaks of its own matters: it says 我们 or its name."""
    if company is None or company.praised:
        return company is not None
    core = _LEGAL_FORM.sub("", company.name)
    return any(_WE.search(text) or core[-4:] in text for text in (seen.title, *seen.texts))


def _is_policy(seen: _Seen) -> bool:
    """Return whether an article is what its headline names: a document, with its clauses."""
    title = seen.title
    bare = title[1:-1] if title.startswith("《") and title.endswith("》") else title
    return (
        (_POLICY_GENRES.search(genre(bare)) or _MEASURES.search(bare)) is not None
        and seen.clauses >= _LEAST_CLAUSES
        and not seen.reported
        and not any(author.name for author in seen.article.authors)
        and not _COMMENTS.search(title)
    )


def _is_contents(article: Article) -> bool:
    """Return whether an article is a list of headlines, without a sentence of its own."""
    items = sum(
        one.role == "item" or _BULLETED.match(one.text) is not None for one in article.paragraphs
    )
    return items >= _LEAST_ITEMS and not any(one.text.endswith("。") for one in article.paragraphs)
