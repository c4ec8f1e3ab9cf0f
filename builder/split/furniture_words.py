"""Words that stand around articles, as `furniture.yml` lists them: a line in, yes or no out."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

_LONGEST_REMARK = 90
"""Characters of the longest remark of an editor."""

_DECORATION = " \u3000\t\xa0\u200b[]【】（）()〔〕「」『』<>《》|｜丨│·•-—–_=*#~↓↑→←▼▲▽△◆■●★☆"


@cache
def _listed(name: str) -> re.Pattern[str]:
    """Return a list of `furniture.yml` as one expression."""
    data = yaml.safe_load(files("builder.split").joinpath("furniture.yml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{one})" for one in data[name]), re.IGNORECASE)


def is_control(words: str) -> bool:
    """Return whether a line is a button, a counter or a hint: 阅读原文, 阅读量 29."""
    return _listed("controls").fullmatch(words.strip("[]【】（） ")) is not None


def is_button(words: str) -> bool:
    """Return whether a line that a format tells from others is a button or counter: 首页, 29赞."""
    return _listed("buttons").fullmatch(words.strip("[]【】（） ")) is not None


def is_contact(words: str) -> bool:
    """Return whether a line says whom to ask: 联系人：某某；联系电话：…, 地址：某市某路."""
    return _listed("contacts").fullmatch(words.strip("[]【】（）() ")) is not None


def is_footer(words: str) -> bool:
    """Return whether a line without a stop is the foot of a page: 主办单位：某办公厅."""
    return _listed("footers").search(words) is not None


def is_closing(words: str) -> bool:
    """Return whether an article is over above a line: its origin, a credit, 完, 声明."""
    bare = words.strip(_DECORATION)
    return bool(bare) and _listed("closings").fullmatch(bare) is not None


def is_remark(words: str) -> bool:
    """Return whether a line is what an editor adds: 转载请注明出处, 欢迎扫码关注."""
    return len(words) <= _LONGEST_REMARK and _listed("remarks").search(words) is not None


def is_list_head(words: str) -> bool:
    """Return whether a line stands over a list of links or other articles: 相关阅读."""
    bare = words.strip(_DECORATION + ":：")
    return bool(bare) and _listed("lists").fullmatch(bare) is not None


def is_record(words: str) -> bool:
    """Return whether a row tells how an office files a page: 索引号　123, 发文机关　某局."""
    return _listed("records").match(words) is not None
