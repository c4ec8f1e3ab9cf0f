"""How nouns go to another process, and into the memory: as their class and their values.

Of themselves, frozen dataclasses with slots ask for their fields at each object, in Python, both
ways: that took as long again as all the rest.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from operator import attrgetter


def pass_by_values(several: Iterable[object]) -> None:
    """Let pickle take those of several things that are dataclasses as what they were made of."""
    for noun in several:
        if isinstance(noun, type) and is_dataclass(noun):
            _pass_by_values(noun)


def _pass_by_values(noun: type) -> None:
    first, *others = (field.name for field in fields(noun))
    # Of a single name, attrgetter gives the value, and not a tuple.
    values = attrgetter(first, *others) if others else lambda one: (getattr(one, first),)
    copyreg.pickle(noun, lambda one: (noun, values(one)))
