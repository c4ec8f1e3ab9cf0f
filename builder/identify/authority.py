"""An article → its authority: the policy itself, an office, an expert, or the press."""

from __future__ import annotations

import re

from builder.language import people
from builder.model import Article, Authority, Person

_PRESS = re.compile(r"记者|编辑|编者|评论员|通讯员|主持人")
_OFFICE = re.compile(r"负责人|负责同志|发言人|[部省市县区局司厅处署]长|主任|主席|书记")
_SCHOLARLY = re.compile(r"大学|学院|研究|科学院|智库|协会|学会|公司|集团|医院")


def authority(article: Article) -> Authority:
    """Return the authority of an article.

    An interview with 某路局负责人 is official, one with a professor is an expert's; a commentary or
    round table is an expert's if one of its authors is neither a journalist nor a public office.
    """
    issues = article.kind == "notice" and article.identity.issuers
    if article.kind == "policy" or issues:
        return "policy"
    voices = [person for person in (article.speaker, *article.authors) if person]
    if article.kind == "qa":
        return _answering(article.speaker)
    if article.kind in ("commentary", "roundtable") and any(map(_is_expert, voices)):
        return "expert"
    return "media"


def _answering(speaker: Person | None) -> Authority:
    if speaker is None or not (speaker.institution or speaker.title):
        return "media"
    if speaker.name is None and speaker.institution:
        return "official"
    scholarly = _SCHOLARLY.search(speaker.institution or "")
    if _OFFICE.search(speaker.title or "") and not scholarly:
        return "official"
    return "expert" if _is_expert(speaker) else "media"


def _is_expert(person: Person) -> bool:
    office = not (person.name or person.title) and people.is_government(person.institution or "")
    return (
        bool(person.name or person.institution)
        and not office
        and not _PRESS.search(person.title or "")
    )
