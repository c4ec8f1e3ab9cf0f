"""A page for each text: its words, paragraph by paragraph, with notes beside them; and the list."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages import documents as say
from builder.messages import phrases, shared
from builder.messages.names import (
    ENUMERATED_ONLY,
    KINDS,
    PLACES,
    REST_OF_ARTICLE,
    SET,
    SIDE_BY_SIDE,
)
from builder.model import Article, Page, Text, TextParagraph, addresses, voices
from builder.model.facts import is_about
from builder.pages import facts, identity
from builder.pages.apparatus import (
    NotedPlace,
    apparatus,
    corrections,
    described,
    fold,
    marks,
    matters,
    noted,
    strip,
)
from builder.pages.blocks import (
    dated,
    headline,
    listed,
    signed,
    titled,
    whence,
)
from builder.pages.markdown import (
    FrontMatter,
    Mark,
    boxed,
    classed,
    heading,
    joined,
    link,
    outward,
    page,
    plain,
    reference,
    verbatim,
    voice,
    words,
)
from builder.pages.page_index import Filed, PageIndex
from builder.pages.quoting import not_found, quotation_notes
from builder.pages.references import about_text, margin
from builder.pages.versions import beside, compared

_BEGINNING = 60
"""Characters of a text that its description has."""


def documents(index: PageIndex) -> Iterator[Page]:
    """Yield the list of texts and a page for each."""
    yield _list(index)
    for text in index.corpus.texts:
        yield _text(index, text)


def entry(text: Text, address: str) -> str:
    """Return a text as an item of a list: its title, and who issued or published it when."""
    where = joined(dict.fromkeys([dated(text.date), *map(plain, whence(text))]))
    return f'{voice(text.authority)} {titled(text, address)} <span class="where">{where}</span>'


def _list(index: PageIndex) -> Page:
    address = addresses.DOCUMENTS
    blocks = [heading(1, shared.DOCUMENTS, "title")]
    for snapshot in reversed(index.corpus.seeds.snapshots):
        texts = [text for text in index.corpus.texts if text.snapshot == snapshot.id]
        if texts:
            count = shared.COPIES(count=len(texts))
            blocks.append(heading(2, plain(snapshot.title), f"s-{snapshot.id}", count))
            blocks.append(listed(entry(text, address) + _collation(index, text) for text in texts))
    return page(address, FrontMatter(shared.DOCUMENTS, say.DESCRIPTION, "list"), *blocks)


def _collation(index: PageIndex, text: Text) -> str:
    """Return links to the collation of a text and to its comparisons with other versions."""
    links = [*compared(index, text, addresses.DOCUMENTS)]
    if index.is_collated(text):
        name = f"{len(text.articles)} {SIDE_BY_SIDE}"
        links.insert(0, link(name, addresses.compare(text.id), addresses.DOCUMENTS))
    return f' <span class="where">{joined(links)}</span>' if links else ""


def _text(index: PageIndex, text: Text) -> Page:
    address = addresses.document(text.id)
    first = text.paragraphs[0].text if text.paragraphs else ""
    whom = whence(text) if text.kind in voices.ISSUED else (text.publisher,)
    said = "，".join(filter(None, (KINDS[text.kind], dated(text.date), *whom)))
    head = FrontMatter(
        index.titles[text.id],
        f"{said}：{phrases.shorten(first, _BEGINNING)}" if first else said,
        "document",
        facts=facts.text(text),
    )
    blocks = [*_head(index, text, address)]
    places = noted(index, text)
    for paragraph in text.paragraphs:
        notes = quotation_notes(index, paragraph.id, address)
        filed = index.filed[paragraph.id]
        blocks += _paragraph(index, filed, places[paragraph.id], notes, address)
    return page(address, head, *blocks)


def _head(index: PageIndex, text: Text, address: str) -> Iterator[str]:
    base = index.articles.get(text.articles[0])
    yield heading(1, headline(text), "title")
    if base is not None and base.subtitle:
        yield words(base.subtitle, address, name="words subtitle")
    yield from identity.facts(index, text, address, _copies(index, text, address), _askers(text))
    if base is not None and base.relevant_ranges:
        yield _excerpted(index, base, address)
    yield listed(_contained(index, text, address))
    if index.is_collated(text):
        yield _differing_heads(index, text, address)
        yield matters(index, text)
        yield strip(index, text, address)


def _excerpted(index: PageIndex, base: Article, address: str) -> str:
    """Return a line that says that a text is an excerpt, and where the rest stands."""
    source = index.sources[base.source]
    if source.whole is not None:
        where = outward(source.entry.url or source.url or "")
        return classed(say.QUOTED(count=len(base.paragraphs), where=where), "retold")
    first = next(one for one in base.paragraphs if one not in base.taken).ranges[0][0]
    rest = link(REST_OF_ARTICLE, f"{addresses.source(base.source)}#L{first}", address)
    return classed(phrases.excerpt(len(base.paragraphs), len(base.taken), rest), "retold")


def _contained(index: PageIndex, text: Text, address: str) -> Iterator[str]:
    """Yield other versions of a text, its corrections, parts and quotations, what it is about."""
    yield from beside(index, text, address)
    yield from _restated(index, text)
    if parts := index.parts(text):
        yield say.SAME_PAGE(titles="、".join(titled(one, address) for one in parts))
    sections = [(one, _heading(one)) for one in text.paragraphs]
    yield from _contents(say.SECTIONS, text, sections, nested=True)
    questions = [(one, one.text.removeprefix("问：")) for one in text.paragraphs if _asks(one)]
    yield from _contents(say.QUESTIONS, text, questions)
    yield from not_found(index, text, address)
    yield from about_text(index, text, address, but=identity.told_of(index, text))


def _askers(text: Text) -> str:
    """Return who asks the questions of an interview, and on which words that rests, as HTML."""
    asked = [one for one in text.paragraphs if one.role == "question"]
    if not asked:
        return ""
    who = "、".join(dict.fromkeys(verbatim(signed(text, one)) for one in asked))
    marked = any(one.text.startswith(("问", "問")) for one in asked)
    basis = say.BY_WORDS(asked=verbatim(text.asked)) if text.asked and marked else ""
    return f"{who}{basis}"


def _asks(paragraph: TextParagraph) -> bool:
    """Return whether a paragraph asks what the next ones answer, and does not only say who asks."""
    return paragraph.role == "question" and not paragraph.text.endswith(("：", ":"))


def _heading(paragraph: TextParagraph) -> str:
    """Return the heading of a paragraph as a table of contents names it; '' where it has none.

    An article is called by its number alone, and a point by a dash: neither says what it is about.
    """
    says = paragraph.role == "heading" or not paragraph.text.startswith(("—", "第"))
    if paragraph.heading is None or not says:
        return ""
    return paragraph.text[slice(*paragraph.heading)].rstrip("。：: ")


def _contents(
    name: str, text: Text, stops: list[tuple[TextParagraph, str]], *, nested: bool = False
) -> Iterator[str]:
    """Yield links to paragraphs by their names, in a line; one a line, by depth, where they nest.

    Paragraphs without a name are left out; a single one needs no table of contents.
    """
    address = addresses.document(text.id)
    named = [
        (len(one.section), link(plain(words), addresses.paragraph(text.id, one.id), address))
        for one, words in stops
        if words
    ]
    if len(named) < 2:
        return
    if not nested or not any(depth for depth, _ in named):
        yield f"{name}：" + "　".join(to for _, to in named)
        return
    rows, level = [f"{name}："], -1
    for depth, to in named:
        level = min(depth, level + 1)
        rows.append("    " * (level + 1) + f"- {to}")
    yield "\n".join(rows)


def _differing_heads(index: PageIndex, text: Text, address: str) -> str:
    """Return how title, byline and dateline differ between the witnesses; '' for no difference."""
    variants = index.variants(text, None)
    items = "".join(
        f'<li id="{addresses.note(one.id)}">{PLACES[one.place]}：'
        f"{described(index, text, one, address, whole=True)}</li>"
        for one in variants
        if not one.folded
    )
    folded = fold(index, text, variants, address, addresses.note)
    if not items and not folded:
        return ""
    rows = f'<ul class="variants">{items}</ul>' if items else ""
    return (
        f'<details class="apparatus heads"><summary>{say.HEADS_DIFFER}</summary>'
        f"{rows}{folded}</details>"
    )


def _copies(index: PageIndex, text: Text, address: str) -> str:
    """Return which received files print a text, the base first, as HTML."""
    names = []
    for identifier, name in index.copies(text).items():
        article = index.articles[identifier]
        at = addresses.line(article.source, article.ranges[0][0])
        said = f"{verbatim(name)}，{phrases.original(*article.ranges)}"
        names.append(reference(said, at, address))
    if len(names) == 1:
        return names[0]
    why = f"（{verbatim(text.base_reason)}）" if text.base_reason else ""
    said = say.COPIES(count=len(names), base=names[0], why=why, others="、".join(names[1:]))
    to = reference(f"{len(names)} {SIDE_BY_SIDE}", addresses.compare(text.id), address)
    return f"{said}{verbatim(text.same_voice)}{to}"


def _paragraph(
    index: PageIndex, filed: Filed, places: tuple[NotedPlace, ...], notes: list[str], address: str
) -> Iterator[str]:
    """Yield a paragraph: its number, its words, the notes beside it."""
    paragraph = filed.paragraph
    at = addresses.anchor(filed.text.id, paragraph.id)
    yield classed(f"[{addresses.number(paragraph.id)}](#{at})", "number")
    is_heading = paragraph.role == "heading"
    links = index.links_in[paragraph.id]
    shown = marks(places, links, (0, len(paragraph.text)), address)
    if paragraph.heading and not is_heading:
        shown.append(Mark(paragraph.heading, "heading"))
    shown += (Mark(span, "set", SET) for span in paragraph.set)
    yield words(
        paragraph.text,
        address,
        [*links, *shown],
        name=f"words {paragraph.role}",
        level=min(2 + len(paragraph.section), 6) if is_heading or _asks(paragraph) else 0,
        attributes={"id": at, "data-paragraph": paragraph.id},
    )
    where = link(phrases.original(*paragraph.ranges), filed.first_line, address)
    labels = _labels(index, filed, address)
    rows = [
        *(f'<p class="mended">{one}</p>' for one in _restated(index, filed.text, paragraph)),
        *corrections(index, filed.text, paragraph, places, address),
        *notes,
        where,
        _set(paragraph),
        labels,
        *margin(index, filed, address),
        apparatus(index, filed.text, paragraph, places, address),
    ]
    yield boxed("note", filter(None, rows))


def _set(paragraph: TextParagraph) -> str:
    """Return which characters of a paragraph its file's format sets or counts; '' for none."""
    found = dict.fromkeys(paragraph.text[slice(*span)].strip() for span in paragraph.set)
    return f"{SET}：{'、'.join(f'“{plain(one)}”' for one in found if one)}" if found else ""


