"""Clients of the language server that ask for anything in any order: each request is answered without an error of
designlint, and no edit leaves the folder."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from designlint.server.wiring import make
from tests.attacks.attack import Case
from tests.attacks.texts import any_text, wholes

Message = dict[str, Any]
FOLDER = "FOLDER"
"""What stands for the address of the folder."""
SECONDS = 20.0
_INTERNAL = -32603
_URIS = (
    "FOLDER/a.design", "FOLDER/a.design", "FOLDER/a.design", "FOLDER/b.design", "FOLDER/%61.design", "FOLDER/deep/../a.design", "FOLDER/../x.design",
    "FOLDER", "file:///", "file:///etc/passwd", "file://host/share/x.design", "file:///x%00y", "file:///%2e%2e/x", "FILE:///a", "file:a.design",
    "untitled:a.design", "untitled:..", "git:/a.design?ref", "vscode-notebook-cell:/a#b", "http://example.org/a.design", "", ":", "x", "\ud800",
    "file:///" + "a" * 5_000, "file:///a?b#c", "file:////a", "file:///C:/a.design",
)  # fmt: skip
_NUMBERS = (0, 0, 1, 2, 5, 30, 1_000, 2**31 - 1, 2**31, 2**63, -1, True, 1.5, None, "1")
_NEWS = ("\ud800", "\udc00", "\U0001f468", "\r", "\n", "\r\n", "\u2028", "\0", "\ufeff", "}", '"', "import \"../x.design\"\n", "")  # fmt: skip
_AT = (
    "hover", "definition", "references", "documentHighlight", "prepareRename", "rename", "completion",
    "prepareCallHierarchy", "onTypeFormatting",
)  # fmt: skip
_WHOLE = (
    "documentSymbol", "foldingRange", "documentLink", "semanticTokens/full", "codeLens", "formatting",
)  # fmt: skip
_WITHIN = ("codeAction", "inlayHint", "rangeFormatting", "semanticTokens/range")
_KINDS = (["quickfix"], ["source.fixAll"], ["source"], [""], ["refactor"], [])


def draw(seed: int) -> Case:
    """The messages of a client, as JSON."""
    dice = Random(seed)
    found = [_opened(dice, "FOLDER/a.design", dice.choice(wholes()))]
    found += [_any(dice, number) for number in range(1, dice.randrange(2, 25))]
    return Case(json.dumps(found))


def _any(dice: Random, number: int) -> Message:
    match dice.randrange(12):
        case 0:
            return _opened(dice, dice.choice(_URIS), any_text(dice.getrandbits(30)))
        case 1 | 2:
            return _edited(dice)
        case 3:
            return _notice("textDocument/didClose", {"textDocument": {"uri": dice.choice(_URIS)}})
        case 4:
            return _notice("$/cancelRequest", {"id": dice.randrange(number + 1)})
        case 5:
            return _surroundings(dice)
        case 6:
            return {**_elsewhere(dice), "id": number}
    return {**_asked(dice), "id": number}


def _notice(method: str, params: Any) -> Message:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def _opened(dice: Random, uri: str, text: str) -> Message:
    item = {"uri": uri, "languageId": "designlint", "version": dice.choice((1, 0, 2**31 - 1)), "text": text}  # fmt: skip
    return _notice("textDocument/didOpen", {"textDocument": item})


def _edited(dice: Random) -> Message:
    changes = []
    for _ in range(dice.randrange(4)):
        new = dice.choice((dice.choice(_NEWS), any_text(dice.getrandbits(30))))
        changes.append({"text": new, **({"range": _range(dice)} if dice.random() < 0.8 else {})})
    document = {"uri": dice.choice(_URIS[:5]), "version": dice.choice((1, 2, 3, 0))}
    return _notice("textDocument/didChange", {"textDocument": document, "contentChanges": changes})


def _position(dice: Random) -> Any:
    numbers = _NUMBERS if dice.random() < 0.2 else _NUMBERS[:8]
    return {"line": dice.choice(numbers), "character": dice.choice(numbers)}


def _range(dice: Random) -> Any:
    return {"start": _position(dice), "end": _position(dice)}


def _asked(dice: Random) -> Message:
    """A request about a document."""
    params: Any = {
        "textDocument": {"uri": dice.choice(_URIS if dice.random() < 0.3 else _URIS[:5])}
    }
    name = dice.choice((*_AT, *_WHOLE, *_WITHIN))
    if name in _AT:
        params |= {"position": _position(dice), "newName": dice.choice(("a", "", "a.b", "x y", "\ud800", "é" * 999))}  # fmt: skip
        params |= {"context": {"includeDeclaration": True, "triggerKind": 1}, "ch": "}"}
    if name in _WITHIN:
        context = {"diagnostics": [], "only": dice.choice(_KINDS)}
        params |= {"range": _range(dice), "context": context}
    if name.endswith("ormatting"):
        params["options"] = {"tabSize": dice.choice((2, 0, 2**31 - 1)), "insertSpaces": True}
    return _notice(f"textDocument/{name}", params)


def _elsewhere(dice: Random) -> Message:
    """A request that is about no document alone."""
    uri = dice.choice(_URIS)
    data = dice.choice((None, [], {"uri": uri, "path": "shop"}, {"uri": 1, "path": None}, "x"))
    item = {"name": "a", "kind": 5, "uri": uri, "range": _range(dice), "selectionRange": _range(dice), "data": data}  # fmt: skip
    command = dice.choice(
        ("designlint.runScenario", "designlint.explainVerdict", "designlint.preview", "rm", "")
    )
    arguments = dice.choice(([uri, "X0"], [1, 2], [uri, "x" * 9_999], [None, None]))
    return dice.choice((
        _notice("workspace/symbol", {"query": dice.choice(("", "s", "\ud800", ".*" * 99, "(" * 99))}),
        _notice("callHierarchy/incomingCalls", {"item": item}),
        _notice("callHierarchy/outgoingCalls", {"item": item}),
        _notice("workspace/executeCommand", {"command": command, "arguments": arguments}),
        _notice("no/such", {}),
    ))  # fmt: skip


def _surroundings(dice: Random) -> Message:
    uri = dice.choice(_URIS)
    settings: Any = dice.choice((None, [], "x", {"designlint": {"config": uri}}, {"config": "../../etc/passwd"}, {"inlayHints": 1}))  # fmt: skip
    folders = {"added": [{"uri": uri, "name": "x"}], "removed": [{"uri": dice.choice(_URIS), "name": "y"}]}  # fmt: skip
    return dice.choice((
        _notice("workspace/didChangeConfiguration", {"settings": settings}),
        _notice("workspace/didChangeWorkspaceFolders", {"event": folders}),
        _notice("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 1}]}),
        _notice("textDocument/didSave", {"textDocument": {"uri": uri}}),
    ))  # fmt: skip


def is_answered(case: Case) -> None:
    """Each request that is one has an answer, none of them an error of designlint, and edits stay in the folder."""
    with TemporaryDirectory() as name, chdir(name):
        folder = Path(name).resolve()
        (folder / ".git").mkdir()
        (folder / "b.design").write_text("component elsewhere : service\n", encoding="utf-8")
        text = case.text.replace(FOLDER, folder.as_uri())
        with _listening() as said:
            sent = _said(json.loads(text), folder.as_uri())
    assert said == []
    for message in sent:
        assert message.get("error", {}).get("code") != _INTERNAL, message
        for uri in _edited_files(message.get("result")):
            assert uri.startswith((folder.as_uri(), "untitled:")), f"it edits {uri}"


class _Heard(logging.Handler):
    """What designlint logs as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What designlint logs as errors; that of its library, which refuses messages, is not shown."""
    own, library = logging.getLogger("designlint"), logging.getLogger("pygls")
    heard, silent = _Heard(), logging.NullHandler()
    own.addHandler(heard)
    library.addHandler(silent)
    own.propagate = library.propagate = False
    try:
        yield heard.said
    finally:
        own.removeHandler(heard)
        library.removeHandler(silent)
        own.propagate = library.propagate = True


class _Writer:
    """Where a server writes."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def write(self, data: bytes) -> None:
        self.messages.append(json.loads(data))

    def close(self) -> None:
        """There is nothing to close."""


