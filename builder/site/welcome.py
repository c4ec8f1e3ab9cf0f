"""All editions → the page with which a bundle opens: what it is, how to start, how to check.

It is whole by itself, styles and script inside: some readers open it in the zip, before unpacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from builder.model import Edition
from builder.site.plus import with_plus
from builder.site.settings import Settings

_ASSETS = Path(__file__).with_name("assets")


def welcome(editions: Sequence[Edition], said: Settings) -> bytes:
    """Return the page; `editions` come oldest first."""
    newest = editions[-1]
    framework = newest.corpus.seeds.framework
    title = escape(framework.title)
    rows = "\n".join(
        f'<li><a href="at/{escape(one.snapshot.id)}/index.html">{escape(one.snapshot.id)}</a>'
        f" {escape(one.snapshot.title)} <span>{escape(one.date)}</span></li>"
        for one in reversed(editions)
    )
    page = _PAGE.format(
        title=title,
        policy=escape(framework.policy),
        style=(_ASSETS / "welcome.css").read_text(encoding="utf-8"),
        script=(_ASSETS / "welcome.js").read_text(encoding="utf-8"),
        date=escape(newest.date),
        texts=len(newest.corpus.texts),
        sources=len(newest.corpus.seeds.sources),
        rows=rows,
        owner=said.owner(""),
    )
    return with_plus(page).encode()


_PAGE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>开始阅读 - {title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>这里收着关于《{policy}》的 {texts} 篇文献，截至 {date}。每一句都能回到原件的那一行。</p>
<p><a class="start" href="index.html">开始阅读</a></p>
<p class="note">不用联网，不用安装。如果点了打不开，多半是还没有解压：请把压缩包全部解压到一个文件夹，再打开其中的“开始阅读”。</p>

<h2>里面有什么</h2>
<p>政策每有更新，就留存一版，各版都在：</p>
<ul>
{rows}
</ul>
<p>要转给别人一页，或者打印：<a href="one/index.html">整个读本合成的一个文件</a>；各项行动、各项支撑的单个文件，在各自页面的末尾。</p>

<h2>谁做的</h2>
<p>编者把收到的 {sources} 份文件原样保存，由程序逐行整理成这个读本：来源的话逐字照录，编者的话另作标记。日期怎么推定、哪里改读、怎么归类，见<a href="about/index.html">关于</a>。文字的权利属于原作者与原发布者。</p>

<h2>怎么核对</h2>
<p>清单 <a href="manifest.json">manifest.json</a> 记着每个文件的校验值（SHA-256），可以查出有没有缺少、多出或被改动的文件。</p>
<div id="check" hidden>
<p><label for="folder">选择解压后的文件夹，浏览器在本机逐个核对，不上传：</label></p>
<p><input type="file" id="folder" webkitdirectory multiple></p>
<div id="found" role="status"></div>
</div>
<p id="cannot">这个浏览器不能在网页里核对，请用下面的命令。</p>
<p>有本程序的，运行 <code>python -m builder verify 文件夹</code>：除了清单，还把每一页、每一句与原件逐行对照。</p>
{owner}
</main>
<script>
{script}</script>
</body>
</html>
"""