def _restated(
    index: PageIndex, text: Text, paragraph: TextParagraph | None = None
) -> Iterator[str]:
    """Yield which speaker, office or date was shown before; in the head of the whole text."""
    for one in index.corpus.seeds.facts:
        if (paragraph is None or one.lines) and is_about(one, text, paragraph):
            said = phrases.restated(one.field, one.before, one.after, one.on)
            yield f"{plain(said)}：{plain(one.reason.rstrip('。'))}。"


def _labels(index: PageIndex, filed: Filed, address: str) -> str:
    """Return the labels that a paragraph is filed under, then those that it only enumerates."""
    if filed.passage is None:
        return ""
    enumerated = {*filed.passage.enumerates} - {*filed.labels}
    under, only = (
        "、".join(
            link(plain(one.name), index.refs[one.id].markdown, address)
            for one in index.labels
            if one.id in some
        )
        for some in (filed.labels, enumerated)
    )
    if only:
        only = f"{ENUMERATED_ONLY}{only}"
    return "；".join(filter(None, (under, only))) + _inherited(filed)


def _inherited(filed: Filed) -> str:
    """Return from which headings a paragraph inherits labels; '' where its own words decide."""
    inherited = filed.passage.inherited if filed.passage else ()
    ways = "、".join(
        f"[{shared.PARAGRAPH(numbers=addresses.number(one))}]"
        f"(#{addresses.anchor(filed.text.id, one)})"
        for one in dict.fromkeys(heading for _, heading in inherited)
    )
    return say.FROM_HEADING(paragraphs=ways) if ways else ""
