"""From names to declarations and uses, and other names for them, through a real client."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.server.designs import APP, PLATFORM, SHOP, written
from tests.server.editor import Editor, applied, at, place_of


@pytest.fixture(scope="module")
def shop(editor: Editor) -> str:
    return editor.open(editor.folder / "shop.design", SHOP)


@pytest.fixture(scope="module")
def app(editor: Editor) -> str:
    written(editor.folder, platform=PLATFORM, app=APP)
    return editor.open(editor.folder / "app.design")


def definition(editor: Editor, uri: str, position: lsp.Position) -> list[lsp.Location]:
    params = lsp.DefinitionParams(**at(uri, position))
    return list(editor.ask("textDocument/definition", params))


def renamed(
    editor: Editor, uri: str, position: lsp.Position, name: str
) -> dict[str, list[lsp.TextEdit]]:
    params = lsp.RenameParams(new_name=name, **at(uri, position))
    found: lsp.WorkspaceEdit = editor.ask("textDocument/rename", params)
    changes = found.document_changes or ()
    return {
        one.text_document.uri: list(one.edits)  # type: ignore[misc]  # no snippets, no annotations
        for one in changes
        if isinstance(one, lsp.TextDocumentEdit)
    }


@pytest.mark.parametrize(
    ("use", "word", "declared"),
    [
        pytest.param("shop -> store", "store", "store :", id="hop"),
        pytest.param("writes order", "order", 'order "', id="data"),
        pytest.param("serves FR1", "FR1", 'FR1 "', id="requirement"),
        pytest.param("rate busy", "busy", "busy 60", id="constant"),
        pytest.param("of buy >=", "buy", "buy serves", id="flow"),
        pytest.param("holds order", "order", 'order "', id="property"),
    ],
)
def test_a_use_leads_to_its_declaration(
    editor: Editor, shop: str, use: str, word: str, declared: str
) -> None:
    (found,) = definition(editor, shop, place_of(SHOP, use, use.index(word) + 1))
    assert found.range.start == place_of(SHOP, declared)


def test_a_use_leads_into_another_file(editor: Editor, app: str) -> None:
    (found,) = definition(editor, app, place_of(APP, "platform.sso", 10))
    assert found.uri == (editor.folder / "platform.design").as_uri()
    assert found.range.start == place_of(PLATFORM, "sso")


def test_all_uses_of_a_name_are_found(editor: Editor, shop: str) -> None:
    position = place_of(SHOP, "component shop", len("component "))
    params = lsp.ReferenceParams(lsp.ReferenceContext(True), **at(shop, position))
    found = editor.ask("textDocument/references", params)
    lines = [SHOP.split("\n")[one.range.start.line] for one in found]
    assert [line.strip().split()[0] for line in lines] == ["component", "buyer", "shop", "expect"]
    marks = lsp.DocumentHighlightParams(**at(shop, position))
    assert len(editor.ask("textDocument/documentHighlight", marks)) == len(found)


def test_a_rename_edits_every_file(editor: Editor, app: str) -> None:
    edits = renamed(editor, app, place_of(APP, "platform.sso", 10), "login")
    platform = (editor.folder / "platform.design").as_uri()
    assert applied(APP, edits[app]) == APP.replace("platform.sso", "platform.login")
    assert applied(PLATFORM, edits[platform]) == PLATFORM.replace("sso", "login")


def test_the_rename_of_a_namespace_edits_the_names_behind_it(editor: Editor, app: str) -> None:
    edits = renamed(editor, app, place_of(APP, "as platform", 4), "base")
    assert applied(APP, edits[app]) == APP.replace("as platform", "as base").replace(
        "platform.sso", "base.sso"
    )


def test_a_rename_keeps_the_findings_of_the_design(editor: Editor, shop: str) -> None:
    for words, offset in (("component store", 10), ("let busy", 4), ("flow buy", 5)):
        edits = renamed(editor, shop, place_of(SHOP, words, offset), "other")
        text = applied(SHOP, edits[shop])
        uri = editor.open(editor.folder / f"renamed_{offset}_{len(words)}.design", text)
        codes = [one.code for one in editor.settled(uri)]
        assert codes == [one.code for one in editor.settled(shop)]
        editor.close(uri)


@pytest.mark.parametrize("name", ["shop", "two words", "", "1st", "a.b"])
def test_a_name_that_cannot_be_is_refused(editor: Editor, shop: str, name: str) -> None:
    position = place_of(SHOP, "component store", len("component "))
    with pytest.raises(JsonRpcException, match=r"name|taken"):
        renamed(editor, shop, position, name)


def test_a_word_of_the_language_cannot_be_renamed(editor: Editor, shop: str) -> None:
    position = place_of(SHOP, "replicas")
    with pytest.raises(JsonRpcException, match="no declared name"):
        editor.ask("textDocument/prepareRename", lsp.PrepareRenameParams(**at(shop, position)))


def test_a_rename_is_about_one_part_of_a_dotted_name(editor: Editor, app: str) -> None:
    position = place_of(APP, "platform.sso", 10)
    params = lsp.PrepareRenameParams(**at(app, position))
    found: lsp.Range = editor.ask("textDocument/prepareRename", params)
    assert found.start == place_of(APP, "platform.sso", len("platform."))


def test_an_import_is_a_link(editor: Editor, app: str) -> None:
    params = lsp.DocumentLinkParams(lsp.TextDocumentIdentifier(app))
    (link,) = editor.ask("textDocument/documentLink", params)
    assert Path(link.target.removeprefix("file://")).name == "platform.design"
    assert link.range.start == place_of(APP, "platform.design")


def test_the_calls_of_a_component_are_a_hierarchy_over_flows(editor: Editor, shop: str) -> None:
    position = place_of(SHOP, "component shop", len("component "))
    params = lsp.CallHierarchyPrepareParams(**at(shop, position))
    (item,) = editor.ask("textDocument/prepareCallHierarchy", params)
    (caller,) = editor.ask(
        "callHierarchy/incomingCalls", lsp.CallHierarchyIncomingCallsParams(item)
    )
    assert (caller.from_.name, caller.from_.detail) == ("buyer", "buy")
    (callee,) = editor.ask(
        "callHierarchy/outgoingCalls", lsp.CallHierarchyOutgoingCallsParams(item)
    )
    assert callee.to.name == "store"
    assert callee.from_ranges[0].start == place_of(SHOP, "shop -> store")


def test_a_workspace_is_searched_by_letters(editor: Editor, app: str) -> None:
    (editor.folder / "closed.design").write_text("component warehouse : service { }\n")
    found = editor.ask("workspace/symbol", lsp.WorkspaceSymbolParams("wrhs"))
    assert [one.name for one in found] == ["warehouse"]
    found = editor.ask("workspace/symbol", lsp.WorkspaceSymbolParams("sso"))
    assert "platform.sso" in [one.name for one in found]
