"""Bytes of a received file that is no text → what it is, and what to save instead.

Known by first bytes under whatever name, then by the shape of its characters (JSON and YAML, feeds,
program code, also under .txt), then by the end of its name. What a text merely quotes, as code
below a paragraph, is text.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import zipfile
from dataclasses import dataclass

from builder.formats.encodings import EXPORT
from builder.model import InputError

_PRINTED = "copy the words that it shows into a .txt file in UTF-8, or save the page that shows it"
_UNPACK = "unpack it, and put the documents in it here, each as a file"
_PAGE = "save the page or the document from which it comes, as a web page or as .txt in UTF-8"
_ARTICLE = "open the articles that it lists, and save those that belong here, each as a web page"
_AWAY = "take it out of the folder"


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of file that is no text."""

    what: str
    """What it is called, with its article."""
    remedy: str
    """What to do instead."""


_IMAGE = _Sort("an image", _PRINTED)
_SOUND = _Sort("a sound or video file", _PRINTED)
_FONT = _Sort("a font", _AWAY)
_PROGRAM = _Sort("a program", _AWAY)
_RAR = _Sort("an archive (.rar)", _UNPACK)
_PACKED = _Sort("a compressed file", _UNPACK)
_ZIP = _Sort("an archive (.zip)", _UNPACK)
_BOOK = _Sort("an electronic book", EXPORT)
_CAJ = _Sort("a document of CNKI (.caj)", EXPORT)
_DATABASE = _Sort("a database", _PAGE)
_CODE = _Sort("program code", _PAGE)
_JSON = _Sort("data in JSON", _PAGE)
_YAML = _Sort("data in YAML", _PAGE)
_TABLE = _Sort("a spreadsheet", EXPORT)
_SLIDES = _Sort("a presentation", EXPORT)
_FEED = _Sort("a feed, which lists articles", _ARTICLE)
_XML = _Sort("data in XML", _PAGE)

_FIRST: tuple[tuple[int, bytes, _Sort], ...] = (
    (0, b"\x89PNG\r\n", _IMAGE),
    (0, b"\xff\xd8\xff", _IMAGE),
    (0, b"GIF87a", _IMAGE),
    (0, b"GIF89a", _IMAGE),
    (0, b"II*\0", _IMAGE),
    (0, b"MM\0*", _IMAGE),
    (0, b"\0\0\1\0", _IMAGE),
    (0, b"8BPS\0", _IMAGE),
    (0, b"AT&TFORM", _IMAGE),
    (6, b"\0\0\0\0", _IMAGE),  # where the file begins with BM, see `_by_first_bytes`
    (8, b"WEBP", _IMAGE),
    (8, b"WAVE", _SOUND),
    (8, b"AVI ", _SOUND),
    (4, b"ftyp", _SOUND),
    (0, b"ID3", _SOUND),
    (0, b"OggS\0", _SOUND),
    (0, b"fLaC\0", _SOUND),
    (0, b"\xff\xfb", _SOUND),
    (0, b"\x1aE\xdf\xa3", _SOUND),
    (0, b"FLV\1", _SOUND),
    (0, b"#!AMR", _SOUND),
    (0, b"Rar!\x1a\7", _RAR),
    (0, b"7z\xbc\xaf'\x1c", _Sort("an archive (.7z)", _UNPACK)),
    (257, b"ustar", _Sort("an archive (.tar)", _UNPACK)),
    (0, b"MSCF\0\0\0\0", _Sort("an archive (.cab)", _UNPACK)),
    (0, b"\x1f\x8b", _PACKED),
    (0, b"BZh", _PACKED),
    (0, b"\xfd7zXZ\0", _PACKED),
    (0, b"(\xb5/\xfd", _PACKED),
    (0, b"PK\5\6", _ZIP),
    (0, b"%!PS", _Sort("a PostScript document", EXPORT)),
    (0, b"{\\rtf", _Sort("a document in Rich Text Format (.rtf)", EXPORT)),
    (0, b"\\documentclass", _Sort("the code of a LaTeX document", EXPORT)),
    (60, b"BOOKMOBI", _BOOK),
    (0, b"ITSF\3", _BOOK),
    (0, b"CAJ\0", _CAJ),
    (0, b"KDH ", _CAJ),
    (0, b"bplist00", _Sort("a web archive of Safari (.webarchive)", "save the page as a web page")),
    (0, b"SQLite format 3\0", _DATABASE),
    (0, b"OTTO", _FONT),
    (0, b"\0\1\0\0", _FONT),
    (0, b"wOFF", _FONT),
    (0, b"wOF2", _FONT),
    (0, b"ttcf", _FONT),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", _PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", _PROGRAM),
    (0, b"\0asm", _PROGRAM),
)
"""Where bytes stand that begin a file which is no text, and what it is."""

_LETTERS = frozenset((b"ID3", b"OTTO", b"wOFF", b"wOF2", b"ttcf", b"BZh", b"KDH ", b"ftyp",
                      b"WEBP", b"WAVE", b"AVI ", b"ustar"))  # fmt: skip
