"""Of a file that may only be quoted pages show the filed passages, and lead to the address."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from builder.cards import understood
from builder.disk.locks import read_locks
from builder.disk.readings import to_lock
from builder.disk.seeds import read
from builder.disk.withheld import unquoted_words
from builder.export.data import data_files
from builder.model import Corpus, InputError, Quotation, Rights, Source, TermEntry
from builder.pages import pages
from builder.pages.cards import digest
from builder.pages.feeds import feeds
from builder.pipeline import corpus, doubtful, entry_faults, unlocked
from builder.proof.complete import _is_quoted
from builder.runner import Runner
from builder.search import index, left_out
from tests.roads import add, published_with, write_seeds

ADDRESS = "https://example.org/a_b.html?c=1&d=2"

OWN = "我小时候常在河边捉鱼，那时的天空总是很蓝，乡村道路两旁开满了野花。"
LONGER = "后来我离开家乡去城里念书，二十年间只在过年时回来看望父母和邻居们。"
FILED = "优先打通断头路，加快通村硬化路建设，路基路面要达到四级公路标准。"
WORDS = f"""\
乡村道路随笔

周民（某大学教授）

{OWN}

问：乡村道路怎么修？

答：{FILED}

{LONGER}
"""


def laid(root: Path, rights: Rights | None, words: str = WORDS) -> Corpus:
    """Return the small policy with an essay whose rights are given."""
    if not root.exists():
        write_seeds(root)
        add(root, "essay", "essay.txt", words)
    listed = root / "seeds/sources.yml"
    written = yaml.safe_load(listed.read_text("utf-8"))
    written["sources"][-1] |= {"url": ADDRESS, "rights": rights}
    if rights is None:
        del written["sources"][-1]["rights"]
    listed.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    return corpus(read(root), Runner())


def shown(now: Corpus) -> str:
    """Return all that a built site is made of: pages, data, search, feeds."""
    files = (*data_files(now), *index(now), *left_out(now))
    every = (*(str(one.content) for one in pages(now)), *(repr(one.content) for one in files))
    return "".join((*every, *map(repr, feeds(now))))


def essay(now: Corpus) -> Source:
    return next(one for one in now.seeds.sources if one.entry.id == "essay")


def test_only_filed_passages_are_shown(tmp_path: Path) -> None:
    """With the question that one answers; the other lines are number, length and hash."""
    now = laid(tmp_path / "root", "quote")
    (text,) = (one for one in now.texts if one.id == "essay-1")
    assert [one.text for one in text.paragraphs] == ["问：乡村道路怎么修？", f"答：{FILED}"]
    said = shown(now)
    assert FILED in said
    for words in (OWN, LONGER, OWN[:12], LONGER[5:20]):
        assert words not in said
    lines = {one.line: (one.length, one.sha256) for one in essay(now).withheld}
    assert lines[5] == (len(OWN), hashlib.sha256(OWN.encode()).hexdigest())
    assert set(lines) == {5, 11}
    assert dict(unquoted_words(now.seeds.sources)) == {
        "seeds/sources/essay.txt:5": OWN,
        "seeds/sources/essay.txt:11": LONGER,
    }


def test_the_pages_lead_to_the_address(tmp_path: Path) -> None:
    """The text's, that says that it is a part, and the source's."""
    now = laid(tmp_path / "root", "quote")
    made = {one.path: one.content for one in pages(now)}
    link = f'<a href="{ADDRESS.replace("&", "&amp;")}" rel="external noreferrer">'
    for path in ("documents/essay-1.md", "sources/essay.md"):
        assert link in made[path]
    assert "限于版权，只录归入各页的 2 段；全文见" in made["documents/essay-1.md"]


def test_data_tell_the_rights(tmp_path: Path) -> None:
    """Of each article and text; `null` where nobody said."""
    root = tmp_path / "root"
    for rights in ("quote", "official", "permitted", None):
        now = laid(root, rights)  # type: ignore[arg-type]
        held = {
            one.path: json.loads(one.content)
            for one in data_files(now)
            if one.path.endswith("s.json")
        }
        for name, id_ in (("articles", "essay-1"), ("documents", "essay-1")):
            (row,) = (one for one in held[f"data/{name}.json"] if one["id"] == id_)
            assert row["rights"] == rights
        assert (OWN in shown(now)) is (rights != "quote")


def test_what_is_kept_and_confirmed_is_the_whole_file(tmp_path: Path) -> None:
    """Its lock, its card and what editors say of its lines are of the file as received."""
    root = tmp_path / "root"
    whole = laid(root, None)
    now = laid(root, "quote")
    cards = [
        digest(understood(one, (), now.seeds.framework))
        for one in (essay(whole), essay(now).whole or essay(now))
    ]
    assert cards[0] == cards[1]
    (locked,) = (one for one in to_lock(root, now.seeds.received, ()) if one.id == "essay")
    assert (locked,) == tuple(
        one for one in to_lock(root, whole.seeds.sources, ()) if one.id == "essay"
    )
    assert list(entry_faults(now)) == []
    assert not any("essay" in line for line in doubtful(now))


def test_what_editors_quote_and_file_is_shown(tmp_path: Path) -> None:
    """A definition of a term; a passage that they file elsewhere, or nowhere."""
    root = tmp_path / "root"
    laid(root, "quote")
    seeds = read(root)
    term = TermEntry("he", "河边", "river", definitions=(Quotation("essay", 5, OWN[:9]),))
    now = corpus(replace(seeds, terms=(*seeds.terms, term)), Runner())
    (text,) = (one for one in now.texts if one.id == "essay-1")
    assert OWN in [one.text for one in text.paragraphs]
    (root / "seeds/filing.yml").write_text(
        "filing:\n- {source: essay, line: 9, words: 优先打通断头路, labels: [], reason: 泛论}\n"
        "- {source: essay, line: 11, words: 后来我离开家乡, labels: [ride], reason: 讲出行}\n",
        "utf-8",
    )
    now = corpus(read(root), Runner())
    (text,) = (one for one in now.texts if one.id == "essay-1")
    assert [one.text for one in text.paragraphs] == ["问：乡村道路怎么修？", LONGER]


def test_a_file_of_which_nothing_is_filed_gives_no_text(tmp_path: Path) -> None:
    """Its page tells that it was received, and why nothing of it is read here."""
    now = laid(tmp_path / "root", "quote", f"乡村道路随笔\n\n周民（某大学教授）\n\n{OWN}\n")
    assert "essay-1" not in {one.id for one in now.texts}
    (article,) = (one for one in now.articles if one.source == "essay")
    assert (article.relevant, article.paragraphs) == (False, ())
    assert article.reason == "限于版权，只录归入各页的段落；全文见原址"


def test_a_quoted_file_needs_an_address(tmp_path: Path) -> None:
    """Readers are led there; and it has no copies."""
    root = tmp_path / "root"
    laid(root, "quote")
    listed = root / "seeds/sources.yml"
    written = yaml.safe_load(listed.read_text("utf-8"))
    del written["sources"][-1]["url"]
    listed.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    with pytest.raises(InputError, match="leads readers to the address") as error:
        read(root)
    assert error.value.quote.strip() == "rights: quote"


def test_what_was_published_in_full_may_become_a_quotation(tmp_path: Path) -> None:
    """A lock asks for no words that may no longer be shown."""
    root = published_with(tmp_path / "root", ("essay", "essay.txt", WORDS))
    now = laid(root, "quote")
    assert list(unlocked(read_locks(root), [now])) == []
    assert OWN not in shown(now)


def test_the_second_reader_knows_the_lines_that_are_not_shown(tmp_path: Path) -> None:
    """By length and hash of what the file prints, and of such files alone."""
    now = laid(tmp_path / "root", "quote")
    source = essay(now).whole
    assert source is not None
    told = f"不予公开：理由。{len(OWN)} 字，sha256 {hashlib.sha256(OWN.encode()).hexdigest()}"
    assert _is_quoted(source, 5, told)
    assert not _is_quoted(source, 11, told)
    assert not _is_quoted(source, 5, told[:-1])
    free = replace(source, entry=replace(source.entry, rights="permitted"))
    assert not _is_quoted(free, 5, told)
