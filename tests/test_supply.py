"""What others made and we use is named with version, hash and licence."""

from __future__ import annotations

import json
import re
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from builder.disk.bundle import pack
from builder.disk.sbom import LOCKED, licences, sbom

ROOT = Path(__file__).parents[1]

PERMISSIVE = re.compile(r"MIT|Apache-2\.0|BSD-[23]-Clause|MPL-[12]\.[01]|PSF-2\.0|CNRI-Python")
"""Licences under which others may be told to install something; of an OR one is enough."""


def locked() -> dict[str, str]:
    """Name → version of what a site is made with; of two versions for two Pythons one."""
    text = (LOCKED / "site.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z][\w.-]*)==([^ ;]+)", text, re.MULTILINE))


def test_actions_are_named_by_commit() -> None:
    """A tag can be moved; the version stands beside it for those who update it."""
    for file in (ROOT / ".github/workflows").iterdir():
        used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
        assert used
        for one in used:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_every_locked_package_has_hashes_and_what_installs_them_a_version() -> None:
    for file in LOCKED.glob("*.lock"):
        packages = re.split(r"^(?=[a-z])", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert packages
        assert all("--hash=sha256:" in one for one in packages), file
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"pip install --quiet uv==\d+\.\d+\.\d+\n", makefile)


def test_the_licence_of_every_package_is_listed_and_lets_others_use_it() -> None:
    known = licences()
    assert known.keys() == locked().keys()
    for name, licence in known.items():
        held = licence.split(" AND ") if " AND " in licence else licence.split(" OR ")
        allowed = [PERMISSIVE.fullmatch(one) is not None for one in held]
        assert all(allowed) if " AND " in licence else any(allowed), name


def test_the_licences_are_those_that_the_packages_state() -> None:
    """As an expression, else in words; MIT and BSD have several names."""
    for name, licence in licences().items():
        try:
            said = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # of another system
            continue
        if stated := said.get("License-Expression"):
            assert licence == stated, name
            continue
        classes = [one for one in said.get_all("Classifier") or () if "License" in one]
        words = " ".join([said.get("License") or "", *classes])
        family = re.split(r"[-\d]", licence)[0].replace("MPL", "Mozilla|MPL")
        assert re.search(family, words), (name, licence, words)


def test_the_parts_of_a_bundle_are_told_as_cyclonedx() -> None:
    """Each with name, version, address, licence and hashes; the same each time."""
    told = json.loads(sbom("乡村道路读本", "2024-03"))
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["serialNumber"])
    assert told["metadata"]["component"]["version"] == "2024-03"
    parts = {one["name"]: one for one in told["components"]}
    assert parts.keys() == locked().keys()
    assert len({one["bom-ref"] for one in told["components"]}) == len(told["components"])
    for one in told["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["licenses"]
        assert one["externalReferences"][0]["hashes"]
    carried = [name for name, one in parts.items() if one["scope"] == "required"]
    assert carried == ["mkdocs-material"]
    assert sbom("乡村道路读本", "2024-03") == sbom("乡村道路读本", "2024-03")
    assert sbom("乡村道路读本", "2024-03") != sbom("乡村道路读本", "2024-04")


def test_a_bundle_is_the_same_whatever_compresses_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are stored: no zlib is asked."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(b"<p>" + "养护".encode() * 500)
    monkeypatch.setattr("zlib.compressobj", None)
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        added = {"开始阅读.html": b"<p>", "sbom.cdx.json": b"{}"}
        made.append(pack(site, {"index.html": "0" * 64}, added, "乡村道路", tmp_path / name))
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as zipped:
        assert {one.compress_type for one in zipped.infolist()} == {zipfile.ZIP_STORED}
        assert zipped.namelist() == [
            "index.html",
            "manifest.json",
            "sbom.cdx.json",
            "开始阅读.html",
        ]
