"""Feeds as values → Atom files (RFC 4287).

Ids depend on the policy and the change alone, dates on the update: neither on the site's address
nor on the time of the build.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from builder.model import EditorDate, Feed, Framework, SiteFile, addresses, days

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def atom(feed: Feed, framework: Framework, folder: str, site_url: str) -> SiteFile:
    """Return the file of a feed in a folder of the site, an element a line.

    `site_url` is the public address of the site, where it is known: links are relative to it, else
    to the feed. The feed of a snapshot, which ends with it, is another than that of the root, which
    goes on; an entry is the same in both.
    """
    root = etree.Element("feed", {f"{_XML}lang": "zh-CN"}, nsmap={None: ATOM})
    if site_url:
        root.set(f"{_XML}base", site_url + folder + feed.path)
    root.text = root.tail = "\n"
    _add(root, "title", feed.title)
    _add(root, "id", _id(framework.policy, folder + feed.path))
    _add(root, "updated", moment(feed.date))
    author = _add(root, "author", "\n")
    _add(author, "name", framework.title)
    _add(root, "link", rel="self", type=TYPE, href=addresses.built(feed.path, feed.path))
    _add(root, "link", rel="alternate", type="text/html", href=_link(feed, feed.page))
    for one in feed.entries:
        entry = _add(root, "entry", "\n")
        _add(entry, "title", one.title, type="html")
        _add(entry, "id", _id(framework.policy, *one.key))
        _add(entry, "updated", moment(one.date))
        for name in one.authors:
            _add(_add(entry, "author", "\n"), "name", name)
        _add(entry, "link", rel="alternate", type="text/html", href=_link(feed, one.address))
        for label in one.labels:
            _add(entry, "category", term=label.id, label=label.name)
        _add(entry, "content", one.content, type="html")
    return SiteFile(feed.path, etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text or None
    element.tail = "\n"
    return element


def _link(feed: Feed, address: str) -> str:
    return addresses.built(address, feed.path)


def _id(*parts: str) -> str:
    """Return an id that depends on nothing but these words."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(0).join(parts))}"


def moment(date: EditorDate | str) -> str:
    """Return the date of an update as Atom wants it: the last day that its words allow.

    For an open interval it is the last day of its beginning: 2026-03/.. is 2026-03-31. So no
    entry is dated too early, and its text says that the date is inferred.
    """
    value = date.value if isinstance(date, EditorDate) else date
    first = value.partition("/")[0]
    for allowed in (days(value), days(first)):
        if allowed and allowed[1]:
            return f"{allowed[1]}T00:00:00Z"
    raise ValueError(f"{value} is no date")
