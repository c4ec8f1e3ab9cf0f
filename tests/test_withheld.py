"""What an editor withholds stands nowhere but as number, length, hash and reason."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.__main__ import FINDINGS, FINE, main
from builder.disk.locks import read_locks
from builder.disk.readings import breaches, differences, readings
from builder.disk.seeds import read
from builder.disk.withheld import withheld_words
from builder.export.data import data_files
from builder.export.tables import articles as article_rows
from builder.language.personal import personal
from builder.model import Corpus, InputError
from builder.pages import pages
from builder.pages.terminal import reading
from builder.pipeline import corpus, unlocked
from builder.runner import Runner
from builder.search import index, left_out
from builder.site.verify import shown_though_withheld
from tests.roads import published_with

CONTACT = "联系人：王小路　电话：13800138000"
DIGEST = hashlib.sha256(CONTACT.encode()).hexdigest()
KEEPER = "养护员王小路说，乡村道路养护有了专项资金，客运班车也会越开越远。"
LINES = f"""\
　　3月9日，乡村道路养护员培训开班，断头路打通以后农村客运班车要跟上。
　　{KEEPER}
　　{CONTACT}
"""
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>培训</title>'
    '<meta name="author" content="王小路"></head><body><h1>乡村道路养护员培训开班</h1>'
    "<p>5月6日，某省交通厅说，通村硬化路今年全部修完，路基路面都要检查。</p>"
    f"<p>补助资金按月拨付，村里先修断头路。</p><p>{CONTACT}</p></body></html>"
)
REASON = "个人联系方式。"


def withhold(root: Path, *entries: tuple[str, Any]) -> None:
    """Withhold lines: source and `lines` as an editor writes them."""
    listed = root / "seeds/sources.yml"
    written = yaml.safe_load(listed.read_text("utf-8"))
    for source in written["sources"]:
        given = [
            {"lines": lines, "reason": REASON} for id_, lines in entries if id_ == source["id"]
        ]
        source.pop("withheld", None)
        if given:
            source["withheld"] = given
    listed.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a text and a web page, whose snapshot is locked; copy it, do not change it."""
    return published_with(
        tmp_path_factory.mktemp("withheld") / "root",
        ("notice", "notice.txt", LINES),
        ("page", "page.html", PAGE),
    )


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(published, tmp_path / "root"))


def made(root: Path) -> Corpus:
    return corpus(read(root), Runner())


def told(root: Path) -> list[str]:
    """Return how seeds and readings break the locks."""
    locks, now = read_locks(root), made(root)
    files = breaches(root, now.seeds.sources, locks)
    return [str(one) for one in (*files, *unlocked(locks, (now,)))]


# ---------------------------------------------------------------- shown nowhere


def test_the_words_are_in_no_page_data_search_or_reading(root: Path) -> None:
    """Nor is the name of the page's metadata that the line has; all else is as before."""
    withhold(root, ("notice", [[3, 3]]), ("page", [[4, 4]]))
    now = made(root)
    files = (*data_files(now), *index(now), *left_out(now), *readings(root, now.seeds.sources, ()))
    shown = "\n".join(
        [*(one.content for one in pages(now)), *(one.content.decode() for one in files)]
    )
    assert "13800138000" not in shown
    assert "联系人" not in shown
    assert KEEPER in shown
    (page,) = (one for one in now.seeds.sources if one.entry.id == "page")
    assert [fact.value for fact in page.facts] == ["培训"]


def test_number_length_hash_and_reason_stand_on_the_page_of_the_source(root: Path) -> None:
    """In its place, in our words, and the line is in one article, left out with the reason."""
    withhold(root, ("notice", [[3, 3]]), ("page", [[4, 4]]))
    now = made(root)
    for id_, line in (("notice", 3), ("page", 4)):
        (shown,) = (one.content for one in pages(now) if one.path == f"sources/{id_}.md")
        said = f"不予公开：个人联系方式。{len(CONTACT)} 字，sha256 {DIGEST}"
        assert f'[{line}](#L{line}){{: .number }}<span class="ours">{said}</span>' in shown
        (article,) = (
            one
            for one in now.articles
            if one.source == id_ and any(first <= line <= last for first, last in one.ranges)
        )
        assert (article.kind, article.ranges) == ("furniture", ((line, line),))
        assert article.reason == f"编者不予公开：{REASON}"
        assert article.paragraphs == ()
    rows = [one for one in article_rows(now) if one["id"] == "notice-3"]
    assert [one["reason"] for one in rows] == [f"编者不予公开：{REASON}"]


