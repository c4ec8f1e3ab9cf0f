"""What a text quotes of another is found there or shown to differ; nothing true is flagged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.collate.texts import collate
from builder.language.folding import letters
from builder.language.quoting import quoted_words
from builder.link.quotations import compare_quotations
from builder.model import Quoted, Text
from tests.from_gold import articles, seeds

SEEDS = seeds()
FRAMEWORK = SEEDS.framework
TEXTS = tuple(replace(one, date=None) for one in collate(articles(SEEDS), SEEDS))
"""The received texts without their dates: any is planted in any, an earlier one too."""
READINGS = {p.id: p.text for text in TEXTS for p in text.paragraphs}
FOLDED = {p: letters(words) for p, words in READINGS.items()}

_CLAUSE = re.compile(r"[^，。；：！？、,;:!?“”‘’《》（）()\s]{8,}")
_SENTENCE = re.compile(r"[^。！？!?“”‘’《》（）()\s]{24,120}")


def _clauses(text: Text, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return (paragraph, words) that a text prints, as somebody might quote them."""
    return [
        (paragraph.id, found[0])
        for paragraph in text.paragraphs
        for found in pattern.finditer(paragraph.text)
        if len(letters(found[0])) >= 8
    ]


def _quoting(host: Text, sentences: list[str]) -> tuple[Text, list[str]]:
    """Return a text with a paragraph more for each sentence, and the ids of these."""
    model = host.paragraphs[-1]
    added = [
        replace(model, id=f"{host.id}-planted-p{number}", text=sentence, corrections=(), copies=())
        for number, sentence in enumerate(sentences)
    ]
    return replace(host, paragraphs=(*host.paragraphs, *added)), [one.id for one in added]


def _planted(sentences: list[str], host: int, texts: tuple[Text, ...] = TEXTS) -> list[Quoted]:
    """Return what is found of one quotation in each of some sentences put into a text."""
    changed, ids = _quoting(texts[host], sentences)
    found = {
        one.paragraph: one
        for one in compare_quotations((*texts[:host], changed, *texts[host + 1 :]), FRAMEWORK)
    }
    missing = [s for s, name in zip(sentences, ids, strict=True) if name not in found]
    assert missing == []
    return [found[name] for name in ids]


def _words(one: Quoted) -> str:
    assert one.original is not None
    assert one.original_span is not None
    return READINGS[one.original][slice(*one.original_span)]


# ---------------------------------------------------------------- the received files


def test_what_the_received_files_quote() -> None:
    """A long quotation leads to its passage; what only resembles a formula is not flagged."""
    found = compare_quotations(TEXTS, FRAMEWORK)
    shown = [
        (one.paragraph, one.verdict, READINGS[one.paragraph][slice(*one.span)][:12], one.original)
        for one in found
        if one.document
    ]
    assert shown == [
        ("roundtable-57-p72", "absent", "拓展服务消费新场景", None),
        ("roundtable-57-p72", "absent", "培育产品消费新业态", None),
        ("roundtable-57-p72", "exact", "大力发展智能网联汽车、人", "xinhua-page-1-95-p113"),
    ]
    assert {one.document for one in found} == {"", FRAMEWORK.policy}
    assert [one for one in found if one.verdict == "differing"] == []


def test_of_words_that_nobody_else_prints_a_reader_is_told_where_somebody_is_quoted() -> None:
    """Of the eleven that stand in no text; the others are coined, or an interview's own."""
    told = [
        READINGS[one.paragraph][slice(*one.span)]
        for one in compare_quotations(TEXTS, FRAMEWORK)
        if one.verdict == "absent" and one.is_shown
    ]
    assert told == ["引领未来的战略性技术", "拓展服务消费新场景", "培育产品消费新业态"]


def test_terms_between_marks_are_no_quotations() -> None:
    """What is merely named between marks is nobody's sentence; a title's marks are the title's."""
    found = {
        READINGS[one.paragraph][slice(*one.span)] for one in compare_quotations(TEXTS, FRAMEWORK)
    }
    assert not {words for words in found if len(letters(words)) < 6}
    assert not found & {
        "人工智能+",
        "最后一公里",
        "智改数转网联",
        "5G+工业互联网",
        "春节30亿大免单",
    }


# ---------------------------------------------------------------- planted quotations