def _said(messages: list[Message], root: str) -> list[Message]:
    """What a server says to the messages of a client."""

    async def limited() -> list[Message]:
        return await asyncio.wait_for(_held(messages, root), SECONDS)

    # A browser of other attacks may have the loop of this thread.
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(limited())).result()


async def _held(messages: list[Message], root: str) -> list[Message]:
    server, writer = make(), _Writer()
    protocol = server.protocol
    protocol.set_writer(writer, include_headers=False)
    start = {"capabilities": {}, "processId": os.getpid(), "workspaceFolders": [{"uri": root, "name": "x"}], "rootUri": root}  # fmt: skip
    waiting = {"start"}
    for message in ({**_notice("initialize", start), "id": "start"}, *messages):
        try:
            structured = protocol.structure_message(message)
        except Exception:  # noqa: BLE001, S112  # it is no message of the protocol: the library refuses it
            continue
        if "id" in message:
            waiting.add(message["id"])
        protocol.handle_message(structured)
        await asyncio.sleep(0)
    while waiting - {message.get("id") for message in writer.messages}:
        await asyncio.sleep(0.01)
    server.session.stop()
    server.previews.stop()
    server.shutdown()  # type: ignore[no-untyped-call]
    return writer.messages


def _edited_files(found: Any) -> Iterator[str]:
    """The files that an answer would edit."""
    if isinstance(found, list):
        for one in found:
            yield from _edited_files(one)
    elif isinstance(found, dict):
        yield from found.get("changes") or ()
        for one in found.get("documentChanges") or ():
            yield one["textDocument"]["uri"]
        yield from _edited_files(found.get("edit"))
