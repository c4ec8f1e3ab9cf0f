"""Word boundaries: what jieba gives is passed on, and its cache is not left to other users."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.language.words import cut, is_word, words


@given(st.text("人工智能+江南StyleT恤衫台4S店的一是 \r\n\t#%._-，。（Ａ１\ud7ff𠀀0a", max_size=30))
def test_words_leave_no_gap(text: str) -> None:
    """Spans follow each other from the beginning to the end; a span is a run of the text."""
    assert "".join(cut(text)) == text
    assert [text[start:end] for start, end in words(text)] == list(cut(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正在试验", ["正在", "试验"]),
        ("如GPT-4，", ["如", "GPT", "-", "4", "，"]),
        ("驿站里有江南Style", ["驿站", "里", "有", "江南Style"]),
        ("乘风楼甲", ["乘风", "楼", "甲"]),
    ],
)
def test_words_are_those_of_the_dictionary(text: str, expected: list[str]) -> None:
    """Latin words and figures stay whole; an unknown name is not guessed at."""
    assert list(cut(text)) == expected


def test_what_only_begins_a_word_is_none() -> None:
    """The dictionary lists beginnings too, to be searched quickly."""
    assert is_word("道路")
    assert not is_word("江南Sty")
    assert not is_word("")


def test_no_cache_is_shared_with_other_users(tmp_path: Path) -> None:
    """By default jieba loads what anybody put into the folder for temporary files."""
    script = "from builder.language.words import cut; print(*cut('道路养护'))"
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "道路 养护"
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []
