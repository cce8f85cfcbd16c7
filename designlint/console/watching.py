"""`designlint report --watch`: the page on this machine alone, updated whenever a file is saved."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread

from designlint.base.clock import today
from designlint.config import ConfigError
from designlint.console.command import FINE, Output, UsageError
from designlint.console.editions import state_of
from designlint.console.inputs import by_root, one_design
from designlint.console.progress import Progress
from designlint.console.reviewing import Reviewing

HOST = "127.0.0.1"
EVERY = 0.3
"""Seconds between two looks at the files."""
ALIVE = 15.0
"""Seconds after which an open page hears that nothing has changed."""
_ERROR_PAGE = """<!doctype html><meta charset="utf-8"><title>designlint</title><pre>{}</pre>
<script>new EventSource("events").addEventListener("message", () => location.reload());</script>
"""


class Page:
    """The newest page, and the requests that wait for a newer one."""

    def __init__(self) -> None:
        self._content = b""
        self._version = 0
        self._news = Condition()

    @property
    def content(self) -> bytes:
        """The newest page."""
        return self._content

    @property
    def version(self) -> int:
        """How many pages there have been."""
        return self._version

    def replace(self, content: bytes) -> None:
        """Show another page, and wake all who wait for it."""
        with self._news:
            self._content = content
            self._version += 1
            self._news.notify_all()

    def newer(self, than: int, seconds: float) -> int:
        """The version of the page, as soon as it is newer, or when the time is over."""
        with self._news:
            self._news.wait_for(lambda: self._version > than, seconds)
            return self._version


def watch(arguments: Namespace, folder: Path | None, progress: Progress) -> Output:
    """Serve the page until the user interrupts. Raises UsageError where the port is taken."""
    page = Page()
    try:
        server = ThreadingHTTPServer((HOST, arguments.port), _handler(page))
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen at {HOST}:{arguments.port}: {error}") from None
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    watcher = _Watcher(arguments, folder, progress, page)
    try:
        watcher.make()
        progress.note(f"designlint: http://{HOST}:{server.server_port}/  (Ctrl-C ends it)")
        watcher.run()
    except KeyboardInterrupt:
        pass  # this is how it ends
    finally:
        server.shutdown()
        server.server_close()
    return Output("", FINE)


class _Watcher:
    """Makes the page, and makes it again when one of its files has changed."""

    def __init__(
        self, arguments: Namespace, folder: Path | None, progress: Progress, page: Page
    ) -> None:
        self._arguments = arguments
        self._folder = folder
        self._progress = progress
        self._page = page
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
        """Make the page; an error is shown in its place."""
        seconds, clock = self._arguments.timeout, self._arguments.clock
        reviewing = Reviewing(self._folder, today(), seconds, self._progress, clock)
        try:
            checked = one_design(self._arguments.path, self._arguments, by_root)
            self._files = checked.project.paths
            state = state_of(checked.project.paths)
            content = reviewing.made(checked, "html", state, live=True).content
        except (UsageError, ConfigError) as error:
            self._progress.note(f"designlint: {error}")
            content = _ERROR_PAGE.format(escape(str(error))).encode()
        self._progress.say("")
        self._page.replace(content)

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


def _handler(page: Page) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """The page at `/`, and news of it at `/events`."""

        def do_GET(self) -> None:
            """Answer a request from this machine."""
            host, _, _ = self.headers.get("Host", "").rpartition(":")
            if host not in (HOST, "localhost"):
                # A page of another origin could reach this port under a name of its own.
                self.send_error(403)
            elif self.path == "/":
                self._send_page()
            elif self.path == "/events":
                self._send_events()
            else:
                self.send_error(404)

        def _send_page(self) -> None:
            content = page.content
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(content)

        def _send_events(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            seen = page.version
            try:
                while True:
                    now = page.newer(seen, ALIVE)
                    self.wfile.write(b"data: new\n\n" if now > seen else b": alive\n\n")
                    self.wfile.flush()
                    seen = now
            except OSError:
                return  # the page was closed

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as it is called
            """Log no request."""

    return Handler
