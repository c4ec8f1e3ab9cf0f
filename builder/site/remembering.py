"""MkDocs's pages and templates, made so that what was rendered or compiled before is not again.

A page depends on its Markdown and its path, on whether there are pages where its links lead, and on
the navigation around it. Pages written by hand are left alone.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from builder.disk.cache import Memory
from builder.site.snapshots import View

# [文中此段](../documents/a-1.md#p97)
_TARGET = re.compile(r"\]\((?P<path>[^()\s#]+\.md)")


class Remembering(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Puts our pages in the place of MkDocs's."""

    def __init__(self, memory: Memory, views: Sequence[View] = ()) -> None:
        """Remember by `memory` pages as they stand at `views`, where they are placed at once."""
        self._memory = memory
        self._views = views

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
            _Page(None, file, config)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Write the pages that are as they were, now that the frame around them is known.

        MkDocs goes on with the others.
        """
        frame = repr((config.site_name, env.globals.get("navigation"), self._views))
        known: list[File] = []
        for file in files.documentation_pages():
            page = file.page
            if not isinstance(page, _Page) or not page.waits:
                continue
            page.key = self._memory.key(
                "page", frame, file.src_uri, repr(page.meta), page.markdown or ""
            )
            kept = self._memory.recall(page.key)
            if isinstance(kept, bytes):
                write_file(kept, file.abs_dest_path)
                known.append(file)
            else:
                page.render_now(config, files)
        for file in known:  # not before: links of the others lead there
            files.remove(file)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep a page as it goes to its file."""
        if isinstance(page, _Page) and page.key:
            self._memory.keep(page.key, output.encode("utf-8", "xmlcharrefreplace"))
        return output


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
    """A page that waits to be rendered until it is known whether it must be."""

    waits = False
    key = ""
    """Its name in the memory."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Wait, if the page depends on nothing but itself and its frame."""
        assert self.markdown is not None
        folder = posixpath.dirname(self.file.src_uri)
        paths = (
            posixpath.normpath(posixpath.join(folder, path))
            for path in {*_TARGET.findall(self.markdown)}
        )
        if self.meta.get("generated") and all(map(files.get_file_from_path, paths)):
            self.waits, self.content = True, ""
        else:
            super().render(config, files)

    def render_now(self, config: MkDocsConfig, files: Files) -> None:
        """Do what MkDocs would have done."""
        super().render(config, files)
        self.content = config.plugins.on_page_content(
            self.content or "", page=self, config=config, files=files
        )
