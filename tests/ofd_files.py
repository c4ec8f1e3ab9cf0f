"""OFD documents as bytes: a small writer, which sets words line by line on pages of A4."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.docx_files import zipped

SPACE = "http://www.ofdspec.org/2016"
SIZE = 5.6
"""Size of the text in millimetres, as that of an official document."""
PER_LINE = 28
"""Characters of a full line."""


@dataclass(frozen=True)
class Text:
    """Words at a place: millimetres from the left, and of the baseline from the top."""

    words: str
    x: float
    y: float
    size: float = SIZE
    more: str = ""
    """Further attributes of the object."""
    shapes: str = ""
    """XML before the words."""
    delta: str | None = None
    """DeltaX; by default one size for each character."""

    def xml(self, id_: int) -> str:
        """Return the object."""
        count = len(self.words) - 1
        delta = self.delta
        if delta is None:
            delta = f"g {count} {self.size}" if count > 0 else ""
        told = f' DeltaX="{delta}"' if delta else ""
        width = len(self.words) * self.size
        return (
            f'<ofd:TextObject ID="{id_}" Font="1" Size="{self.size}" {self.more} '
            f'Boundary="{self.x} {self.y - self.size} {width} {self.size * 1.2}">{self.shapes}'
            f'<ofd:TextCode X="0" Y="{self.size}"{told}>{escape(self.words)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )


def lines(
    *paragraphs: str, top: float = 40, left: float = 27, indent: float = 2, pitch: float = 10
) -> list[Text]:
    """Return paragraphs as the lines of a page, the first of each indented."""
    found, y = [], top
    for words in paragraphs:
        first = PER_LINE - int(indent)
        rest = words[first:]
        cut = [rest[at : at + PER_LINE] for at in range(0, len(rest), PER_LINE)]
        for place, line in enumerate((words[:first], *cut)):
            found.append(Text(line, left + (0 if place else indent * SIZE), y))
            y += pitch
    return found


def ofd(
    *pages: list[Text] | str,
    template: str = "",
    resources: str = "",
    title: str = "",
    space: str = SPACE,
    replaced: dict[str, str | bytes | None] | None = None,
) -> bytes:
    """Return a document: of each page its objects, as `Text` or as XML.

    `template`: objects that each page shows below its own; `replaced`: parts that are otherwise.
    """
    declared = f'xmlns:ofd="{space}"'
    used = '<ofd:Template TemplateID="900"/>' if template else ""
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {declared} DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Title>{title}</ofd:Title><ofd:CreationDate>2024-01-01</ofd:CreationDate></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {declared}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="900" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>'
        + "".join(
            f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
            for at in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {declared}>{resources}</ofd:Res>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _page(declared, template, ""),
    }
    for at, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = _page(declared, objects(page), used)
    for name, part in (replaced or {}).items():
        if part is None:
            del parts[name]
        else:
            parts[name] = part
    return zipped(parts)


def objects(page: list[Text] | str) -> str:
    """Return the objects of a page as XML."""
    if isinstance(page, str):
        return page
    return "".join(text.xml(at + 10) for at, text in enumerate(page))


def _page(declared: str, inner: str, template: str) -> str:
    return (
        f"<ofd:Page {declared}>{template}<ofd:Content>"
        f'<ofd:Layer ID="2" Type="Body">{inner}</ofd:Layer></ofd:Content></ofd:Page>'
    )
