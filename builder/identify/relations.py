"""Articles of all files → the same articles, with how each stands to the others.

A join: what an article is about, announces, drafts, replaces or carries out is looked for in its
own file first, then in all files; where it was not received, the relation has its name as cited.
What an editor or the structure of a file says goes first. Each relation has the line that says it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from builder.identify.evidence import Candidate, choose, stated
from builder.identify.held import Cited, Held, Policy
from builder.identify.lineage import ancestors
from builder.identify.subjects import Subject, is_comment, subjects, title_line
from builder.language.folding import letters
from builder.language.places import place
from builder.language.titles import (
    genre,
    is_session_report,
    is_short,
    named_documents,
    same_document,
    split_draft,
    split_edition,
)
from builder.model import (
    Article,
    Basis,
    Framework,
    OtherValue,
    Relation,
    RelationKind,
    surely_later,
)
from builder.text.ngrams import ngrams

Found = Candidate[Relation]
"""A relation, and the place that says it."""

SIZE = 6
"""Characters in an n-gram of a draft and of a final text."""
LIKE = 0.5
"""Least share of a draft's n-grams that the final text has, where their names differ."""

SHORTEST_NAME = 6
"""Characters of the shortest title of a policy that is known again without its marks."""

COMMENTARIES = frozenset(("qa", "commentary", "roundtable", "speech"))
"""Kinds of articles that comment on documents."""
SUBJECT_KINDS = COMMENTARIES | {"report", "digest", "other"}
"""Kinds of articles that are about documents."""


def related(articles: Sequence[Article], framework: Framework) -> tuple[Article, ...]:
    """Return the articles, in their order, with their relations and the basis of these.

    An article has one relation to a document at most; those that it has already go first, and an
    article whose relations an editor has given has these alone.
    """
    held = Held(articles)
    notices = _notices(articles)
    found = {article.id: [*_found(article, notices, held, framework)] for article in articles}
    for id_, reprint in _reprints(articles).items():
        found[id_].append(reprint)
    return tuple(
        _resolved(article, articles, held)
        if _is_told(article)
        else _with(article, found[article.id])
        for article in articles
    )


def _is_told(article: Article) -> bool:
    """Return whether an editor gives the relations of an article."""
    basis = article.identity.basis_of("relations")
    return basis is not None and bool(basis.editor)


def _resolved(article: Article, articles: Sequence[Article], held: Held) -> Article:
    """Return an article with the relations that an editor gives, each to what was received.

    He may name any line of an article, a-12, and cite a document by its name.
    """
    relations = tuple(
        replace(one, target=_target(one.target, article, articles, held))
        for one in article.identity.relations
    )
    return replace(article, identity=replace(article.identity, relations=relations))


def _target(target: str, article: Article, articles: Sequence[Article], held: Held) -> str:
    if target.startswith("《"):
        name, mark = split_draft(target[1:-1])
        found = held.find(Cited(target[1:-1], bool(mark), place(name)), article)
        return found.id if found else target
    source, _, line = target.rpartition("-")
    for one in articles:
        if one.source == source and any(first <= int(line) <= last for first, last in one.ranges):
            return one.id
    return target


def _notices(articles: Sequence[Article]) -> dict[str, list[Article]]:
    """Return id of a policy → the notices that issue it: what they replace, the policy does."""
    policies = {article.id for article in articles}
    notices: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for one in article.identity.relations:
            if one.kind == "issues" and one.target in policies:
                notices[one.target].append(article)
    return notices


def _with(article: Article, found: Iterable[Found]) -> Article:
    before = article.identity.basis_of("relations")
    known = article.identity.relations
    line, words, sure = (before.line, before.words, before.sure) if before else (None, "", True)
    places = [Candidate(one, line, words, weak=not sure) for one in known]
    targets = {one.target for one in known} | {article.id}
    for one in found:
        if one.value.target not in targets:
            targets.add(one.value.target)
            places.append(one)
    if not places:
        return _unsaid(article)
    whole = tuple(one.value for one in places)
    first = places[0]
    chosen = choose([Candidate(whole, first.line, first.words, any(one.weak for one in places))])
    return stated(article, "relations", *chosen) if chosen else article


