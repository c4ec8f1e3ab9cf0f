"""The policies that were received, by name: a document as cited in, its article out.

A name alone does not make two documents one: a draft is not the final text, and what a city issues
is not what the state issues under the same name. What is surely later than the words that cite it
is meant only where these speak of a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from builder.language.places import first_place
from builder.language.titles import same_document, split_draft, split_edition
from builder.model import Article, Days, days, surely_later


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited."""

    name: str
    """Its name without its outer marks."""
    draft: bool = False
    """Whether a draft is meant."""
    place: str = ""
    """Whose it is: 临水; '' for the whole country or where nothing is said."""
    issuer: str = ""
    """The words for who issues it; '' where unsaid."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that was received."""

    article: Article
    place: str
    """Whose it is: 临水; '' for the whole country or where nothing is said."""
    draft: bool
    """Whether it is a draft."""
    edition: str
    """Its edition: 试行, 2018年修订; '' for none."""
    days: Days
    """Between which days it was issued."""


class Held:
    """The policies that were received."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._named: dict[str, list[Policy]] = defaultdict(list)
        self._of: dict[str, Policy] = {}
        for article in articles:
            if article.kind in ("policy", "notice") and _has_name(article):
                policy = _policy(article)
                self._named[same_document(article.title or "")].append(policy)
                self._of[article.id] = policy
        policies = [one for one in self._of.values() if one.article.kind == "policy"]
        self.finals = tuple(one for one in policies if not one.draft)
        """The final texts."""
        self._in_file: dict[str, list[Policy]] = defaultdict(list)
        for one in policies:
            self._in_file[one.article.source].append(one)

    def policy(self, article: Article) -> Policy | None:
        """Return what is known of a policy; `None` for any other article and for an annex."""
        return self._of.get(article.id)

    def in_file(self, source: str) -> tuple[Policy, ...]:
        """Return the policies that a file prints, in its order; no notices."""
        return tuple(self._in_file.get(source, ()))

    def named(self, name: str) -> tuple[Policy, ...]:
        """Return the policies of a name, whatever their edition and state."""
        return tuple(self._named.get(same_document(name), ()))

    def find(self, cited: Cited, home: Article) -> Article | None:
        """Return the article that prints a cited document; `None` where none was received.

        Of several the one in the same file goes first, then the one with the same edition, and a
        policy before the notice that issues it.
        """
        edition = split_edition(split_draft(cited.name)[0])[1]
        fit = [one for one in self.named(cited.name) if self._fits(one, cited, home)]
        fit.sort(
            key=lambda one: (
                one.article.source != home.source,
                one.article.kind != "policy",
                one.edition != edition,
            )
        )
        return fit[0].article if fit else None

    def earlier(self, cited: Cited, home: Article) -> Article | None:
        """Return the article that prints what `home` replaces, as it cites it.

        Under its own name that is a surely earlier one, and never a copy of itself.
        """
        mine = self.policy(home)
        own = mine is not None and same_document(home.title or "") == same_document(cited.name)
        fit = (
            one.article
            for one in self.named(cited.name)
            if one.article.source != home.source
            and self._fits(one, cited, home)
            and (not own or (mine is not None and surely_later(mine.days, one.days)))
        )
        return next(fit, None)

    def _fits(self, policy: Policy, cited: Cited, home: Article) -> bool:
        if policy.article.id == home.id or policy.draft is not cited.draft:
            return False
        if policy.article.source == home.source:
            return True
        later = surely_later(policy.days, home.date.days if home.date else (None, None))
        return not later and may_be_of(policy, cited)


def may_be_of(policy: Policy, cited: Cited) -> bool:
    """Return whether a policy may be the one that is cited, by whose each is.

    `国务院印发` does not mean what 临水 issues; where nobody is named, the name alone decides.
    """
    if policy.place == cited.place:
        return True
    if cited.place:
        return not policy.place and not policy.article.identity.issuers
    return not cited.issuer or not policy.article.identity.issuers


def is_draft(article: Article) -> bool:
    """Return whether a policy is a draft, by its status or else by its title."""
    status = article.identity.status
    return status == "draft" or (status is None and bool(split_draft(article.title or "")[1]))


def whose(article: Article) -> str:
    """Return the place of a policy, by its issuers or else by its title; '' for the country."""
    return first_place((*article.identity.issuers, article.title or ""))


def _has_name(article: Article) -> bool:
    return bool(article.title) and article.identity.part != "annex"


def _policy(article: Article) -> Policy:
    return Policy(
        article,
        whose(article),
        is_draft(article),
        split_edition(split_draft(article.title or "")[0])[1],
        _issued(article),
    )


def _issued(article: Article) -> Days:
    """Return when a policy was issued: on its day of issue, or up to the day of its page.

    A draft is for the days in which opinions are asked for: then the day of its page counts.
    """
    if article.identity.issued is not None:
        day = article.identity.issued.value
        return days(day) or (None, None)
    first, last = article.date.days if article.date else (None, None)
    return (first if is_draft(article) else None, last)
