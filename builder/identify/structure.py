"""The articles of a file → the same, with how news, notice, policy and annexes stand to each other.

A notice issues the policy below it; what is attached to a policy is its annex. Pure, file by file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.identify.entries import has_kind
from builder.identify.evidence import stated
from builder.identify.issuers import LABEL, Printed, printed, title_line
from builder.language.announcing import TERMS, handed_out, is_annex_label
from builder.language.folding import simplified
from builder.language.formulas import promulgates
from builder.language.titles import named_documents, same_document, split_draft
from builder.model import Article, Basis, Relation, Source

_SHORTEST_NAME = 5
"""Characters of the shortest name by which a policy is found."""

_HEAD = 3
"""Lines at the beginning of an article among which it says that it is an annex, or a draft."""

_LONGEST_ORDER = 8
"""Paragraphs of the longest order above those who sign it."""

# 某部关于印发《某意见》的通知      关于发布某规范的公告      转发某部《某办法》的通知
_ISSUES = re.compile(
    r"""
    (?: \A | 关于 | 办公[厅室] | [部委局厅署院府会] | \s ) (?: 联合 | 修订 )?
    (?: 印发 | 发布 | 公布 | 转发 | 批转 | 下发 | 颁布 )
    .{2,150} (?: 通知 | 公告 | 通告 | 函 | 令 )
    (?: [（(] [^（()）]{1,30} [）)] )* \Z
    """,
    re.VERBOSE,
)
# 关于《某办法（征求意见稿）》公开征求意见的通知      关于公开征求《某办法》意见的公告
_ASKS = re.compile(
    r"征求 .{0,150}? (?: 意见 | 建议 ) (?! 稿 | .{0,8} (?: 反馈|采纳|答复|处理|汇总) ) "
    r".{0,12} (?: 公告 | 通知 | 通告 | 函 | 启事 )? \Z",
    re.VERBOSE,
)
# 某部就《某办法》公开征求意见
_TELLS = re.compile(r"[^《》]{2,40}就《")
# 现向社会公开征求意见      我局起草了《某办法》
_OURS = re.compile(r"现[将向就]|现公开|我[委部局厅们办会院署]")
# 某部令      国家某局公告
_ORDER = re.compile(r"[\u4e00-\u9fff、\s]{0,80}(?:令|公告)\s*(?:[（(]?第?.{0,14}号[）)]?)?")
# 某部印发《某意见》      某部就《某办法》公开征求意见（附全文）
_NEWS = re.compile(r"(?:印发|发布|公布|出台|转发|征求意见|来了|全文|联合发文)")
_BETWEEN = re.compile(
    r"(?:印发|发布|公布|转发|批转|下发|颁布)[《〈]?(?P<name>.{4,120}?)[》〉]?的?(?:通知|公告|通告|函|决定)"
)
_LISTED = re.compile(
    r"^(?:附(?:件|表|录)?\s?[\d一二三四五六七八九十]{0,3}\s?[:：]?)?\s*(?:\d{1,2}\s?[.．、])?\s*"
)
# 关于《某办法（征求意见稿）》的起草说明
_EXPLAINS = re.compile(r"(?:起草|编制|修订|修改|制定|情况)的?说明\Z")


@dataclass(frozen=True, slots=True)
class _Joined:
    """How the articles of a file stand to each other, by their ids."""

    notices: frozenset[str]
    issued_by: Mapping[str, str]
    """Policy → the notice that issues it."""
    annex_of: Mapping[str, str]
    """Annex → its policy."""
    tops: frozenset[str]
    """Policies that are no annexes, and notices."""


def arranged(source: Source, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of a file, apart as news, notice, policy and annex, and joined.

    `kind` and `part` of policies are told, and `issues` and `annex_of`. A notice is known by its
    headline, the policy below it by the name that the notice gives.
    """
    pinned = frozenset(one.id for one in articles if has_kind(source, one))
    texts = sorted((one for one in articles if one.paragraphs), key=lambda one: one.ranges[0])
    how = _join(texts, printed(source, articles), pinned)
    found = {one.id: _joined(_kinds(one, how, pinned), how) for one in texts}
    return tuple(found.get(one.id, one) for one in articles)


