"""The index: the same for the same corpus, provable, safe in a script, and small."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from builder.disk.files import file_differences, write_files
from builder.model import Corpus, TextParagraph
from builder.pipeline import corpus, described, index
from builder.runner import Runner
from builder.search import ENGINE, SHARDS, packing
from builder.search.columns import known
from builder.search.library import Label, Library, library
from builder.search.shards import FILED
from tests.conftest import command
from tests.from_gold import seeds

SPARE = 40 * 1024
"""Bytes that engine and index may take beside the texts."""


@pytest.fixture(scope="module")
def values() -> Corpus:
    """What the checkout's seeds say."""
    return corpus(seeds(), Runner())


def columns(script: bytes) -> dict[str, Any]:
    """Return what a script hands to the engine."""
    body = script.decode().removeprefix("siteSearchEngine.load(").removesuffix(");\n")
    found: dict[str, Any] = json.loads(body)
    return found


def script(values: Corpus) -> bytes:
    """Return the script with the library of a corpus."""
    return next(file.content for file in index(values) if file.path == "search/index.js")


def with_text(values: Corpus, words: str) -> Corpus:
    """Return the corpus with other words in its first paragraph, and nothing of its terms."""
    first = values.texts[0]
    paragraph: TextParagraph = replace(first.paragraphs[0], text=words)
    text = replace(first, paragraphs=(paragraph, *first.paragraphs[1:]))
    return replace(values, texts=(text, *values.texts[1:]))


def test_the_same_corpus_has_the_same_index(values: Corpus) -> None:
    assert list(index(values)) == list(index(corpus(seeds(), Runner())))


def test_of_what_is_left_out_each_paragraph_of_a_line_is_found(values: Corpus) -> None:
    """A file of Markdown may print several between tags on one line."""
    left = next(one for one in values.articles if not one.relevant and len(one.paragraphs) > 2)
    line = left.paragraphs[0].ranges
    joined = tuple(replace(one, ranges=line) for one in left.paragraphs)
    only = replace(values, articles=(replace(left, paragraphs=joined),), texts=())
    found = library(only).left_lines
    texts = [one.text for one in found]
    start = texts.index(joined[0].text)
    assert texts[start : start + len(joined)] == [one.text for one in joined]
    assert {one.number for one in found[start : start + len(joined)]} == {str(line[0][0])}


def test_every_paragraph_is_in_the_index_and_nothing_that_was_left_out(values: Corpus) -> None:
    printed = [paragraph.text for text in values.texts for paragraph in text.paragraphs]
    assert columns(script(values))["texts"] == printed
    content = script(values).decode()
    kept = "".join(printed)
    dropped = [
        paragraph.text
        for article in values.articles
        if not article.relevant
        for paragraph in article.paragraphs
        if len(paragraph.text) > 12 and paragraph.text not in kept
    ]
    assert dropped
    assert [words for words in dropped if words in content] == []


def test_engine_and_index_are_little_larger_than_the_texts(values: Corpus) -> None:
    texts = "\n".join(paragraph.text for text in values.texts for paragraph in text.paragraphs)
    size = sum(len(gzip.compress(file.content, 9, mtime=0)) for file in index(values))
    assert size <= len(gzip.compress(texts.encode(), 9, mtime=0)) + SPARE


@settings(max_examples=60, deadline=None)
@given(words=st.text(st.characters(codec=None), max_size=80))
def test_any_text_stands_in_the_script_as_it_is_printed(values: Corpus, words: str) -> None:
    """Half characters, controls, line separators, markup: read back, it is the same."""
    content = script(with_text(values, words))
    assert "</" not in content.decode()
    assert "\u2028" not in content.decode()
    assert columns(content)["texts"][0] == words


def test_words_are_cut_where_the_dictionary_cuts_them(values: Corpus) -> None:
    """A bit for each UTF-16 unit: the browser counts as we do, beyond the first plane as well."""
    words = "发展𠮷数据"
    found = columns(script(with_text(values, words)))["cuts"]
    bits = base64.b64decode(found)[0]
    assert [place for place in range(6) if bits >> place & 1] == [0, 2, 4]


def test_a_changed_search_is_found_out(values: Corpus, tmp_path: Path) -> None:
    """Changed or missing: each is named with its place."""
    write_files(index(values), tmp_path)
    assert list(file_differences(index(values), tmp_path)) == []
    file = tmp_path / "search/index.js"
    file.write_text(file.read_text("utf-8").replace("人工智能", "人工智慧", 1), "utf-8")
    (tmp_path / "search/engine.js").unlink()
    found = list(file_differences(index(values), tmp_path))
    assert [re.match(r"search/\w+\.js", line)[0] for line in found] == [  # type: ignore[index]
        "search/engine.js", "search/index.js",
    ]  # fmt: skip
    assert "人工智能" in found[1]
    assert "人工智慧" in found[1]


