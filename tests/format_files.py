"""A small file of each format that is read, made here: what tests damage and enlarge."""

from __future__ import annotations

from functools import cache

import weasyprint

from tests.docx_files import document, p, table, tc, tr
from tests.ofd_files import lines, ofd
from tests.word_files import word

LINES = (
    "某市人民政府办公室关于开渠引水的通知",
    "某政办发〔2025〕8号",
    "各乡镇人民政府：",
    "一、总体要求",
    "（一）指导思想。坚持节水优先，到2027年，新开水渠2条，灌溉面积10万亩。",
    "（二）经费由市、县两级承担，按工程进度拨付，不得挪用。",
    "附件：水渠一览表",
    "2025年9月1日",
)
"""What each of them holds."""


def page(lines: tuple[str, ...] = LINES) -> str:
    """Return the code of a web page: a headline, paragraphs, a list, a table, what nobody sees."""
    head, *rest, last = lines
    paragraphs = "".join(f"<p>　　{line}</p>\n" for line in rest)
    return f"""<!doctype html>
<html><head><meta charset="utf-8"><meta name="PubDate" content="2025-09-01">
<title>{head}</title><style>.gone {{ display: none }}</style></head>
<body><nav><a href="/">首页</a></nav>
<div id="content"><h1>{head}</h1>{paragraphs}
<ol start="3"><li>清淤<sup>1</sup></li><li>护坡</li></ol>
<table><tr><td rowspan="2">渠名</td><td>长度</td></tr><tr><td>3<sub>2</sub>公里</td></tr></table>
<p class="gone">不显示</p><p><del>十里</del><ins>八里</ins><br>{last}</p></div>
<footer>主办：某市人民政府</footer></body></html>"""


def markdown(lines: tuple[str, ...] = LINES) -> str:
    """Return the same as Markdown, with front matter, marks, a list, a table and code."""
    head, *rest = lines
    body = "\n\n".join(rest)
    return f"""---
title: {head}
date: 2025-09-01
---
# {head}

{body}

3. 清淤10<sup>4</sup>方
4. **护坡**与[绿化](http://a.example/)

| 渠名 | 长度 |
| --- | --- |
| 东渠 | ~~十~~ 八里 |

> 引一句。![图](a.png)

```
代码
```
"""


def archive(code: str | None = None) -> bytes:
    """Return a web archive of a page."""
    text = page() if code is None else code
    return (
        b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;"
        b' type="text/html"; boundary="----=x"\r\n\r\n------=x\r\nContent-Type: text/html;'
        b' charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n'
        b"Content-Location: http://a.example/1.html\r\n\r\n"
        + text.encode().replace(b"\n", b"\r\n")
        + b"\r\n------=x--\r\n"
    )


def pdf(body: str | None = None) -> bytes:
    """Return a PDF document of some HTML."""
    code = body or "".join(f"<p>{line}</p>" for line in LINES)
    style = "@page { size: A4 } body { font: 12pt 'Noto Serif CJK SC' }"
    return bytes(weasyprint.HTML(string=f"<style>{style}</style>{code}").write_pdf())


def docx(of: tuple[str, ...] = LINES) -> bytes:
    """Return a Word document: paragraphs and a table."""
    return document("".join(map(p, of)) + table(tr(tc(p("渠名")), tc(p("长度")))))


NAMES = (
    "a.txt", "gb.txt", "wide.txt", "a.md", "a.html", "gb.htm", "a.mht", "a.doc", "a.docx", "a.pdf",
    "a.ofd",
)  # fmt: skip
"""A file of each format."""


@cache
def made(name: str) -> bytes:
    """Return the bytes of one of these files."""
    text = "\n".join(LINES)
    match name:
        case "a.txt":
            return text.encode()
        case "gb.txt":
            return text.replace("\n", "\r\n").encode("gb18030")
        case "wide.txt":
            return text.encode("utf-16")
        case "a.md":
            return markdown().encode()
        case "a.html":
            return page().encode()
        case "gb.htm":
            return page().replace("utf-8", "gbk").encode("gb18030")
        case "a.mht":
            return archive()
        case "a.doc":
            body = "\r\r".join(LINES) + "\r"
            return word(body, footnotes="\x02 注一。\r", headers="－1－\r")
        case "a.docx":
            return docx()
        case "a.pdf":
            return pdf()
        case "a.ofd":
            return ofd(lines(*LINES))
    raise ValueError(name)
