"""`seeds/` → `Seeds`: what the editors wrote and the files received, read and validated.

Files of the editors first; where their form is right, the received files; then what one says of
another. Each of the three tells all that it finds at once. Nothing is altered.
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from builder.disk import schemas
from builder.disk.checks import Files, findings
from builder.disk.received import received
from builder.disk.yamlfile import YamlFile, parse
from builder.model import InputError, InputsError, Seeds, raise_all

KNOWN = (
    "sources.yml",
    "framework.yml",
    "terms.yml",
    "corrections.yml",
    "filing.yml",
    "judgements.yml",
    "synonyms.yml",
    "snapshots.yml",
)
"""What editors write."""


def read(root: Path, *, hashes: bool = True, beside: Collection[str] = ()) -> Seeds:
    """Return all that stands in `seeds/` under a root.

    Without `hashes` a file may differ from the one that was listed: what was built from the listed
    one is then held against it. Received files with a name in `beside` need not be listed.

    Raises `InputError` (`InputsError` for several) naming file and line, with the remedy.
    """
    errors: list[InputError] = []
    with _gathered(errors):
        sources_yml = _yaml(root, "sources")
        sources = schemas.SOURCES.read(sources_yml).sources
    with _gathered(errors):
        framework_yml = _yaml(root, "framework")
        framework = schemas.FRAMEWORK.read(framework_yml)
    with _gathered(errors):
        terms_yml = _yaml(root, "terms")
        terms = schemas.TERMS.read(terms_yml).terms
    with _gathered(errors):
        corrections_yml = _yaml(root, "corrections", required=False)
        corrections = schemas.CORRECTIONS.read(corrections_yml).corrections
    with _gathered(errors):
        filing_yml = _yaml(root, "filing", required=False)
        filing = schemas.FILING.read(filing_yml).filing
    with _gathered(errors):
        judgements_yml = _yaml(root, "judgements", required=False)
        judged = schemas.JUDGEMENTS.read(judgements_yml)
    with _gathered(errors):
        synonyms_yml = _yaml(root, "synonyms", required=False)
        synonyms = schemas.SYNONYMS.read(synonyms_yml).synonyms
    with _gathered(errors):
        snapshots_yml = _yaml(root, "snapshots")
        snapshots = schemas.SNAPSHOTS.read(snapshots_yml).snapshots
    errors.extend(_unknown(root))
    raise_all(errors)

    files = received(root, sources, sources_yml, hashes=hashes, beside=beside)
    seeds = Seeds(
        framework=framework,
        sources=files.sources,
        terms=terms,
        corrections=corrections,
        snapshots=tuple(sorted(snapshots, key=lambda snapshot: snapshot.id)),
        filing=filing,
        judgements=judged.judgements,
        judged_articles=judged.articles,
        judged_links=judged.links,
        synonyms=synonyms,
    )
    yaml = Files(
        sources_yml,
        framework_yml,
        terms_yml,
        corrections_yml,
        snapshots_yml,
        filing_yml,
        judgements_yml,
        synonyms_yml,
    )
    raise_all([*files.errors, *findings(seeds, sources, snapshots, yaml)])
    return seeds


@contextmanager
def _gathered(errors: list[InputError]) -> Iterator[None]:
    """Keep what a block finds, so that the next file is still read."""
    try:
        yield
    except InputsError as several:
        errors.extend(several.errors)
    except InputError as error:
        errors.append(error)


def _unknown(root: Path) -> Iterator[InputError]:
    """Yield the YAML files that nobody reads: a slip in a name would silently leave one out."""
    for path in sorted((root / "seeds").glob("*.y*ml")):
        if path.name not in KNOWN:
            near = get_close_matches(path.name, KNOWN, n=1)
            ask = f"did you mean seeds/{near[0]}? " if near else ""
            yield InputError(
                f"seeds/{path.name}",
                "there is no such file of the editors",
                remedy=f"{ask}The files are: {', '.join(KNOWN)}",
            )


def _yaml(root: Path, name: str, *, required: bool = True) -> YamlFile:
    """Return one file of the editors; where it is not required, an absent one is an empty one."""
    path, shown = root / "seeds" / f"{name}.yml", f"seeds/{name}.yml"
    try:
        if path.resolve() != (root / "seeds").resolve() / path.name:
            raise InputError(
                shown,
                "the file is a link, which may lead out of seeds/",
                remedy="put the file itself there",
            )
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(shown, "this is not a plain file", remedy="put a YAML file there")
        data = path.read_bytes()
    except FileNotFoundError:
        if not required:
            return parse(b"", shown)
        raise InputError(
            shown,
            "the file is missing",
            remedy="write it, or name the folder that holds seeds/ with --root",
        ) from None
    except (OSError, RuntimeError) as problem:  # RuntimeError: a link that leads to itself
        raise InputError(
            shown, f"the file cannot be read: {problem}", remedy="let the file be readable"
        ) from None
    if required and not data.strip():
        raise InputError(
            shown,
            "the file is empty",
            remedy=f"its fields are in builder/disk/schemas/{name}.schema.json",
            line=1,
        )
    return parse(data, shown)