"""Those that a text could begin with: they hold only where the file has bytes that no text has."""

_NAMES: tuple[tuple[tuple[str, ...], _Sort], ...] = (
    ((".json", ".jsonl", ".geojson", ".ipynb"), _JSON),
    ((".yml", ".yaml", ".toml", ".ini"), _YAML),
    ((".csv", ".tsv", ".xls", ".xlsx", ".et", ".ods"), _TABLE),
    ((".ppt", ".pptx", ".dps", ".odp"), _SLIDES),
    ((".js", ".mjs", ".ts", ".py", ".sh", ".bat", ".ps1", ".css", ".java", ".c", ".h", ".cpp",
      ".go", ".rs", ".rb", ".pl", ".sql", ".vbs"), _CODE),
    ((".pdf",), _Sort("a damaged PDF document", EXPORT)),
    ((".rss", ".atom"), _FEED),
    ((".xml", ".opml"), _XML),
    ((".svg",), _IMAGE),
)  # fmt: skip
"""Ends of names of files whose characters are no text, and what they are."""

_PACKAGES: tuple[tuple[str, _Sort], ...] = (
    ("xl/", _Sort("a spreadsheet (.xlsx)", EXPORT)),
    ("ppt/", _Sort("a presentation (.pptx)", EXPORT)),
    ("androidmanifest.xml", _PROGRAM),
    ("meta-inf/container.xml", _BOOK),
    ("meta-inf/manifest.mf", _PROGRAM),
)
"""Beginnings of names in an archive that is a document of its own, in small letters."""

_TYPES: tuple[tuple[bytes, _Sort], ...] = (
    (b"application/epub", _BOOK),
    (b"application/vnd.oasis.opendocument.spreadsheet", _TABLE),
    (b"application/vnd.oasis.opendocument.presentation", _SLIDES),
    (b"application/vnd.oasis.opendocument", _Sort("an OpenDocument text (.odt)", EXPORT)),
)
"""What the part `mimetype` of an archive begins with."""

_WITHIN = 64 * 1024
"""Bytes in which the shape of a file shows."""

# <?xml version="1.0"?><rss version="2.0">      <feed xmlns="http://www.w3.org/2005/Atom">
_ROOT = re.compile(
    r"(?P<declared><\?xml\b[^>]*>)?(?:\s|<!--(?:(?!-->).)*-->|<(?!!--)[?!][^>]*>)*<(?P<root>[\w:.-]+)",
    re.IGNORECASE | re.DOTALL,
)
_ROOTS: tuple[tuple[tuple[str, ...], _Sort], ...] = (
    (("rss", "feed", "rdf:rdf", "opml"), _FEED),
    (("urlset", "sitemapindex"), _FEED),
    (("svg",), _IMAGE),
)
"""Root elements of XML that is known without its declaration."""

# {"total": 16, "list": […      [{"id": 1}, …
_OBJECT = re.compile(r'\s*(?:\[\s*)*\{\s*(?:\}|"[^"\n]{0,200}"\s*:)')
# the list ["养老", "食堂"]
_LIST = re.compile(r"\s*\[\s*[\[\"\d]")
# queries:      - id: 3      "title": 甲      taxonomy_id: 7
_KEY = re.compile(r"(?P<indent>\s*)(?:-\s+)*[\"']?[a-z_][\w.-]*[\"']?:(?:\s|$)")
# - 养老      # 注      ---
_BESIDE = re.compile(r"\s*(?:-(?:\s|$)|#|---\s*$|\.\.\.\s*$|[\]}],?\s*$)")
_KEYS = 3
"""Fewest lines with a key in a file that is YAML."""

# import os      from a import b      (function(){      const a = 1;      .a, .b {
_OPENS = re.compile(
    r"""
    <\?php\b | ["']use\sstrict["'] | @charset\b | @import\b
  | [!;(+]*function\b\s?\w*\s?\( | \(\(?\)?\s?=>
  | (?:var|let|const)\s+[\w${\[] | (?:export|async|public|static)\s+\w
  | import\s+[\w.]+(?:\s+as\s+\w+)?\s?(?:[;,\#]|$)
  | import\s[^;]{1,200}\sfrom\s+["'] | from\s+[\w.]+\s+import\b
  | (?:def|class)\s+\w+\s?[(:{] | package\s+[\w.]+;
  | (?:window|document|module|exports)\.\w | define\( | require\( | \w+\s?\(\s?[{\[]
  | (?:CREATE|DROP|INSERT|create|drop|insert)\s(?:TABLE|INTO|table|into)\b
  | [.\#:@*]?[a-z][\w\s.\#:>,()\[\]="'*-]*\{
    """,
    re.VERBOSE,
)
# //      /* …      def a(b):      x = 1      echo "$1"
_CODE_LINE = re.compile(
    r"""
    // | /\* | \*[/\s] | \# | @\w | --\s | <\?php | \?>
  | (?:import|from|def|class|return|if|elif|else|for|while|try|except|with|raise|pass|print
      |echo|export|set|cd|fi|done|then|do|esac|case|function|var|let|const|end)\b
  | [\w.\[\]"'$]+\s?[-+*/|&]?=\s?\S | \$\w
    """,
    re.VERBOSE,
)
_CODE_ENDS = (";", "{", "}", "(", "[", ")", "]", ",", ":", "\\", "&&", "||")
"""How lines of program code end."""
_REMARKS = (("/*", "*/"), ('"""', '"""'), ("#", "\n"), ("//", "\n"), ("--", "\n"))
"""How a remark at the head of program code begins and ends."""
_FEW = 4
"""Lines from which the lines of program code are counted, not its signs."""
_MOSTLY = 0.7
"""Share of the lines of program code that look like it."""
_DENSE = 0.02
"""Share of braces, semicolons and the like among the characters of a few long lines of code."""
_PROSE = 0.4
"""Share of Chinese characters in program code, as in its comments and messages, at most."""
_HAN = re.compile("[\u4e00-\u9fff]")