# ---------------------------------------------------------------- which is which


def _join(
    texts: Sequence[Article], lines: Mapping[str, Printed], pinned: frozenset[str]
) -> _Joined:
    notices: set[str] = set()
    issued_by: dict[str, str] = {}
    annex_of: dict[str, str] = {}
    tops: set[str] = set()
    notice: Article | None = None
    top: Article | None = None
    for place, one in enumerate(texts):
        after = texts[place + 1 :]
        fixed = one.id in pinned
        labelled = _is_labelled(lines[one.id])
        if (not fixed or one.kind == "notice") and _is_notice(one, lines[one.id], after):
            notices.add(one.id)
            notice, top = one, None
        elif notice and not fixed and _is_issued(one, notice, after, top, labelled=labelled):
            issued_by[one.id] = notice.id
            top = top or one
        elif (top or notice) and not fixed and (labelled or _is_listed(one, top, notice)):
            annex_of[one.id] = (top or notice or one).id
            continue
        elif one.kind == "policy" and not _announces(one, after):
            notice, top = None, one
        else:
            if not (notice and one.kind in ("other", "caption")):
                notice = top = None
            continue
        tops.add(one.id)
    return _Joined(frozenset(notices), issued_by, annex_of, frozenset(tops))


def _is_notice(article: Article, page: Printed, after: Sequence[Article]) -> bool:
    """Return whether an article issues another document, or asks for opinions on one."""
    if article.kind not in ("policy", "notice", "report", "other"):
        return False
    title = simplified(bare_title(article))
    if _ISSUES.search(title) or (_ASKS.search(title) and _is_formal(article, after)):
        return not _announces_in_news(title)
    own = [p for p in article.paragraphs if p.role not in ("signature", "date")]
    ordered = any(_ORDER.fullmatch(words) for _, words in page.head)
    said = any(promulgates(p.text) for p in article.paragraphs[:3])
    return (
        (ordered or article.kind == "notice")
        and said
        and len(own) <= _LONGEST_ORDER
        and bool(after)
    )


def _announces_in_news(title: str) -> bool:
    """Return whether a headline is news of a notice: 某部发布《关于印发某计划的通知》."""
    return title.endswith(("》", "》（附全文）", "全文）"))


def _is_formal(article: Article, after: Sequence[Article]) -> bool:
    formal = any(p.role in ("signature", "addressee", "date") for p in article.paragraphs)
    title = simplified(bare_title(article))
    named = re.search(r"(?:公告|通知|通告|函|启事)\Z", title)
    told = _TELLS.search(title) and not any(_OURS.search(p.text) for p in article.paragraphs)
    drafts = not told and any(split_draft(bare_title(one))[1] for one in after[:1])
    return formal or bool(named) or drafts


def _is_issued(
    one: Article, notice: Article, after: Sequence[Article], top: Article | None, *, labelled: bool
) -> bool:
    """Return whether an article below a notice is what it issues."""
    if _names(notice, one):
        return True
    if top is not None or not one.title:
        return False
    if any(_names(notice, later) for later in after):
        return False
    return one.kind == "policy" or labelled


def _names(notice: Article, one: Article) -> bool:
    """Return whether the headline of a notice names an article."""
    key = same_document(one.title or "")
    if _EXPLAINS.search(one.title or "") and not _EXPLAINS.search(notice.title or ""):
        return False
    return len(key) >= _SHORTEST_NAME and any(_alike(key, name) for name in _issued_names(notice))


def _issued_names(notice: Article) -> tuple[str, ...]:
    title = bare_title(notice)
    inside = [one.name for one in named_documents(title) if one.by == "title"]
    if not inside and (told := _BETWEEN.search(title)):
        inside = [told["name"]]
    inside += (name for p in notice.paragraphs[:3] for name in handed_out(p.text))
    return tuple(same_document(name) for name in inside)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_NAME and short in long


