"""A card is the YAML that changes it: pasted unchanged, it says what the rules say."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from builder.__main__ import FINE, WRONG, main
from builder.cards import understood
from builder.disk.received import source as read
from builder.disk.schemas import SHAPES
from builder.disk.yamlfile import parse
from builder.model import Article, Confirmation, Source
from builder.pages.cards import cards, changed, digest, markdown, notes
from builder.streams import guarded
from tests.test_entries import FRAMEWORK, PAGE

NEWS = """\
某县养老驿站怎么建

2025年3月4日 来源：某县日报

某县民政局负责人说，养老驿站要建在村口。

记者 周民
"""

ANNEXED = (
    PAGE
    + """
养老驿站建设方案

一、总体要求

养老驿站要建好，某县政府负责。

二、保障措施

养老驿站要管好，各镇负责。

附件1

养老驿站名单

养老驿站有三处，都在村口。
"""
)

HEAD = "sources:\n- id: a\n  file: a.txt\n  sha256: x\n  publisher: 未具名\n  snapshot: s\n"


def held(words: str, card: str = "") -> tuple[Source, tuple[Article, ...]]:
    """Return a file and its articles, a card pasted into its entry."""
    (entry,) = SHAPES["sources"].read(parse((HEAD + card).encode(), "seeds/sources.yml")).sources
    source = read(entry, words.encode())
    return source, understood(source, (), FRAMEWORK)


def facts(articles: tuple[Article, ...]) -> list[Article]:
    """Return articles without their bases, their reasons, and the lines of days and relations."""
    bare = []
    for one in articles:
        day = one.identity
        identity = replace(
            day,
            basis=(),
            issued=day.issued and replace(day.issued, line=None),
            published=day.published and replace(day.published, line=None),
        )
        date = one.date and replace(one.date, basis="")
        bare.append(replace(one, identity=identity, reason="", date=date))
    return bare


@pytest.mark.parametrize("words", [PAGE, NEWS, ANNEXED], ids=["notice", "news", "annexed"])
def test_a_card_pasted_unchanged_changes_nothing(words: str) -> None:
    """The same articles, the same hash; and the card that is printed then is valid, too."""
    source, before = held(words)
    card = "\n".join(cards(source, before, "2026-11-30")) + "\n"
    pasted, after = held(words, card)
    assert facts(after) == facts(before)
    assert digest(after) == digest(before)
    assert pasted.entry.confirmed == Confirmation("编者", "2026-11-30", digest(before))
    again = "\n".join(cards(pasted, after, "2026-11-30")) + "\n"
    assert digest(held(words, again)[1]) == digest(before)


def test_a_hash_tells_which_fact_changed() -> None:
    """Bases and words do not count; a value does, wherever it stands."""
    _, before = held(PAGE)
    card = digest(before)
    assert len(card) == 64
    assert changed(card, before) == ()
    entry = "  articles:\n  - line: 1\n    reason: 有据\n    number: 某发〔2025〕9号\n"
    assert changed(card, held(PAGE, entry)[1]) == ("文号",)
    same = entry.replace("某发〔2025〕9号", "临政办发〔2025〕7号")
    assert changed(card, held(PAGE, same)[1]) == ()
    out = entry.replace("number: 某发〔2025〕9号", "relevant: false")
    assert changed(card, held(PAGE, out)[1]) == ("收不收",)


def test_what_is_unsure_is_marked_and_noted() -> None:
    """With the values that lost and their lines; what an editor says is sure."""
    source, articles = held("养老驿站名单\n\n养老驿站有三处。\n")
    lines = list(cards(source, articles, "2026-11-30"))
    unsure = [name for name, basis in articles[0].identity.basis if not basis.sure]
    assert unsure
    for name in unsure:
        assert any(line.strip("# ").startswith(f"{name}: ") and "# ? " in line for line in lines)
    assert len(list(notes(source, articles))) == len(unsure)
    pasted, after = held("养老驿站名单\n\n养老驿站有三处。\n", "\n".join(lines) + "\n")
    given = {name for name, basis in after[0].identity.basis if basis.editor}
    assert [one for one in notes(pasted, after) if "类别" in one] == []
    assert "kind" in given


def test_words_of_a_file_do_nothing_in_a_card() -> None:
    """Quotes, colons, line ends and control characters are words, or are left to the rules."""
    words = '养老驿站"#：- {a}: [b]\x07\n\n养老驿站要建好：`# 好`，"真"好。\n'
    source, articles = held(words)
    text = "\n".join(cards(source, articles, "2026-11-30"))
    assert "\x07" not in text
    assert yaml.safe_load(text)["articles"][0]["line"] == 1
    shown = list(markdown(cards(source, articles, "2026-11-30")))
    assert shown[2] == "```yaml"
    assert shown[-2] == "```"


def test_of_much_that_is_left_out_the_longest_are_listed() -> None:
    """What was left out by mistake is rarely a word or two."""
    source, (article, *_) = held(PAGE)
    left = replace(article, kind="furniture", paragraphs=(), reason="导航")
    lines = list(cards(source, (article, *[left] * 9), "2026-11-30"))
    assert lines[0] == f"# a.txt：1 篇，{len(article.paragraphs)} 段；9 处不作正文"
    assert sum("# 不收" in line for line in lines) == 6
    assert lines[-2] == "  # 另有 3 处不收"


def test_the_command_prints_the_cards_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is built and nothing is written."""
    from tests.roads import write_seeds

    write_seeds(tmp_path, [{"id": "2024-03", "date": "2024-03-05", "title": "甲", "why": "甲"}])
    new = tmp_path / "new.txt"
    new.write_text(NEWS, "utf-8")
    files = sorted(str(path) for path in tmp_path.rglob("*"))
    assert main(["plan", "--root", str(tmp_path), "--card", str(new)]) == FINE
    out = capsys.readouterr().out
    assert out.splitlines()[0].startswith("# new.txt：1 篇，")
    (article,) = yaml.safe_load(out)["articles"]
    assert article["title"] == "某县养老驿站怎么建"
    assert sorted(str(path) for path in tmp_path.rglob("*")) == files
    assert main(["plan", "--root", str(tmp_path), "--card", "--markdown", str(new)]) == FINE
    assert capsys.readouterr().out.startswith("## new.txt：1 篇，")


