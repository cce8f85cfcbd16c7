"""The commands behind code lenses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.server.analysis import Analysis
from designlint.server.features import lenses, scenarios

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""
    session = server.session

    @server.command(lenses.RUN_SCENARIO)
    async def run_scenario(uri: str, path: str) -> str | None:
        return await _shown(uri, lambda analysis: scenarios.run(analysis, path))

    @server.command(lenses.EXPLAIN)
    async def explain(uri: str, path: str) -> str | None:
        return await _shown(uri, lambda analysis: scenarios.explained(analysis, path))

    async def _shown(uri: str, question: Callable[[Analysis], str]) -> str | None:
        """Show the answer to a question about the facts of a design, and give it to the editor."""
        document = session.documents.of(uri)
        found = await session.ask(document, question) if document is not None else None
        if found:
            message = types.ShowMessageParams(types.MessageType.Info, found)
            server.window_show_message(message)
        return found