def test_no_pin_takes_it(root: Path) -> None:
    """Nor do the lines around it join over it."""
    withhold(root, ("notice", [[2, 2]]))
    listed = root / "seeds/sources.yml"
    written = yaml.safe_load(listed.read_text("utf-8"))
    (entry,) = (one for one in written["sources"] if one["id"] == "notice")
    entry["pins"] = [{"ranges": [[1, 3]], "reason": "一篇。", "kind": "report"}]
    listed.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    articles = [one for one in made(root).articles if one.source == "notice"]
    assert [one.ranges for one in articles] == [((1, 1), (3, 3)), ((2, 2),)]
    assert [one.text for one in articles[0].paragraphs][-1] == CONTACT


def test_read_shows_that_a_line_is_withheld(root: Path) -> None:
    withhold(root, ("page", [[4, 4]]))
    (page,) = (one for one in read(root).sources if one.entry.id == "page")
    assert list(reading(page))[3] == "4  [out: withheld]"


def test_a_file_of_the_site_that_has_the_words_is_named(root: Path, tmp_path: Path) -> None:
    """With the place where they are withheld: another line may print the same."""
    withhold(root, ("notice", [[3, 3]]))
    site = tmp_path / "site"
    (site / "data").mkdir(parents=True)
    (site / "index.html").write_text("<p>甲</p>", "utf-8")
    words = list(withheld_words(root, read(root).sources))
    assert words == [("seeds/sources/notice.txt:3", CONTACT)]
    assert list(shown_though_withheld(words, (site,))) == []
    (site / "data/a.json").write_text(json.dumps([CONTACT], ensure_ascii=False), "utf-8")
    (found,) = shown_though_withheld(words, (site,))
    assert found.startswith(
        "data/a.json: holds words that are withheld at seeds/sources/notice.txt"
    )


# ---------------------------------------------------------------- how editors write it


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        (2, [2]),
        ([2], [2]),
        ([2, 3], [2, 3]),
        ([1, 3], [1, 2, 3]),
        ([[1, 1], [3, 3]], [1, 3]),
    ],
)
def test_lines_are_a_number_a_range_or_ranges(root: Path, lines: Any, held: list[int]) -> None:
    """Two numbers are the first and the last, as everywhere."""
    withhold(root, ("notice", lines))
    (notice,) = (one for one in read(root).sources if one.entry.id == "notice")
    assert [one.line for one in notice.withheld] == held
    assert [at for at, line in enumerate(notice.lines, 1) if not line] == held


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([[4, 4]], "line 4 is not in seeds/sources/notice.txt, which has 3 lines"),
        ([[3, 2]], "the range [3, 2] ends before it begins"),
        ([], "no line is named"),
        ("甲", "`lines` holds the words “甲”"),
    ],
)
def test_an_entry_that_withholds_nothing_is_an_error(root: Path, lines: Any, said: str) -> None:
    """With its place in sources.yml."""
    withhold(root, ("notice", lines))
    with pytest.raises(InputError) as error:
        read(root)
    assert str(error.value).startswith("seeds/sources.yml:")
    assert said in str(error.value)


# ---------------------------------------------------------------- what is published


def test_a_line_of_a_locked_reading_may_be_withheld_and_shown_again(root: Path) -> None:
    """The lock holds its hash, not its words; `docs/` differs until the pages are written."""
    (before,) = (one for one in read(root).sources if one.entry.id == "page")
    withhold(root, ("page", [[4, 4]]))
    assert [one for one in told(root) if "readings" in one] == []
    there = list(differences(root, readings(root, read(root).sources, read_locks(root)), ()))
    assert len(there) == 2
    assert main(["pages", "--quiet", "--root", str(root)]) == FINE
    kept = [(root / f"docs/.readings/page.{kind}").read_text("utf-8") for kind in ("txt", "json")]
    assert all("王小路　" not in one and "1380" not in one for one in kept)
    assert kept[0].splitlines()[3] == ""
    assert f'{{"line": 4, "length": {len(CONTACT)}, "sha256": "{DIGEST}"}}' in kept[1]
    assert told(root) == []
    altered = kept[0].replace("开班", "结束")
    (root / "docs/.readings/page.txt").write_text(altered, "utf-8")
    assert any("is not what was locked" in one for one in told(root))
    (root / "docs/.readings/page.txt").write_text(kept[0], "utf-8")
    withhold(root)
    (after,) = (one for one in read(root).sources if one.entry.id == "page")
    assert after == before


