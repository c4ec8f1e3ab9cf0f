"""The Chinese names of our codes, as readers see them, and recurring phrases.

In: codes. Out: plain text. Nothing here is marked up or knows a value of the model. A table covers
every code of its kind, so that a look-up never fails.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceNames:
    """The names of a voice."""

    name: str
    """On the badge beside its words."""
    question: str
    """Heading of its section on the page of an action or a pillar."""
    material: str
    """What is missing where it says nothing; '' where nothing is."""


VOICES = {
    "policy": VoiceNames("政策", "政策怎么写", "政策原文"),
    "official": VoiceNames("官方", "官方怎么解读", "官方解读"),
    "expert": VoiceNames("专家", "专家怎么看", "专家观点"),
    "media": VoiceNames("媒体", "媒体怎么报", "媒体报道"),
    "enterprise": VoiceNames("企业", "企业怎么说", ""),
    "question": VoiceNames("提问", "提问者问什么", ""),
    "editor": VoiceNames("编者", "编者怎么说", ""),
}
"""Voice → its names, in falling weight."""
UNSIGNED = "未署名"
"""In the place of a speaker or writer whom nobody names."""

KINDS = {
    "qa": "答问", "report": "报道", "commentary": "评论", "roundtable": "圆桌", "policy": "文件",
    "speech": "讲话", "digest": "摘编", "index": "目录", "caption": "图片说明", "notice": "公告",
    "furniture": "版面", "other": "其他",
}  # fmt: skip
"""Kinds of articles."""

STATUSES = {"final": "正式文本", "draft": "征求意见稿"}
"""States of a policy."""

PARTS = {"text": "正文", "annex": "附件"}
"""Parts of a policy."""

LEVELS = {
    "national": "国家级", "provincial": "省级", "municipal": "市级", "county": "县级",
    "enterprise": "企业",
}  # fmt: skip
"""Whose policy it is."""

RELATIONS = {
    ("issues", True): "印发", ("issues", False): "印发此件的通知",
    ("annex_of", True): "附于", ("annex_of", False): "附件",
    ("draft_of", True): "正式文本", ("draft_of", False): "征求意见稿",
    ("revises", True): "修订", ("revises", False): "修订此件的",
    ("implements", True): "落实", ("implements", False): "落实此件的",
    ("comments_on", True): "论", ("comments_on", False): "论此件的",
    ("reports_on", True): "报道", ("reports_on", False): "报道此件的",
    ("reprints", True): "转载自", ("reprints", False): "转载此件的",
}  # fmt: skip
"""How a document stands to another, and whether it says so itself → the words before the other."""

MEASURED_FACTS = {
    "kind": "类别", "status": "是否定稿", "authority": "谁的话", "title": "题名",
    "issuers": "发文机关", "number": "文号", "issued": "成文日期", "published": "发布日期",
    "publisher": "发布者", "authors": "作者", "relations": "与他篇的关系",
    "part": "正文或附件", "origin": "来源", "level": "层级",
}  # fmt: skip
"""Facts of an article."""

FURNITURE = {
    "title": "题", "subtitle": "副题", "byline": "署名", "dateline": "电头", "label": "栏目",
    "repeat": "重排",
}  # fmt: skip
"""Roles of lines that belong to no paragraph."""

PLACES = {
    "title": "题", "subtitle": "副题", "byline": "署名", "dateline": "电头", "paragraph": "正文",
}  # fmt: skip
"""Parts of an article in which witnesses differ."""

VARIANT_TYPES = {
    "punctuation": "标点", "width": "全半角", "numeral": "数字", "omission": "缺文",
    "addition": "多出", "substitution": "异文", "damage": "误植",
}  # fmt: skip
"""Types of variants."""

CHANGES = {
    "document_added": "新收", "document_removed": "不再收录", "document_renamed": "改用另一底本",
    "document_retitled": "改题", "document_finalised": "征求意见稿 → 正式文本",
    "document_revised": "原文本 → 修订本",
    "copy_added": "另得一份来源", "copy_removed": "少一份来源",
    "sentence_added": "增", "sentence_removed": "删", "sentence_changed": "改",
    "sentence_moved": "移位",
    "term_added": "新用", "term_removed": "不再见", "term_changed": "释义有变",
    "correction_added": "新订正", "correction_removed": "撤回订正", "correction_changed": "改订正",
}  # fmt: skip
"""Kinds of changes between two updates; of labels and links a page counts instead."""

VERSIONS = {
    "draft_of": ("征求意见稿", "正式文本"),
    "revises": ("原文本", "修订本"),
}
"""How two versions stand to each other → what the earlier and the later one are."""

LINK_KINDS = {
    "filed": "归类", "uses": "用到术语", "defines": "术语出处", "supports": "行动与支撑同见",
    "part_of": "同版", "beside": "参看", "belongs": "术语所属", "narrower": "上下位",
    "cites": "引用文件", "prints": "全文", "copies": "同文", "abridges": "节录",
    "comments_on": "评论", "follows": "接续", "concerns": "言及", "explains": "解读",
    "restates": "重申", "about": "话题", "names": "提到",
    "reports_on": "报道", "issues": "印发", "annex_of": "附件", "draft_of": "征求意见稿",
    "revises": "修订或废止", "implements": "落实", "reprints": "转载",
}  # fmt: skip
"""Kinds of links, where they are counted."""

LINK_ENDS = {
    ("explains", True): "解读", ("explains", False): "解读见",
    ("restates", True): "重申", ("restates", False): "重申见",
    ("beside", True): "参看", ("beside", False): "参看",
    ("about", True): "话题", ("about", False): "见于",
    ("names", True): "也提到", ("names", False): "也提到",
    ("narrower", True): "上位", ("narrower", False): "下位",
    ("belongs", True): "用于", ("belongs", False): "术语",
    ("follows", True): "接续", ("follows", False): "后继",
    ("concerns", True): "言及", ("concerns", False): "言及此文件的有",
    ("prints", True): "即", ("prints", False): "全文",
    **RELATIONS,
}  # fmt: skip
"""Kind of a link, and whether it leaves the page → the words before the name of its other end."""

PERSONAL = {
    "mobile": "手机号码", "landline": "电话号码", "mail": "电子邮箱", "identity": "身份证件号码",
}  # fmt: skip
"""Kinds of personal data."""

DATA = {
    "articles": "收到的原件所印的各篇，未收的也在",
    "documents": "收入的文献，逐段",
    "passages": "各段各句的归类，与据以归类的词",
    "glossary": "术语",
    "links": "互见",
    "variants": "各份来源的异文",
    "apparatus": "异文的校记",
    "corrections": "订正",
    "entities": "文献所引",
    "coverage": "覆盖",
    "snapshots": "各版",
    "changes": "各版之间的变化",
}
"""Data file → what it holds."""

FACTS = {"speaker": "署名", "office": "职务", "date": "日期", "words": "此处文字"}
"""What was published of a text or a paragraph, and can be corrected."""

INFERRED = "（推定）"
"""Behind a date that is not printed but follows from the words."""
UNDATED = "日期未载"
NO_PUBLISHER = "刊载处未印"
ELLIPSIS = "……"
"""In the place of words that are left out."""
LOST = "此处原件缺文"
"""Where words of a received file are missing."""
RECEIVED_AND_MISSING = "收到什么，还缺什么"
"""Of the link to the page of what was received."""
WHAT = "它是什么"
"""Over the facts of a text."""
WHY_KNOWN = "这些据何而知，怎么引用"
"""Of the fold below them."""
BY_RULE = "规则推定"
"""Basis of a fact that no line prints."""
UNDECIDED = "未定"
"""Before a fact of which nobody can be sure."""
NOT_PRINTED = "文中未载"
SET = "格式所编"
"""Of characters that the format of a file sets or counts: ⁴, the number of an item."""
NOT_DISCUSSED = "所收文献尚无论述"
ENUMERATED_ONLY = "仅列举"
"""Before labels that a paragraph only names among others."""
NO_LONGER_FILED = "不再归入"
NEWLY_CITED = "新见引用的文件"
NEW_TEXTS = "新收文献"
SHOW_GROUNDS = "标出归类所据的词"
"""On the switch that marks the words by which passages are filed."""
IN_POLICY = "政策原文讲这一项的段落"
"""On the page of a label, before the numbers of the paragraphs."""
RULES = "本站规则的改动"
RULES_WHY = (
    "以下不是政策的变化，所收的文字并不因此改动：归类、互见、登记、标注的规则改了，"
    "已公布的各版随之改用新规则。"
)
"""Under that heading, on the page of changes."""
TO_PARAGRAPH = "文中此段"
"""Of the link to a paragraph on the page of its text."""
LACKS = "无此段"
"""Behind the name of a witness that does not print a paragraph."""
SIDE_BY_SIDE = "份对读"
"""Behind a number of witnesses, of the link to their collation."""
NOT_IN_EXCERPT = "节录之外，未收"
"""On the page of a source, beside paragraphs of an article that is taken in part."""
REST_OF_ARTICLE = "其余不讲此事，照录在原件页"
"""Of the link from such a text to the paragraphs that are left out."""
SUPPORT = "同段谈到的行动与支撑"
"""Title of the table of actions by pillars: that one serves the other is more than it knows."""
SUPPORT_COUNT = "同时论及的段落数"
"""What the fields of that table count."""
