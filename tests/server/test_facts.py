"""What is computed, beside the text: hovers, hints, lenses, actions, through a real client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lsprotocol import types as lsp

from tests.server.designs import SHOP
from tests.server.editor import Editor, applied, at, place_of

WHOLE = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))


@pytest.fixture(scope="module")
def shop(editor: Editor) -> str:
    return editor.open(editor.folder / "shop.design", SHOP)


@pytest.fixture
def changed(editor: Editor) -> Iterator[Editor]:
    yield editor
    configure(editor, {})


def configure(editor: Editor, settings: dict[str, object]) -> None:
    params = lsp.DidChangeConfigurationParams({"designlint": settings})
    editor.client.workspace_did_change_configuration(params)


def hover(editor: Editor, uri: str, words: str, offset: int = 1, text: str = SHOP) -> str:
    params = lsp.HoverParams(**at(uri, place_of(text, words, offset)))
    found = editor.ask("textDocument/hover", params)
    return str(found.contents.value) if found is not None else ""


def test_a_component_shows_its_load_availability_and_values_with_origins(
    editor: Editor, shop: str
) -> None:
    found = hover(editor, shop, "component shop", len("component "))
    assert "Load: shop: 60 req/s over 2 x 100 req/s = 30%" in found
    assert "Availability: " in found
    assert "| `availability 99.9%` | stated |" in found
    store = hover(editor, shop, "component store", len("component "))
    assert "catalogue: postgres" in store
    assert "assumed of a database" in store


def test_a_property_shows_its_form_and_the_value_in_force(editor: Editor, shop: str) -> None:
    found = hover(editor, shop, "capacity 100")
    assert "capacity" in found
    assert "In force: stated." in found


def test_a_claim_shows_its_verdict_and_derivation(editor: Editor, shop: str) -> None:
    found = hover(editor, shop, "require availability")
    assert "availability of buy >= 99.99%" in found
    assert "2 replicas, each 99.9%  (stated)" in found


@pytest.mark.parametrize(
    ("words", "offset", "said"),
    [
        pytest.param(": database", 3, "Keeps data", id="kind"),
        pytest.param("tech postgres", 6, "PostgreSQL", id="technology"),
        pytest.param("actor buyer", 2, "Someone who uses the system", id="declaration"),
        pytest.param("rate busy", 6, "let busy 60 req/s", id="constant"),
    ],
)
def test_a_word_shows_its_documentation(
    editor: Editor, shop: str, words: str, offset: int, said: str
) -> None:
    assert said in hover(editor, shop, words, offset)


def hints(editor: Editor, uri: str) -> dict[int, list[str]]:
    params = lsp.InlayHintParams(lsp.TextDocumentIdentifier(uri), WHOLE)
    found: dict[int, list[str]] = {}
    for one in editor.ask("textDocument/inlayHint", params):
        found.setdefault(one.position.line, []).append(one.label)
    return found


def test_verdicts_utilisation_and_rates_stand_beside_their_lines(editor: Editor, shop: str) -> None:
    found = hints(editor, shop)
    assert found[place_of(SHOP, "capacity").line] == ["30% used"]
    assert found[place_of(SHOP, "buyer -> shop").line] == ["60 req/s"]
    (verdict,) = found[place_of(SHOP, "expect headroom").line]
    assert verdict.startswith("violated -200%, margin -")


def test_hints_and_lenses_can_be_turned_off(changed: Editor, shop: str) -> None:
    configure(changed, {"inlayHints": False, "codeLens": False})
    assert hints(changed, shop) == {}
    assert lenses(changed, shop) == {}
    configure(changed, {"inlayHints": True, "codeLens": True})
    assert hints(changed, shop)


def lenses(editor: Editor, uri: str) -> dict[str, lsp.Command]:
    params = lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri))
    return {one.command.title: one.command for one in editor.ask("textDocument/codeLens", params)}


def test_a_scenario_runs_from_its_lens(editor: Editor, shop: str) -> None:
    found = lenses(editor, shop)
    assert any(title.startswith("violated -200%") for title in found)
    command = found["run scenario"]
    params = lsp.ExecuteCommandParams(command.command, list(command.arguments or ()))
    said = editor.ask("workspace/executeCommand", params)
    assert "rush: headroom of shop >= 0%: violated" in said
    assert "utilisation" in said
    assert said in editor.messages


def test_a_met_requirement_has_its_value_above_it(editor: Editor) -> None:
    text = SHOP.replace("load 10x", "load 2x")
    uri = editor.open(editor.folder / "met.design", text)
    assert "met 40%" in lenses(editor, uri)
    editor.close(uri)


def actions(editor: Editor, uri: str, place: lsp.Range = WHOLE, *only: str) -> list[lsp.CodeAction]:
    context = lsp.CodeActionContext([], only=list(only) or None)  # type: ignore[arg-type]  # any kind
    params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), place, context)
    found = editor.ask("textDocument/codeAction", params)
    # The client of the tests takes an action without edits, such as that of a preview, for a command.
    return [one for one in found if isinstance(one, lsp.CodeAction)]


def after(text: str, action: lsp.CodeAction) -> str:
    (change,) = (action.edit.document_changes if action.edit else None) or ()
    assert isinstance(change, lsp.TextDocumentEdit)
    return applied(text, list(change.edits))  # type: ignore[arg-type]  # no snippets


def test_a_safe_fix_is_the_preferred_action(editor: Editor) -> None:
    text = "component a : service {\n  replicas = 2\n}\n"
    uri = editor.open(editor.folder / "fix.design", text)
    (fix,) = [one for one in actions(editor, uri) if one.is_preferred]
    assert fix.kind == lsp.CodeActionKind.QuickFix
    assert after(text, fix) == text.replace(" = ", " ")
    (whole,) = actions(editor, uri, WHOLE, "source.fixAll")
    assert after(text, whole) == text.replace(" = ", " ")
    editor.close(uri)


def test_a_remedy_is_written_where_it_belongs(editor: Editor, shop: str) -> None:
    line = place_of(SHOP, "component store", len("component "))
    found = actions(editor, shop, lsp.Range(line, line))
    remedy = next(one for one in found if "replicas 2" in one.title)
    assert after(SHOP, remedy) == SHOP.replace("replicas 1", "replicas 2")
    (finding,) = remedy.diagnostics or ()
    assert finding.code == "SPF001"


def test_a_risk_is_accepted_with_a_reason(editor: Editor, shop: str) -> None:
    line = place_of(SHOP, "component store", len("component "))
    found = actions(editor, shop, lsp.Range(line, line))
    accept = next(one for one in found if one.title.startswith("Accept SPF001"))
    text = after(SHOP, accept)
    assert text.endswith('accept SPF001 on store because "..."\n')
    uri = editor.open(editor.folder / "accepted.design", text)
    assert "SPF001" not in [one.code for one in editor.settled(uri)]
    editor.close(uri)