def _unsaid(article: Article) -> Article:
    """Return a commentary that does not say on what, with the documents that it names.

    So does a notice that hands out a document, where it was not found.
    """
    if article.kind not in ("qa", "commentary", "notice"):
        return article
    hands_out = any(_HANDS_OUT.search(one.text) for one in article.paragraphs)
    if article.kind == "notice" and not hands_out:
        return article
    named = {
        one.name: OtherValue(f"《{one.name}》", paragraph.ranges[0][0])
        for paragraph in article.paragraphs
        for one in named_documents(paragraph.text)
        if one.by == "title" and genre(one.name) and not is_short(one.name)
    }
    if not named:
        return article
    words = ISSUES_NONE if article.kind == "notice" else UNSAID
    return stated(article, "relations", (), Basis(None, words, False, tuple(named.values())))


# 《某办法》已经某会议通过，现予公布，自3月1日起施行。
_HANDS_OUT = re.compile(r"予以?(?:公布|发布|印发)|印发给")
UNSAID = "文中没有说所论是哪一份文件"
"""Basis of a commentary that names documents and says of none that it is about it."""
ISSUES_NONE = "没有找到所印发的文件"
"""Basis of a notice that names documents and issues none that was found."""


def _found(
    article: Article, notices: Mapping[str, list[Article]], held: Held, framework: Framework
) -> Iterator[Found]:
    if article.kind in SUBJECT_KINDS:
        yield from _about(article, held, framework)
    policy = held.policy(article)
    if policy is not None:
        if article.kind == "policy":
            yield from _draft_of(policy, held)
            yield from _earlier_edition(policy, held)
        issues = any(o.kind == "issues" and o.target in notices for o in article.identity.relations)
        for words in () if issues else (article, *notices.get(article.id, ())):
            yield from _ancestors(article, words, held)


# ---------------------------------------------------------------- what an article is about


def _about(article: Article, held: Held, framework: Framework) -> Iterator[Found]:
    if article.kind == "speech" and is_session_report(article.title or ""):
        return  # it is the report
    found = subjects(article)
    if not found and (below := _below(article, held)) is not None:
        found = (below,)
    for one in found:
        subject = one
        if is_short(one.name):
            if not framework.policy.endswith(one.name):
                continue
            subject = replace(one, name=framework.policy, weak=True)
        target = held.find(
            Cited(subject.name, subject.draft, subject.place, subject.issuer), article
        )
        value = Relation(
            _way(article, subject), target.id if target else f"《{subject.name}》", subject.line
        )
        yield Candidate(value, subject.line, subject.words, subject.weak)


def _below(article: Article, held: Held) -> Subject | None:
    """Return the policy below an article in its file, if the article calls it by a name.

    Its title may have the name without marks, its first words a short one: 《行动方案》提出.
    """
    title = article.title or ""
    opening = next((p for p in article.paragraphs if p.role in ("body", "lead")), None)
    short = [one for one in named_documents(opening.text) if is_short(one.name)] if opening else []
    for policy in held.in_file(article.source):
        name = policy.article.title or ""
        if policy.article.ranges[0] < article.ranges[0]:
            continue
        said = Subject(name, announced=True, draft=policy.draft, place="", issuer="",
                       line=title_line(article), words=title)  # fmt: skip
        if len(name) >= SHORTEST_NAME and letters(name) in letters(title):
            return said
        ends = split_edition(split_draft(name)[0])[0]
        for one in (one for one in short if ends.endswith(one.name)):
            if opening is not None:
                words = opening.text[slice(*one.span)]
                return replace(said, line=opening.ranges[0][0], words=words)
    return None


def _way(article: Article, subject: Subject) -> RelationKind:
    """Return how an article is about a document: an expert and a company comment, news reports."""
    comments = article.kind in COMMENTARIES or article.authority in ("expert", "enterprise")
    if comments or is_comment(article.title or ""):
        return "comments_on"
    return "reports_on" if subject.announced or article.kind == "report" else "comments_on"


# ---------------------------------------------------------------- drafts and editions


def _draft_of(draft: Policy, held: Held) -> Iterator[Found]:
    """Yield that a draft is one of its final text, if that was received or the draft names it."""
    if not draft.draft:
        return
    article = draft.article
    name, mark = split_draft(article.title or "")
    basis = article.identity.basis_of("status")
    line = basis.line if basis and basis.line else _mark_line(article, mark)
    words = basis.words if basis else mark
    finals = [
        one
        for one in held.named(name)
        if one.article.kind == "policy" and not one.draft and _may_follow(one, draft)
    ]
    if finals:
        yield Candidate(Relation("draft_of", finals[0].article.id, line), line, words)
        return
    like = _likest(draft, held)
    if like is not None:
        yield Candidate(Relation("draft_of", like.article.id, None), line, LIKENESS, weak=True)
    elif (named := _named_final(article, name)) is not None:
        yield named


