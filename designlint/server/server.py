"""The server itself: what is opened, edited, saved and configured, and what is published about it."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from designlint import __version__
from designlint.server.features.diagnostics import published
from designlint.server.features.standing import VERDICTS, standings
from designlint.server.preferences import Preferences
from designlint.server.preview.previews import Previews
from designlint.server.session import Session

LOG = logging.getLogger(__name__)
NAME = "designlint"


class _Protocol(LanguageServerProtocol):
    """The protocol of pygls, which keeps the future of each notification for good, one for each edit."""

    def _check_handler_result(self, future: Future[Any]) -> None:
        super()._check_handler_result(future)
        kept = self._request_futures
        for name in [name for name, other in kept.items() if other is future]:
            del kept[name]


class DesignServer(LanguageServer):
    """A language server with the session of its one client."""

    def __init__(self) -> None:
        super().__init__(
            NAME,
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=_Protocol,
        )
        self.session = Session()
        self.session.shown = self.publish
        self.session.failed = self.report
        self.previews = Previews(self.session)
        self.preferences = Preferences()
        self._published: dict[Path, list[types.Diagnostic]] = {}

    @property
    def edits_versions(self) -> bool:
        """Whether the editor takes edits with the version of the text that they are made for."""
        workspace = self.client_capabilities.workspace
        edits = workspace.workspace_edit if workspace is not None else None
        return edits is not None and bool(edits.document_changes)

    def publish(self) -> None:
        """Show what is found of each file; what is the same as before is not sent again."""
        try:
            found = published(self.session)
        except Exception as error:
            LOG.exception("the findings could not be shown")
            self.report(f"the findings could not be shown: {type(error).__name__}: {error}")
            return
        for path in self._published:
            found.setdefault(path, [])
        for path, diagnostics in found.items():
            held = self.session.documents.of(self.session.documents.uri(path))
            if diagnostics != self._published.get(path) or held is not None:
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(
                        self.session.documents.uri(path),
                        diagnostics,
                        version=held.version if held is not None else None,
                    )
                )
        self._published = {path: shown for path, shown in found.items() if shown}
        for standing in standings(self.session):
            self.protocol.notify(VERDICTS, standing._asdict())
        self.previews.update()

    def report(self, message: str) -> None:
        """Tell the user of an error of designlint itself; the log has its place."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def refresh(self) -> None:
        """Ask the editor to ask for hints and lenses again."""
        capabilities = self.client_capabilities.workspace
        if capabilities is None:
            return
        hints, lenses = capabilities.inlay_hint, capabilities.code_lens
        if hints is not None and hints.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if lenses is not None and lenses.refresh_support:
            self.workspace_code_lens_refresh(None)
