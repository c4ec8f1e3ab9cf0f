"""Regular expressions that are compiled when they are first used.

An expression in, what finds it out. Compiling those of a module that reads layouts takes longer
than to load the module, and many commands read none.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a regular expression, to be used like one that `re.compile` gives.

    An expression with an error raises `re.error` when it is first used.
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    """A pattern before its first use."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the expression; what was asked for is kept, and is not asked for here again."""
        found = getattr(re.compile(*self._expression), name)
        setattr(self, name, found)
        return found