def _is_labelled(page: Printed) -> bool:
    """Return whether an article opens as an annex: 附件2 stands above its headline."""
    lines = [words for _, words in page.own[:_HEAD]]
    return any(map(is_annex_label, lines)) or bool(lines and TERMS.fullmatch(lines[0]))


def _is_listed(one: Article, *of: Article | None) -> bool:
    """Return whether a document that stands above lists an article among its annexes."""
    key = same_document(one.title or "")
    listed = (
        _LISTED.sub("", p.text)
        for document in of
        if document
        for p in document.paragraphs
        if p.role == "annex_list" or p.text.startswith("附件")
    )
    return len(key) >= 4 and any(key == same_document(words) for words in listed)


def _announces(article: Article, after: Sequence[Article]) -> bool:
    """Return whether a headline is news of a document that follows: 某部印发《某意见》."""
    title = bare_title(article)
    named = [same_document(one.name) for one in named_documents(title) if one.by == "title"]
    outer = re.sub(r"《.*》", "", title)
    return bool(named) and bool(_NEWS.search(outer)) and any(
        _alike(name, same_document(one.title or "")) for one in after for name in named
        if len(same_document(one.title or "")) >= _SHORTEST_NAME
    )  # fmt: skip


def bare_title(article: Article) -> str:
    """Return the headline of an article without the label of a column: 发布 | 某意见 is 某意见."""
    return LABEL.sub("", (article.title or "").strip(), count=1)


def asks_opinions(notice: Article) -> bool:
    """Return whether a notice asks for opinions on a draft."""
    return _ASKS.search(simplified(bare_title(notice))) is not None


# ---------------------------------------------------------------- what each is


def _kinds(article: Article, how: _Joined, pinned: frozenset[str]) -> Article:
    """Return an article with the kind and the part that its place among the others gives."""
    if article.id in how.notices:
        basis = Basis(title_line(article), article.title or "", True)
        return article if article.kind == "notice" else stated(article, "kind", "notice", basis)
    below = how.issued_by.get(article.id) or how.annex_of.get(article.id)
    if below and article.kind != "policy":
        words = "附于所发文件之后" if article.id in how.annex_of else "由上文的通知印发"
        article = stated(article, "kind", "policy", Basis(None, words, True))
    elif article.kind == "policy" and article.id not in how.tops and article.id not in pinned and (
        article.id not in how.annex_of
    ):  # fmt: skip
        basis = Basis(title_line(article), article.title or "", True)
        article = stated(article, "kind", "report", basis)
    if article.kind != "policy":
        return article
    if article.id in how.annex_of:
        return stated(article, "part", "annex", Basis(None, "附于所发文件之后"))
    printed_title = next((at[0] for name, at in article.furniture if name == "title"), None)
    return stated(article, "part", "text", Basis(printed_title, article.title or "正文"))


def _joined(article: Article, how: _Joined) -> Article:
    """Return a notice with what it issues, by name where it is not in the file; an annex with its
    policy."""
    if article.id in how.annex_of:
        line = article.ranges[0][0]
        annex = (Relation("annex_of", how.annex_of[article.id], line),)
        at = title_line(article) if article.title else None
        return stated(article, "relations", annex, Basis(at, article.title or "附件"))
    if article.id not in how.notices:
        return article
    targets = [policy for policy, by in how.issued_by.items() if by == article.id]
    names = [one.name for one in named_documents(bare_title(article)) if one.by == "title"]
    line, words = title_line(article), article.title or ""
    for paragraph in article.paragraphs[:4]:
        if any(name in paragraph.text for name in names) or "印发给你们" in paragraph.text:
            line, words = paragraph.ranges[0][0], paragraph.text
            break
    issued = tuple(
        Relation("issues", target, line) for target in targets or [f"《{name}》" for name in names]
    )
    return stated(article, "relations", issued, Basis(line, words)) if issued else article
