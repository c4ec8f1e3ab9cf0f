"""How a stage asks for what a pure function makes of values, so that a memory may answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Once(Protocol):
    """Calls a function, or recalls what it made of the same values.

    The function is pure and stands in a module under its name; what it is given and what it makes
    are values whose `repr` tells all of them: strings, numbers, tuples, our nouns; no sets.
    """

    def __call__(self, make: Callable[..., Made], *given: object) -> Made:
        """Return `make(*shared, *given)`."""

    def beside(self, *shared: object) -> Once:
        """Return the same for functions that are given `shared` first, which is read once."""


@dataclass(frozen=True, slots=True)
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
