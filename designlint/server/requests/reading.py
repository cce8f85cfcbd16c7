"""Requests of someone who reads: outline, folds, links, colours, symbols of the folders."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.language.syntax.parse import Syntax
from designlint.server.features import folding, links, symbols, tokens
from designlint.server.requests.asked import At, named

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""
    _structure(server)
    _colours(server)
    _search(server)


def _structure(server: DesignServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        at = await named(server, params.text_document.uri)
        syntax = _syntax(at)
        return symbols.outline(syntax, session.units) if syntax is not None else []

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        at = await named(server, params.text_document.uri)
        syntax = _syntax(at)
        return folding.folds(syntax) if syntax is not None else []

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def link(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        at = await named(server, params.text_document.uri)
        found = links.links(at.analysis, at.document.path) if at is not None else ()
        return [
            types.DocumentLink(session.units.range(span), session.documents.uri(target))
            for span, target in found
        ]


def _colours(server: DesignServer) -> None:
    legend = tokens.LEGEND

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    async def tokens_of_all(params: types.SemanticTokensParams) -> types.SemanticTokens:
        at = await named(server, params.text_document.uri)
        return types.SemanticTokens(_tokens(at, None))

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, legend)
    async def tokens_of_range(params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
        at = await named(server, params.text_document.uri)
        return types.SemanticTokens(_tokens(at, params.range))


def _search(server: DesignServer) -> None:
    @server.feature(types.WORKSPACE_SYMBOL)
    async def search(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        work = partial(symbols.everywhere, server.session, params.query)
        return await server.session.worker.run(work)


def _syntax(at: At | None) -> Syntax | None:
    return at.analysis.syntax(at.document.path) if at is not None else None


def _tokens(at: At | None, place: types.Range | None) -> list[int]:
    syntax = _syntax(at)
    if at is None or syntax is None:
        return []
    within = at.span(place) if place is not None else None
    return tokens.tokens(at.analysis, syntax, at.session.units, within)
