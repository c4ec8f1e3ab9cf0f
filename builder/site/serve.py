"""Live preview: MkDocs's own server over pages that the hooks write in memory."""

from __future__ import annotations

from pathlib import Path


def serve(root: Path, address: str) -> None:
    """Serve the folder at `address` until interrupted; an edit in its seeds shows at once."""
    from mkdocs.commands import serve as mkdocs  # watches files, which no other command does

    from builder.site.render import HOOKS

    mkdocs.serve(
        config_file=str(root / "mkdocs.yml"),
        dev_addr=address,
        hooks=[str(HOOKS)],
        watch=[str(root / "seeds"), str(HOOKS.parents[1])],
    )
