"""A document as a whole: outline, folds, colours, layout, through a real client."""

from __future__ import annotations

from lsprotocol import types as lsp

from designlint.server.features.tokens import TYPES
from tests.server.designs import SHOP
from tests.server.editor import Editor, applied, place_of

OPTIONS = lsp.FormattingOptions(tab_size=2, insert_spaces=True)


def test_the_outline_has_declarations_with_titles(editor: Editor) -> None:
    uri = editor.open(
        editor.folder / "outline.design", f"group g {{ {SHOP.splitlines()[4]} }} }}\n"
    )
    params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri))
    (group,) = editor.ask("textDocument/documentSymbol", params)
    assert group.name == "g"
    assert [(one.name, one.detail) for one in group.children] == [("shop", "Takes orders")]


def test_blocks_and_comments_fold(editor: Editor) -> None:
    text = "# one\n# two\nactor a\ncomponent b : service {\n  replicas 2\n}\n"
    uri = editor.open(editor.folder / "folds.design", text)
    params = lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(uri))
    found = editor.ask("textDocument/foldingRange", params)
    assert [(one.start_line, one.end_line, one.kind) for one in found] == [
        (0, 1, lsp.FoldingRangeKind.Comment),
        (3, 4, None),
    ]


def words(uri: str, editor: Editor, text: str, data: list[int]) -> dict[str, str]:
    """The words of a text with the type of their token."""
    line = column = 0
    found = {}
    for at in range(0, len(data), 5):
        rows, columns, length, kind, _ = data[at : at + 5]
        line, column = line + rows, columns if rows else column + columns
        found[text.split("\n")[line][column : column + length]] = TYPES[kind]
    return found


def test_colours_follow_the_meaning(editor: Editor) -> None:
    uri = editor.open(editor.folder / "colours.design", SHOP)
    identifier = lsp.TextDocumentIdentifier(uri)
    params = lsp.SemanticTokensParams(identifier)
    data = list(editor.ask("textDocument/semanticTokens/full", params).data)
    found = words(uri, editor, SHOP, data)
    assert found["component"] == "keyword"
    assert found["replicas"] == "property"
    assert (found["store"], found["order"], found["buy"]) == ("class", "variable", "function")
    assert (found["->"], found["99.9%"], found['"Buys"']) == ("operator", "number", "string")
    line = lsp.Range(lsp.Position(2, 0), lsp.Position(2, 99))
    part = lsp.SemanticTokensRangeParams(identifier, line)
    own = list(editor.ask("textDocument/semanticTokens/range", part).data)
    assert 0 < len(own) < len(data)
    assert own[0] == 2


def test_a_document_is_brought_into_the_canonical_layout(editor: Editor) -> None:
    text = "component   a : service {\nreplicas    2\n}\nactor  b\n"
    uri = editor.open(editor.folder / "layout.design", text)
    identifier = lsp.TextDocumentIdentifier(uri)
    edits = editor.ask("textDocument/formatting", lsp.DocumentFormattingParams(identifier, OPTIONS))
    assert applied(text, edits) == "component a : service {\n  replicas 2\n}\nactor b\n"
    place = lsp.Range(lsp.Position(3, 0), lsp.Position(4, 0))
    part = lsp.DocumentRangeFormattingParams(identifier, place, OPTIONS)
    edits = editor.ask("textDocument/rangeFormatting", part)
    assert applied(text, edits) == text.replace("actor  b", "actor b")


def test_a_closing_brace_that_is_typed_is_laid_out(editor: Editor) -> None:
    text = "component a : service {\n  replicas 2\n    }\nactor  b\n"
    uri = editor.open(editor.folder / "typed.design", text)
    position = place_of(text, "}", 1)
    params = lsp.DocumentOnTypeFormattingParams(
        lsp.TextDocumentIdentifier(uri), position, "}", OPTIONS
    )
    edits = editor.ask("textDocument/onTypeFormatting", params)
    assert applied(text, edits) == text.replace("    }", "}")


def test_a_text_with_errors_keeps_its_layout(editor: Editor) -> None:
    uri = editor.open(editor.folder / "broken.design", "component   a : {{\n")
    params = lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(uri), OPTIONS)
    assert not editor.ask("textDocument/formatting", params)