def test_a_published_paragraph_may_be_withheld(root: Path) -> None:
    """Its words are no longer asked for; what stands beside it is, to the letter."""
    withhold(root, ("notice", [[2, 2]]))
    assert [one for one in told(root) if "notice-1-p2" in one] == []
    file = root / "seeds/sources/notice.txt"
    was = file.read_bytes()
    file.write_bytes(was.replace("跟上".encode(), "跟进".encode()))
    listed = root / "seeds/sources.yml"
    hashes = (hashlib.sha256(one).hexdigest() for one in (was, file.read_bytes()))
    listed.write_text(listed.read_text("utf-8").replace(*hashes), "utf-8")
    assert any("notice-1-p1 reads otherwise" in one for one in told(root))


# ---------------------------------------------------------------- what is proposed


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("电话：13800138000", ("mobile",)),
        ("+86 138-0013-8000", ("mobile",)),
        ("１３８００１３８０００", ("mobile",)),
        ("监督电话：（010）62345678", ("landline",)),
        ("0371-6234567转801", ("landline",)),
        ("传真 62345678", ("landline",)),
        ("wang.xiaolu＠example.cn", ("mail",)),
        ("身份证号11010519491231002X", ("identity",)),
        ("13800138000，a@example.com", ("mobile", "mail")),
        ("110105194912310021", ()),  # another check digit
        ("索引号 000014349/2025-00012", ()),
        ("12345热线", ()),
        ("更新时间戳: 1756213731882", ()),
        ("总额3.13800138000亿元", ()),
        ("2025年8月26日，国发〔2025〕11号", ()),
    ],
)
def test_numbers_are_known_by_their_forms(line: str, kinds: tuple[str, ...]) -> None:
    """A date, an index number and a serial number are none."""
    assert personal(line) == kinds


def test_plan_proposes_the_entry_to_paste(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pasted below the new entry it is valid, and withholds just these lines."""
    file = tmp_path / "more.txt"
    file.write_text(
        "　　乡村道路养护员招聘，断头路打通以后上岗。\n　　王某某，13900139000\n", "utf-8"
    )
    assert main(["plan", str(file), "--root", str(root)]) == FINE
    said = capsys.readouterr().out
    _, _, rest = said.partition("withhold them: add to more in sources.yml\n")
    proposed, _, entry = rest.partition("→ to add")
    assert proposed == "  withheld:\n  - lines: [[2, 2]]\n    reason: 个人信息（手机号码）。\n"
    shutil.copy(file, root / "seeds/sources")
    with (root / "seeds/sources.yml").open("a", encoding="utf-8") as listed:
        listed.write(entry.partition("\n")[2].rstrip() + "\n" + proposed)
    (more,) = (one for one in read(root).sources if one.entry.id == "more")
    assert [one.line for one in more.withheld] == [2]


def test_a_lock_gives_up_the_words_and_takes_them_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` asks for it, `lock` does it; a hash stays, by which the words are known again."""
    lock = root / "docs/.locks/2024-03.json"
    published = lock.read_text("utf-8")
    assert KEEPER in published
    withhold(root, ("notice", [[2, 2]]))
    assert main(["pages", "--quiet", "--root", str(root)]) == FINE
    assert main(["check", "--quiet", "--root", str(root)]) == FINDINGS
    assert "docs/.locks/2024-03.json: holds words that are withheld" in capsys.readouterr().out
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    held = lock.read_text("utf-8")
    assert KEEPER not in held
    assert KEEPER[3:20] not in held
    assert hashlib.sha256(KEEPER.encode()).hexdigest() in held
    assert told(root) == []
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    assert lock.read_text("utf-8") == held
    withhold(root)
    assert told(root) == []
    listed = root / "seeds/sources/notice.txt"
    listed.write_text(LINES.replace("越开越远", "越开越近"), "utf-8")
    entries = root / "seeds/sources.yml"
    digests = [
        hashlib.sha256(one.encode()).hexdigest() for one in (LINES, listed.read_text("utf-8"))
    ]
    entries.write_text(entries.read_text("utf-8").replace(*digests), "utf-8")
    assert any("reads otherwise" in one for one in told(root))
