"""A small policy about village roads: its files and what an editor writes of them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import yaml

from builder.__main__ import FINE, main

PLAN = """\
国务院关于推进乡村道路提升的意见

发布时间：2024-03-05 10:00　来源：某省交通厅

各市人民政府：
　　为推进乡村道路提升，现提出以下意见。
　　一、总体要求
　　到2027年，具备条件的自然村通硬化路比例超过85%；到2030年，乡村道路养护实现全覆盖。
　　二、主要任务
　　（一）修路。加快通村硬化路建设，优先打通断头路，乡村道路路基路面达到四级公路标准。
　　（二）养护。建立乡村道路日常养护制度，每条乡村道路都有养护员，路面病害及时修补。
　　（三）通车。扩大农村客运班车覆盖，乡村道路具备条件的开通客运班车，方便群众出行。
　　三、保障措施
　　（一）资金。统筹财政补助资金支持修路，专项资金优先用于断头路和通村硬化路。
　　（二）队伍。培养乡村道路养护员和技术员，给养护员购买保险。
"""

INTERVIEW = """\
某省交通厅有关负责同志就《关于推进乡村道路提升的意见》答记者问

2024-03-06 09:00

　　近日，国务院印发《关于推进乡村道路提升的意见》（以下简称《意见》）。某省交通厅有关负责同志就《意见》接受采访，回答了记者提问。
　　问：《意见》出台的背景是什么？
　　答：乡村道路是群众出行的根本。目前部分自然村不通硬化路，断头路多，乡村道路养护员不足。
　　问：修路的资金从哪里来？
　　答：《意见》提出统筹财政补助资金，专项资金优先用于断头路。今年政府工作报告也提出，加大乡村道路投入。
　　问：乡村道路怎么养护？
　　答：每条乡村道路都有养护员，路面病害及时修补，同时培养一批技术员。
"""

REPORT = """\
　　3月5日，《国务院关于推进乡村道路提升的意见》对外公布，乡村道路修路、养护有了新安排。
　　意见提出，加快通村硬化路建设，优先打通断头路，乡村道路路基路面达到四级公路标准。
　　一位养护员说，乡村道路养护有了专项资金，客运班车也会越开越远。
"""

FRAMEWORK = {
    "title": "乡村道路读本",
    "question": "乡村的路怎么修，谁来管？",
    "policy": "关于推进乡村道路提升的意见",
    "subject": ["乡村道路", "硬化路", "断头路", "养护员"],
    "relevance": 3.0,
    "actions_title": "三项任务",
    "pillars_title": "两项保障",
    "actions": [
        {"id": "build", "name": "修路", "words": ["通村硬化路", "断头路", "路基路面", "修路"]},
        {"id": "mend", "name": "养护", "words": ["日常养护", "养护员", "路面病害", "养护制度"]},
        {"id": "ride", "name": "通车", "words": ["客运班车", "农村客运", "群众出行"]},
    ],
    "pillars": [
        {"id": "money", "name": "资金", "words": ["补助资金", "专项资金", "财政补助"]},
        {"id": "crew", "name": "队伍", "words": ["技术员", "养护员", "保险"]},
    ],
    "topics": [{"id": "why", "name": "缘由", "words": ["出台的背景", "断头路多"]}],
}
TERMS = [
    {
        "id": "duantoulu", "term": "断头路", "english": "dead-end road", "labels": ["build"],
        "definitions": [{"source": "plan", "line": 10, "words": "优先打通断头路"}],
    },
    {"id": "yanghuyuan", "term": "养护员", "english": "road keeper", "labels": ["mend"]},
]  # fmt: skip
SNAPSHOTS = [{"id": "2024-03", "date": "2024-03-05", "title": "意见公布", "why": "意见公布"}]
FILES = {"plan": PLAN, "interview": INTERVIEW, "report": REPORT}


def _write(folder: Path, name: str, content: object) -> None:
    (folder / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def write_seeds(root: Path, snapshots: Sequence[object] = SNAPSHOTS) -> None:
    """Write the seeds of the small policy under a root; the first of the updates brought all."""
    sources = root / "seeds" / "sources"
    sources.mkdir(parents=True)
    entries = []
    for name, content in FILES.items():
        (sources / f"{name}.txt").write_bytes(content.encode())
        entries.append(
            {
                "id": name, "file": f"{name}.txt", "publisher": "未具名", "snapshot": "2024-03",
                "sha256": hashlib.sha256(content.encode()).hexdigest(),
            }
        )  # fmt: skip
    entries[2]["date"] = {  # type: ignore[assignment]
        "value": "2024-03-05", "evidence": [{"line": 1, "words": "3月5日"}],
    }  # fmt: skip
    _write(root / "seeds", "sources", {"sources": entries})
    _write(root / "seeds", "framework", FRAMEWORK)
    _write(root / "seeds", "terms", {"terms": TERMS})
    _write(root / "seeds", "snapshots", {"snapshots": list(snapshots)})


def add(root: Path, id_: str, file: str, content: str, snapshot: str = "2024-03") -> None:
    """Add a received file to the seeds of a root; a snapshot brought it."""
    (root / "seeds/sources" / file).write_bytes(content.encode())
    listed = root / "seeds/sources.yml"
    entries = yaml.safe_load(listed.read_text("utf-8"))
    digest = hashlib.sha256(content.encode()).hexdigest()
    entries["sources"].append(
        {"id": id_, "file": file, "sha256": digest, "publisher": "未具名", "snapshot": snapshot}
    )
    listed.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")


def published_with(root: Path, *files: tuple[str, str, str]) -> Path:
    """Make a root whose snapshots are locked, with received files: id, name and content of each."""
    root.mkdir()
    shutil.copy(Path(__file__).parents[1] / "mkdocs.yml", root)
    write_seeds(root)
    for id_, file, content in files:
        add(root, id_, file, content)
    for command in ("pages", "lock"):
        assert main([command, "--quiet", "--root", str(root)]) == FINE
    return root
