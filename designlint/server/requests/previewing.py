"""The command that opens a preview, and the way back from a click in it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lsprotocol import types

from designlint.base.source import Span
from designlint.server.analysis import Analysis
from designlint.server.preview.previews import REVIEW

if TYPE_CHECKING:
    from designlint.server.server import DesignServer

PREVIEW = "designlint.preview"


def declare(server: DesignServer) -> None:
    """Declare them."""
    _opening(server)
    _jumping(server)


def _opening(server: DesignServer) -> None:
    session = server.session

    @server.command(PREVIEW)
    async def preview(*given: str) -> str | None:
        """Open the preview of the design of a document, by its address, at a view where one is named, too;
        the address of the preview."""
        uri, view = (*map(str, given[:2]), "", "")[:2]
        document = session.documents.of(uri)
        analysis = await session.names_of(document) if document is not None else None
        if analysis is None:
            _say(server, "designlint: there is no design to preview: open one in the editor")
            return None
        address = f"{server.previews.address(analysis.main)}{f'#{quote(view)}' if view else ''}"
        if not await _shown(server, types.ShowDocumentParams(address, external=True)):
            _say(server, f"designlint: the preview is at {address}")
        return address


def _jumping(server: DesignServer) -> None:
    session, jumps = server.session, set[asyncio.Task[None]]()

    def clicked(main: Path, view: str, element: str) -> None:
        task = asyncio.get_running_loop().create_task(jump(main, view, element))
        jumps.add(task)
        task.add_done_callback(jumps.discard)

    async def jump(main: Path, view: str, element: str) -> None:
        """Show the declaration of an element. A review goes on to its own part about it, and keeps the
        reader."""
        held = next((path for path in session.documents if session.main_of(path) == main), None)
        document = session.documents.of(session.documents.uri(held)) if held is not None else None
        analysis = await session.names_of(document) if document is not None else None
        span, path = _declared(analysis or session.known.get(main), element)
        if span is None or path is None:
            return
        wanted = types.ShowDocumentParams(
            session.documents.uri(path),
            take_focus=view != REVIEW,
            selection=session.units.range(span),
        )
        if not await _shown(server, wanted):
            _say(server, f"`{element}` is declared at {span}")

    server.previews.clicked = clicked


def _declared(analysis: Analysis | None, element: str) -> tuple[Span | None, Path | None]:
    """The name in the declaration of an element, and its file; a browser may name what does not exist."""
    symbol = analysis.names.by_path.get(element) if analysis is not None else None
    if analysis is None or symbol is None:
        return None, None
    return symbol.span, analysis.path(symbol.span.source)


def _say(server: DesignServer, message: str) -> None:
    server.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))


async def _shown(server: DesignServer, wanted: types.ShowDocumentParams) -> bool:
    """Whether the editor shows a document or a page; not every editor can."""
    window = server.client_capabilities.window
    asked = window.show_document if window is not None else None
    if asked is None or not asked.support:
        return False
    return (await server.window_show_document_async(wanted)).success
