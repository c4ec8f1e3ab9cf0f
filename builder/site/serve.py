"""Live preview: MkDocs's own server over pages that the hooks write in memory."""

from __future__ import annotations

import logging
from pathlib import Path

from click import ClickException

from builder.model import RenderError


def serve(root: Path, address: str, *, quiet: bool = False) -> None:
    """Serve the folder at `address` until interrupted; an edit in its seeds shows at once.

    MkDocs says on standard error where, and what it does; with `quiet`, only what is wrong. Raises
    `RenderError` where MkDocs refuses its settings.
    """
    logging.basicConfig(format="%(message)s", level=logging.WARNING if quiet else logging.INFO)
    logging.getLogger("mkdocs.commands.build").addFilter(_is_news)
    from mkdocs.commands import serve as mkdocs

    from builder.site.render import HOOKS

    try:
        mkdocs.serve(
            config_file=str(root / "mkdocs.yml"),
            build_type="dirty",  # an edit renders the pages that it changes
            dev_addr=address,
            hooks=[str(HOOKS)],
        )
    except (ClickException, SystemExit) as error:
        raise RenderError(str(error)) from None


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a message says more than that MkDocs renders only some pages, or again."""
    return not record.getMessage().startswith(("A 'dirty' build", "The directory contains stale"))
