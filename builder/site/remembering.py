"""MkDocs's pages and templates, made so that what was rendered or compiled before is not again.

What a page's Markdown becomes depends on itself, on its path, and on whether there are pages where
its links lead; the frame around it is rendered each time. Pages written by hand are left alone.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from builder.disk.memory import Memory

# [文中此段](../documents/a-1.md#p97)
_TARGET = re.compile(r"\]\((?P<path>[^()\s#]+\.md)")


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What the Markdown of a page became."""

    content: str
    title: str | None
    headings: list[dict[str, object]]
    anchors: frozenset[str]
    links: dict[str, dict[str, str]]
    """Path of a page → anchor → the link as it was written."""


class Remembering(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Puts our pages in the place of MkDocs's."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def on_config(self, config: MkDocsConfig) -> None:
        """Give the theme templates that were compiled before."""
        theme = config.theme
        environment = theme.get_env

        def remembering() -> Environment:
            found = environment()
            found.loader = _Templates(theme.dirs)
            found.bytecode_cache = _Compiled(self._memory)
            return found

        theme.get_env = remembering  # type: ignore[method-assign]

    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Give each file its page, as MkDocs lets a plugin do."""
        for file in files.documentation_pages():
            page = _Page(None, file, config)
            page.memory = self._memory


class _Templates(FileSystemLoader):
    """The files of the theme; MkDocs asks for all of them, and has no use for hidden ones."""

    def list_templates(self) -> list[str]:
        """Return their paths without looking at the theme's ten thousand icons, which are hidden."""
        found = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [one for one in folders if not one.startswith(".")]
                inside = os.path.relpath(folder, top).replace(os.sep, "/")
                found |= {posixpath.normpath(f"{inside}/{name}") for name in names}
        return sorted(found)


class _Compiled(BytecodeCache):
    """Templates as Jinja compiled them."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def load_bytecode(self, bucket: Bucket) -> None:
        """Recall a template, if it is still what was compiled."""
        kept = self._memory.recall(self._key(bucket))
        if isinstance(kept, bytes):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._memory.keep(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return self._memory.key("template", bucket.key, bucket.checksum)


class _Page(Page):
    memory: Memory

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown, or recall what it became."""
        assert self.markdown is not None
        folder = posixpath.dirname(self.file.src_uri)
        paths = {
            posixpath.normpath(posixpath.join(folder, found["path"]))
            for found in _TARGET.finditer(self.markdown)
        } | {self.file.src_uri}
        there = {path: file for path in paths if (file := files.get_file_from_path(path))}
        if not self.meta.get("generated") or len(there) < len(paths):
            super().render(config, files)
            return
        key = self.memory.key("page", self.file.src_uri, self.markdown)
        kept = self.memory.recall(key)
        if not (isinstance(kept, _Rendered) and kept.links.keys() <= there.keys()):
            super().render(config, files)
            self.memory.keep(key, self._rendered())
            return
        self.content = kept.content
        self.toc = get_toc(kept.headings)  # type: ignore[arg-type]
        self._title_from_render = kept.title
        self.present_anchor_ids = set(kept.anchors)
        self.links_to_anchors = {there[path]: links for path, links in kept.links.items()}

    def _rendered(self) -> _Rendered:
        return _Rendered(
            content=self.content or "",
            title=self._title_from_render,
            headings=[_token(heading) for heading in self.toc],
            anchors=frozenset(self.present_anchor_ids or ()),
            links={file.src_uri: links for file, links in (self.links_to_anchors or {}).items()},
        )


def _token(heading: AnchorLink) -> dict[str, object]:
    """Return a heading as Python-Markdown told it."""
    return {
        "name": heading.title,
        "id": heading.id,
        "level": heading.level,
        "children": [_token(child) for child in heading.children],
    }
