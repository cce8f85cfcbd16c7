"""The documents of a conversation: opened, edited, saved, closed."""

from __future__ import annotations

from lsprotocol import types

from designlint.server.documents import Document, path_of, with_line_ends
from designlint.server.server import DesignServer


def declare(server: DesignServer) -> None:
    """Declare these messages. They are many and short, so that none gets a task of its own."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        text = with_line_ends(item.text)
        session.hold(Document(item.uri, path_of(item.uri), text, item.version))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def edited(params: types.DidChangeTextDocumentParams) -> None:
        document = session.documents.of(params.text_document.uri)
        if document is not None:
            version = params.text_document.version
            session.hold(document.changed(params.content_changes, version, session.units))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        session.designs.forget_imports()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.drop(params.text_document.uri)
