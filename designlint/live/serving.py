"""The server of live pages: for browsers of this machine alone."""

from __future__ import annotations

from threading import Thread

from designlint.live.answering import HOST, PageServer
from designlint.live.page import Page


class LiveServer:
    """Serves pages in threads of its own until it is closed: each under its name, the one without a name at
    the root. Raises OSError or OverflowError where the port cannot be had; port 0 is any free one."""

    def __init__(self, port: int = 0) -> None:
        self._server = PageServer(port)
        Thread(target=self._server.serve_forever, daemon=True).start()

    def add(self, page: Page, name: str = "") -> str:
        """Serve a page; its address, which ends in `/`. Who does not know the name does not find the page."""
        self._server.pages[name] = page
        address = f"http://{HOST}:{self._server.server_port}/"
        return f"{address}{name}/" if name else address

    def close(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