def refuse(data: bytes, name: str, file: str) -> None:
    """Raise `InputError` where a file is no text; `name` is its own, `file` that in messages.

    The message says what the file is, and what to save instead.
    """
    sort = _by_first_bytes(data) or _by_shape(data) or _by_name(name)
    if sort is not None:
        raise InputError(file, f"this is {sort.what}, not text", remedy=sort.remedy, line=1)


def _by_first_bytes(data: bytes) -> _Sort | None:
    if data.startswith(b"PK\3\4"):
        return _package(data)
    binary = b"\0" in data[:1024]
    if data.startswith(b"MZ") and binary:
        return _PROGRAM
    for at, mark, sort in _FIRST:
        if at == 6 and not data.startswith(b"BM"):
            continue
        if mark in _LETTERS and not binary:
            continue
        if data.startswith(mark, at):
            return sort
    return None


def _package(data: bytes) -> _Sort:
    """Return what an archive is: a document of some program, or a mere archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()[:1000]]
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    told = part.read(100)
                for mark, sort in _TYPES:
                    if told.startswith(mark):
                        return sort
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, NotImplementedError):
        return _Sort("an archive or a document of an office program, and damaged", EXPORT)
    for begins, sort in _PACKAGES:
        if any(name.startswith(begins) for name in names):
            return sort
    return _ZIP


def _by_shape(data: bytes) -> _Sort | None:
    """Return what the characters of a file are, where they are data or code."""
    head = _text(data[:_WITHIN])
    if len(data) > _WITHIN:
        head = head.rpartition("\n")[0] or head
    if root := _ROOT.match(head[:4096].lstrip()):
        named = root["root"].lower()
        for roots, sort in _ROOTS:
            if named in roots:
                return sort
        return _XML if root["declared"] and named not in ("html", "head", "body") else None
    if _OBJECT.match(head) or (_LIST.match(head) and _is_list(data)):
        return _JSON
    if head.startswith("#!"):
        return _CODE
    if _is_yaml(_lines(head)):
        return _YAML
    return _CODE if _is_code(_lines(_without_remarks(head))) else None


def _without_remarks(text: str) -> str:
    """Return program code without the remarks at its head."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        ends = next((ends for begins, ends in _REMARKS if text.startswith(begins, at)), None)
        if ends is None:
            break
        end = text.find(ends, at + len(ends))
        at = end + len(ends) if end >= 0 else len(text)
    return text[at:]


def _lines(text: str) -> list[str]:
    """Return the lines that are not blank."""
    return [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


def _text(data: bytes) -> str:
    """Return the characters of a file; of those that are not ASCII nothing has to be right."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff")


def _is_list(data: bytes) -> bool:
    try:
        held = json.loads(_text(data))
    except (ValueError, RecursionError):
        return False
    return isinstance(held, list) and len(held) > 1


def _is_yaml(lines: list[str]) -> bool:
    """Return whether lines are keys and lists under keys.

    Flat `key: value` lines are a card, and lines between two rules front matter of a text.
    """
    keys = nested = 0
    for line in lines:
        if key := _KEY.match(line):
            keys += 1
            nested += bool(key["indent"])
        elif keys and line.strip() == "---":
            return False
        elif _BESIDE.match(line):
            nested += keys > 0 and line.lstrip().startswith("-")
        elif not line[0].isspace() or not keys:
            return False
    return keys >= _KEYS and nested > 0


def _is_code(lines: list[str]) -> bool:
    """Return whether lines open as program code does, and most of them look like it."""
    lines = [line.strip() for line in lines]
    if not lines or not _OPENS.match(lines[0][:400]):
        return False
    text = "".join(lines)
    if len(_HAN.findall(text)) > _PROSE * len(text):
        return False
    if len(lines) < _FEW:
        return sum(map(text.count, "{}();=")) >= max(4, _DENSE * len(text))
    coded = sum(line.endswith(_CODE_ENDS) or bool(_CODE_LINE.match(line)) for line in lines)
    return coded >= _MOSTLY * len(lines)


def _by_name(name: str) -> _Sort | None:
    lowered = name.lower()
    return next((sort for ends, sort in _NAMES if lowered.endswith(ends)), None)
