"""The lock file of our packages and their licences → what a bundle is made of, as CycloneDX JSON.

The site carries the theme's styles and our own; all else only makes it. No time, no machine: the
same locks give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

SBOM = "sbom.cdx.json"
"""Its name in a bundle, as CycloneDX wants it."""

LOCKED = Path(__file__).parents[2] / "requirements"
"""The folder with the lock files."""

_CARRIED = frozenset(("mkdocs-material",))
"""Packages of which files are in the site; `assets/NOTICE.txt` has their licences in full."""

# name==1.2.3 \⏎ --hash=sha256:… \⏎      name==1.2 ; python_full_version < '3.11.5' \⏎ …
_PACKAGE = re.compile(
    r"""
    ^ (?P<name> [a-z0-9][\w.-]*+ ) == (?P<version> [^\s;\\]++ ) [^\n]*+ \n
    (?P<hashes> (?: \s+ --hash=sha256: [0-9a-f]{64} [^\n]*+ \n )*+ )
    """,
    re.VERBOSE | re.MULTILINE,
)
_HASH = re.compile(r"sha256:(?P<hash>[0-9a-f]{64})")
_LICENCE = re.compile(r"^(?P<name>[a-z0-9][\w.-]*): (?P<licence>.+)$", re.MULTILINE)


def sbom(title: str, snapshot: str, folder: Path = LOCKED) -> bytes:
    """Return what a bundle is made of; `folder` holds `site.lock` and `licences.txt`."""
    value: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "data", "bom-ref": "site", "name": title, "version": snapshot,
            },
            "licenses": [{"license": {"id": "Apache-2.0"}}],
        },
        "components": list(_components(folder)),
    }  # fmt: skip
    said = json.dumps(value, ensure_ascii=False, sort_keys=True)
    value["serialNumber"] = f"urn:uuid:{uuid5(NAMESPACE_URL, said)}"
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()


def licences(folder: Path = LOCKED) -> Mapping[str, str]:
    """Return name of a package → its licence, as SPDX writes it."""
    file = folder / "licences.txt"
    text = file.read_text("utf-8") if file.is_file() else ""
    return {m["name"]: m["licence"] for m in _LICENCE.finditer(text)}


def _components(folder: Path) -> Iterator[dict[str, Any]]:
    file, known = folder / "site.lock", licences(folder)
    for one in _PACKAGE.finditer(file.read_text("utf-8") if file.is_file() else ""):
        name, purl = one["name"], f"pkg:pypi/{one['name']}@{one['version']}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": one["version"],
            "scope": "required" if name in _CARRIED else "excluded",
            "licenses": [{"expression": known[name]}] if name in known else [],
            "purl": purl,
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": f"https://pypi.org/project/{name}/{one['version']}/",
                    "hashes": [
                        {"alg": "SHA-256", "content": m["hash"]}
                        for m in _HASH.finditer(one["hashes"])
                    ],
                }
            ],
        }
