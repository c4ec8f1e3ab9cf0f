"""Standard output and error as the program writes them: to nobody in particular, too.

What nobody reads any more (`plan --card FILE | head`) goes nowhere, without a traceback.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def guard() -> None:
    """Let the streams of this process take what nobody reads."""
    sys.stdout, sys.stderr = guarded(sys.__stdout__), guarded(sys.__stderr__)


class _Stream(io.FileIO):
    """Standard output or error; what nobody reads any more goes nowhere.

    Nor does anything after a refusal, which is told once.
    """

    refused = False

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, as long as somebody reads."""
        try:
            return memoryview(data).nbytes if self.refused else super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes
        except OSError as error:
            self.refused = True
            error.filename = "standard output"
            raise


def guarded(stream: io.TextIOWrapper | None) -> io.TextIOWrapper:
    """Return a stream in the place of standard output or error, which may be closed."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if stream.isatty():
        return stream  # the terminal of Windows takes characters, not bytes
    raw = _Stream(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), line_buffering=stream is sys.__stderr__)