def test_what_nobody_reads_leaves_no_traceback() -> None:
    """`plan --card FILE | head` ends as if all had been read."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    written = os.fdopen(write_end, "w")
    stream = guarded(written)
    print("养老驿站" * 40_000, file=stream)
    stream.flush()
    written.close()


def test_markdown_is_for_cards_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is refused elsewhere, with what to do, before anything is read."""
    assert main(["plan", "--root", str(tmp_path), "--markdown", "x.txt"]) == WRONG
    assert "add --card" in capsys.readouterr().err


def test_a_headline_is_pasted_by_its_line_alone() -> None:
    """Its words and its line together would lose what the line prints."""
    entry = "  articles:\n  - line: 1\n    reason: 有据\n    title_line: 1\n"
    source, articles = held(PAGE, entry)
    (pasted,) = yaml.safe_load("\n".join(cards(source, articles, "2026-11-30")))["articles"]
    assert pasted["title_line"] == 1
    assert "title" not in pasted


def test_what_is_confirmed_is_not_asked_again(
    tmp_path: Path,
) -> None:
    """Until its card changes; then the facts that changed are told, and the rest again."""
    from builder.disk.seeds import read as seeds_of
    from builder.pipeline import corpus, doubtful, unsure
    from builder.runner import Runner
    from tests.roads import write_seeds

    write_seeds(tmp_path, [{"id": "2024-03", "date": "2024-03-05", "title": "甲", "why": "甲"}])
    seeds = seeds_of(tmp_path)
    made = corpus(seeds, Runner())
    asked = list(unsure(made))
    assert asked
    right = [
        replace(
            one,
            entry=replace(
                one.entry,
                confirmed=Confirmation(
                    "周民",
                    "2024-03-06",
                    digest(understood(one, seeds.corrections, seeds.framework)),
                ),
            ),
        )
        for one in seeds.sources
    ]
    assert list(unsure(replace(made, seeds=replace(seeds, sources=tuple(right))))) == []
    card = right[0].entry.confirmed.card if right[0].entry.confirmed else ""
    other = ("0" if card[0] != "0" else "1") + card[1:]
    entry = replace(right[0].entry, confirmed=Confirmation("周民", "2024-03-06", other))
    wrong = (replace(right[0], entry=entry), *right[1:])
    told = list(doubtful(replace(made, seeds=replace(seeds, sources=wrong))))
    assert told[0].startswith(f"? 来源 {entry.file} 与周民 2024-03-06 确认的卡片不同：从哪一行起；")