FRAMES: tuple[str, ...] = (
    "《意见》提出，“{}”。",
    "《意见》强调，‘{}’。",
    "《意见》明确要求「{}」。",
    "这份纲要指出：“{}”",
    '报告写道："{}"。',
    "某某说：“{}”",
)
PAIRS = [(a, b) for a in range(len(TEXTS)) for b in range(len(TEXTS)) if b == (a + 3) % len(TEXTS)]


def _framed(words: list[str]) -> list[str]:
    return [FRAMES[number % len(FRAMES)].format(one) for number, one in enumerate(words)]


@pytest.mark.parametrize(("origin", "host"), PAIRS)
@pytest.mark.parametrize("pattern", [_CLAUSE, _SENTENCE])
def test_no_true_quotation_is_flagged(origin: int, host: int, pattern: re.Pattern[str]) -> None:
    """Every run of another text, quoted as it stands, is exact and leads to where it stands."""
    clauses = _clauses(TEXTS[origin], pattern)
    found = _planted(_framed([words for _, words in clauses]), host)
    for one, (_, words) in zip(found, clauses, strict=True):
        assert (one.verdict, one.differences) == ("exact", ()), words
        assert letters(_words(one)) == letters(words)


def _typography(words: str) -> str:
    """Return the words as another house prints them."""
    wide = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789AI+"}
    return words.translate(wide).replace("，", ",").replace("、", "、 ").replace("；", ";")


def test_typography_is_no_difference() -> None:
    """Width, blanks and the shape of marks are not words."""
    clauses = [one for text in TEXTS[4:] for one in _clauses(text, _SENTENCE)]
    host, origin = 0, [_typography(words) for _, words in clauses]
    assert {one.verdict for one in _planted([f"《意见》提出“{w}”。" for w in origin], host)} == {
        "exact"
    }


def _swapped(words: str) -> str:
    """Return the words with two in the middle in each other's place; of few words, letters."""
    middle, size = len(words) // 2, 2 if len(words) >= 12 else 1
    left, right = words[middle - size : middle], words[middle : middle + size]
    return words[: middle - size] + right + left + words[middle + size :]


def _dropped(words: str) -> str:
    middle = len(words) // 2
    return words[: middle - 1] + words[middle + 1 :]


def _replaced(words: str) -> str:
    middle = len(words) // 2
    return words[: middle - 1] + "未曾" + words[middle + 1 :]


def _added(words: str) -> str:
    middle = len(words) // 2
    return words[:middle] + "大幅" + words[middle:]


_SYNONYMS = {
    "推动": "促进", "加快": "加速", "发展": "进步", "提升": "提高", "建设": "建立",
    "实现": "达成", "加强": "强化", "人工智能": "智能技术", "形成": "构成", "通过": "借助",
    "和": "与", "以": "用", "的": "之", "深度": "深层", "新": "崭新", "产业": "行业",
    "构建": "搭建", "应用": "运用", "能力": "本领", "支持": "扶持",
}  # fmt: skip


def _paraphrased(words: str) -> str:
    """Return the words with synonyms for what has one, the first clause put last."""
    said = words
    for word, other in _SYNONYMS.items():
        if sum(a != b for a, b in zip(said, words, strict=False)) < len(words) // 5:
            said = said.replace(word, other, 1)
    first, comma, rest = said.partition("，")
    return f"{rest}，{first}" if comma and len(first) > 5 else said


CHANGES: tuple[Callable[[str], str], ...] = (_swapped, _dropped, _replaced, _added, _paraphrased)


