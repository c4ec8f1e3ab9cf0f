"""A job for each of several works, in processes of their own, as many as there are cores.

What works and jobs are and return are values; their number and order never show.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def settle() -> None:
    """Look for garbage in circles seldom, and never among what is loaded by now.

    What we make has no circles, and looking for them took a tenth of a build.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def in_processes(
    job: Callable[[Given], Made], works: Iterable[Given], *, start: str | None = None
) -> list[Made]:
    """Return what a job makes of each work, in processes of their own, one a core.

    `start` is how processes begin, for multiprocessing: by default `fork` where that is safe,
    because a copy of this process need not load everything again, nor be handed the works.
    """
    several = tuple(works)
    cores = len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1
    if (number := min(len(several), cores)) < 2:
        return [job(work) for work in several]
    alone = threading.active_count() == 1
    context = multiprocessing.get_context(start or ("fork" if _LINUX and alone else "spawn"))
    with ProcessPoolExecutor(number, context, _begin, (job, several)) as pool:
        try:
            return list(pool.map(_nth, range(len(several))))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_LINUX = sys.platform == "linux"


_given: tuple[Callable[[Any], Any], Sequence[Any]]
"""In a process of the pool: the job and all works."""


def _nth(place: int) -> Any:
    job, several = _given
    return job(several[place])


def _begin(job: Callable[[Any], Any], works: Sequence[Any]) -> None:
    """Take job and works; leave it to the first process to stop us, and end with it.

    A process that outlived it would hold the lock on the folder.
    """
    global _given  # noqa: PLW0603
    _given = job, works
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    assert first is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(first.sentinel,), daemon=True).start()
