"""A document that is asked about, with what is known of its design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from designlint.base.source import Source, Span
from designlint.server.analysis import Analysis
from designlint.server.documents import Document

if TYPE_CHECKING:
    from designlint.server.server import DesignServer


class At:
    """A document that is asked about, with the analysis of its text."""

    def __init__(self, server: DesignServer, document: Document, analysis: Analysis) -> None:
        self.server = server
        self.session = server.session
        self.document = document
        self.analysis = analysis

    @property
    def source(self) -> Source:
        """The source of the document within its design."""
        syntax = self.analysis.syntax(self.document.path)
        return syntax.source if syntax is not None else self.document.source

    def offset(self, position: types.Position) -> int:
        """The offset of a position."""
        return self.session.units.offset(self.source, position)

    def span(self, place: types.Range) -> Span:
        """The span of a range."""
        return self.session.units.span(self.source, place)


async def named(server: DesignServer, uri: str) -> At | None:
    """A document with its names resolved; None where it is not open or cannot be read."""
    document = server.session.documents.of(uri)
    analysis = await server.session.names_of(document) if document is not None else None
    now = server.session.documents.of(uri)
    return At(server, now, analysis) if now is not None and analysis is not None else None