def _misquoted(
    origin: int, pattern: re.Pattern[str], change: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield (true words, changed words) where the change is one and nobody else says it."""
    for _, words in _clauses(TEXTS[origin], pattern):
        changed = letters(change(words))
        if not any(changed in text for text in FOLDED.values()):
            yield words, change(words)


def _scored(
    pattern: re.Pattern[str], change: Callable[[str], str]
) -> Iterator[tuple[Quoted, str, str]]:
    """Yield what is found of every misquotation, the true words and the changed ones."""
    for origin, host in PAIRS:
        cases = list(_misquoted(origin, pattern, change))
        found = _planted(_framed([changed for _, changed in cases]), host)
        for one, (words, changed) in zip(found, cases, strict=True):
            yield one, words, changed


def _led(one: Quoted, words: str) -> bool:
    """Return whether a misquotation is compared with a paragraph that prints the true words."""
    return one.original is not None and letters(words) in FOLDED[one.original]


@pytest.mark.parametrize("change", [_swapped, _dropped, _replaced, _added])
def test_every_misquoted_sentence_differs(change: Callable[[str], str]) -> None:
    """A sentence with words swapped, dropped, replaced or added is compared with the true one.

    What differs is all shown: put back, it gives the true words.
    """
    scored = list(_scored(_SENTENCE, change))
    assert len(scored) > 150
    for one, words, changed in scored:
        assert one.verdict == "differing", changed
        assert _led(one, words), changed
        _mended(one, changed)


def test_every_paraphrase_between_marks_is_found() -> None:
    """Synonyms for a fifth of the letters, and the first clause last: never exact, always shown."""
    scored = list(_scored(_SENTENCE, _paraphrased))
    assert len(scored) > 150
    assert [
        changed for one, _, changed in scored if one.verdict == "exact" or not one.is_shown
    ] == []
    assert sum(one.verdict == "differing" for one, _, _ in scored) >= 0.97 * len(scored)


@pytest.mark.parametrize("change", CHANGES)
def test_every_misquoted_clause_is_shown(change: Callable[[str], str]) -> None:
    """Of eight letters as well, though another text may print as near a formula by itself."""
    scored = list(_scored(_CLAUSE, change))
    assert len(scored) > 400
    assert [
        changed for one, _, changed in scored if one.verdict == "exact" or not one.is_shown
    ] == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_policy_is_said_to_say_is_compared_with_it(change: Callable[[str], str]) -> None:
    """In the words of the press, by its full name, its short name or without one."""
    title = FRAMEWORK.policy
    policy = replace(TEXTS[0], kind="policy", authority="policy", title=title, title_printed=True)
    texts = (policy, *TEXTS[1:])
    for pattern, frames in (
        (_CLAUSE, ("《意见》提出“{}”。", f"《{title}》明确，“{{}}”。")),
        (_SENTENCE, ("《意见》强调，“{}”。", "要“{}”。")),
    ):
        cases = [
            (frame, words, changed)
            for words, changed in _misquoted(0, pattern, change)
            for frame in frames
        ]
        assert len(cases) > 40
        true = _planted([frame.format(words) for frame, words, _ in cases], 7, texts)
        assert {one.verdict for one in true} == {"exact"}
        false = _planted([frame.format(changed) for frame, _, changed in cases], 7, texts)
        missed = [
            case
            for one, case in zip(false, cases, strict=True)
            if one.verdict == "exact" or not one.is_shown
        ]
        assert missed == []


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("origin", [n for n, text in enumerate(TEXTS) if text.title_printed])
def test_where_the_document_is_here_it_is_the_measure(
    origin: int, change: Callable[[str], str]
) -> None:
    """A quotation that names a text is compared with that text, however short it is."""
    cases = [
        (words, changed)
        for words, changed in _misquoted(origin, _CLAUSE, change)
        if change is not _paraphrased or len(words) >= 12
    ]
    host = (origin + 1) % len(TEXTS)
    sentences = [f"《{TEXTS[origin].title}》提出，“{changed}”。" for _, changed in cases]
    found = _planted(sentences, host)
    assert {one.named for one in found} == {TEXTS[origin].id}
    differing = [one for one in found if one.verdict == "differing"]
    assert len(differing) >= 0.98 * len(found)
    assert {one.verdict for one in found} <= {"differing", "absent"}
    assert {p.id for p in TEXTS[origin].paragraphs} >= {one.original for one in differing}
    true = _planted([f"《{TEXTS[origin].title}》提出，“{w}”。" for w, _ in cases], host)
    assert {(one.verdict, one.named) for one in true} == {("exact", TEXTS[origin].id)}


def _mended(one: Quoted, changed: str) -> None:
    """Assert that the quotation with the differences undone is what the original prints."""
    assert one.original is not None
    mended, last = "", 0
    offset = one.span[0]
    for difference in one.differences:
        a, b = (place - offset for place in difference.quoted)
        mended += changed[last:a] + READINGS[one.original][slice(*difference.original)]
        last = b
    mended += changed[last:]
    assert letters(mended) == letters(_words(one))


# ---------------------------------------------------------------- ellipses, introductions


_LIST = "大力发展智能网联汽车、……智能家居、智能穿戴等新一代智能终端"


def test_words_left_out_at_an_ellipsis_are_no_difference() -> None:
    """The pieces must stand there in order; in another order they differ."""
    first, second = _LIST.split("……")
    sentences = [
        f"《意见》强调“{_LIST}”。",
        f"《意见》强调“{first}......{second}”。",
        f"《意见》强调“{second}……{first}”。",
        f"《意见》强调“{first}……{second.replace('穿戴', '衣帽')}”。",
    ]
    found = _planted(sentences, 0)
    assert [one.verdict for one in found] == ["exact", "exact", "differing", "differing"]
    places = {"xinhua-page-1-95-p113", "roundtable-57-p72"}
    assert {one.original for one in found if one is not found[2]} <= places
    (difference,) = found[3].differences
    assert READINGS[str(found[3].original)][slice(*difference.original)] == "穿戴"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《意见》提出，“拓展新场景”。", [("拓展新场景", True, "意见")]),
        ("《意见》提出“甲乙”“丙丁”，强调‘戊’。", [("甲乙", True, "意见"), ("丙丁", True, "意见"),
                                                   ("戊", True, "意见")]),
        ("规划纲要明确提出：“甲”", [("甲", True, "规划纲要")]),
        ("某院士就《意见》接受采访时指出：“甲。”", [("甲。", True, "")]),
        ("“动起来。”某院士说。", [("动起来。", True, "")]),
        ("打通“最后一公里”。", [("最后一公里", False, "")]),
        ("印发《关于“甲+”的意见》，部署“乙”", [("乙", True, "关于“甲+”的意见")]),
        ("他说：“纲领‘三步走’很好。”", [("纲领‘三步走’很好。", True, ""), ("三步走", False, "")]),
        ("这是“没有收尾的话。另有“甲”。", [("甲", False, "")]),
        ("Moore’s law 说：“甲”", [("甲", True, "")]),
        ('报告指出:"甲",又说"乙"。', [("甲", True, ""), ("乙", True, "")]),
    ],
)  # fmt: skip
def test_what_stands_between_marks_and_who_says_it(
    text: str, expected: list[tuple[str, bool, str]]
) -> None:
    """Marks inside titles are the title's; an unclosed mark swallows nothing."""
    found = [(text[slice(*one.span)], one.attributed, one.document) for one in quoted_words(text)]
    assert found == expected


@given(st.text(alphabet="甲乙丙，。“”‘’「」\"'《》意见提出：…a1 \n", max_size=80))
def test_runs_between_marks_nest_and_never_cross(text: str) -> None:
    """Whatever is printed, a run lies between two marks, and two runs are disjoint or nested."""
    spans = [one.span for one in quoted_words(text)]
    assert spans == sorted(spans)
    for start, end in spans:
        assert 0 < start <= end < len(text)
    for a, b in spans:
        assert not any(a < c < b < d for c, d in spans)


@given(
    st.lists(st.text(alphabet="甲乙丙丁，。“”…《》提出：", max_size=120), min_size=2, max_size=6)
)
def test_any_text_can_be_compared(sentences: list[str]) -> None:
    """Spans lie in the paragraphs that they speak of, and what is exact is the same letters."""
    first, ids = _quoting(TEXTS[0], sentences[:1])
    second, more = _quoting(TEXTS[1], sentences[1:])
    printed = dict(zip([*ids, *more], sentences, strict=True)) | READINGS
    for one in compare_quotations((first, second), FRAMEWORK):
        assert (one.original is None) == (one.original_span is None)
        if one.original is None or one.original_span is None:
            continue
        assert one.original_span[1] <= len(printed[one.original])
        own, theirs = printed[one.paragraph][slice(*one.span)], printed[one.original]
        if one.verdict == "exact" and "…" not in own:
            assert letters(theirs[slice(*one.original_span)]) in letters(own)


def test_the_time_grows_with_the_corpus() -> None:
    """Eight times as many texts that all quote one another cost no more than twice that each."""

    def spent(times: int) -> float:
        texts = [
            replace(
                text,
                id=f"{text.id}-{copy}",
                paragraphs=tuple(
                    replace(p, id=f"{copy}-{p.id}", text=_shifted(p.text, copy))
                    for p in text.paragraphs
                ),
            )
            for copy in range(times)
            for text in TEXTS
        ]
        start = process_time()
        compare_quotations(texts, FRAMEWORK)
        return process_time() - start

    few, many = min(spent(5), spent(5)), spent(40)
    assert many < 16 * few


def _shifted(words: str, by: int) -> str:
    """Return other words of the same build: every tenth character is another."""
    return "".join(
        chr(ord(c) + by) if i % 10 == by % 10 and "\u4e00" <= c < "\u9f00" else c
        for i, c in enumerate(words)
    )
