"""A built site → one zip to hand over: the same tree, a page to start with, and a manifest.

Files are sorted and stored, with fixed dates and permissions: the same tree gives the same bytes,
whatever compresses on that machine. Paths must be valid on every system that may unpack the zip.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from builder.disk.files import manifest_json

START = "开始阅读.html"
"""The page to start with, at the top of a bundle."""

CONTENTS = "manifest.json"
"""The manifest of a bundle, at its top: path → sha256 of every other file."""

LONGEST = 180
"""Characters that a path may have: Windows takes 260 with the folders that a reader unpacks to."""

# con    nul.txt    com1.html
_DEVICE = re.compile(
    r"""
    (?: con | prn | aux | nul | conin\$ | conout\$ | (?: com | lpt ) [0-9¹²³] )
    (?: \. .* )?
    """,
    re.VERBOSE,
)
# a:b.html    某市?.html
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DATE = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100644


def pack(
    site: Path, known: Mapping[str, str], own: Mapping[str, bytes], title: str, into: Path
) -> Path:
    """Write the bundle of a site into a folder and return the zip; `title` names it.

    `known` is path → sha256 of each file of the site, `own` the files that a bundle adds, by path.
    """
    zipped = into / f"{safe_name(title)}.zip"
    added = {path: hashlib.sha256(content).hexdigest() for path, content in own.items()}
    hashes = {**known, **added}
    own = {**own, CONTENTS: manifest_json(dict(sorted(hashes.items())))}
    with zipfile.ZipFile(zipped, "w") as bundle:
        for path in sorted(own.keys() | hashes.keys()):
            entry = zipfile.ZipInfo(path, _DATE)
            entry.create_system = 3  # else it records the system on which it was packed
            entry.external_attr = _PERMISSIONS << 16
            content = own[path] if path in own else (site / path).read_bytes()
            bundle.writestr(entry, content, zipfile.ZIP_STORED)
    return zipped


def put(file: Path, folder: Path) -> Path:
    """Put a finished file of the same file system into a folder in one step; return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    return file.replace(folder / file.name)


def safe_name(title: str) -> str:
    """Return a title as a file name for every system: letters, figures, + - · . and _."""
    kept = re.sub(r"[^\w+·.-]+", " ", unicodedata.normalize("NFC", title)).strip(" .")
    name = kept.replace(" ", "")[:80]
    return f"{name}_" if _DEVICE.fullmatch(name.casefold()) else name or "site"


def unfit(paths: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the paths of a bundle on some system on which it may be unpacked."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if len(path) > LONGEST:
            yield f"{path}: has {len(path)} characters, more than {LONGEST}"
        for part in PurePosixPath(path).parts:
            if _DEVICE.fullmatch(part.casefold()):
                yield f"{path}: “{part}” is a device on Windows"
            if (found := _FORBIDDEN.search(part)) is not None:
                yield f"{path}: {found[0]!r} may not be in a name on Windows"
            if part != part.rstrip(" ."):
                yield f"{path}: “{part}” ends in a dot or a blank, which Windows drops"
        for one in (path, *map(str, PurePosixPath(path).parents)):
            alike = unicodedata.normalize("NFC", one).casefold()
            if (other := seen.setdefault(alike, one)) != one:
                yield f"{path}: is the same name as {other} where capitals do not count"
