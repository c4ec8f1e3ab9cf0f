"""What `verify` says of a site whose seeds stay as they are, quickly enough for hundreds of faults.

What is made of the seeds is made once and handed to `verify` again and again; of the site it
believes as little as ever. The second reader, `builder/proof/`, is asked alone as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from builder import __main__ as program
from builder.disk.locks import read_findings
from builder.disk.seeds import read
from builder.model import Page
from builder.pipeline import editions, site_files
from builder.proof.whole import whole_proof
from builder.runner import Runner
from builder.site import pages_proof
from builder.site.render import Html, PageRenderer


@dataclass(frozen=True)
class Verdict:
    """What was found of a site."""

    findings: tuple[str, ...] = ()
    """By `verify`."""
    alone: tuple[str, ...] = ()
    """By the second reader alone."""


class Judge:
    """Says what is wrong with sites that claim to be built from the seeds of a root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seeds = read(root)
        self._runner = Runner()
        self._made = editions(self._seeds, self._runner, read_findings(root))
        self._renderer = _Renderer(root)
        self._files: dict[tuple[int, tuple[str, ...], str], Any] = {}

    def verdict(self, site: Path) -> Verdict:
        """Return what is found of a site."""
        alone = tuple(_told(whole_proof(self._root, site, self._seeds)))
        with self._remembering():
            return Verdict((*_told(program._findings(self._root, site)),), alone)

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        with ExitStack() as stack:
            for where, name, value in (
                (program, "editions", lambda *_: self._made),
                (program, "read", lambda *_, **__: self._seeds),
                (program, "runner", self._one_process),
                (program, "site_files", self._site_files),
                (program, "whole_proof", lambda *_: ()),
                (pages_proof, "PageRenderer", lambda _: self._renderer),
            ):
                stack.enter_context(patch.object(where, name, value))
            yield

    @contextmanager
    def _one_process(self) -> Iterator[Runner]:
        yield self._runner

    def _site_files(self, corpus: Any, folders: Any, url: str) -> Any:
        key = id(corpus), tuple(folders), url
        if key not in self._files:
            self._files[key] = site_files(corpus, key[1], url)
        return self._files[key]


class _Renderer(PageRenderer):
    """Renders each generated page once."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._made: dict[tuple[str, bytes], Html] = {}

    def generated(self, page: Page, content: str | None = None) -> Html:
        """Return what a generated page is rendered to."""
        key = page.path, page.content.encode() if isinstance(page.content, str) else page.content
        if key not in self._made:
            self._made[key] = super().generated(page, content)
        return self._made[key]


def _told(findings: Iterator[str]) -> Iterator[str]:
    """Yield findings; that a reader broke down on a fault is one, though no good one."""
    try:
        yield from findings
    except Exception as error:
        yield f"{BROKE_DOWN}{type(error).__name__}: {error}"


BROKE_DOWN = "broke down: "
"""How it is told that a traceback would have come."""
