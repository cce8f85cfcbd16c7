"""The pages of the designs that are previewed: fed from what the session knows, never by a check of their own."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from designlint.console.misread import errors_of
from designlint.findings.misread import is_misread
from designlint.live.page import Content, Page
from designlint.server.analysis import Analysis
from designlint.server.session import Session
from designlint.server.worker import Superseded

if TYPE_CHECKING:
    from designlint.live.serving import LiveServer
    from designlint.server.preview.views import Material

REVIEW, DIAGRAM = "review", "components"
"""The keys of the views that an editor offers; the page itself has the others."""
LOG = logging.getLogger(__name__)
_TOKEN_BYTES = 24
_PATIENCE = 300.0
"""Seconds after which a request for content is given up: checks of other designs come first."""


class Previews:
    """The previews of a session; nothing listens before the first one is opened.

    `clicked` is called in the thread of the conversation with the main file of a design, the key of a view
    and the path of what was clicked, the last two as a browser says them.
    """

    def __init__(self, session: Session) -> None:
        self.clicked: Callable[[Path, str, str], None] = lambda _main, _view, _element: None
        self._session = session
        self._server: LiveServer | None = None
        self._previews: dict[Path, Preview] = {}

    def address(self, main: Path) -> str:
        """The address of the page of a design, by its main file. Raises OSError where nothing can listen."""
        if main not in self._previews:
            self._previews[main] = self._opened(main)
            self.update()
        return self._previews[main].address

    def _opened(self, main: Path) -> Preview:
        from designlint.live.serving import LiveServer  # few sessions open a preview

        self._server = self._server or LiveServer()
        loop = asyncio.get_running_loop()

        def heard(view: str, element: str) -> None:
            loop.call_soon_threadsafe(self.clicked, main, view, element)

        made = Preview(main, self._session, loop, heard)
        made.address = self._server.add(made.page, secrets.token_urlsafe(_TOKEN_BYTES))
        return made

    def update(self) -> None:
        """Show what is known now."""
        for main, preview in self._previews.items():
            known = self._session.known.get(main)
            if known is not None and known.checked is not None:
                preview.show(known)

    def stop(self) -> None:
        """Show nothing more."""
        if self._server is not None:
            self._server.close()


class Preview:
    """The page of one design: of its last text without errors of the language, once there was one."""

    def __init__(
        self,
        main: Path,
        session: Session,
        loop: asyncio.AbstractEventLoop,
        clicked: Callable[[str, str], None],
    ) -> None:
        self.page = Page(self._content, clicked)
        self.page.tell("the design is being checked")
        self.address = ""
        self._main = main
        self._session = session
        self._loop = loop
        self._analysis: Analysis | None = None
        self._is_whole = False

    def show(self, analysis: Analysis) -> None:
        """Show an analysis that the rules have judged, unless it has errors of the language where the one
        that is shown has none; the first of the errors is shown."""
        from designlint.server.preview.views import views

        if analysis is self._analysis:
            return
        error = next(filter(is_misread, errors_of(*analysis.known[:2])), None)
        if error is None or not self._is_whole:
            self._analysis, self._is_whole = analysis, error is None
            self.page.show(tuple(views(analysis.design)))
        if error is not None:
            kept = "; this is the last text without errors" if self._is_whole else ""
            self.page.tell(f"{error.primary.span}: {error.message}{kept}")

    def _content(self, key: str) -> Content:
        """What a view shows; the worker alone looks at facts."""
        from designlint.server.preview import views

        asked = asyncio.run_coroutine_threadsafe(self._material(key), self._loop)
        try:
            return views.content(asked.result(_PATIENCE))
        except TimeoutError:
            asked.cancel()
            return views.reason("")
        except Exception as error:
            LOG.exception("the view %s failed", key)
            return views.reason(f"the view failed: {type(error).__name__}: {error}")

    async def _material(self, key: str) -> Material:
        """What a view is made of. Where the text changes meanwhile, the editor comes first."""
        from designlint.server.preview.views import material

        while True:
            token = await self._session.settled(self._main)
            analysis = self._analysis
            if analysis is None or analysis.checked is None:
                return None
            work = partial(material, key, analysis.checked, analysis.setup.settings, token)
            try:
                return await self._session.worker.run(work, token)
            except Superseded:
                continue
