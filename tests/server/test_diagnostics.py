"""Findings as an editor gets them: while it types, with their witness, of parts and of several designs."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types as lsp

from tests.server.designs import APP, PLATFORM, SHOP, written
from tests.server.editor import Editor, place_of


def codes(found: list[lsp.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


def test_a_finding_has_its_witness_as_related_information(editor: Editor) -> None:
    uri = editor.open(editor.folder / "shop.design", SHOP)
    found = editor.settled(uri)
    violated = next(one for one in found if one.code == "VER003")
    assert violated.severity == lsp.DiagnosticSeverity.Error
    assert violated.source == "designlint"
    assert violated.range.start == place_of(SHOP, "headroom of shop")
    related = [one.message for one in violated.related_information or ()]
    assert any("shop" in message for message in related)
    assert editor.versions[uri] == 1
    editor.close(uri)


def test_an_edit_is_seen_before_the_file_is_saved(editor: Editor) -> None:
    path = editor.folder / "typed.design"
    path.write_text(SHOP, encoding="utf-8")
    uri = editor.open(path)
    assert "LNG002" not in codes(editor.settled(uri))
    start = place_of(SHOP, "store writes")
    end = lsp.Position(start.line, start.character + len("store"))
    editor.edit(uri, 2, (lsp.Range(start, end), "stor"))
    found = editor.settled(uri)
    assert any("stor" in one.message and "store" in one.message for one in found)
    assert editor.versions[uri] == 2
    end = lsp.Position(start.line, start.character + len("stor"))
    editor.edit(uri, 3, (lsp.Range(start, end), "store"))
    assert not any("did you mean" in one.message for one in editor.settled(uri))
    editor.close(uri)


def test_a_part_is_judged_within_the_design_that_imports_it(editor: Editor) -> None:
    folder = written(editor.folder / "parts", platform=PLATFORM, app=APP)
    uri = editor.open(folder / "platform.design")
    # Alone, the component would be unused; the design that imports it uses it.
    assert "COV003" not in codes(editor.settled(uri))
    app = (folder / "app.design").as_uri()
    assert editor.shown[app]
    editor.close(uri)


def test_an_unsaved_part_counts_in_the_designs_that_import_it(editor: Editor) -> None:
    folder = written(editor.folder / "unsaved", platform=PLATFORM, app=APP)
    app = editor.open(folder / "app.design")
    assert not any(one.code == "LNG003" for one in editor.settled(app))
    part = editor.open(folder / "platform.design", PLATFORM.replace("sso", "login"))
    editor.settled(part)
    assert any("platform.sso" in one.message for one in editor.settled(app))
    editor.close(part)
    editor.settled(app)
    assert not any("platform.sso" in one.message for one in editor.settled(app))
    editor.close(app)


def test_a_file_that_is_a_part_of_two_designs_has_the_findings_of_both(editor: Editor) -> None:
    designs = {"platform": PLATFORM, "one": APP, "two": APP.replace("web", "api")}
    folder = written(editor.folder / "two", **designs)
    part = editor.open(folder / "platform.design")
    editor.settled(part)
    names = {Path(uri.removeprefix("file://")).name for uri, found in editor.shown.items() if found}
    assert {"one.design", "two.design"} <= names
    editor.close(part)


def test_the_requirements_of_a_design_are_counted(editor: Editor) -> None:
    uri = editor.open(editor.folder / "counted.design", SHOP.replace("load 10x", "load 2x"))
    editor.settled(uri)
    assert editor.standings[uri] == (0, 1, 0)
    text = f'{SHOP}nonfunctional NFR2 "Room." {{ require headroom of shop >= 60% }}\n'
    editor.edit(uri, 2, (None, text))
    editor.settled(uri)
    assert editor.standings[uri] == (1, 1, 0)
    editor.close(uri)


def test_a_closed_design_takes_its_findings_back(editor: Editor) -> None:
    uri = editor.open(editor.folder / "closed.design", SHOP)
    assert editor.settled(uri)
    editor.close(uri)
    other = editor.open(editor.folder / "other.design", "")
    editor.settled(other)
    assert editor.shown[uri] == []
    editor.close(other)


def test_a_configuration_that_changes_is_read_again(editor: Editor) -> None:
    folder = editor.folder / "configured"
    folder.mkdir()
    path = folder / "shop.design"
    path.write_text(SHOP, encoding="utf-8")
    uri = editor.open(path)
    assert "VER003" in codes(editor.settled(uri))
    config = folder / "designlint.yaml"
    config.write_text("ignore: [VER]\n", encoding="utf-8")
    created = lsp.FileEvent(config.as_uri(), lsp.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([created]))
    assert "VER003" not in codes(editor.settled(uri))
    config.write_text("ignore: 7\n", encoding="utf-8")
    changed = lsp.FileEvent(config.as_uri(), lsp.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    editor.settled(uri)
    assert any(found for shown, found in editor.shown.items() if shown.endswith("designlint.yaml"))
    config.unlink()
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
    assert "VER003" in codes(editor.settled(uri))
    editor.close(uri)
