"""All seeds and the id of an update → the seeds as they stood after it.

What a later update brought is gone, with whatever points at a later file, and so is a correction
that was made with a later update. The framework and the list of terms are today's.
"""

from __future__ import annotations

from dataclasses import replace

from builder.model import InputError, Seeds
from builder.snapshots.without import without

FILE = "seeds/snapshots.yml"
"""Where the updates stand."""


def as_of(seeds: Seeds, snapshot: str) -> Seeds:
    """Return the seeds with what the updates up to `snapshot` brought, itself included.

    The newest update gives the seeds as they are. An `InputError` names the updates that there
    are, where `snapshot` is none of them.
    """
    known = [entry.id for entry in seeds.snapshots]
    if snapshot not in known:
        raise InputError(
            FILE,
            f"there is no snapshot `{snapshot}`",
            remedy=f"the snapshots are: {', '.join(known)}",
        )
    until = set(known[: known.index(snapshot) + 1])
    later = {one.entry.id for one in seeds.sources if one.entry.snapshot not in until}
    then = without(seeds, later)
    return replace(
        then,
        corrections=tuple(
            one for one in then.corrections if one.snapshot is None or one.snapshot in until
        ),
        snapshots=tuple(entry for entry in seeds.snapshots if entry.id in until),
    )
