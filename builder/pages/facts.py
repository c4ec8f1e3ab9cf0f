"""What a page shows, in the words of schema.org, for search engines: values → JSON objects.

They are front matter, so that whatever renders the pages can print them as JSON-LD; addresses are
relative to the page. Only what a source prints is a fact: no inferred date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from builder.messages import facts as say
from builder.messages.names import DATA
from builder.model import DATE, Entity, Person, Term, Text
from builder.model.voices import person
from builder.pages.blocks import published


def site(policy: str) -> str:
    """Return the facts of the home page."""
    return _written("WebSite", about=_typed("Legislation", name=policy))


def area(policy: str) -> str:
    """Return the facts of a page that gathers passages about a policy."""
    return _written("CollectionPage", about=_typed("Legislation", name=policy))


def text(one: Text) -> str:
    """Return the facts of the page of a text; the day of issue is none of publication."""
    day = one.date.value.partition("T")[0] if one.date and not one.date.inferred else ""
    publisher, held, law = published(one), one.identity, one.kind == "policy"
    if law and held.issued is not None:
        day = held.published.value if held.published else ""
    return _written(
        "Legislation" if law else "Article",
        headline=one.title if one.title_printed else "",
        legislationIdentifier=held.number if law else None,
        legislationPassedBy=[_typed("Organization", name=each) for each in held.issuers if law],
        legislationDate=_whole(held.issued.value) if law and held.issued else "",
        author=[_person(each) for each in one.authors if each.name],
        publisher=_typed("Organization", name=publisher) if publisher else "",
        isBasedOn=one.url or "",
        datePublished=_whole(day),
    )


def _whole(day: str) -> str:
    """Return a date that is a whole day; '' for another."""
    found = DATE.fullmatch(day)
    return day if found and found["day"] else ""


def _person(one: Person) -> dict[str, object]:
    return _typed("Person", name=one.name or "", jobTitle=person(replace(one, name=None)))


def terms(some: Iterable[Term]) -> str:
    """Return the facts of the glossary."""
    return _written(
        "DefinedTermSet",
        hasDefinedTerm=[
            _typed(
                "DefinedTerm",
                name=one.entry.term,
                alternateName=[*one.entry.aliases, one.entry.english],
                description=next((said.words for said in one.entry.definitions), ""),
                url=f"#{one.entry.id}",
            )
            for one in some
        ],
    )


def cited(some: Iterable[Entity]) -> str:
    """Return the facts of the page of cited documents."""
    works = [_typed("CreativeWork", name=one.name, url=f"#{one.id}") for one in some]
    return _written("CollectionPage", mentions=works)


def data(title: str, folder: str) -> str:
    """Return the facts of the page that tells of the data; `folder` leads to it from there."""
    return _written(
        "Dataset",
        name=say.DATA_OF(title=title),
        description="；".join(f"{name}：{what}" for name, what in DATA.items()),
        distribution=[
            _typed(
                "DataDownload",
                name=what,
                encodingFormat="application/json",
                contentUrl=f"{folder}{name}.json",
            )
            for name, what in DATA.items()
        ],
    )


def _typed(kind: str, **facts: object) -> dict[str, object]:
    """Return an object of a type; what is empty is not said."""
    return {"@type": kind, **{name: value for name, value in facts.items() if value}}


def _written(kind: str, **facts: object) -> str:
    return json.dumps(_typed(kind, **facts), ensure_ascii=False)
