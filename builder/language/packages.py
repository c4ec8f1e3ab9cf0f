"""A package and the name of a file in it → where the file is; the package is not imported.

To import one takes longer than to read what is wanted of its data.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def file_of(package: str, name: str) -> Path:
    """Return the path of a file beside a package's `__init__.py`: dict.txt of jieba.

    Raises `ModuleNotFoundError` where the package is not installed.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    return Path(found.origin).with_name(name)
