"""How a stage asks for what a pure function makes of values, so that a memory may answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from zlib import crc32

Given = TypeVar("Given")
Made = TypeVar("Made")

_BATCH = 2048
"""Characters that are asked for together, about: what is kept of a few takes as long to recall as
to make."""


class Once(Protocol):
    """Calls a function, or recalls what it made of the same values.

    The function is pure and stands in a module under its name; what it is given are values whose
    `repr` tells all of them: strings, numbers, tuples, our nouns; no sets. What it makes nobody
    changes.
    """

    def __call__(self, make: Callable[..., Made], *given: object) -> Made:
        """Return `make(*shared, *given)`."""

    def beside(self, *shared: object) -> Once:
        """Return the same for functions that are given `shared` first, which is read once."""


@dataclass(frozen=True)
class Anew:
    """`Once` that remembers nothing."""

    shared: tuple[object, ...] = ()

    def __call__(self, make: Callable[..., Made], *given: object) -> Made:
        """Return `make(*shared, *given)`."""
        return make(*self.shared, *given)

    def beside(self, *shared: object) -> Anew:
        """Return the same for functions that are given `shared` first."""
        return Anew((*self.shared, *shared))


ANEW = Anew()
"""Where nothing is remembered."""


def each(once: Once, make: Callable[..., Sequence[Made]], works: Iterable[str]) -> Iterator[Made]:
    """Yield what is made of each work, in their order.

    `make` is given several works in a tuple and returns as many values. What a work is made of
    says whether it is the last of its batch: where one changes, comes or goes, other batches stay.
    """
    batch: list[str] = []
    for work in works:
        batch.append(work)
        if crc32(work.encode("utf-8", "surrogatepass")) % _BATCH < len(work):
            yield from once(make, tuple(batch))
            batch = []
    if batch:
        yield from once(make, tuple(batch))


class Each(Protocol):
    """`map`, in this process or in others."""

    def __call__(self, job: Callable[[Given], Made], works: Iterable[Given], /) -> Iterable[Made]:
        """Return what the job makes of each work, in their order."""
