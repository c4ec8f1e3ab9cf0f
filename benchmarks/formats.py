"""How fast each format is read: `python -m benchmarks.formats`.

Prints one table: megabytes a second of files of about one size and of four times that, and how many
times as long the larger takes: 4 where the time is linear. CPU seconds, least of three.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from benchmarks.builder import printed
from builder.formats import read
from builder.model import SourceEntry
from tests import format_files, ofd_files, word_files

PARAGRAPHS = 2_000
"""Paragraphs of the smaller file of formats that hold text alone; a tenth of it with pages."""

TIMES = 4
"""How many times as large the larger file is."""

FORMATS: tuple[tuple[str, int, Callable[[tuple[str, ...]], bytes]], ...] = (
    ("a.txt", 1, lambda of: "\n".join(of).encode()),
    ("gb.txt", 1, lambda of: "\r\n".join(of).encode("gb18030")),
    ("a.md", 1, lambda of: format_files.markdown(of).encode()),
    ("a.html", 1, lambda of: format_files.page(of).encode()),
    ("a.mht", 1, lambda of: format_files.archive(format_files.page(of))),
    ("a.doc", 40, lambda of: word_files.word("\r".join(of) + "\r")),
    ("a.docx", 1, format_files.docx),
    ("a.pdf", 20, lambda of: format_files.pdf("".join(f"<p>{one}</p>" for one in of))),
    (
        "a.ofd",
        20,
        lambda of: ofd_files.ofd(
            *(ofd_files.lines(*of[at : at + 8]) for at in range(0, len(of), 8))
        ),
    ),
)
"""Name of a file, by what part of the paragraphs it is smaller, and what makes it."""


def main() -> None:
    """Measure each format and print the table."""
    rows: list[tuple[str, ...]] = [("format", "MB of words", "MB/s", "MB/s ×4", "times as long")]
    for name, part, make in FORMATS:
        small, large = (paragraphs(PARAGRAPHS * times // part) for times in (1, TIMES))
        first, second = seconds(name, make(small)), seconds(name, make(large))
        one, four = (sum(len(words.encode()) for words in of) / 1e6 for of in (small, large))
        rows.append(
            (
                name,
                f"{one:.2f}",
                f"{one / first:.1f}",
                f"{four / second:.1f}",
                f"{second / first:.1f}",
            )
        )
    print(printed(rows))


def paragraphs(count: int) -> tuple[str, ...]:
    """Return so many paragraphs, each another."""
    words = format_files.LINES[4]
    return tuple(
        f"（{at}）{words}第{at}乡每年清淤一次，护坡两次，费用列入预算。" for at in range(count)
    )


def seconds(name: str, data: bytes) -> float:
    """Return the CPU seconds in which a file is read."""
    entry = SourceEntry("a", name, "", "未具名", "")
    taken = []
    for _ in range(3):
        began = process_time()
        read(entry, data, name)
        taken.append(process_time() - began)
    return min(taken)


if __name__ == "__main__":
    main()