def test_a_browser_is_told_of_the_search_where_the_address_is_known(values: Corpus) -> None:
    """The format wants whole addresses; without one there is no description."""
    (file,) = described(values, "https://example.org/a&b/")
    assert file.path == "search/opensearch.xml"
    found = fromstring(file.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.get("template") == "https://example.org/a&b/search/index.html?q={searchTerms}"
    name = found.findtext(f"{space}ShortName")
    assert name
    assert values.seeds.framework.title.startswith(name)
    assert len(name) <= 16
    assert list(described(values, "")) == []


def test_verify_proves_the_search(root: Path, tmp_path: Path) -> None:
    """Also where the manifest was made to agree."""
    shutil.copytree(root / "site", tmp_path / "site")
    file = tmp_path / "site/search/index.js"
    file.write_text(file.read_text("utf-8").replace("智能体", "智慧体", 1), "utf-8")
    done = command(root, "verify", str(tmp_path / "site"))
    assert done.returncode == 1
    assert "search/index.js" in done.stdout


# ---------------------------------------------------------------- limits


def test_only_short_names_are_searched_by_their_sounds(values: Corpus) -> None:
    """Nobody types nine syllables; pinyin has no tones then, and ü is v."""
    term = replace(values.terms[0].entry, term="道路养护绿化驿站", aliases=("道路养护绿化的驿站",))
    said = ("dào lù yǎng hù lǜ huà yì zhàn", "dào lù yǎng hù lǜ huà de yì zhàn")
    found = library(replace(values, terms=(replace(values.terms[0], entry=term, said=said),)))
    assert found.terms[0].sounds == ("dao lu yang hu lv hua yi zhan",)


def test_a_cited_document_is_not_searched_by_a_general_word(values: Corpus) -> None:
    """纲要 or 白皮书 may be any; four characters name one."""
    cited = next(one for one in values.entities if one.type == "document")
    cited = replace(cited, name="《道路条例》", variants=("《白皮书》", "条例"))
    found = library(replace(values, entities=(cited,)))
    assert found.cited[0].forms == ("道路条例",)


def test_a_question_is_matched_with_short_words_that_no_text_prints() -> None:
    """Word by word, up to three characters; longer ones that contain one add nothing."""
    label = Label("a", "养护", "action", ("修桥", "补路灯", "补道路灯", "修桥铺", "养护", "路"))
    found = known(Library((label,), (), (), ()), "道路养护", whole=True)
    assert found.labels == [["a", "养护", "action", ["修桥", "补路灯"]]]


def test_a_browser_shows_sixteen_characters_of_the_name(values: Corpus) -> None:
    """OpenSearch allows no more."""
    framework = replace(values.seeds.framework, title="路" * 17)
    (file,) = described(
        replace(values, seeds=replace(values.seeds, framework=framework)), "https://example.org/"
    )
    assert f"<ShortName>{'路' * 16}</ShortName>" in file.content.decode()


def test_numbers_are_written_in_rice_and_golomb_codes() -> None:
    """Quotient in unary, then the rest; or how many bits more, then they."""
    assert packing.rice([5, 0], 2) == ["1001", "000"]
    assert packing.rice([3], 0) == ["1110"]
    assert packing.golomb([5, 0], 1) == ["1011", "00"]
    assert packing.best_rice([9, 8, 10]) == 3
    assert packing.best_golomb([9, 8, 10]) == 2
    assert packing.packed("1") == b"@"
    assert packing.packed("0000000") == "\x80".encode()


def test_frequent_n_grams_of_up_to_six_characters_make_texts_short() -> None:
    """Twenty occurrences; a character of no n-gram is spelt by its code point."""
    often = packing.learned(["一二三四五六七"] * 20)
    assert max(map(len, often.grams)) == 6
    assert "甲乙" in packing.learned(["甲乙"] * 20).grams
    assert "甲乙" not in packing.learned(["甲乙"] * 19).grams
    whole, end = "一二三四五六", packing.ALPHABET[1]
    assert packing.encoded(whole, often) == often.codes[whole] + end
    assert packing.encoded("路", often) == "".join(
        packing.ALPHABET[place] for place in (0, 2, 49, 50, 1)
    )


def test_common_characters_are_in_the_order_of_their_sounds() -> None:
    """Each is read as the first of its syllable is; so the browser knows what sounds alike."""
    script = ENGINE.read_text("utf-8").partition("var SYLLABLES =")[2].partition(";")[0]
    firsts = "".join(re.findall(r"[\u4e00-\u9fff]+", script))
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    common = b"".join(rows).decode("gb2312", "ignore")
    assert len(common) == 3755
    starts = [common.index(first) for first in firsts]
    assert starts == sorted(starts)
    alike = [common[start:end] for start, end in zip(starts, [*starts[1:], 3755], strict=True)]
    readings = [
        set.intersection(*(set(pinyin(one, Style.NORMAL, heteronym=True)[0]) for one in group))
        for group in alike
    ]
    assert all(readings)
    assert len(firsts) == 396


def test_comments_stay_at_home(values: Corpus) -> None:
    engine = next(file.content.decode() for file in index(values) if "engine" in file.path)
    assert not re.search(r"(?m)^(?: |/\*|//|\n)", engine)
    assert engine.count("function") == ENGINE.read_text("utf-8").count("function")


def test_both_halves_know_the_same_numbers() -> None:
    """The browser unpacks what is packed here."""
    script = SHARDS.read_text("utf-8")
    assert f"FILED = {FILED}," in script
    assert "OTHER = 0, END = 1, SHORT = 60;" in script
    held = [code for code in range(128) if chr(code) not in packing.ALPHABET]
    assert f"{held}.indexOf(code)" in script
    frequent = packing.learned([f"{chr(0x4E00 + place)}路" for place in range(70)] * 20)
    assert [len(frequent.codes[gram]) for gram in frequent.grams[56:60]] == [1, 1, 2, 2]
