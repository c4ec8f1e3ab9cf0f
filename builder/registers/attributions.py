"""Texts → the policy that the site is about: is it here, and which sentences give its words?

A sentence gives them where the policy's name is its subject and a verb of saying or laying down
follows (《意见》提出，……), or where it goes by the policy (根据《意见》，……); so does the paragraph
after one that ends so in a colon. Questions and headings give nobody's words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.language.places import first_place, place
from builder.language.titles import genre, identity
from builder.model import (
    Attributed,
    Entity,
    Framework,
    Passage,
    Policy,
    Span,
    Text,
    TextParagraph,
)

_LEAST = 6
"""Characters of the shortest words that a document is said to say."""

# 《意见》……    此外，《意见》……    2025年印发的《意见》……    近日，某市印发《意见》，……
_SUBJECT = re.compile(
    r"""
    (?: ^ | [，,。：:；;、！？!?\s] )
    (?: [^，,。：:；;、！？!?\s]* (?: 印发 | 发布 | 出台 | 公布 | 制定 ) [了的]? )?
    (?: 其中 | 同时 | 此次 | 该 )?
    \Z
    """,
    re.VERBOSE,
)

# 根据《意见》，……    按照《意见》要求，……
_BY = re.compile(
    r"(?:根据|依据|按照|依照|遵照)(?:[^，,。：:；;]*(?:印发|发布|出台|公布|制定)的?)?\Z"
)
_BY_IT = re.compile(r"的?(?:要求|部署|规定|安排|精神)?[，,]")

_VERB = (
    "(?:提出|提到|明确|部署|要求|强调|指出|规定|阐述|阐明|确定|写道|写明|鼓励|支持|倡导)了?(?!的)"
)
"""What a document does with words; before 的 it is no verb: 企业提出的问题."""

# 提出，……    系统阐述了……    （《意见》围绕养护，）还部署了……
_SAYS = re.compile(
    rf"(?:还|也|并|同时|进一步|首次|系统|创新性地?|重点|专门|分别|着重|特别|再次)?{_VERB}"
)

# 的出台……    各项任务……    发布以来    （《意见》印发后，）各地提出……
_OTHER_SUBJECT = re.compile(rf"的|各项|.*(?:以来|之?后|之?前|之?时|之际)\Z|.*{_VERB}")


def find_policy(
    texts: Sequence[Text],
    passages: Sequence[Passage],
    cited: Sequence[Entity],
    framework: Framework,
) -> Policy:
    """Return what is known of the policy: its entry, its text, what others give as its words."""
    entity, own = _found(texts, cited, framework.policy)
    short = genre(framework.policy) or framework.policy
    names: dict[str, list[Span]] = defaultdict(list)
    for mention in entity.mentions if entity is not None else ():
        names[mention.paragraph].append(mention.span)
    sentences = {one.paragraph: [sentence.span for sentence in one.sentences] for one in passages}
    return Policy(
        name=f"《{short}》",
        entity=entity.id if entity is not None else None,
        text=own,
        attributed=tuple(
            found
            for text in texts
            if text.id != own
            for found in _attributed(text, names, sentences)
        ),
    )


def _found(
    texts: Sequence[Text], cited: Sequence[Entity], name: str
) -> tuple[Entity | None, str | None]:
    """Return the entry of a policy and the id of its text, each `None` where there is none.

    Of several of one name it is the one of the place that the name gives, or of the whole country:
    what a city issues under the name of the state's policy is not that policy.
    """
    wanted, home = identity(name), place(name)
    whose = {one.id: first_place((*one.identity.issuers, one.title)) for one in texts}

    def is_elsewhere(entity: Entity) -> bool:
        return (whose[entity.text] if entity.text in whose else place(entity.name)) != home

    entries = sorted((one for one in cited if identity(one.name) == wanted), key=is_elsewhere)
    titled = sorted(
        (
            one.id for one in texts
            if one.authority == "policy"
            and one.identity.status != "draft"
            and identity(one.title) == wanted
        ),
        key=lambda id_: whose[id_] != home,
    )  # fmt: skip
    if not entries:
        return None, next(iter(titled), None)
    entity = entries[0]
    own = entity.text or next((id_ for id_ in titled if whose[id_] == home), None)
    return entity, own


def _attributed(
    text: Text, names: dict[str, list[Span]], sentences: dict[str, list[Span]]
) -> Iterator[Attributed]:
    """Yield the sentences of a text that give the words of the policy."""
    announced: tuple[str, Span] | None = None
    for paragraph in text.paragraphs:
        before, announced = announced, None
        if paragraph.role in ("question", "heading"):
            continue
        for sentence in sentences.get(paragraph.id, ()):
            span = _trimmed(paragraph, sentence)
            name = _said(paragraph.text, span, names.get(paragraph.id, ()))
            if name is not None:
                yield Attributed(paragraph.id, span, paragraph.id, name)
                at_end = span[1] == len(paragraph.text.rstrip())
                if at_end and paragraph.text[span[1] - 1] in "：:":
                    announced = paragraph.id, name
            elif before is not None:
                yield Attributed(paragraph.id, span, *before)


def _trimmed(paragraph: TextParagraph, span: Span) -> Span:
    return span[0], span[0] + len(paragraph.text[slice(*span)].rstrip())


def _said(text: str, sentence: Span, names: Sequence[Span]) -> Span | None:
    """Return the name of the policy by which a sentence gives its words; `None` where it doesn't.

    `《意见》提出，道路要常养护。` does; `落实《意见》，各地提出了办法。` does not.
    """
    for start, end in names:
        if not sentence[0] <= start < sentence[1]:
            continue
        before, after = text[sentence[0] : start], text[end : sentence[1]]
        by = _BY_IT.match(after) if _BY.search(before) else None
        if by is not None and len(after) - by.end() >= _LEAST:
            return start, end
        if _SUBJECT.search(before) and _speaks(after):
            return start, end
    return None


def _speaks(after: str) -> bool:
    """Return whether what follows the name of a document says what the document says."""
    at = 0
    for clause in re.split(r"(?<=[，,])", after):
        if (says := _SAYS.match(clause)) is not None:
            return len(after) - at - says.end() >= _LEAST
        if _OTHER_SUBJECT.match(clause.rstrip("，,")):
            return False
        at += len(clause)
    return False
