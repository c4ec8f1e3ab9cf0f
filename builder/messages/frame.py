"""What the frame of every page says; templates of the theme take it from here."""

from __future__ import annotations

SKIP = "跳到正文"
CONTENTS = "目录"
CLOSE = "关闭"
DARK = "深色"
TYPEFACES = "来源的话用宋体，逐字照录；本站的话用黑体。"
HOW_TO_READ = "怎么读，怎么来的"
BOX = "页眉的搜索"
FOUND = "搜索结果"
LISTS = "资料"
THEME = ("页眉", "导航栏")
"""What the theme says of its own, in its Chinese translation."""
STYLED = ("注", "改读", "存疑", "年", "增完", "删完", "原", "今", "原无此句", "今无此句")
"""What styles put before or behind words."""
