"""Processes for jobs, no more than there are cores; they get ready while the first one goes on.

What jobs are given and return are values; their number and order never show.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Never, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def settle() -> None:
    """Look for garbage in circles seldom, and never among what is loaded by now.

    What we make has no circles, and looking for them took a tenth of a build.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def leave(code: int) -> Never:
    """End this process with an exit code, without taking apart what it holds: that is for nothing.

    What is written to the standard streams comes out; nothing else is left to be done by then.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads it any more
            stream.flush()
    os._exit(code)


class Processes(ProcessPoolExecutor):
    """Processes that begin at once, before there is something to do."""

    def __init__(
        self, number: int, context: BaseContext, prepare: Callable[[], None] | None
    ) -> None:
        super().__init__(number, context, _begin, (prepare,))
        self._ready = [self.submit(_nothing) for _ in range(number)]

    def spare(self, job: Callable[[Given], Made], works: Iterable[Given], /) -> Iterable[Made]:
        """Return what `map` does; while no process is ready, made here when it is asked for."""
        ready = any(one.done() for one in self._ready)
        return self.map(job, works) if ready else map(job, works)


@contextmanager
def processes(
    jobs: int, prepare: Callable[[], None] | None = None, *, start: str | None = None
) -> Iterator[Processes]:
    """Give processes for so many jobs at a time, which begin with `prepare`.

    `start` is how they begin, for multiprocessing: by default `fork` where that is safe, because a
    copy of this process need not load everything again.
    """
    number = min(jobs, len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1)
    alone = threading.active_count() == 1
    context = multiprocessing.get_context(start or ("fork" if _LINUX and alone else "spawn"))
    with Processes(max(number, 1), context, prepare) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_LINUX = sys.platform == "linux"


def _nothing() -> None:
    pass


def _begin(prepare: Callable[[], None] | None) -> None:
    """Leave it to the first process to stop this one, and end with it even if it is killed.

    A process that outlived it would hold the lock on the folder.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    assert first is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(first.sentinel,), daemon=True).start()
    if prepare:
        prepare()
