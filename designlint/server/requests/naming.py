"""Requests about a name: its declaration, its uses, another name for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from designlint.server import converting
from designlint.server.features import navigation, rename
from designlint.server.requests.asked import named

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare them."""
    _navigation(server)
    _renaming(server)


def _navigation(server: DesignServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> list[types.Location]:
        at = await named(server, params.text_document.uri)
        if at is None:
            return []
        spans = navigation.definition(at.analysis, at.source, at.offset(params.position))
        return converting.locations(spans, at.analysis, at.session)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location]:
        at = await named(server, params.text_document.uri)
        if at is None:
            return []
        spans = navigation.references(
            at.analysis,
            at.source,
            at.offset(params.position),
            with_declaration=params.context.include_declaration,
        )
        return converting.locations(spans, at.analysis, at.session)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        at = await named(server, params.text_document.uri)
        if at is None:
            return []
        spans = navigation.highlights(at.analysis, at.source, at.offset(params.position))
        return [types.DocumentHighlight(at.session.units.range(span)) for span in spans]


def _renaming(server: DesignServer) -> None:
    prepare = types.RenameOptions(prepare_provider=True)

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare_rename(params: types.PrepareRenameParams) -> types.Range | None:
        at = await named(server, params.text_document.uri)
        if at is None:
            return None
        try:
            span = rename.renamed_at(at.analysis, at.source, at.offset(params.position))
        except rename.RefusedError as error:
            raise _refused(error) from None
        return at.session.units.range(span)

    @server.feature(types.TEXT_DOCUMENT_RENAME, prepare)
    async def rename_all(params: types.RenameParams) -> types.WorkspaceEdit | None:
        at = await named(server, params.text_document.uri)
        if at is None:
            return None
        try:
            offset = at.offset(params.position)
            edits = rename.rename(at.analysis, at.source, offset, params.new_name)
        except rename.RefusedError as error:
            raise _refused(error) from None
        versioned = server.edits_versions
        return converting.workspace_edit(edits, at.analysis, at.session, versioned=versioned)


def _refused(error: rename.RefusedError) -> JsonRpcException:
    return JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed)
