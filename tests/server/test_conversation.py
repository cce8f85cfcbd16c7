"""The conversation as a whole: encodings, folders, errors, its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from tests.server.designs import SHOP
from tests.server.editor import Editor, at

ACCENTS = (
    'actor a "\N{GRINNING FACE}\u00e9" ; actor caf\u00e9\nflow f { rate 1 req/s; caf\u00e9 -> a }\n'
)


@pytest.mark.parametrize(
    ("offered", "chosen", "column"),
    [
        pytest.param((), "utf-16", 22, id="nothing offered"),
        pytest.param(("utf-8", "utf-16"), "utf-8", 25, id="utf-8"),
        pytest.param(("utf-32", "utf-16"), "utf-32", 21, id="utf-32"),
    ],
)
def test_positions_are_in_the_agreed_encoding(
    tmp_path: Path, offered: tuple[str, ...], chosen: str, column: int
) -> None:
    editor = Editor(tmp_path, encodings=offered)
    assert editor.initialized.capabilities.position_encoding == chosen
    uri = editor.open(tmp_path / "accents.design", ACCENTS)
    use = lsp.Position(1, len("flow f { rate 1 req/s; c"))
    (found,) = editor.ask("textDocument/definition", lsp.DefinitionParams(**at(uri, use)))
    assert found.range.start == lsp.Position(0, column)
    # An edit behind the accents, in the same units.
    editor.edit(uri, 2, (lsp.Range(found.range.start, found.range.start), "x"))
    (marked,) = [one for one in editor.settled(uri) if "caf\u00e9" in one.message]
    assert "xcaf\u00e9" in marked.message
    editor.stop()


def test_designs_of_several_folders_are_told_apart(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    (folders[1] / "designlint.yaml").write_text("ignore: [VER]\n", encoding="utf-8")
    editor = Editor(*folders)
    first, second = (editor.open(folder / "shop.design", SHOP) for folder in folders)
    assert "VER003" in [one.code for one in editor.settled(first)]
    assert "VER003" not in [one.code for one in editor.settled(second)]
    editor.stop()


def test_a_request_that_is_cancelled_ends_nothing_else(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(tmp_path / "shop.design", SHOP)

    async def cancelled() -> None:
        params = lsp.HoverParams(**at(uri, lsp.Position(4, 12)))
        asked = editor.client.protocol.send_request("textDocument/hover", params)
        asked.cancel()
        (number,) = [
            one for one, it in editor.client.protocol._request_futures.items() if it is asked
        ]
        editor.client.cancel_request(lsp.CancelParams(number))

    editor.run(cancelled())
    assert "VER003" in [one.code for one in editor.settled(uri)]
    assert editor.logged == []
    editor.stop()


def test_an_unsaved_new_document_is_checked(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    item = lsp.TextDocumentItem("untitled:Untitled-1", "designlint", 1, SHOP)
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    editor.settled("untitled:Untitled-1")
    assert any(one.code == "VER003" for one in editor.settled("untitled:Untitled-1"))
    editor.stop()


def test_the_server_ends_with_the_conversation(tmp_path: Path) -> None:
    script = "import sys; from designlint.__main__ import process; sys.exit(process())"
    ran = subprocess.run(
        [sys.executable, "-c", script, "lsp"],
        input=b"",
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stdout == b""
