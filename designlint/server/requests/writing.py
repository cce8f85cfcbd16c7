"""Requests of someone who writes: completion and the canonical layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.server import converting
from designlint.server.features import completion, formatting
from designlint.server.requests.asked import named

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""
    _completion(server)
    _formatting(server)


def _completion(server: DesignServer) -> None:
    options = types.CompletionOptions(trigger_characters=list(completion.TRIGGERS))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    async def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        at = await named(server, params.text_document.uri)
        if at is None:
            return []
        found = completion.completion(at.analysis, at.source.text, at.offset(params.position))
        document = server.client_capabilities.text_document
        item = document.completion.completion_item if document and document.completion else None
        return found if item is not None and item.snippet_support else completion.plain(found)


def _formatting(server: DesignServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def format_all(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        document = server.session.documents.of(params.text_document.uri)
        edits = formatting.formatted(document.source) if document is not None else []
        return [converting.text_edit(edit, server.session) for edit in edits]

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    async def format_range(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
        return _formatted_within(server, params.text_document.uri, params.range)

    on_type = types.DocumentOnTypeFormattingOptions("}")

    @server.feature(types.TEXT_DOCUMENT_ON_TYPE_FORMATTING, on_type)
    async def format_typed(params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit]:
        line = types.Range(types.Position(params.position.line, 0), params.position)
        return _formatted_within(server, params.text_document.uri, line)


def _formatted_within(server: DesignServer, uri: str, place: types.Range) -> list[types.TextEdit]:
    document, units = server.session.documents.of(uri), server.session.units
    if document is None:
        return []
    edits = formatting.formatted_within(document.source, units.span(document.source, place))
    return [converting.text_edit(edit, server.session) for edit in edits]
