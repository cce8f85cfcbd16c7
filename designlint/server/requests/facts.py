"""Requests about what is computed: hovers, inlay hints, code lenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.server.analysis import Analysis
from designlint.server.features import hints, hover, lenses
from designlint.server.requests.asked import At

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""
    _hover(server)
    _hints(server)
    _lenses(server)


def _hover(server: DesignServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        document = session.documents.of(params.text_document.uri)
        if document is None:
            return None

        def question(analysis: Analysis) -> hover.Shown | None:
            at = At(server, document, analysis)
            return hover.hover(analysis, at.source, at.offset(params.position))

        found = await session.ask(document, question)
        if found is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
        return types.Hover(content, session.units.range(found.span))


def _hints(server: DesignServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        document = session.documents.of(params.text_document.uri)
        if document is None or not server.preferences.inlay_hints:
            return []

        def question(analysis: Analysis) -> list[types.InlayHint]:
            at = At(server, document, analysis)
            found = hints.hints(analysis, at.span(params.range))
            return [
                types.InlayHint(
                    session.units.position(at.source, one.offset),
                    one.text,
                    tooltip=one.meaning or None,
                    padding_left=True,
                )
                for one in found
            ]

        return await session.ask(document, question) or []


def _lenses(server: DesignServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        document = session.documents.of(params.text_document.uri)
        if document is None or not server.preferences.code_lens:
            return []

        def question(analysis: Analysis) -> list[types.CodeLens]:
            at = At(server, document, analysis)
            return [
                types.CodeLens(
                    session.units.range(one.span),
                    types.Command(one.title, one.command, arguments=[document.uri, one.path]),
                )
                for one in lenses.lenses(analysis, at.source.name)
            ]

        return await session.ask(document, question) or []
