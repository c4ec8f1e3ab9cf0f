"""An article → its authority: the policy itself, an office, an expert, a company, or the press.

Whose voice it is follows from its kind and from who speaks, writes or publishes; the press is what
is left, and then not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.identify.evidence import Candidate, choose, stated
from builder.identify.houses import house
from builder.language import bylines, people
from builder.language.outlets import is_enterprise
from builder.model import Article, Authority, Person

_PRESS = re.compile(r"记者|编辑|编者|评论员|通讯员|主持人")
_OFFICE = re.compile(
    r"总统|首相|大臣|大使|负责人|负责同志|发言人|[部省市县区局司厅处署]长|主任|主席|书记|总理|部门"
)
# 某部部长      某省委书记      某市人民政府副市长
_PUBLIC = re.compile(r"(?:政府|办公室|[省市县区州]|(?<!专家)委|[部厅局署])\Z")
_HEAD = re.compile(r"[部厅局署省市县区州]长\Z|主任\Z|书记\Z|主席\Z")
# 某公司董事长      某集团首席执行官
_RUNS_A_COMPANY = re.compile(r"董事|总裁|总经理|首席执行官|创始人|CEO")
_SCHOLARLY = re.compile(r"大学|学院|研究|科学院|智库|协会|学会|公司|集团|医院")
# 某委网站      某市人民政府门户网站      某部科技司
_OF_AN_OFFICE = re.compile(
    r"(?:政府|委员会|[改信]委|[国省市县区]委|[部厅局署司]|办公室|网信办|政府办|总署|总局)(?:[（(].{1,12}[）)])?"
    r"(?:门户)?(?:网站?|官网|公报|官微)?\Z|政府网|政府门户"
)


def authority(article: Article) -> Article:
    """Return an article with its authority and the basis of it.

    An interview with 某路局负责人 is official, one with a professor is an expert's; a commentary or
    round table is an expert's if one of its authors is neither a journalist nor a public office.
    """
    if not article.paragraphs:
        return article
    press: Candidate[Authority] = Candidate("media", None, "", weak=True)
    chosen = choose([next(_places(article), press)])
    return stated(article, "authority", *chosen) if chosen else article


def _places(article: Article) -> Iterator[Candidate[Authority]]:
    """Yield what tells whose voice an article is, the strongest first."""
    if article.kind in ("policy", "notice"):
        basis = article.identity.basis_of("kind")
        yield Candidate("policy", None, "文件本身", weak=basis is not None and not basis.sure)
    if article.kind not in ("qa", "roundtable") and (owner := house(article)):
        line = _line(article, owner.name)
        yield Candidate("enterprise", line, owner.words, weak=owner.praised)
    if article.kind == "qa" and (article.speaker or not _office_of(article)):
        voice = _answering(article.speaker)
        yield Candidate(voice, None, _named(article.speaker), weak=article.speaker is None)
    if article.kind == "speech":
        yield from _speaking(article)
    voices = [person for person in (article.speaker, *article.authors) if person]
    if article.kind == "commentary" and article.authors and all(map(_leads_an_office, voices)):
        yield Candidate("official", _byline(article), article.byline or "")
    if article.kind in ("commentary", "roundtable") and any(map(_is_expert, voices)):
        named = any(one.institution or one.title for one in voices if _is_expert(one))
        words = article.byline or _named(article.speaker)
        yield Candidate("expert", _byline(article), words, weak=not named)
    origin, publisher = article.identity.origin or "", article.publisher or ""
    if article.kind in ("report", "index", "other", "digest", "commentary", "qa"):
        for words in _office_of(article):
            weak = article.kind != "report" or words != origin
            yield Candidate("official", _line(article, words), words, weak=weak)
    if any(_PRESS.search(one.title or "") for one in voices) or bylines.agency(
        article.byline or ""
    ):
        yield Candidate("media", _byline(article), article.byline or "")
    if article.kind == "report" and (origin or publisher):
        yield Candidate("media", _line(article, origin or publisher), origin or publisher)


def _office_of(article: Article) -> tuple[str, ...]:
    """Return the names of an office that the copy gives as its origin or its outlet."""
    told = (article.identity.origin or "", article.publisher or "")
    return tuple(words for words in told if _OF_AN_OFFICE.search(words))


def _line(article: Article, name: str) -> int | None:
    """Return the line that names the outlet or the origin of an article."""
    for fact, value in (("origin", article.identity.origin), ("publisher", article.publisher)):
        basis = article.identity.basis_of(fact)  # type: ignore[arg-type]
        if basis and value == name:
            return basis.line
    return None


def _speaking(article: Article) -> Iterator[Candidate[Authority]]:
    """Yield whose voice a speech is, by the office of who gives it."""
    for person in (article.speaker, *article.authors):
        if person is not None and (person.title or person.institution):
            yield Candidate(_answering(person), None, _named(person))
    yield Candidate("official", None, "", weak=True)


def _named(person: Person | None) -> str:
    """Return who speaks, in one phrase: 说话的是某部有关负责同志."""
    said = "".join(filter(None, (person.institution, person.title, person.name))) if person else ""
    return f"说话的是{said}" if said else "没有写明谁在说话"


def _byline(article: Article) -> int | None:
    """Return the line of the byline, where one line holds it."""
    lines = [at for name, at in article.furniture if name == "byline"]
    return lines[0][0] if len(lines) == 1 and lines[0][0] == lines[0][1] else None


def _answering(speaker: Person | None) -> Authority:
    if speaker is None or not (speaker.institution or speaker.title):
        return "media"
    if speaker.name is None and speaker.institution:
        return "official"
    if _RUNS_A_COMPANY.search(speaker.title or "") or is_enterprise(speaker.institution or ""):
        return "enterprise"
    scholarly = _SCHOLARLY.search(speaker.institution or "")
    if _OFFICE.search(speaker.title or "") and not scholarly:
        return "official"
    return "expert" if _is_expert(speaker) else "media"


def _leads_an_office(person: Person) -> bool:
    """Return whether somebody leads a public office, and so writes for it: 某部部长."""
    institution = person.institution or ""
    public = _PUBLIC.search(institution) and not _SCHOLARLY.search(institution)
    return bool(person.name and public and _HEAD.search(person.title or ""))


def _is_expert(person: Person) -> bool:
    office = not (person.name or person.title) and people.is_government(person.institution or "")
    return (
        bool(person.name or person.institution)
        and not office
        and not _PRESS.search(person.title or "")
    )
