"""How requests of the browsers of this machine are answered, and which are refused."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from designlint.base.packaged import files
from designlint.live.page import Content, Page, State

HOST = "127.0.0.1"
ALIVE = 15.0
"""Seconds after which an open page hears that nothing has changed."""
MOST_CLICKED = 10_000
"""The bytes that the message of a click may have."""
_SHELL = {
    "": ("shell.html", "text/html; charset=utf-8"),
    "shell.css": ("shell.css", "text/css; charset=utf-8"),
    "shell.js": ("shell.js", "text/javascript; charset=utf-8"),
}
_OF_SHELL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
_OF_PICTURE = "default-src 'none'; style-src 'unsafe-inline'"
_USUAL = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class PageServer(ThreadingHTTPServer):
    """Listens on this machine alone, and has the pages by their names."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.pages: dict[str, Page] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came


class Handler(BaseHTTPRequestHandler):
    """The shell of a page, its states as they come, the content of its views, and its clicks."""

    server: PageServer

    def do_GET(self) -> None:
        """Answer a request for something."""
        page, path = self._asked()
        if page is None:
            return
        if path in _SHELL:
            name, media = _SHELL[path]
            self._send(Content(media, _asset(name)), _OF_SHELL)
        elif path == "events":
            self._send_events(page)
        elif path.startswith("view/"):
            content = page.content(unquote(path.removeprefix("view/")))
            # A review states its own policy.
            is_picture = content.media.startswith("image/")
            self._send(content, _OF_PICTURE if is_picture else "")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """Take the message of a click."""
        page, path = self._asked()
        if page is None:
            return
        if path != "clicks":
            self.send_error(404)
        elif self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            self.send_error(403)
        else:
            click = self._click()
            if click is None:
                self.send_error(400)
                return
            page.clicked(*click)
            self.send_response(204)
            self.end_headers()

    def _asked(self) -> tuple[Page | None, str]:
        """The page that is asked for, and what of it; an error is answered already."""
        host, _, _ = self.headers.get("Host", "").rpartition(":")
        if host not in (HOST, "localhost"):
            # A page of another origin could reach this port under a name of its own.
            self.send_error(403)
            return None, ""
        path = self.path.partition("?")[0].removeprefix("/")
        name, _, rest = path.partition("/")
        pages = self.server.pages
        if name in pages and path != name:
            return pages[name], rest
        if "" not in pages:
            self.send_error(404)
        return pages.get(""), path

    def _click(self) -> tuple[str, str] | None:
        """The view and the element of a click; None where the message is none."""
        length = self.headers.get("Content-Length", "")
        try:
            if not 0 <= int(length) <= MOST_CLICKED:
                return None
            found = json.loads(self.rfile.read(int(length)))
            view, element = found["view"], found["element"]
        except (ValueError, TypeError, LookupError, RecursionError):
            return None
        return (view, element) if isinstance(view, str) and isinstance(element, str) else None

    def _send(self, content: Content, policy: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content.media)
        self.send_header("Content-Length", str(len(content.body)))
        for name, value in _USUAL.items():
            self.send_header(name, value)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content.body)

    def _send_events(self, page: Page) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        for name, value in _USUAL.items():
            self.send_header(name, value)
        self.end_headers()
        seen: State | None = None
        try:
            while True:
                now = page.other(seen, ALIVE)
                self.wfile.write(b": alive\n\n" if now is seen else _event(now))
                self.wfile.flush()
                seen = now
        except OSError:
            return  # the page was closed

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as it is called
        """Log no request."""


def _event(state: State) -> bytes:
    views = [view._asdict() for view in state.views]
    said = {"version": state.version, "views": views, "notice": state.notice}
    return f"data: {json.dumps(said)}\n\n".encode()


def _asset(name: str) -> bytes:
    return (files("designlint.live") / "shell" / name).read_bytes()
