"""An editor for tests: a real client that talks to the server in a process of its own, over pipes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
SECONDS = 120.0


def capabilities(*encodings: str) -> lsp.ClientCapabilities:
    """Those of an editor that can all that is tested."""
    general = lsp.GeneralClientCapabilities(
        position_encodings=[lsp.PositionEncodingKind(one) for one in encodings] or None
    )
    item = lsp.ClientCompletionItemOptions(snippet_support=True)
    return lsp.ClientCapabilities(
        general=general,
        window=lsp.WindowClientCapabilities(
            show_document=lsp.ShowDocumentClientCapabilities(support=True)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            completion=lsp.CompletionClientCapabilities(completion_item=item)
        ),
        workspace=lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True)
        ),
    )


class Editor:
    """A client whose requests wait for their answers."""

    def __init__(
        self, *folders: Path, encodings: tuple[str, ...] = (), options: Any = None
    ) -> None:
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, daemon=True).start()
        self.client = LanguageClient("test", "1")
        self.shown: dict[str, list[lsp.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.times: dict[int | None, list[float]] = {}
        self.standings: dict[str, tuple[int, int, int]] = {}
        self.logged: list[str] = []
        self.messages: list[str] = []
        self.opened: list[lsp.ShowDocumentParams] = []
        """What the server has asked to show."""
        self.shows = True
        """Whether it is shown."""
        self.folder = folders[0] if folders else Path()
        self._listen()
        self.initialized = self.run(self._start(folders, encodings, options))

    def _listen(self) -> None:
        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version
            self.times.setdefault(params.version, []).append(perf_counter())

        @self.client.feature("designlint/verdicts")
        def stand(params: Any) -> None:
            self.standings[params.uri] = (params.met, params.violated, params.undecided)

        @self.client.feature(lsp.WINDOW_LOG_MESSAGE)
        def log(params: lsp.LogMessageParams) -> None:
            self.logged.append(params.message)

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def show(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(lsp.WINDOW_SHOW_DOCUMENT)
        def show_document(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
            self.opened.append(params)
            return lsp.ShowDocumentResult(self.shows)

    async def _start(
        self, folders: tuple[Path, ...], encodings: tuple[str, ...], options: Any
    ) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "designlint", "lsp")
        found = await self.client.initialize_async(
            lsp.InitializeParams(
                capabilities=capabilities(*encodings),
                initialization_options=options,
                workspace_folders=[lsp.WorkspaceFolder(one.as_uri(), one.name) for one in folders],
            )
        )
        self.client.initialized(lsp.InitializedParams())
        return found

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What an asynchronous call comes to."""
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(SECONDS)

    @property
    def server_pid(self) -> int:
        """The process of the server."""
        server = self.client._server
        assert server is not None
        return server.pid

    def stop(self) -> None:
        """End the conversation."""
        self.run(self.client.shutdown_async(None))

        async def leave() -> None:
            self.client.exit(None)
            await asyncio.wait_for(self.client.stop(), SECONDS)

        self.run(leave())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def open(self, path: Path, text: str | None = None, version: int = 1) -> str:
        """Open a file, with a text that is not saved where one is given; its address."""
        uri = path.as_uri()
        held = path.read_text(encoding="utf-8") if text is None else text
        item = lsp.TextDocumentItem(uri, "designlint", version, held)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        """Close a document."""
        identifier = lsp.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))

    def edit(self, uri: str, version: int, *changes: tuple[lsp.Range | None, str]) -> None:
        """Replace ranges by texts, or the whole text where no range is given."""
        made: list[lsp.TextDocumentContentChangeEvent] = [
            lsp.TextDocumentContentChangeWholeDocument(text)
            if place is None
            else lsp.TextDocumentContentChangePartial(place, text)
            for place, text in changes
        ]
        identifier = lsp.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, made))

    def settled(self, uri: str) -> list[lsp.Diagnostic]:
        """The diagnostics of a document after its rules were asked: code lenses wait for them."""
        identifier = lsp.TextDocumentIdentifier(uri)
        self.run(self.client.text_document_code_lens_async(lsp.CodeLensParams(identifier)))
        self.run(asyncio.sleep(0.05))
        return self.shown.get(uri, [])

    def ask(self, method: str, params: Any) -> Any:
        """What a request comes to."""
        return self.run(self._answer(method, params))

    async def _answer(self, method: str, params: Any) -> Any:
        return await self.client.protocol.send_request_async(method, params)


def place_of(text: str, words: str, at: int = 0) -> lsp.Position:
    """The position of some characters into the first place of words in a text of ASCII."""
    offset = text.index(words) + at
    line = text.count("\n", 0, offset)
    return lsp.Position(line, offset - (text.rfind("\n", 0, offset) + 1))


def at(uri: str, position: lsp.Position) -> dict[str, Any]:
    """The parameters that many requests have in common."""
    return {"text_document": lsp.TextDocumentIdentifier(uri), "position": position}


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """A text of ASCII after edits."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(position: lsp.Position) -> int:
        if position.line >= len(lines):
            return len(text)
        return starts[position.line] + min(position.character, len(lines[position.line]))

    for edit in sorted(edits, key=lambda one: offset(one.range.start), reverse=True):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text
