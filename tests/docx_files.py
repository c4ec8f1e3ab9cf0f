"""Word documents as bytes: made with python-docx, or part by part where it cannot write them."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as Made

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header1": "hdr",
    "footer1": "ftr",
}
"""Parts of a document and the names of their root elements."""


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return an archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts(body: str, **others: str) -> dict[str, str | bytes]:
    """Return the parts of a document: its body, and others by name, all as inner XML."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            {name: (name.rstrip("1"), f"{name}.xml") for name in others}
        ),
    }
    for name, content in others.items():
        root = f"w:{_ROOTS[name]}"
        found[f"word/{name}.xml"] = f"<{root} {_SPACES}>{content}</{root}>"
    return found


def document(body: str, **others: str) -> bytes:
    """Return a Word document with this body; see `parts`."""
    return zipped(parts(body, **others))


def _relations(rows: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{what}" Target="{target}"/>'
        for id_, (what, target) in rows.items()
    )
    package = _OFFICE.replace("officeDocument", "package")
    return f'<Relationships xmlns="{package}">{inner}</Relationships>'


def p(
    *runs: str, style: str = "", list_: str = "", level: int | None = None, more: str = ""
) -> str:
    """Return a paragraph: plain words, or XML where it begins with <."""
    numbered = f'<w:numId w:val="{list_}"/>' if list_ else ""
    at = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f"<w:numPr>{at}{numbered}</w:numPr>" if numbered or at else "")
        + more
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def r(words: str, look: str = "") -> str:
    """Return a run; `look` holds its properties, as <w:strike/>."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _run(words: str) -> str:
    return words if words.startswith("<") else r(words)


def level(
    at: int,
    text: str,
    numbering: str = "decimal",
    gap: str = "nothing",
    more: str = "",
    start: int = 1,
) -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{numbering}"/>{more}'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def pattern(id_: str, *levels: str) -> str:
    """Return a pattern of lists, and the list of the same number that is made from it."""
    return (
        f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>'
    )


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    """Return a row of cells: plain words, or XML where a cell begins with <."""
    inner = "".join(
        cell if cell.startswith("<w:tc>") else tc(cell if cell.startswith("<") else p(cell))
        for cell in cells
    )
    return f"<w:tr><w:trPr>{more}</w:trPr>{inner}</w:tr>"


def tc(content: str, more: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{content}</w:tc>"


def made(document: Made | None = None) -> bytes:
    """Return a document of python-docx as bytes."""
    out = io.BytesIO()
    (document or Document()).save(out)
    return out.getvalue()
