"""What an article is: its facts beside kind, title and authority, and of each fact the basis.

`None` and an empty tuple mean that the article does not say; a basis is there for every fact that
is stated, and for an absent one where a rule had to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["final", "draft"]
"""State of a policy."""

Part = Literal["text", "annex"]
"""Which part of a policy an article is."""

Level = Literal["national", "provincial", "municipal", "county", "enterprise"]
"""Whose policy it is, in falling reach."""

RelationKind = Literal[
    "issues",  # a notice → the policy that it issues or forwards
    "annex_of",  # an annex → its policy
    "draft_of",  # a draft → the final text
    "revises",  # a policy → the earlier one that it replaces or amends
    "implements",  # a policy → the one that it carries out
    "comments_on",  # a commentary or interview → what it is about
    "reports_on",  # news → the document or event text that it announces
    "reprints",  # a copy → the article that it reprints
]
"""How an article stands to another document."""

FactName = Literal[
    "kind",
    "status",
    "part",
    "authority",
    "title",
    "issuers",
    "number",
    "issued",
    "published",
    "publisher",
    "origin",
    "authors",
    "level",
    "relations",
]
"""A fact of an article."""

FACT_NAMES: tuple[FactName, ...] = get_args(FactName)
"""Every fact, in the order in which cards and data tell them."""


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day as an article states it."""

    value: str
    """ISO 8601: 2025-08-26; 2025-08 where only the month is printed."""
    line: int | None = None
    """Line that prints it; `None` where the file's metadata give it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How an article stands to another document."""

    kind: RelationKind
    """In which way."""
    target: str
    """Id of the article or the text; where it was not received, its name as cited: 《某某意见》."""
    line: int | None = None
    """Line that says so; `None` where it follows from likeness or place."""


@dataclass(frozen=True, slots=True)
class OtherValue:
    """A value of a fact that lost."""

    value: str
    """The value, as it would stand in a card."""
    line: int | None = None
    """Line that gives it; `None` for metadata or a rule."""


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a fact of an article rests."""

    line: int | None
    """Line that prints it; `None` where it follows from metadata or a rule alone."""
    words: str
    """The words there as printed, or, in Chinese, the metadata or the rule."""
    sure: bool = True
    """Whether no place disagrees, more than one weak place tells, and no rule had to guess."""
    others: tuple[OtherValue, ...] = ()
    """The values that lost, the likeliest first."""
    doubt: str = ""
    """Why it is not sure though its places agree, a sentence in Chinese; '' for none."""
    editor: str = ""
    """The reason of the editor who says so; the editor goes before any rule. '' for none."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The facts of an article or a text that are not fields of their own, and every basis."""

    status: Status | None = None
    """Of a policy: its state."""
    part: Part | None = None
    """Of a policy: which part of it."""
    issuers: tuple[str, ...] = ()
    """Full names as printed, in printed order; of a policy that a notice issues, the notice's."""
    number: str | None = None
    """Number of the document as printed: 某政发〔2025〕11号."""
    issued: StatedDay | None = None
    """Day under the signature or in the head."""
    published: StatedDay | None = None
    """Day on which this copy was published."""
    origin: str | None = None
    """What the copy gives as its source: `来源：某报` gives 某报."""
    level: Level | None = None
    """Whose policy it is."""
    relations: tuple[Relation, ...] = ()
    """How it stands to other documents."""
    basis: tuple[tuple[FactName, Basis], ...] = ()
    """The facts with a basis, in the order of `FACT_NAMES`."""

    def basis_of(self, fact: FactName) -> Basis | None:
        """Return the basis of a fact; `None` where none is told."""
        return dict(self.basis).get(fact)


UNIDENTIFIED = Identity()
"""Of what nothing is known yet."""
