"""A folder with `seeds/` as a case of `tests/cases/errors` describes it, to be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from builder.classify.passages import classify
from builder.collate.texts import collate
from builder.collate.variants import loci, variants
from builder.collate.witnesses import witnesses
from builder.link.relations import PassageRelation, clause_texts, clauses, relations
from builder.model import (
    Apparatus,
    Article,
    Corpus,
    Entity,
    Framework,
    Passage,
    Seeds,
    Term,
    Text,
)
from builder.pipeline import editions
from builder.runner import Runner

CASES = Path(__file__).parent / "cases" / "errors"
"""One case a file: why, given, expect."""

HASH = re.compile(r"<sha256 of (?P<file>[^>]+)>")
"""<sha256 of a.txt>: stands in a case for the hash of the bytes that the case gives."""


def case(path: Path) -> dict[str, Any]:
    """Return a case as it is written."""
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def good() -> dict[str, Any]:
    """Return the files of a folder without a fault."""
    given: dict[str, Any] = case(CASES / "00-good.yml")["given"]
    return given


def laid_over(files: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return the files with what a case does to them.

    `replace:`, `by:` change words in a file; anything else takes its place.
    """
    changed = dict(files)
    for path, content in given.items():
        match content:
            case {"replace": old, "by": new}:
                assert old in files[path], f"{path} does not hold {old!r}"
                changed[path] = files[path].replace(old, new, 1)
            case _:
                changed[path] = content
    return changed


def make(root: Path, files: dict[str, Any]) -> Path:
    """Write the files of a case to a folder and return it.

    A file is its text, or `hex:` its bytes, or `gb18030:` (any encoding) its text in that, or
    `link:` where a link leads, or `folder:`, or nothing at all where it is missing.
    """
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case None:
                pass
            case {"link": target}:
                file.symlink_to(target)
            case {"folder": _}:
                file.mkdir()
            case _:
                file.write_bytes(as_bytes(content))
    for path in sorted(root.glob("seeds/*.yml")):
        if path.is_file() and not path.is_symlink():
            # latin-1: every byte is kept, whatever it means
            path.write_bytes(
                with_hashes(path.read_bytes().decode("latin-1"), root).encode("latin-1")
            )
    return root


def with_hashes(words: str, root: Path) -> str:
    """Return words with the hashes of the files that they ask for."""
    return HASH.sub(
        lambda match: hashlib.sha256(
            (root / "seeds/sources" / match["file"]).read_bytes()
        ).hexdigest(),
        words,
    )


def as_bytes(content: Any) -> bytes:
    """Return the bytes of a file of a case."""
    match content:
        case str():
            return content.encode()
        case {"hex": digits}:
            return bytes.fromhex(digits)
        case dict():
            ((encoding, text),) = content.items()
            encoded: bytes = text.encode(encoding)
            return encoded
        case _:
            raise ValueError(content)


def corpora(seeds: Seeds) -> tuple[Corpus, ...]:
    """Return the corpus as of each update, oldest first."""
    return tuple(edition.corpus for edition in editions(seeds, Runner()))


def passages_of(texts: Iterable[Text], framework: Framework) -> tuple[Passage, ...]:
    """Return the passages of several texts."""
    return tuple(passage for text in texts for passage in classify(text, framework))


def apparatus(articles: Sequence[Article], seeds: Seeds) -> Apparatus:
    """Return the texts that articles print, collated, with their variants."""
    return compared(collate(articles, seeds), articles, seeds)


def compared(texts: Sequence[Text], articles: Sequence[Article], seeds: Seeds) -> Apparatus:
    """Return the variants of texts."""
    copies = witnesses(texts, articles, seeds.sources)
    return variants(texts, copies, tuple(map(loci, copies)), seeds, articles)


def related(
    texts: Sequence[Text],
    passages: Sequence[Passage],
    terms: Sequence[Term],
    entities: Sequence[Entity],
    framework: Framework,
) -> tuple[PassageRelation, ...]:
    """Return the relations between the passages of texts."""
    words = clause_texts(texts, entities, framework)
    clauses_of = {id_: clauses(text) for id_, text in words.items()}
    return relations(texts, passages, terms, entities, framework, clauses_of)
