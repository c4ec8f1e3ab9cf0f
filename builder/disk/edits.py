"""Watches what editors write: a root in, a signal out after each edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

EDITS = frozenset(("created", "modified", "deleted", "moved"))
"""The events that are edits; opening or reading a file is none."""

QUIET = 0.1
"""Seconds without an edit after which files that are written one after another are all there."""


def edits(root: Path) -> Iterator[None]:
    """Yield at once, then each time after `seeds/` or `mkdocs.yml` was edited.

    What is edited while the caller is busy counts as well.
    """
    edited = Event()
    observer = Observer()
    observer.schedule(_Handler(edited, root / "mkdocs.yml"), str(root))
    observer.schedule(_Handler(edited, root / "seeds"), str(root / "seeds"), recursive=True)
    observer.start()
    try:
        while True:
            edited.clear()
            yield
            edited.wait()
            while edited.is_set():
                edited.clear()
                edited.wait(QUIET)
    finally:
        observer.stop()
        observer.join()


class _Handler(FileSystemEventHandler):
    """Sets an event when something at or under a path is edited."""

    def __init__(self, edited: Event, watched: Path) -> None:
        self._edited = edited
        self._watched = watched

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Report an edit, by the old path of a file or by its new one."""
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if event.event_type in EDITS and any(path.is_relative_to(self._watched) for path in paths):
            self._edited.set()
