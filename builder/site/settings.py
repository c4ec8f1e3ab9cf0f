"""What `mkdocs.yml` says of the site, read without MkDocs, which takes longer to load than to read."""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml_env_tag import construct_env_tag

from builder.model import RenderError


def site_url(root: Path) -> str:
    """Return the address of the site as `root/mkdocs.yml` gives it, with a slash; '' for none.

    Raises `RenderError` where the file is no YAML.
    """
    return _site_url(root / "mkdocs.yml")


def _site_url(file: Path) -> str:
    try:
        found = yaml.load(file.read_bytes(), _Settings)  # noqa: S506
    except yaml.YAMLError as error:
        raise RenderError(f"{file.name}: {error}") from None
    if not isinstance(found, dict):
        return ""
    if "site_url" not in found and isinstance(found.get("INHERIT"), str):
        return _site_url(file.parent / found["INHERIT"])
    url = str(found.get("site_url") or "")
    return f"{url.rstrip('/')}/" if url else ""


class _Settings(yaml.SafeLoader):
    """Knows MkDocs's `!ENV`; what other tags make is of no interest."""


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_multi_constructor("", lambda *_: None)
