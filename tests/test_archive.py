"""An archive is unpacked within limits; its parts are found as programs write their names."""

from __future__ import annotations

import random

import pytest

from builder.formats.archive import DEEPEST, FREE, RATIO, Archive, family
from builder.model import InputError
from tests.docx_files import zipped


def test_parts_unpack_together_to_so_many_bytes_and_no_more() -> None:
    within = Archive(zipped({"a": b" " * (FREE - 1), "b": b" "}), "a.docx")
    assert len((within.read("a") or b"") + (within.read("b") or b"")) == FREE
    beyond = Archive(zipped({"a": b" " * FREE, "b": b" "}), "a.docx")
    assert beyond.read("a")
    with pytest.raises(InputError, match="unpacks to far more"):
        beyond.read("b")


def test_a_large_file_may_unpack_to_a_hundred_times_its_size() -> None:
    packed = random.Random(1).randbytes(FREE // RATIO)
    data = zipped({"noise": packed, "a": b""})
    allowed = RATIO * len(data)
    for size, fits in ((allowed - 10_000_000, True), (allowed + 10_000_000, False)):
        archive = Archive(zipped({"noise": packed, "a": b" " * size}), "a.docx")
        if fits:
            assert archive.read("a")
        else:
            with pytest.raises(InputError, match="unpacks to far more"):
                archive.read("a")


def test_elements_nest_so_deep_and_no_deeper() -> None:
    deep = zipped({"a": "<a>" * DEEPEST + "</a>" * DEEPEST})
    assert Archive(deep, "a.docx").xml("a") is not None
    deeper = zipped({"a": "<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1)})
    with pytest.raises(InputError, match="nests more than 200"):
        Archive(deeper, "a.docx").xml("a")


def test_names_are_found_in_any_case_and_with_any_slash() -> None:
    data = zipped({"Word\\Document.XML": "<a/>"})
    assert "word/document.xml" in Archive(data, "a.docx")
    assert Archive(data, "a.docx").xml("word/document.xml") is not None
    assert Archive(data, "a.docx").read("word/styles.xml") is None


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("[Content_Types].xml", "word/document.xml"), "docx"),
        (("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (("xl/workbook.xml",), None),
        (("words.txt",), None),
    ],
)
def test_the_family_of_a_document_is_told_by_its_parts(
    names: tuple[str, ...], kind: str | None
) -> None:
    data = zipped(dict.fromkeys(names, ""))
    assert family(data) == kind
    assert family(data[:-30]) is None
    assert family(b"PK") is None
