"""Articles of all files → the same articles, with how each stands to the others.

A join: what an article is about, announces, replaces or drafts is searched in its own file first,
then in all files; where it was not received, the relation has its name as cited. What the editor or
the structure of a file says stays. Each relation has the line that says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.identify.evidence import Candidate, choose, stated
from builder.language.places import place
from builder.language.titles import identity, split_draft
from builder.model import Article, Framework, Relation, surely_later


def related(articles: Sequence[Article], framework: Framework) -> tuple[Article, ...]:
    """Return the articles, in their order, with their relations and the basis of these.

    An article has one relation to a document at most; those that it has already go first, and an
    article whose relations an editor has given is returned as it is.
    """
    held = _Held(articles, framework)
    return tuple(_with(article, _draft_of(article, held)) for article in articles)


def is_draft(article: Article) -> bool:
    """Return whether a policy is a draft, by its status or else by its title."""
    status = article.identity.status
    return status == "draft" or (status is None and bool(split_draft(article.title or "")[1]))


def _with(article: Article, found: Iterable[Candidate[Relation]]) -> Article:
    before = article.identity.basis_of("relations")
    if before is not None and before.editor:
        return article
    relations = {one.target: one for one in reversed(article.identity.relations)}
    places = [
        Candidate(one, before.line, before.words, weak=not before.sure)
        for one in article.identity.relations[:1]
        if before is not None
    ]
    places += [
        one for one in found if relations.setdefault(one.value.target, one.value) is one.value
    ]
    if not places:
        return article
    whole = tuple(
        Candidate(tuple(relations.values()), one.line, one.words, any(two.weak for two in places))
        for one in places[:1]
    )
    chosen = choose(whole)
    return stated(article, "relations", *chosen) if chosen else article


@dataclass(frozen=True, slots=True)
class _Policy:
    """A policy that was received."""

    article: Article
    place: str
    """Whose it is: 某市; '' for the whole country or not known."""
    draft: bool
    """Whether it is a draft."""


class _Held:
    """The policies that were received, by name."""

    def __init__(self, articles: Iterable[Article], framework: Framework) -> None:
        self.policy = framework.policy
        """Name of the policy that the site is about."""
        self._named: dict[str, list[_Policy]] = defaultdict(list)
        for article in articles:
            if article.kind == "policy" and article.title and article.identity.part != "annex":
                issuers = (*article.identity.issuers, article.title)
                whose = next(filter(None, map(place, issuers)), "")
                policy = _Policy(article, whose, is_draft(article))
                self._named[_key(article.title)].append(policy)

    def final_of(self, draft: Article) -> Article | None:
        """Return the final text of a draft: of the same name and place, and not earlier."""
        mine = next(
            (one for one in self._named[_key(draft.title or "")] if one.article.id == draft.id),
            None,
        )
        return next(
            (
                one.article
                for one in self._named[_key(draft.title or "")]
                if mine
                and not one.draft
                and one.place == mine.place
                and not surely_later(_days(draft), _days(one.article))
            ),
            None,
        )


def _key(name: str) -> str:
    """Return the key of a document's name, the same for its drafts."""
    return identity(split_draft(name)[0])


def _days(article: Article) -> tuple[str | None, str | None]:
    return article.date.days if article.date else (None, None)


def _draft_of(article: Article, held: _Held) -> Iterable[Candidate[Relation]]:
    """Yield that a draft is one of its final text, received or not."""
    if article.kind != "policy" or article.identity.part == "annex" or not is_draft(article):
        return
    final = held.final_of(article)
    name, mark = split_draft(article.title or "")
    status = article.identity.basis_of("status")
    line = status.line if status else article.ranges[0][0]
    target = final.id if final else f"《{name}》"
    yield Candidate(Relation("draft_of", target, line), line, mark or "征求意见稿")
