"""The page about the site: what it is, what its marks mean, what its editors decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.messages import about as say
from builder.messages import shared
from builder.messages.names import (
    DATA,
    LINK_KINDS,
    LOST,
    MEASURED_FACTS,
    RECEIVED_AND_MISSING,
    SHOW_GROUNDS,
)
from builder.messages.phrases import complete, day
from builder.model import Corpus, LinkReading, Page, ReadingScore, addresses
from builder.pages import facts
from builder.pages.blocks import titled, updated
from builder.pages.markdown import (
    FrontMatter,
    heading,
    link,
    page,
    plain,
    reference,
    verbatim,
    voice,
)
from builder.pages.openings import retold
from builder.pages.page_index import PageIndex


def about(index: PageIndex) -> Page:
    """Return the page about the site."""
    address = addresses.ABOUT
    framework = index.framework
    notice = reference(say.LICENCES, addresses.NOTICE, address)
    pins = sum(len(source.entry.told) for source in index.corpus.seeds.sources)
    corrections = len(index.corpus.seeds.corrections)
    blocks = [
        heading(1, say.ABOUT, "title"),
        say.PURPOSE(policy=plain(framework.policy)),
        *retold(index, address, whole=True),
        heading(2, say.VOICES, "voices"),
        say.VOICES_SHOWN(
            editor=voice("editor"),
            policy=voice("policy"),
            official=voice("official"),
            expert=voice("expert"),
            media=voice("media"),
        ),
        heading(2, say.MARKS, "marks"),
        "\n".join(
            [
                f'- <span class="ground">{say.GROUND}</span>'
                + say.GROUND_MEANS(switch=SHOW_GROUNDS),
                f'- <span class="term">{say.TERM}</span>{say.TERM_MEANS}',
                "- " + say.LINK_MEANS(link=link(say.LINK, addresses.HOME, address)),
                f'- <span class="mend">{say.MEND}</span>{say.MEND_MEANS}',
                f'- <span class="doubt">{say.DOUBT}</span>{say.DOUBT_MEANS}',
                f'- <span class="lost">{LOST}</span>{say.LOST_MEANS}',
                f'- <span class="variant">{say.VARIANT}</span>{say.VARIANT_MEANS}'
                f'<span class="extra">{say.EXTRA}</span>{say.EXTRA_MEANS}'
                f'<span class="gap">{say.GAP}</span>{say.GAP_MEANS}',
                f'- <span class="folded">{say.FOLDED}</span>{say.FOLDED_MEANS}',
                f"- {say.STRIP_MEANS}",
                f"- {say.LINE_NUMBERS}",
                f'- <span class="control" title="U+0007">␇</span>{say.CONTROL_MEANS}',
            ]
        ),
        heading(2, say.COPIES, "copies"),
        say.COPIES_COUNTED,
        heading(2, say.DATES, "dates"),
        say.DATES_KNOWN,
    ]
    guessed = [
        f"- {titled(text, address)}：{day(text.date.value)}，{plain(text.date.basis)}"
        for text in index.corpus.texts
        if text.date is not None and text.date.inferred
    ]
    if guessed:
        blocks.append("\n".join(guessed))
    blocks += [
        heading(2, say.SNAPSHOTS, "snapshots"),
        say.SNAPSHOTS_KEPT(link=link(RECEIVED_AND_MISSING, addresses.SOURCES, address)),
        _snapshots(index),
        heading(2, say.EDITORS, "editors"),
        say.EDITORS_DID(
            pins=pins,
            source=link(shared.SOURCES, addresses.SOURCES, address),
            corrections=corrections,
        ),
        say.LEFT_OUT,
        *_accuracy(index.corpus),
        heading(2, say.DATA, "data"),
        say.DATA_GIVEN,
        _data(address),
        heading(2, say.RIGHTS, "rights"),
        say.RIGHTS_HELD(notice=notice),
    ]
    head = FrontMatter(
        say.ABOUT,
        say.DESCRIPTION,
        "about",
        facts=facts.data(framework.title, addresses.built(addresses.DATA, address)),
    )
    return page(address, head, *blocks)


def _data(address: str) -> str:
    """Return a link to each data file, and what it holds."""
    items = (
        f"<li>{reference(f'{name}.json', f'{addresses.DATA}{name}.json', address)} {what}</li>"
        for name, what in DATA.items()
    )
    return f'<ul class="data">{"".join(items)}</ul>'


def _snapshots(index: PageIndex) -> str:
    """Return the updates up to this one, the newest first, each with its permanent address."""
    items = []
    for entry in reversed(index.corpus.seeds.snapshots):
        to = addresses.snapshot(entry.id)
        why = f"{updated(entry)}。{entry.why}"
        if not isinstance(entry.date, str):
            words = "；".join(f"「{one.words}」" for one in entry.date.evidence)
            why += say.INFERRED_FROM(words=words)
        items.append(
            f"<li>{reference(verbatim(entry.id), to, addresses.ABOUT)} {verbatim(entry.title)}"
            f'<p class="where">{verbatim(why)}{complete(entry.complete_until)}。</p></li>'
        )
    return f'<ul class="snapshots">{"".join(items)}</ul>'


def _accuracy(corpus: Corpus) -> list[str]:
    """Return the scores of splitting, filing and linking, then those of reading other files;
    nothing where nobody has judged.
    """
    split, filed, joined = corpus.split_score, corpus.filing_score, corpus.link_score
    items = []
    if split is not None:
        pins = sum(len(source.entry.told) for source in corpus.seeds.sources)
        items.append(
            "- "
            + say.SPLIT_MEASURED(
                articles=split.articles,
                paragraphs=split.paragraphs,
                exact=split.exact,
                found=split.found,
                invented=split.invented,
                pins=pins,
            )
        )
    if filed is not None:
        items += [
            "- "
            + say.FILED_MEASURED(
                paragraphs=filed.paragraphs,
                recall=filed.recall,
                precision=filed.precision,
                primary=filed.primary,
            ),
        ]
    if joined is not None:
        items.append("- " + say.LINKS_MEASURED(due=joined.due, found=joined.found))
    if items:
        items = [
            say.READERS_MEASURE,
            "；\n".join(items) + "。",
        ]
    if corpus.reading_scores:
        items += [
            say.FILES_MEASURE,
            "\n".join(map(_reached, corpus.reading_scores)),
        ]
    if corpus.link_readings:
        items += [
            say.LINKS_DRAWN,
            "\n".join(_read(corpus.link_readings)),
        ]
    if not items:
        return []
    return [
        heading(2, say.ACCURACY, "accuracy"),
        *items,
        say.ACCURACY_MEANS,
    ]


def _read(readings: Sequence[LinkReading]) -> Iterator[str]:
    """Yield how many links readers found right, an item for each set of files."""
    for name in dict.fromkeys(one.set for one in readings):
        kinds = "、".join(
            f"{LINK_KINDS[one.kind]} {len(one.right)}/{len(one.right) + len(one.wrong)}"
            for one in readings
            if one.set == name
        )
        yield "- " + say.LINKS_ACCEPTED(name=verbatim(name), kinds=kinds)


def _reached(score: ReadingScore) -> str:
    """Return what the program reaches on a set of real files, as an item of a list."""
    facts = "、".join(
        f"{MEASURED_FACTS[one.name]} {one.right}/{one.told}" for one in score.facts if one.told
    )
    told, right, silent, invented, wrong, doubted, hesitant = (
        sum(getattr(one, name) for one in score.facts)
        for name in (
            "told", "right", "silent", "invented", "wrong", "wrong_unsure", "right_unsure",
        )
    )  # fmt: skip
    return "- " + say.FILES_SCORED(
        set=verbatim(score.set),
        documents=score.documents,
        items=score.items,
        date=day(score.date),
        commit=verbatim(score.commit),
        paragraphs=score.paragraphs,
        files=score.files,
        lost=score.lost,
        foreign=score.foreign,
        order=score.order,
        headings=score.headings,
        told=told,
        right=right,
        facts=facts,
        invented=invented,
        silent=silent,
        wrong=wrong,
        doubted=doubted,
        hesitant=hesitant,
    )
