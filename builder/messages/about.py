"""What the page about this site says."""

from __future__ import annotations

from builder.messages.message import Message

LICENCES = "许可一览"
ABOUT = "关于"
PURPOSE = Message(
    "本站把关于《{policy:s}》的文献收在一处，供人核对：这项政策在某个领域要做什么，谁说的，在哪里，用的哪些词。每一句话都能回到原件的那一行。"
)
VOICES = "谁在说话"
VOICES_SHOWN = Message(
    "衬线体（宋体）是来源的话，逐字照录；无衬线体（黑体）是本站的话，编者所写的另标{editor}。来源的话按说话的人分四种，分量依次是：{policy} 政策原文，{official} 主管部门的解读，{expert} 专家署名或受访，{media} 媒体报道。"
)
MARKS = "标记怎么读"
GROUND = "红色点线"
GROUND_MEANS = Message(
    "：这段话因为这些词归在这一类。在行动与支撑各页点“{switch}”才显示，本站记住所选。"
)
TERM = "灰色虚线"
TERM_MEANS = "：术语，点开看解释与用处；每段标第一处。"
LINK = "蓝色"
LINK_MEANS = Message("{link}：可以前往。")
MEND = "红色底纹"
MEND_MEANS = "：编者据他本改读，旁注写明原件所印与依据。"
DOUBT = "红色波线"
DOUBT_MEANS = "：疑有误，未改。"
LOST_MEANS = "：原件在此残缺，无从补足。"
VARIANT = "红色细线、浅底"
VARIANT_MEANS = "：各份来源用字不同；"
EXTRA = "只有细线"
EXTRA_MEANS = "：别份没有这些字；"
GAP = "缺 8 字"
GAP_MEANS = "：这一份在此没有别份所有的字。数码是注的号，点它看各份怎么印。"
FOLDED = "灰色实线"
FOLDED_MEANS = "：只差标点、全半角或分段，收在“另有”一行里。"
STRIP_MEANS = (
    "篇首一条：每格一段，矮的蓝格各份一致，高的红格有异，虚线空格有一份缺此段；点一格到那一段。"
)
LINE_NUMBERS = "段旁的数字是该段在底本的首行行号，也是它的永久链接。"
CONTROL_MEANS = "：原件中看不见的控制字符。"
COPIES = "几份来源怎么算"
COPIES_COUNTED = "一篇文字有几份来源的，篇首一句说清要紧的差别，每段写明哪几份如此、哪几份不同，以底本所读为准；只差标点（书名号在内）、全半角、分段的不算不同。同一家通讯社发的几份稿只算一家，不以份数多为准。原件误植，凭编者的校订或独立的别份改读，必写明原件所印与依据；无从取舍的，从底本，只注不改。各份逐段并列，见各篇的“对读”页。"
DATES = "日期从何而来"
DATES_KNOWN = (
    "印有日期的，照录所印。没有印的，只据文中的话推定，写明依据，并标“推定”；推不出来的，不写。"
)
SNAPSHOTS = "各版"
SNAPSHOTS_KEPT = Message(
    "政策每有更新，本站留存一版，地址不变；不带版次的地址总是最新一版。{link}，见来源页。"
)
EDITORS = "编者做了什么"
EDITORS_DID = Message(
    "文章的起止、题名、段落、说话人由规则从版面中读出，归类由词语决定，都不经手工。规则无从知道之处由编者逐一指定并写明理由，共 {pins:d} 处，见各份{source}；原件有误或残缺之处，编者改读、存疑或标明缺文，共 {corrections:d} 处，见各篇旁注。"
)
LEFT_OUT = "与本题无关的内容（图片说明、版面装饰、其他报道）不收入文献，仍在来源页逐行照录，并写明理由与得分。同一篇文字有几份来源的，只收一次，以最全的一份为底本。"
DATA = "数据文件"
DATA_GIVEN = "本站所示也以数据给出，供程序读取：每个文件是一份 JSON 列表，旁有说明各项的 JSON Schema；术语、文献所引与覆盖另有 CSV。"
RIGHTS = "文字的权利"
RIGHTS_HELD = Message(
    "所录文字的权利属于原作者与原发布者，本站为核对与研究而照录，并注明出处。法律法规和国家机关的决议、决定、命令等官方文件不受著作权法保护。本站自己的文字与程序依 Apache License 2.0 许可使用；所附的样式与图标出自他人，各依其许可，见{notice}。"
)
DESCRIPTION = "本站是什么，各种标记怎么读"
INFERRED_FROM = Message("日期据文中{words}推定。")
SPLIT_MEASURED = Message(
    "分篇分段：读者在收到的文件里数出 {articles:d} 篇、{paragraphs:d} 段；起止、类别、题名全同的 {exact:d} 篇，起止全同的 {found:d} 段，多分出 {invented:d} 段（其中 {pins:d} 篇由编者指定）"
)
FILED_MEASURED = Message(
    "归类：读者逐段读过本站所收的 {paragraphs:d} 段，各自判断每段讲的是哪些行动、哪些支撑；一致认为应归入的，规则归入了 {recall:.1%}；规则所归的，至少有一位读者认可的占 {precision:.1%}；读者对主旨看法一致的，规则所定主旨与之相同的占 {primary:.1%}"
)
LINKS_MEASURED = Message(
    "互见：读者想到的关联，两端都在本站的有 {due:d} 处，本站连上了 {found:d} 处"
)
READERS_MEASURE = (
    "细心的读者通读过收到的文件，写下他们的判断。这些判断不参与分段、归类与互见，只用来度量："
)
FILES_MEASURE = "程序自己能做到什么程度，用不属本站的真实文件来量：文件只登记，编者不作任何指定；每份文件印着哪几篇、哪几段，各篇的题名、文号、日期等各是什么，由读者通读之后写定，写的时候不看程序的结果。"
LINKS_DRAWN = "互见是否属实，也用这些文件来量：程序抽签取出两段，读者只看两段原文和这种互见的定义，判断是否如此。"
ACCURACY = "规则有多准"
ACCURACY_MEANS = (
    "规则是对照这些文件定的，用于新来的文献会低一些；每段据以归类的词都可以标出来，读者可自行判断。"
)
LINKS_ACCEPTED = Message("读者认可的，{name:s} 组：{kinds}。")
FILES_SCORED = Message(
    "{set:s} 组，{documents:d} 份文件、{items:d} 段，量的是{date}的程序（{commit:s}）：字句与起止全同的段落 {paragraphs:.1%}（F1；各文件平均 {files:.1%}）；正文的字句，漏掉的 {lost:.2%}，不该有的 {foreign:.2%}；段落次序相符的 {order:.1%}，小标题认对的 {headings:.1%}；各篇的事实，读者找到的 {told:d} 项说对了 {right:d} 项（{facts}），原件没有而给出的 {invented:d} 项（原件没有的共 {silent:d} 项）；说错的 {wrong:d} 项里有 {doubted:d} 项自己标明未定，说对的里有 {hesitant:d} 项标明未定。"
)
SETS = ("real",)
"""Names of the sets of files on which the program is measured."""
