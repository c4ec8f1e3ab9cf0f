"""Kinds of fault in what editors write, in received files, locks and readings, pages by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any

from benchmarks.faults.changes import added, dropped, emptied, letter, moved, name, negated, number
from benchmarks.faults.tree import Kind, NowhereToActError, Rows, Tree, another, each

_SOURCES, _CORRECTIONS = r"seeds/sources\.yml", r"seeds/corrections\.yml"
_SNAPSHOTS, _FRAMEWORK, _TERMS = (
    r"seeds/snapshots\.yml",
    r"seeds/framework\.yml",
    r"seeds/terms\.yml",
)
_WANTED, _SYNONYMS, _FILING = r"seeds/wanted\.yml", r"seeds/synonyms\.yml", r"seeds/filing\.yml"
_FILE = r"seeds/sources/.*\.txt"
_READING, _LOCK, _FINDINGS = (
    r"docs/\.readings/.*",
    r"docs/\.locks/\d.*\.json",
    r"docs/\.locks/_findings\.json",
)
_LINE = r"(?<=\n)(?P<it>[^\n]*[\u4e00-\u9fff]{12,}[^\n]*)(?=\n)"

FILES: Rows = (
    *((f"a line: {change.__name__}", _FILE, _LINE, change) for change in (letter, dropped, added, negated, moved, number, emptied)),
    ("a line is there twice", _FILE, _LINE, r"\g<0>\n\g<0>"),
    ("two lines exchanged", _FILE, r"(?<=\n)(?P<a>[^\n]*[\u4e00-\u9fff]{12,}[^\n]*)(?P<b>\n+)(?P<c>[^\n]*[\u4e00-\u9fff]{12,}[^\n]*)(?=\n)", r"\g<c>\g<b>\g<a>"),
    ("a blank line is put in", _FILE, _LINE, r"\n\g<0>"),
    ("a line is put at the end", _FILE, r"\Z", "\n各地一律免费。\n"),
    ("ends of lines of another system", _FILE, r"\n(?=[^\n])", "\r\n"),
    ("the date printed", _FILE, r"(?P<it>\d{4})-\d\d-\d\d", "2019"),
    ("the name printed", _FILE, r"新华社记者 (?P<it>[\u4e00-\u9fff]{2,3})", name),
)  # fmt: skip

SOURCES: Rows = (
    ("a hash", _SOURCES, r"sha256: (?P<it>[0-9a-f]{8})", "00000000"),
    ("the publisher", _SOURCES, r"publisher: (?P<it>[^\n]+)", name),
    ("the update", _SOURCES, r"  snapshot: (?P<it>[^\n]+)", another),
    ("the day", _SOURCES, r"  date:\n    value: (?P<it>\d{4})", "2019"),
    ("the month", _SOURCES, r"  date:\n    value: \d{4}-(?P<it>\d\d)", "01"),
    ("the line of a date's words", _SOURCES, r"    - line: (?P<it>\d+)", "2"),
    ("the words of a date", _SOURCES, r"      words: (?P<it>[^\n]+)", letter),
    ("on what a date rests", _SOURCES, r"    note: (?P<it>[^\n]+)", letter),
    ("what editors say of a file", _SOURCES, r"\n  note: (?P<it>[^\n]+)", letter),
    ("the id of a file", _SOURCES, r"- id: (?P<it>[^\n]+)", "another-id"),
    ("the name of a file", _SOURCES, r"  file: (?P<it>[^\n]+)", another),
    ("an entry is gone", _SOURCES, r"- id: (?:(?!\n- id:).)*\n(?=- id:)", ""),
    ("an entry is there twice", _SOURCES, r"- id: (?:(?!\n- id:).)*\n(?=- id:)", r"\g<0>\g<0>"),
    ("a pinned range", _SOURCES, r"ranges: \[\[\d+, (?P<it>\d+)\]\]", number),
    ("a pinned kind", _SOURCES, r"    kind: (?P<it>[a-z]+)", "report"),
    ("a pinned name", _SOURCES, r"    - name: (?P<it>[^\n]+)", name),
    ("a pinned office", _SOURCES, r"      title: (?P<it>[^\n]+)", name),
    ("the reason of a pin", _SOURCES, r"    reason: (?P<it>[^\n]+)", letter),
    ("the reason of a pin is a dash", _SOURCES, r"    reason: (?P<it>[^\n]+)", "——"),
    ("the reason of a pin is gone", _SOURCES, r"    reason: [^\n]+\n", ""),
    ("a pin is gone", _SOURCES, r"  articles:\n  - ranges:(?:(?!\n- id:|\Z).)*", "  articles: []"),
    ("the line of a title", _SOURCES, r"title_line: (?P<it>\d+)", number),
    ("a pin of a voice", _SOURCES, r"    kind: caption\n", r"\g<0>    authority: official\n"),
    ("a pin of a title", _SOURCES, r"    kind: commentary\n", r"\g<0>    title: 全部免费\n"),
    ("an address", _SOURCES, r"  publisher: [^\n]+\n", r"\g<0>  url: https://example.org/\n"),
    ("lines withheld without a reason", _SOURCES, r"  publisher: [^\n]+\n", r"\g<0>  withheld: [{lines: [5, 5]}]\n"),
    ("lines withheld", _SOURCES, r"  publisher: [^\n]+\n", r"\g<0>  withheld: [{lines: [9, 9], reason: 应请求}]\n"),
    ("a key that nobody knows", _SOURCES, r"  publisher: [^\n]+\n", r"\g<0>  colour: red\n"),
    ("another indentation", _SOURCES, r"\n  publisher:", "\n   publisher:"),
    ("a file of half", _SOURCES, r"(?s)\n- id: [^\n]+\n  file: [^\n]+\n(?P<it>.*)\Z", "  sha"),
)  # fmt: skip

CORRECTIONS: Rows = (
    ("what is printed", _CORRECTIONS, r"  printed: (?P<it>[^\n]+)", letter),
    ("what is read", _CORRECTIONS, r"  reading: (?P<it>[^\n]+)", letter),
    ("what is read is invented", _CORRECTIONS, r"  reading: (?P<it>[^\n]+)", "全部免费，"),
    ("the kind", _CORRECTIONS, r"  kind: (?P<it>mend|doubt)", another),
    ("the line", _CORRECTIONS, r"  line: (?P<it>\d+)", number),
    ("the file", _CORRECTIONS, r"- source: (?P<it>[^\n]+)", another),
    ("the reason", _CORRECTIONS, r"  reason: (?P<it>[^\n]+)", letter),
    ("the reason is gone", _CORRECTIONS, r"  reason: [^\n]+\n", ""),
    ("the reason is a mark", _CORRECTIONS, r"  reason: (?P<it>[^\n]+)", "。"),
    ("the reason is a blank", _CORRECTIONS, r"  reason: (?P<it>[^\n]+)", '" "'),
    ("one is gone", _CORRECTIONS, r"- source: (?:(?!\n- source:|\n#|\nfacts).)*\n(?=- source|#|facts)", ""),
    ("one is new", _CORRECTIONS, r"(?<=\n)facts:", "- source: gov-cn\n  line: 13\n  printed: 接受采访\n  kind: mend\n  reading: 拒绝采访\n  reason: 编者所知。\nfacts:"),
    ("a speaker, after", _CORRECTIONS, r"  after: (?P<it>[^\n]+)", name),
    ("a speaker, before", _CORRECTIONS, r"  before: (?P<it>[^\n]+)", name),
    ("the day of a fact", _CORRECTIONS, r"  on: (?P<it>[^\n]+)", "2026-10-01"),
    ("the field of a fact", _CORRECTIONS, r"  field: (?P<it>speaker)", "date"),
    ("the text of a fact", _CORRECTIONS, r"- text: (?P<it>[^\n]+)", another),
    ("the lines of a fact", _CORRECTIONS, r"  lines: \[(?P<it>\d+)", "13"),
    ("the facts are gone", _CORRECTIONS, r"\nfacts:.*\Z", "\n"),
    ("what is lost, elsewhere", _CORRECTIONS, r"  lost: (?P<it>before)", "after"),
)  # fmt: skip

SNAPSHOTS: Rows = (
    ("the day of an update", _SNAPSHOTS, r"- id: [^\n]+\n  date: (?P<it>[^\n]+)", "2019-01-01"),
    ("the id of an update", _SNAPSHOTS, r"- id: (?P<it>[^\n]+)", "2019-01"),
    ("the title of an update", _SNAPSHOTS, r"  title: (?P<it>[^\n]+)", letter),
    ("why there is an update", _SNAPSHOTS, r"\n  why: (?P<it>[^\n]+)", letter),
    ("the words of a date", _SNAPSHOTS, r"      words: (?P<it>[^\n]+)", letter),
    ("an update is gone", _SNAPSHOTS, r"- id: (?:(?!\n- id:|\nrules).)*\n", ""),
    ("two updates exchanged", _SNAPSHOTS, r"(?P<a>- id: (?:(?!\n- id:|\nrules).)*\n)(?P<b>- id: (?:(?!\n- id:|\nrules).)*\n)", r"\g<b>\g<a>"),
    ("a rule is gone", _SNAPSHOTS, r"- on: (?:(?!\n- on:).)*\n(?=- on:)", ""),
    ("what a rule changes", _SNAPSHOTS, r"  what: (?P<it>[^\n]+)", letter),
    ("why a rule changes", _SNAPSHOTS, r"- on: [^\n]+\n  what: [^\n]+\n  why: (?P<it>[^\n]+)", letter),
    ("the day of a rule", _SNAPSHOTS, r"- on: (?P<it>[^\n]+)", "2025-01-01"),
    ("the rules are gone", _SNAPSHOTS, r"\nrules:.*\Z", "\n"),
    ("a rule of nothing", _SNAPSHOTS, r"  what: (?P<it>[^\n]+)", "。"),
    ("complete until a day that has not come", _SNAPSHOTS, r"\n  why: [^\n]+", r"\g<0>\n  complete_until: 2031-01-01"),
)  # fmt: skip

FRAMEWORK: Rows = (
    ("the title of the site", _FRAMEWORK, r"\ntitle: (?P<it>[^\n]+)", letter),
    ("the question", _FRAMEWORK, r"\nquestion: (?P<it>[^\n]+)", letter),
    ("the policy", _FRAMEWORK, r"\npolicy: (?P<it>[^\n]+)", letter),
    ("the subject", _FRAMEWORK, r"\nsubject: \[(?P<it>[^\n]+)\]", "农村公路"),
    ("what is relevant", _FRAMEWORK, r"\nrelevance: (?P<it>[^\n]+)", "90.0"),
    ("the name of a family", _FRAMEWORK, r"\nactions_title: (?P<it>[^\n]+)", letter),
    ("the words of the opening", _FRAMEWORK, r"\n  words: (?P<it>[^\n]+)", letter),
    ("the line of the opening", _FRAMEWORK, r"\n  line: (?P<it>\d+)", "99"),
    ("the id of a label", _FRAMEWORK, r"  - id: (?P<it>[a-z]+)", "another"),
    ("the name of a label", _FRAMEWORK, r"\n    name: (?P<it>[^\n]+)", letter),
    ("the title of a label", _FRAMEWORK, r"\n    title: (?P<it>[^\n]+)", letter),
    ("a label is gone", _FRAMEWORK, r"  - id: science(?:(?!\n  - id:).)*\n(?=  - id:)", ""),
    ("two labels exchanged", _FRAMEWORK, r"(?P<a>  - id: data\n(?:(?!\n  - id:).)*\n)(?P<b>  - id: (?:(?!\n  - id:).)*\n)", r"\g<b>\g<a>"),
    ("the names of two labels exchanged", _FRAMEWORK, r"(?P<a>- id: science\n    name: )(?P<b>[^\n]+)(?P<m>.*- id: industry\n    name: )(?P<c>[^\n]+)", r"\g<a>\g<c>\g<m>\g<b>"),
    ("the words of a label are gone", _FRAMEWORK, r"- id: science(?:(?!\n  - id:).)*?    words: \[(?P<it>[^\]]+)", "绝无此词"),
    ("a word too many for a label", _FRAMEWORK, r"- id: law\n(?:(?!\n  - id:).)*?    words: \[", r"\g<0>发展, 人工智能, "),
    ("a misspelt key", _FRAMEWORK, r"\nrelevance:", "\nrelevence:"),
    ("a label of a topic", _FRAMEWORK, r"- id: background\n    name: (?P<it>[^\n]+)", letter),
)  # fmt: skip

OTHERS: Rows = (
    ("a term", _TERMS, r"\n  term: (?P<it>[\u4e00-\u9fff]{4,})", letter),
    ("the English of a term", _TERMS, r"\n  english: (?P<it>[^\n]+)", "free of charge"),
    ("the id of a term", _TERMS, r"- id: (?P<it>[^\n]+)", "another-term"),
    ("a definition", _TERMS, r"\n    words: (?P<it>[^\n]+)", letter),
    ("the line of a definition", _TERMS, r"\n    line: (?P<it>\d+)", number),
    ("the file of a definition", _TERMS, r"  - source: (?P<it>[^\n]+)", another),
    ("a definition is gone", _TERMS, r"  definitions:\n(?:(?!\n  [a-z]|\n- id).)*\n", ""),
    ("an alias", _TERMS, r"\n  aliases:\n  - (?P<it>[^\n]+)", "发展"),
    ("the labels of a term", _TERMS, r"\n  labels: \[(?P<it>[a-z]+)\]", another),
    ("a label that is not there", _TERMS, r"\n  labels: \[(?P<it>[a-z]+)\]", "nothing"),
    ("a term is gone", _TERMS, r"- id: (?:(?!\n- id:).)*\n(?=- id:)", ""),
    ("a term is there twice", _TERMS, r"- id: (?:(?!\n- id:).)*\n(?=- id:)", r"\g<0>\g<0>"),
    ("a note to a term", _TERMS, r"\n  english: [^\n]+", r"\g<0>\n  note: 一律免费。"),
    ("a wanted document", _WANTED, r"- title: (?P<it>[^\n]+)", letter),
    ("who issued a wanted document", _WANTED, r"  issuer: (?P<it>[^\n]+)", name),
    ("a note to a wanted document", _WANTED, r"  note: (?P<it>[^\n]+)", letter),
    ("a wanted document is gone", _WANTED, r"- title: (?:(?!\n- title:).)*\n(?=- title)", ""),
    ("a passage filed without a reason", _FILING, r"filing: \[\]", "filing:\n- source: gov-cn\n  line: 17\n  words: 智能机器人\n  labels: [safety]"),
    ("a passage filed by words it does not say", _FILING, r"filing: \[\]", "filing:\n- source: gov-cn\n  line: 17\n  words: 免费\n  labels: [safety]\n  reason: 编者所见。"),
    ("a passage filed otherwise", _FILING, r"filing: \[\]", "filing:\n- source: gov-cn\n  line: 17\n  words: 智能机器人\n  labels: [safety]\n  reason: 编者所见。"),
    ("a ring of one word", _SYNONYMS, r"\n- \[(?P<it>[^\n]+)\]", "独词"),
    ("the site's name in mkdocs.yml", r"mkdocs\.yml", r"use_directory_urls: (?P<it>false)", "true"),
    ("another theme", r"mkdocs\.yml", r"  name: (?P<it>material)", "mkdocs"),
    ("no hooks", r"mkdocs\.yml", r"hooks:\n[^\n]+\n", ""),
)  # fmt: skip

LOCKED: Rows = (
    ("a word of a lock", _LOCK, r'"text": "(?P<it>[^"]{20,})"', letter),
    ("a speaker of a lock", _LOCK, r'"speaker": "(?P<it>[^"]{4,})"', name),
    ("a date of a lock", _LOCK, r'"date": "(?P<it>\d{4})', "2019"),
    ("a title of a lock", _LOCK, r'"title": "(?P<it>[^"]{4,})"', letter),
    ("an id of a lock", _LOCK, r'"(?P<it>[a-z0-9-]+-p\d+)"', "another-p1"),
    ("the hash of a file in a lock", _LOCK, r'"id": "[^"]+", "sha256": "(?P<it>[0-9a-f]{8})', "00000000"),
    ("the hash of a lock", _LOCK, r'^\{\n"sha256": "(?P<it>[0-9a-f]{8})', "00000000"),
    ("what was found", _FINDINGS, r'"paragraph": "(?P<it>[^"]+)"|"(?P<x>[a-z]+-[a-z0-9-]+-p\d+)"', "another-p1"),
    ("a rule that was told", _FINDINGS, r'"what": "(?P<it>[^"]+)"', letter),
    ("a letter of a reading", _READING, r"(?P<it>[\u4e00-\u9fff]{8,})", letter),
    ("a line of a reading is gone", _READING, r"[\u4e00-\u9fff][^\n]*\n", ""),
    ("a line is put into a reading", _READING, r"(?<=\n)", "各地一律免费。\n"),
)  # fmt: skip


def _gone(what: str, files: str) -> Kind:
    def act(tree: Tree, choose: Random) -> None:
        if not (paths := tree.matching(files)):
            raise NowhereToActError(what)
        tree.remove(choose.choice(paths))

    return Kind("files gone", what, act)


def _new(what: str, path: str, content: str) -> Kind:
    return Kind("new files", what, lambda tree, choose: tree.write(path, content))


def _resealed(what: str, change: Callable[[Any], None]) -> Kind:
    """Return a kind that changes a lock, and all hashes that it has of itself."""

    def act(tree: Tree, choose: Random) -> None:
        path = choose.choice(tree.matching(_LOCK))
        lock = json.loads(tree.text(path))
        change(lock)
        plain = [{key: text[key] for key in text if key != "sha256"} for text in lock["texts"]]
        for text, unsealed in zip(lock["texts"], plain, strict=True):
            text["sha256"] = _hash(unsealed)
        lock["sha256"] = _hash(
            {**{key: lock[key] for key in lock if key != "sha256"}, "texts": plain}
        )
        tree.write(path, json.dumps(lock, ensure_ascii=False, indent=0))

    return Kind("locks", what, act)


def _hash(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _word(lock: Any) -> None:
    paragraph = lock["texts"][0]["paragraphs"][2]
    paragraph["text"] = paragraph["text"].replace("，", "，不", 1)


def _speaker(lock: Any) -> None:
    lock["texts"][0]["paragraphs"][2]["speaker"] = "何必达"


def _date(lock: Any) -> None:
    lock["texts"][0]["date"] = "2019-01-01"


def _text(lock: Any) -> None:
    del lock["texts"][0]


def _source(lock: Any) -> None:
    lock["files"][0]["sha256"] = "0" * 64


def _hashed(what: str, pattern: str, change: str) -> Kind:
    """Return a kind that changes a received file and the hash in its entry: an edit on purpose."""
    found = re.compile(pattern)

    def act(tree: Tree, choose: Random) -> None:
        paths = [path for path in tree.matching(_FILE) if found.search(tree.text(path))]
        if not paths:
            raise NowhereToActError(what)
        path = choose.choice(paths)
        text = tree.text(path)
        new = found.sub(change, text, count=1)
        before, after = (sha256(one.encode()).hexdigest() for one in (text, new))
        entries = tree.text("seeds/sources.yml")
        tree.write(path, new)
        tree.write("seeds/sources.yml", entries.replace(before, after))

    return Kind("files with hashes", what, act)


KINDS: tuple[Kind, ...] = (
    *each("received files", "changed", FILES),
    *each("sources", "changed", SOURCES),
    *each("corrections", "changed", CORRECTIONS),
    *each("snapshots", "changed", SNAPSHOTS),
    *each("framework", "changed", FRAMEWORK),
    *each("other files", "changed", OTHERS),
    *each("locks", "changed", LOCKED),
    _resealed("a word, and the hashes", _word),
    _resealed("a speaker, and the hashes", _speaker),
    _resealed("a date, and the hashes", _date),
    _resealed("a text is gone, and the hashes", _text),
    _resealed("the hash of a file, and the hashes", _source),
    _hashed("a letter", r"([\u4e00-\u9fff]{9})[\u4e00-\u9fff]", r"\1丙"),
    _hashed("a clause", r"([\u4e00-\u9fff]{9})，", r"\1，一律免费，"),
    _hashed("a number", r"\d+%", "99%"),
    _hashed("a date", r"2025-0\d-\d\d", "2019-01-01"),
    _gone("a received file", _FILE),
    _gone("a lock", _LOCK),
    _gone("what was found", _FINDINGS),
    _gone("a reading", _READING),
    *(_gone(path, f"seeds/{path}\\.yml") for path in ("sources", "framework", "snapshots", "corrections", "terms", "wanted")),
    _new("a received file of no entry", "seeds/sources/999_more.txt", "国务院关于免费的通知\n\n各地一律免费。\n"),
    _new("a file of seeds that nobody knows", "seeds/more.yml", "more: []\n"),
    _new("a page by hand that is not marked", "docs/notes/index.md", "# 手记\n\n各地于2031年前全部取消收费。\n"),
    _new("a page by hand that claims a source's words", "docs/notes/index.md", '# 手记\n\n<p class="words">各地一律免费。</p>\n\n编者\n'),
    _new("a page by hand with a script", "docs/notes/index.md", "# 手记\n\n编者：看。\n\n<script>alert(1)</script>\n"),
    _new("a page by hand that asks elsewhere", "docs/notes/index.md", '# 手记\n\n编者：看。\n\n<img src="https://example.org/a.png" alt="">\n'),
    _new("a page by hand with a dead link", "docs/notes/index.md", "# 手记\n\n编者：看[此处](../none.md)。\n"),
    _new("a page by hand in the place of a generated one", "docs/documents/more.md", "# 手记\n\n编者：看。\n"),
    _new("a style by hand that hides", "docs/notes/extra.css", ".voice{display:none}\n"),
)  # fmt: skip
