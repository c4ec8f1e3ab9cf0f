"""Names of outlets: a paper, a site, an account, a company, or a feed, which publishes nothing.

A name in, what it is out; no outlet is known by its name, only by how such names are made.
"""

from __future__ import annotations

import re

# 某某 feed      某某 RSS      某某聚合
_FEED = re.compile(r"\bfeeds?\b|\brss\b|聚合|订阅源|rsshub", re.IGNORECASE)
# 某某网      某某日报      某市人民政府门户网站      某某发布
_OUTLET = re.compile(
    r"""
    [^\s]{1,30} (?: [网報报刊社台臺網] | 网站 | 門戶 | 门户 | 在线 | 新闻 | 客户端 | 融媒体? | 杂志
      | 发布 | 政府 | 之窗 | 博客 | 论坛 | 频道 | 平台 | 周刊 | 频道 )
    """,
    re.VERBOSE,
)
# 某某科技有限公司      某某集团      某某科技      某某信息技术
_ENTERPRISE = re.compile(
    r"公司|集团|科技\Z|科技(?:股份|技术|博客)|(?:信息|网络|数据|智能|安全)技术\Z|股份\Z|(?:律师)?事务所|工作室"
    r"|\b(?:Inc|Ltd|Corp|Tech|LLC)\b|[\u4e00-\u9fff]网络[A-Za-z]+"
)
# 某网-有思想的新媒体      某社区 | 服务开发者的平台
_TAGLINE = re.compile(r"\s*(?:[-–—|｜,，]|——)\s*(?=\S*[的为全专最业你让])\S.*")
# 某事_政策文件_某网      某事--经济·科技--某网
_PARTS = re.compile(r"\s*(?:[-_—–|｜丨>]+|\s·\s)\s*")


def is_feed(name: str) -> bool:
    """Return whether a name is that of a feed or aggregator, which publishes nothing itself."""
    return _FEED.search(name) is not None


def is_outlet(name: str) -> bool:
    """Return whether a name is made like that of a paper, a site or an account: 某某日报."""
    return _OUTLET.fullmatch(name) is not None


def is_enterprise(name: str) -> bool:
    """Return whether a name is that of a company or of what it publishes: 某某科技有限公司."""
    return _ENTERPRISE.search(name) is not None


def without_tagline(name: str) -> str:
    """Return the name of a site without what it says of itself: 某网-有思想的新媒体 is 某网."""
    return _TAGLINE.sub("", name).strip() or name


def site_in_title(title: str) -> str | None:
    """Return the site that the title of a page ends with: `某事_政策文件_某网` gives 某网."""
    parts = _PARTS.split(title)
    last = parts[-1].strip()
    return last if len(parts) > 1 and is_outlet(last) else None


def without_site(title: str) -> str:
    """Return the title of a page without site and column behind it: 某事_政策文件_某网 is 某事.

    A kicker in front stays: 专家解读 | 某事.
    """
    if site_in_title(title) is None:
        return title.strip()
    parts = _PARTS.split(title.strip())
    longest = max(parts[:-1], key=len)
    return title[: title.index(longest) + len(longest)].strip()