def _named_final(draft: Article, name: str) -> Found | None:
    """Return that a draft names its final text: 正式文本《某办法》已印发; `None` for none."""
    for paragraph in draft.paragraphs:
        for one in named_documents(paragraph.text):
            same = same_document(one.name) == same_document(name) and not split_draft(one.name)[1]
            start, end = one.span
            around = paragraph.text[max(0, start - _NEAR) : end + _NEAR]
            if one.by == "title" and same and _ISSUED.search(around):
                line = paragraph.ranges[0][0]
                return Candidate(Relation("draft_of", f"《{one.name}》", line), line, around)
    return None


def _mark_line(article: Article, mark: str) -> int:
    """Return the line that prints the mark of a draft: the last of a title that ends with it."""
    titles = [lines for role, lines in article.furniture if role == "title"]
    if titles and (article.title or "").rstrip("）)] 】").endswith(mark):
        return titles[-1][1]
    return title_line(article)


_NEAR = 12
"""Characters before and behind the name of a final text that say that it was issued."""
# 正式文本《某办法》已于3月1日印发      《某办法》已正式发布
_ISSUED = re.compile(r"正式|已[^，。]{0,8}(?:印发|公布|发布|出台)")

LIKENESS = "与后出的定稿多处同文"
"""Basis of a draft whose final text has another name."""


def _may_follow(final: Policy, draft: Policy) -> bool:
    """Return whether a final text can be that of a draft: of the same place, and not earlier."""
    return final.place == draft.place and not surely_later(draft.days, final.days)


def _likest(draft: Policy, held: Held) -> Policy | None:
    """Return the later final text of another name that has most of a draft's words."""
    grams = _grams(draft.article)
    shares = [
        (len(grams & _grams(one.article)) / len(grams), one)
        for one in held.finals
        if grams and one.place == draft.place and surely_later(one.days, draft.days)
    ]
    share, final = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return final if share >= LIKE else None


def _grams(article: Article) -> set[str]:
    return set(ngrams(letters("".join(p.text for p in article.paragraphs)), SIZE))


def _earlier_edition(policy: Policy, held: Held) -> Iterator[Found]:
    """Yield what was received of the earlier edition: 试行 before the final one, or before 修订.

    The draft of a revision revises what is in force, too.
    """
    title = policy.article.title or ""
    mark = split_draft(title)[1]
    for one in held.named(title):
        later = surely_later(policy.days, one.days)
        if policy.draft:
            if one.article.kind == "policy" and not one.draft and "修" in mark and later:
                line = title_line(policy.article)
                yield Candidate(Relation("revises", one.article.id, line), line, f"《{title}》")
            continue
        trial = "试行" in one.edition and "试行" not in policy.edition
        revised = policy.edition != one.edition and "修" in policy.edition and later
        if (
            one.article.kind == "policy"
            and not one.draft
            and one.place == policy.place
            and (trial or revised)
            and not surely_later(one.days, policy.days)
        ):
            line = title_line(policy.article)
            value = Relation("revises", one.article.id, line)
            yield Candidate(value, line, f"《{one.article.title}》", weak=not later)


# ---------------------------------------------------------------- what it replaces, carries out


def _ancestors(article: Article, words: Article, held: Held) -> Iterator[Found]:
    """Yield what a policy replaces and carries out, as it or its notice says."""
    for one in ancestors(words):
        name, mark = split_draft(one.name)
        cited = Cited(one.name, bool(mark), place(name))
        find = held.earlier if one.kind == "revises" else held.find
        target = find(cited, article)
        value = Relation(one.kind, target.id if target else f"《{one.name}》", one.line)
        yield Candidate(value, one.line, one.words)


# ---------------------------------------------------------------- reprints


def _reprints(articles: Sequence[Article]) -> dict[str, Found]:
    """Return id → that an article reprints another: it has its title and gives it as origin."""
    printed: dict[tuple[str, str], Article] = {}
    for article in articles:
        if article.publisher and article.title:
            printed.setdefault((article.publisher, letters(article.title)), article)
    found: dict[str, Found] = {}
    for article in articles:
        basis = article.identity.basis_of("origin")
        other = printed.get((article.identity.origin or "", letters(article.title or "")))
        if other is not None and other.source != article.source:
            line = basis.line if basis else None
            words = basis.words if basis else article.identity.origin or ""
            found[article.id] = Candidate(Relation("reprints", other.id, line), line, words)
    return found
