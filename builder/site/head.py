"""What a page says of itself to browsers and search engines: front matter → elements of its head.

The same function makes them for MkDocs and for the proof. What differs between the places of a
page, its address and its snapshot, is filled in by `View`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from builder.messages import frame, shared

LANGUAGE = "zh-CN"
"""The language of every page."""

ADDRESS = "<!-- address -->"
"""The placeholder of what gives the address of a page."""

FACTS = '<script type="application/ld+json">{'
"""How the facts of a page begin."""

# < > & begin or end markup; U+2028 and U+2029 end a line of a script.
_ACTIVE = re.compile("[<>&\u2028\u2029]")


def head(title: str, meta: Mapping[str, object], site_name: str) -> str:
    """Return the elements for a page with a title and front matter."""
    description = str(meta.get("description") or title)
    moved = meta.get("kind") == "moved"
    kind = "article" if meta.get("kind") == "document" else "website"
    written = title if title == site_name else f"{title} - {site_name}"
    return "\n  ".join(
        [
            f"<title>{escape(written)}</title>",
            f'<meta name="description" content="{escape(description)}">',
            '<meta name="robots" content="noindex">' if moved else ADDRESS,
            f'<meta property="og:type" content="{kind}">',
            '<meta property="og:locale" content="zh_CN">',
            f'<meta property="og:site_name" content="{escape(site_name)}">',
            f'<meta content="{escape(title)}" property="og:title">',
            f'<meta property="og:description" content="{escape(description)}">',
            _facts(title, description, meta.get("facts")),
        ]
    )


def in_templates() -> dict[str, object]:
    """Return what the templates call by its name: `head`, and the words of the frame."""
    return {"head": head, "say": frame, "shared": shared}


def _facts(title: str, description: str, facts: object) -> str:
    """Return the facts of a page as JSON-LD in the words of schema.org.

    A script element ends at the first `</script`, and `<!--` changes how it is read: in JSON no
    `<` is needed.
    """
    whole = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "description": description,
        "inLanguage": LANGUAGE,
        **(facts if isinstance(facts, dict) else {}),
    }
    written = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=str)
    safe = _ACTIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    return f"{FACTS}{safe.removeprefix('{')}</script>"
