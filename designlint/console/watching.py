"""`designlint report --watch`: the page on this machine alone, updated whenever a file is saved."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from designlint.base.clock import today
from designlint.config import ConfigError
from designlint.console.command import FINE, Output, UsageError
from designlint.console.editions import state_of
from designlint.console.inputs import by_root, one_design
from designlint.console.progress import Progress
from designlint.console.reviewing import Reviewing
from designlint.live.answering import HOST
from designlint.live.page import Content, Page, View
from designlint.live.serving import LiveServer

EVERY = 0.3
"""Seconds between two looks at the files."""
_VIEWS = (View("review", "Review"),)


def watch(arguments: Namespace, folder: Path | None, progress: Progress) -> Output:
    """Serve the page until the user interrupts. Raises UsageError where the port is taken."""
    watcher = _Watcher(arguments, folder, progress)
    try:
        server = LiveServer(arguments.port)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen at {HOST}:{arguments.port}: {error}") from None
    try:
        address = server.add(watcher.page)
        watcher.make()
        progress.note(f"designlint: {address}  (Ctrl-C ends it)")
        watcher.run()
    except KeyboardInterrupt:
        pass  # this is how it ends
    finally:
        server.close()
    return Output("", FINE)


class _Watcher:
    """Makes the page, and makes it again when one of its files has changed."""

    def __init__(self, arguments: Namespace, folder: Path | None, progress: Progress) -> None:
        self._arguments = arguments
        self._folder = folder
        self._progress = progress
        self._content = Content("text/plain", b"")
        self.page = Page(lambda _: self._content)
        self._files: tuple[Path, ...] = ()
        self._seen: dict[Path, tuple[int, int]] = {}

    def run(self) -> None:
        """Watch the files until the process is interrupted."""
        while True:
            time.sleep(EVERY)
            if _stamps(self._watched()) != self._seen:
                self.make()
                self._progress.note(f"designlint: updated at {time.strftime('%H:%M:%S')}")

    def make(self) -> None:
        """Make the page."""
        # What is saved while the page is made may not be in it, so the state before it counts.
        before = _stamps(self._watched())
        self._make()
        self._seen = {path: before.get(path, now) for path, now in _stamps(self._watched()).items()}

    def _make(self) -> None:
        """Make the page; where that fails, the last one stays with the error above it."""
        seconds, clock = self._arguments.timeout, self._arguments.clock
        reviewing = Reviewing(self._folder, today(), seconds, self._progress, clock)
        try:
            checked = one_design(self._arguments.path, self._arguments, by_root)
            self._files = checked.project.paths
            state = state_of(checked.project.paths)
            made = reviewing.made(checked, "html", state).content
        except (UsageError, ConfigError) as error:
            self._progress.note(f"designlint: {error}")
            self.page.tell(str(error))
        else:
            self._content = Content("text/html; charset=utf-8", made)
            self.page.show(_VIEWS)
        self._progress.say("")

    def _watched(self) -> Iterable[Path]:
        yield from self._files or (Path(self._arguments.path),)
        if self._folder is not None:
            yield from sorted(path for path in self._folder.rglob("*") if path.is_file())


def _stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was changed, and how long it is; a missing one has neither."""
    found = {}
    for path in paths:
        try:
            stat = path.stat()
            found[path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            found[path] = (0, 0)
    return found
