"""What the words of a basis allow a fact to be: a table of the proof's own.

It knows the words of Chinese official papers and of the press. Of a fact that is printed nowhere it
says which values its basis can mean; words that it does not know say nothing for or against one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TABLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "kind": (
        (r"有问有答|答记者问|答问|专访", "qa roundtable"),
        (r"多人分篇发言|圆桌|笔谈", "roundtable"),
        (r"个人署名|企业谈自己|评论员|时评|社论", "commentary"),
        (r"解读|观点|述评", "commentary report qa roundtable"),
        (r"记者|通讯社|消息开头|[讯电]$", "report commentary"),
        (r"开头称呼听众|讲话|致辞|演讲", "speech"),
        (r"一列链接", "index"),
        (r"备考资料", "other"),
        (r"快讯|简讯|要闻|联播|摘编", "digest report"),
        (r"印发|发布|出台|公布|召开", "report notice policy"),
        (r"的(通知|公告|通告|函|批复|通报)$|征求.*意见.*(公告|通知|函)?$", "notice policy report"),
        (
            r"(意见|方案|计划|办法|措施|条例|规定|指南|规划|纲要|细则|法)(（.*）)?$",
            "policy notice report",
        ),
        (r"(国务.|人民政府|委员会|办公[厅室]|[^司]部|局|厅)$", "policy notice"),
    ),
    "authority": (
        (r"^文件本身$", "policy"),
        (r"说话的是.*(负责(同志|人)|发言人|[部司局厅处]长|主任|书记|省长|市长|县长)", "official"),
        (r"(负责(同志|人)|发言人)$", "official"),
        (r"说话的是.*(教授|研究员|院士|学者|专家|[^任]所长|院长|研究[院所])", "expert"),
        (r"(记者|通讯员|本报|报社|电台|电视台|央视)", "media commentary"),
        (r"作者系|教授|研究员|院士|学者|专家|研究[院所]|大学|学院|信息中心", "expert"),
        (r"公司|集团|科技$|产品|技术博客", "enterprise media expert"),
        (r"(国务.|人民政府|委员会|办公[厅室]|部|司|局|厅|门户网站)$", "official media"),
    ),
    "level": (
        (r"中共中央|国务|中央|全国人(大|民代表)|国家[^级]|中华人民共和国", "national"),
        (r"^[^省市县区]*(部|总局|工信部|发展改革委)(办公厅|.{0,6}司)?$", "national"),
        (r"^[^省市县区]*部[^省市县区]*$", "national"),
        (r"省|自治区|(北京|上海|天津|重庆)市|兵团", "provincial municipal county"),
        (r"市|自治州|盟|地区", "municipal provincial county"),
        (r"[县区旗镇乡]|街道", "county municipal"),
        (r"公司|集团|协会|学会|联盟", "enterprise national"),
        (r"印发|发布|通过", "national provincial municipal county"),
    ),
    "status": (
        (r"征求意见|草案|送审|讨论稿|公开征求", "draft"),
        (r"没有说是草案", "final"),
    ),
    "part": (
        (r"附于所发文件之后|^附(件|录|表)", "annex"),
    ),
}  # fmt: skip
"""Fact → words of its basis, and the values that they can mean."""


def allows(fact: str, words: str, value: str) -> bool:
    """Return whether words can mean a value; True where the table does not know them."""
    values = [may for pattern, may in _TABLE.get(fact, ()) if re.search(pattern, words.strip())]
    return not values or any(value in may.split() for may in values)
