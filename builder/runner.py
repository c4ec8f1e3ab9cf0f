"""Runs the maps of the pipeline: here, in other processes, or not at all if the result is cached.

The only module that knows which. A step is a pure function at the top of a module; it takes an
item and what all items share, values whose `repr` is complete, and nobody changes its result. So
where and in which order steps run never shows in what is built.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from multiprocessing.connection import wait
from typing import Any, Protocol, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")

PARALLEL = 400_000
"""Characters of `repr` that the items of a map must have before other processes are worth it."""

_LINUX = sys.platform == "linux"


class Cache(Protocol):
    """Where results are kept between runs, by step and key."""

    def load(self, step: str) -> dict[str, Any]:
        """Return what was saved for a step: key → result; empty where nothing usable is there."""

    def save(self, step: str, results: dict[str, Any]) -> None:
        """Keep the results of a step in the place of those that were saved before."""


class Runner:
    """Runs steps; keeps the results that the last run used, and no older ones.

    Without a cache results are kept for this runner alone. `processes` is how many it may use.
    """

    def __init__(self, cache: Cache | None = None, *, processes: int = 1) -> None:
        self._cache = cache
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._saved: dict[str, dict[str, Any]] = {}
        """By step: results of earlier runs."""
        self._asked: dict[str, dict[str, Any]] = {}
        """By step: results that this run used."""
        self._digests: dict[int, tuple[object, bytes, int]] = {}
        """By identity: a value, held so that its identity stays its own; its digest and length."""

    def map(
        self, step: Callable[..., Result], items: Iterable[Item], *shared: object
    ) -> tuple[Result, ...]:
        """Return `step(item, *shared)` for each item, in their order."""
        name = f"{step.__module__}.{step.__qualname__}"
        every = [(self._key(item, *shared), item) for item in items]
        results = self._results(name, (key for key, _ in every))
        missing = {key: item for key, item in every if key not in results}
        size = sum(self._digest(item)[1] for item in missing.values())
        run = self._parallel if size >= PARALLEL and len(missing) > 1 else map
        call = partial(_call, step, shared)
        results.update(zip(missing, run(call, missing.values()), strict=True))
        return tuple(results[key] for key, _ in every)

    def once(self, name: str, made_of: object, make: Callable[[], Result]) -> Result:
        """Return `make()`, which depends on `made_of` alone, as kept under this name."""
        key = self._key(made_of)
        results = self._results(name, (key,))
        if key not in results:
            results[key] = make()
        return cast("Result", results[key])

    def recall(self, name: str, made_of: object) -> object | None:
        """Return what was kept under a name for `made_of`; None for nothing."""
        key = self._key(made_of)
        return self._results(name, (key,)).get(key)

    def keep(self, name: str, made_of: object, result: object) -> None:
        """Keep a result under a name, see `recall`."""
        self._results(name, ())[self._key(made_of)] = result

    def each(self, job: Callable[[Item], Result], items: Sequence[Item]) -> Iterable[Result]:
        """Return `job(item)` for each item, in their order; nothing is kept.

        A job may write files of its own.
        """
        return (self._parallel if len(items) > 1 else map)(job, items)

    def save(self) -> None:
        """Save the results used since the last save, and forget all others."""
        for name, results in self._asked.items():
            if self._cache is not None and results.keys() != self._saved[name].keys():
                self._cache.save(name, results)
            self._saved[name] = results
        self._asked = {}
        self._digests = {}

    def close(self) -> None:
        """End the processes, and cancel the jobs that have not begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _results(self, name: str, keys: Iterable[str]) -> dict[str, Any]:
        """Return what this run knows of a step, with what earlier ones kept under these keys."""
        if name not in self._saved:
            self._saved[name] = self._cache.load(name) if self._cache is not None else {}
        results = self._asked.setdefault(name, {})
        saved = self._saved[name]
        results.update((key, saved[key]) for key in keys if key in saved and key not in results)
        return results

    def _key(self, *values: object) -> str:
        return sha256(b"".join(self._digest(value)[0] for value in values)).hexdigest()

    def _digest(self, value: object) -> tuple[bytes, int]:
        """Return digest and length of a value's `repr`; of the same object it is taken once."""
        known = self._digests.get(id(value))
        if known is None:
            written = repr(value).encode("utf-8", "surrogatepass")
            known = value, sha256(written).digest(), len(written)
            self._digests[id(value)] = known
        return known[1:]

    def _parallel(self, job: Callable[[Item], Result], items: Iterable[Item]) -> Iterable[Result]:
        if self._processes < 2:
            return map(job, items)
        if self._pool is None:
            # A fork need not load everything again, but must not copy a process with threads.
            safe = _LINUX and threading.active_count() == 1
            context = multiprocessing.get_context("fork" if safe else "spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, _end_with_parent)
        return self._pool.map(job, items)


@contextmanager
def runner(cache: Cache | None = None) -> Iterator[Runner]:
    """Yield a runner that uses every core; its results are saved unless an error is raised."""
    cores = len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1
    made = Runner(cache, processes=cores)
    try:
        yield made
        made.save()
    finally:
        made.close()


def _call(step: Callable[..., Result], shared: tuple[object, ...], item: object) -> Result:
    return step(item, *shared)


def _end_with_parent() -> None:
    """Leave an interrupt to the parent, and end when it ends, even killed.

    A process that outlived it would hold the lock on the folder.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
