"""The page about the site: what it is, what its marks mean, what its editors decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.messages.names import (
    DATA,
    LINK_KINDS,
    LOST,
    MEASURED_FACTS,
    RECEIVED_AND_MISSING,
    SHOW_GROUNDS,
)
from builder.messages.phrases import complete, day
from builder.model import Corpus, LinkReading, Page, ReadingScore, addresses
from builder.pages import facts
from builder.pages.blocks import titled, updated
from builder.pages.markdown import (
    FrontMatter,
    heading,
    link,
    page,
    plain,
    reference,
    verbatim,
    voice,
)
from builder.pages.openings import retold
from builder.pages.page_index import PageIndex


def about(index: PageIndex) -> Page:
    """Return the page about the site."""
    address = addresses.ABOUT
    framework = index.framework
    notice = reference("许可一览", addresses.NOTICE, address)
    pins = sum(len(source.entry.told) for source in index.corpus.seeds.sources)
    corrections = len(index.corpus.seeds.corrections)
    blocks = [
        heading(1, "关于", "title"),
        f"本站把关于《{plain(framework.policy)}》的文献收在一处，供人核对：这项政策在某个领域要做什么，"
        "谁说的，在哪里，用的哪些词。每一句话都能回到原件的那一行。",
        *retold(index, address, whole=True),
        heading(2, "谁在说话", "voices"),
        "衬线体（宋体）是来源的话，逐字照录；无衬线体（黑体）是本站的话，编者所写的另标"
        f"{voice('editor')}。来源的话按说话的人分四种，分量依次是："
        f"{voice('policy')} 政策原文，{voice('official')} 主管部门的解读，"
        f"{voice('expert')} 专家署名或受访，{voice('media')} 媒体报道。",
        heading(2, "标记怎么读", "marks"),
        "\n".join(
            [
                '- <span class="ground">红色点线</span>：这段话因为这些词归在这一类。'
                f"在行动与支撑各页点“{SHOW_GROUNDS}”才显示，本站记住所选。",
                '- <span class="term">灰色虚线</span>：术语，点开看解释与用处；每段标第一处。',
                f"- {link('蓝色', addresses.HOME, address)}：可以前往。",
                '- <span class="mend">红色底纹</span>：编者据他本改读，旁注写明原件所印与依据。',
                '- <span class="doubt">红色波线</span>：疑有误，未改。',
                f'- <span class="lost">{LOST}</span>：原件在此残缺，无从补足。',
                '- <span class="variant">红色细线、浅底</span>：各份来源用字不同；'
                '<span class="extra">只有细线</span>：别份没有这些字；'
                '<span class="gap">缺 8 字</span>：这一份在此没有别份所有的字。'
                "数码是注的号，点它看各份怎么印。",
                '- <span class="folded">灰色实线</span>：只差标点、全半角或分段，'
                "收在“另有”一行里。",
                "- 篇首一条：每格一段，矮的蓝格各份一致，高的红格有异，虚线空格有一份缺此段；"
                "点一格到那一段。",
                "- 段旁的数字是该段在底本的首行行号，也是它的永久链接。",
                '- <span class="control" title="U+0007">␇</span>：原件中看不见的控制字符。',
            ]
        ),
        heading(2, "几份来源怎么算", "copies"),
        "一篇文字有几份来源的，篇首一句说清要紧的差别，每段写明哪几份如此、哪几份不同，以底本所读为准；"
        "只差标点（书名号在内）、全半角、分段的不算不同。同一家通讯社发的几份稿只算一家，不以份数多为准。"
        "原件误植，凭编者的校订或独立的别份改读，必写明原件所印与依据；无从取舍的，从底本，只注不改。"
        "各份逐段并列，见各篇的“对读”页。",
        heading(2, "日期从何而来", "dates"),
        "印有日期的，照录所印。没有印的，只据文中的话推定，写明依据，并标“推定”；推不出来的，不写。",
    ]
    guessed = [
        f"- {titled(text, address)}：{day(text.date.value)}，{plain(text.date.basis)}"
        for text in index.corpus.texts
        if text.date is not None and text.date.inferred
    ]
    if guessed:
        blocks.append("\n".join(guessed))
    blocks += [
        heading(2, "各版", "snapshots"),
        "政策每有更新，本站留存一版，地址不变；不带版次的地址总是最新一版。"
        f"{link(RECEIVED_AND_MISSING, addresses.SOURCES, address)}，见来源页。",
        _snapshots(index),
        heading(2, "编者做了什么", "editors"),
        "文章的起止、题名、段落、说话人由规则从版面中读出，归类由词语决定，都不经手工。"
        f"规则无从知道之处由编者逐一指定并写明理由，共 {pins} 处，"
        f"见各份{link('来源', addresses.SOURCES, address)}；"
        f"原件有误或残缺之处，编者改读、存疑或标明缺文，共 {corrections} 处，见各篇旁注。",
        "与本题无关的内容（图片说明、版面装饰、其他报道）不收入文献，仍在来源页逐行照录，并写明理由与得分。"
        "同一篇文字有几份来源的，只收一次，以最全的一份为底本。",
        *_accuracy(index.corpus),
        heading(2, "数据文件", "data"),
        "本站所示也以数据给出，供程序读取：每个文件是一份 JSON 列表，旁有说明各项的 JSON Schema；"
        "术语、文献所引与覆盖另有 CSV。",
        _data(address),
        heading(2, "文字的权利", "rights"),
        "所录文字的权利属于原作者与原发布者，本站为核对与研究而照录，并注明出处。"
        "法律法规和国家机关的决议、决定、命令等官方文件不受著作权法保护。"
        "本站自己的文字与程序依 Apache License 2.0 许可使用；"
        f"所附的样式与图标出自他人，各依其许可，见{notice}。",
    ]
    head = FrontMatter(
        "关于",
        "本站是什么，各种标记怎么读",
        "about",
        facts=facts.data(framework.title, addresses.built(addresses.DATA, address)),
    )
    return page(address, head, *blocks)


def _data(address: str) -> str:
    """Return a link to each data file, and what it holds."""
    items = (
        f"<li>{reference(f'{name}.json', f'{addresses.DATA}{name}.json', address)} {what}</li>"
        for name, what in DATA.items()
    )
    return f'<ul class="data">{"".join(items)}</ul>'


def _snapshots(index: PageIndex) -> str:
    """Return the updates up to this one, the newest first, each with its permanent address."""
    items = []
    for entry in reversed(index.corpus.seeds.snapshots):
        to = addresses.snapshot(entry.id)
        why = f"{updated(entry)}。{entry.why}"
        if not isinstance(entry.date, str):
            words = "；".join(f"「{one.words}」" for one in entry.date.evidence)
            why += f"日期据文中{words}推定。"
        items.append(
            f"<li>{reference(verbatim(entry.id), to, addresses.ABOUT)} {verbatim(entry.title)}"
            f'<p class="where">{verbatim(why)}{complete(entry.complete_until)}。</p></li>'
        )
    return f'<ul class="snapshots">{"".join(items)}</ul>'


def _accuracy(corpus: Corpus) -> list[str]:
    """Return the scores of splitting, filing and linking, then those of reading other files;
    nothing where nobody has judged.
    """
    split, filed, joined = corpus.split_score, corpus.filing_score, corpus.link_score
    items = []
    if split is not None:
        pins = sum(len(source.entry.told) for source in corpus.seeds.sources)
        items.append(
            f"- 分篇分段：读者在收到的文件里数出 {split.articles} 篇、{split.paragraphs} 段；"
            f"起止、类别、题名全同的 {split.exact} 篇，起止全同的 {split.found} 段，"
            f"多分出 {split.invented} 段（其中 {pins} 篇由编者指定）；"
        )
    if filed is not None:
        items += [
            f"- 归类：读者逐段读过本站所收的 {filed.paragraphs} 段，各自判断每段讲的是哪些行动、"
            f"哪些支撑；一致认为应归入的，规则归入了 {filed.recall:.1%}；"
            f"规则所归的，至少有一位读者认可的占 {filed.precision:.1%}；"
            f"读者对主旨看法一致的，规则所定主旨与之相同的占 {filed.primary:.1%}；",
        ]
    if joined is not None:
        items.append(
            f"- 互见：读者想到的关联，两端都在本站的有 {joined.due} 处，"
            f"本站连上了 {joined.found} 处；"
        )
    if items:
        items[-1] = f"{items[-1][:-1]}。"
        items = [
            "细心的读者通读过收到的文件，写下他们的判断。这些判断不参与分段、归类与互见，只用来度量：",
            "\n".join(items),
        ]
    if corpus.reading_scores:
        items += [
            "程序自己能做到什么程度，用不属本站的真实文件来量：文件只登记，编者不作任何指定；每份文件印着哪几篇、"
            "哪几段，各篇的题名、文号、日期等各是什么，由读者通读之后写定，写的时候不看程序的结果。",
            "\n".join(map(_reached, corpus.reading_scores)),
        ]
    if corpus.link_readings:
        items += [
            "互见是否属实，也用这些文件来量：程序抽签取出两段，读者只看两段原文和这种互见的定义，"
            "判断是否如此。",
            "\n".join(_read(corpus.link_readings)),
        ]
    if not items:
        return []
    return [
        heading(2, "规则有多准", "accuracy"),
        *items,
        "规则是对照这些文件定的，用于新来的文献会低一些；每段据以归类的词都可以标出来，读者可自行判断。",
    ]


def _read(readings: Sequence[LinkReading]) -> Iterator[str]:
    """Yield how many links readers found right, an item for each set of files."""
    for name in dict.fromkeys(one.set for one in readings):
        kinds = "、".join(
            f"{LINK_KINDS[one.kind]} {len(one.right)}/{len(one.right) + len(one.wrong)}"
            for one in readings
            if one.set == name
        )
        yield f"- 读者认可的，{verbatim(name)} 组：{kinds}。"


def _reached(score: ReadingScore) -> str:
    """Return what the program reaches on a set of real files, as an item of a list."""
    facts = "、".join(
        f"{MEASURED_FACTS[one.name]} {one.right}/{one.told}" for one in score.facts if one.told
    )
    told, right, silent, invented, wrong, doubted, hesitant = (
        sum(getattr(one, name) for one in score.facts)
        for name in (
            "told", "right", "silent", "invented", "wrong", "wrong_unsure", "right_unsure",
        )
    )  # fmt: skip
    return (
        f"- {verbatim(score.set)} 组，{score.documents} 份文件、{score.items} 段，"
        f"量的是{day(score.date)}的程序（{verbatim(score.commit)}）："
        f"字句与起止全同的段落 {score.paragraphs:.1%}（F1；各文件平均 {score.files:.1%}）；"
        f"正文的字句，漏掉的 {score.lost:.2%}，不该有的 {score.foreign:.2%}；"
        f"段落次序相符的 {score.order:.1%}，小标题认对的 {score.headings:.1%}；"
        f"各篇的事实，读者找到的 {told} 项说对了 {right} 项（{facts}），"
        f"原件没有而给出的 {invented} 项（原件没有的共 {silent} 项）；"
        f"说错的 {wrong} 项里有 {doubted} 项自己标明未定，说对的里有 {hesitant} 项标明未定。"
    )
