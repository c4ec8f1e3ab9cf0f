"""A checkout with its seeds `times` over: copies that differ from each other, in a new folder.

In copy k a quarter of the Chinese characters are exchanged for others, alike in all its files:
its texts are new ones, while the printings of one text inside it stay printings of one text.
Copy 0 is the seeds as they are; framework and terms stay as they are, and quote from copy 0.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

import yaml

NEEDED = ("mkdocs.yml", "seeds", "docs", "builder")
"""What a build needs of a checkout."""

MECHANICS = (
    "〇零一二三四五六七八九十百千万亿年月日时分秒第章节条问答：记者编辑作者来源主任教授院长研究"
    "新华社报网刊讯发摄图文本版书记会部局国家中心大学"
)
"""Characters by which articles, dates and speakers are recognised; never exchanged."""

Exchange = dict[int, int]
"""As for `str.translate`."""


def enlarged(checkout: Path, root: Path, times: int) -> int:
    """Write the enlarged checkout to the new folder `root`; return its characters of source.

    The locks stay behind: a measurement may edit what is published.
    """
    root.mkdir(parents=True)
    for name in NEEDED:
        if (checkout / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".locks")
            shutil.copytree(checkout / name, root / name, ignore=ignored)
        else:
            shutil.copy(checkout / name, root / name)
    seeds = root / "seeds"
    sources = _loaded(seeds / "sources.yml")["sources"]
    corrections = _loaded(seeds / "corrections.yml")["corrections"]
    subject = "".join(_loaded(seeds / "framework.yml")["subject"])
    texts = {
        entry["file"]: (seeds / "sources" / entry["file"]).read_bytes().decode("utf-8")
        for entry in sources
    }
    inventory = sorted(
        {c for text in texts.values() for c in text if "\u4e00" <= c <= "\u9fff"}
        - set(MECHANICS + subject)
    )
    all_sources, all_corrections = list(sources), list(corrections)
    for copy in range(1, times):
        exchange = _exchange(inventory, copy)
        for entry in sources:
            file = f"{copy:04}-{entry['file']}"
            data = texts[entry["file"]].translate(exchange).encode("utf-8")
            (seeds / "sources" / file).write_bytes(data)
            all_sources.append(
                _exchanged(entry, exchange)
                | {
                    "id": f"{entry['id']}-{copy:04}",
                    "file": file,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "publisher": entry["publisher"],
                }
            )
        for entry in corrections:
            changed = _exchanged(entry, exchange) | {"reason": entry["reason"]}
            all_corrections.append(changed | {"source": f"{entry['source']}-{copy:04}"})
    _dump(seeds / "sources.yml", {"sources": all_sources})
    _dump(seeds / "corrections.yml", {"corrections": all_corrections})
    return times * sum(len("".join(text.split())) for text in texts.values())


def _exchange(inventory: list[str], copy: int) -> Exchange:
    """Return which characters copy `copy` exchanges: a quarter of the inventory, in a circle."""
    chance = random.Random(copy)
    some = chance.sample(inventory, len(inventory) // 4)
    return {ord(a): ord(b) for a, b in zip(some, some[1:] + some[:1], strict=True)}


def _exchanged(value: Any, exchange: Exchange) -> Any:
    """Return a value from YAML with the characters of its words exchanged."""
    if isinstance(value, str):
        return value.translate(exchange)
    if isinstance(value, dict):
        return {key: _exchanged(inner, exchange) for key, inner in value.items()}
    if isinstance(value, list):
        return [_exchanged(inner, exchange) for inner in value]
    return value


def _loaded(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return value


def _dump(path: Path, value: dict[str, Any]) -> None:
    text = yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, "utf-8")


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each value out: the builder reads no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True
