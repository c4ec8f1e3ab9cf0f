"""What one hands over: a lean tree, one zip of it, names for every system, the same bytes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from builder.site.links import rendered


def paths(folder: Path) -> list[str]:
    """Return the files of a folder, sorted."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def test_no_file_of_the_theme_is_there_that_no_page_asks_for(site: Path) -> None:
    """The theme brings a search of its own and files for debuggers; ours needs neither."""
    pages = rendered(site, [path for path in paths(site) if path.endswith(".html")])
    asked = {path for page in pages.values() for path, _ in page.references}
    assert [path for path in paths(site / "assets") if f"assets/{path}" not in asked] == []


def test_snapshots_share_scripts_and_styles(site: Path) -> None:
    """Only the index, which is data, stands under the newest snapshot and at the root as well."""
    code = [path for path in paths(site) if path.endswith((".js", ".css"))]
    contents = Counter((site / path).read_bytes() for path in code)
    twice = [path for path in code if contents[(site / path).read_bytes()] > 1]
    assert twice == ["at/2026-03/search/index.js", "search/index.js"]
