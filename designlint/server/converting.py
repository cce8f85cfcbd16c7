"""Spans and edits of a design in the forms of the protocol."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Edit
from designlint.server.analysis import Analysis
from designlint.server.session import Session


def text_edit(edit: Edit, session: Session) -> types.TextEdit:
    """An edit of the file that is asked about."""
    return types.TextEdit(session.units.range(edit.span), edit.text)


def workspace_edit(
    edits: Iterable[Edit], analysis: Analysis, session: Session, *, versioned: bool
) -> types.WorkspaceEdit:
    """Edits of the files of a design; `versioned` where the editor can tell whether a text has changed
    meanwhile."""
    by_uri: dict[str, list[types.TextEdit]] = {}
    versions: dict[str, int | None] = {}
    for edit in edits:
        path = analysis.path(edit.span.source)
        if path is not None:
            uri = session.documents.uri(path)
            held = session.documents.of(uri)
            versions[uri] = held.version if held is not None else None
            by_uri.setdefault(uri, []).append(text_edit(edit, session))
    if not versioned:
        return types.WorkspaceEdit(changes=by_uri)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri, versions[uri]), list(edits)
            )
            for uri, edits in by_uri.items()
        ]
    )


def locations(spans: Iterable[Span], analysis: Analysis, session: Session) -> list[types.Location]:
    """The places of spans."""
    found = [(span, analysis.path(span.source)) for span in spans]
    return [
        types.Location(session.documents.uri(path), session.units.range(span))
        for span, path in found
        if path is not None
    ]
