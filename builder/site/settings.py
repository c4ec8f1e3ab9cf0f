"""`mkdocs.yml` → what it says of the site as published: its address, and whose it is.

MkDocs reads the file and checks its own fields; `extra.footer` is ours, and checked here. A page
written by hand may put itself at the foot of every page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import yaml
from mkdocs.utils.meta import get_data

from builder.disk.docs import pages_by_hand
from builder.model import InputError, addresses, printable, raise_all
from builder.site.render import configuration

FOOTER = "extra.footer"
"""The field of what stands at the foot of every page."""

_FILE = "mkdocs.yml"
_KEYS = ("text", "url")
_SCHEMES = ("http", "https", "mailto", "tel")
_RIGHT = "write for example:  - {text: 某ICP备12345678号, url: https://beian.miit.gov.cn/}"


@dataclass(frozen=True)
class FooterEntry:
    """A line at the foot of every page: a registration number, the owner, a page of the site."""

    text: str
    """What readers see."""
    url: str = ""
    """Where it leads: a public address, or a path under the root of the site; '' for nowhere."""

    @property
    def path(self) -> str:
        """The path under the root of the site, without an anchor; '' for a public address."""
        return "" if urlsplit(self.url).scheme else unquote(self.url.partition("#")[0])


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says of the site as published."""

    url: str = ""
    """The public address of the root, with a slash at its end; '' where it is not known."""
    footer: tuple[FooterEntry, ...] = ()
    """What stands at the foot of every page."""

    def address(self, path: str) -> str:
        """Return the public address of a path under the root; '' where it is not known."""
        return self.url and self.url + quote(path)

    def owner(self, to_root: str | None) -> str:
        """Return the entries of the footer as HTML; '' for none.

        `to_root` leads from the page to the root, as ../; None for a file that stands by itself,
        in which pages of the site are words, or links where the public address is known.
        """
        shown = (_entry(one, to_root, self.url) for one in self.footer)
        return f'<p class="owner">{" · ".join(shown)}</p>' if self.footer else ""


def _entry(one: FooterEntry, to_root: str | None, url: str) -> str:
    base = (url if to_root is None else to_root) if one.path else ""
    if not one.url or (one.path and to_root is None and not url):
        return f"<span>{escape(one.text)}</span>"
    return f'<a href="{escape(base + one.url)}">{escape(one.text)}</a>'


def settings(root: Path) -> Settings:
    """Return what the `mkdocs.yml` of a folder says.

    Raises `RenderError` where MkDocs refuses the file, `InputError` for a wrong footer.
    """
    config = configuration(root)
    given = config.extra.get("footer")
    errors: list[InputError] = []
    entries: list[FooterEntry] = []

    def wrong(place: int | None, message: str) -> None:
        errors.append(_error(root, place, message))

    if not isinstance(given, list | None):
        wrong(None, f"`{FOOTER}` is no list")
    for place, item in enumerate(given if isinstance(given, list) else ()):
        before = len(errors)
        _check(item, lambda message, place=place: wrong(place, message))  # type: ignore[misc]
        if len(errors) == before:
            entries.append(FooterEntry(item["text"].strip(), (item.get("url") or "").strip()))
    raise_all(errors)
    return Settings(config.site_url or "", (*entries, *_pages_by_hand(root)))


def _pages_by_hand(root: Path) -> Iterator[FooterEntry]:
    """Yield the pages written by hand whose front matter says `footer: 无障碍说明`."""
    for page in pages_by_hand(root):
        text = get_data(page.content)[1].get("footer")
        if text:
            yield FooterEntry(str(text), addresses.built(page.path, addresses.HOME))


def _check(item: object, wrong: Callable[[str], None]) -> None:
    """Report what is wrong with an entry of the footer."""
    if not isinstance(item, dict):
        wrong("this is no entry with `text` and `url`")
        return
    for key in item:
        if key not in _KEYS:
            wrong(f"`{key}` is not known here; an entry has `text` and, where it leads, `url`")
    text, url = item.get("text"), item.get("url")
    if not isinstance(text, str) or not text.strip():
        wrong("`text` is missing, or no words (a number goes in quotes)")
    elif printable(text) != text:
        wrong("`text` holds an invisible character")
    if url is None:
        return
    problem = "is no address" if not isinstance(url, str) else _unfit(url.strip())
    if problem:
        wrong(f"`url` {problem}")


def _unfit(url: str) -> str:
    """Return what is wrong with an address; '' if nothing is."""
    if printable(url) != url or " " in url:
        return "holds a blank or an invisible character"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "is no address"
    if parts.scheme:
        if parts.scheme.lower() not in _SCHEMES:
            return f"begins with `{parts.scheme}:`, which no link on the site may"
        return "" if parts.netloc or parts.scheme in ("mailto", "tel") else "names no host"
    path = parts.path
    outside = path.startswith(("/", ".."))
    if parts.netloc or parts.query or not path or outside or posixpath.normpath(path) != path:
        return "is neither a whole address, https://…, nor a path from the root, about/index.html"
    return ""


def check_footer(root: Path, said: Settings, pages: Collection[str]) -> None:
    """Raise `InputError` where the footer leads to a page that is not among those of the site."""
    known = ", ".join(sorted(page for page in pages if "/" not in page))
    raise_all(
        [
            _error(root, place, f"the site has no page `{one.path}`", f"pages are, e.g.: {known}")
            for place, one in enumerate(said.footer)
            if one.path.endswith(".html") and one.path not in pages
        ]
    )


def _error(root: Path, place: int | None, message: str, remedy: str = _RIGHT) -> InputError:
    """Return an error at an entry of the footer, or at the footer."""
    text = (root / _FILE).read_text(encoding="utf-8")
    line = _line(yaml.compose(text, Loader=yaml.SafeLoader), place)
    lines = text.splitlines()
    quoted = lines[line - 1] if line and line <= len(lines) else ""
    return InputError(_FILE, message, remedy=remedy, line=line, quote=quoted)


def _line(node: yaml.Node | None, place: int | None) -> int | None:
    """Return the line of an entry of the footer; None where another file has it."""
    for step in FOOTER.split("."):
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == step), None)
    if place is not None and isinstance(node, yaml.SequenceNode) and place < len(node.value):
        node = node.value[place]
    return node.start_mark.line + 1 if node is not None else None
