"""Many random edits by a scripted client: what is shown is what a fresh check finds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from designlint.base.clock import today
from designlint.check import check
from designlint.runs.merging import merged
from designlint.server.designs import Designs
from designlint.server.documents import Document, Documents
from tests.server.designs import SHOP
from tests.server.editor import Editor
from tests.server.typist import Typist

EACH = 100
ROOT = Path(__file__).resolve().parents[2]


def fresh(path: Path, text: str) -> list[tuple[str, str, int]]:
    """What a check of a text finds: code, message, line."""
    documents = Documents()
    documents.put(Document(path.as_uri(), path, text, 1))
    designs = Designs(documents)
    setup = designs.setup(path)
    result = check(designs.load(path), setup.registry, setup.settings, today()).result
    found = merged([result]).diagnostics
    return sorted((d.code, d.message, d.primary.span.position.line - 1) for d in found)


def memory(pid: int) -> float:
    """The megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def edited(editor: Editor, path: Path, text: str, edits: int, seed: int) -> list[float]:
    """Edit a text, compare what is shown with a fresh check after each 100th edit; the memory then."""
    typist = Typist(text, seed)
    uri = editor.open(path, text)
    taken = []
    for version in range(2, edits + 2):
        editor.edit(uri, version, typist.edit())
        if (version - 1) % EACH == 0:
            shown = editor.settled(uri)
            found = sorted(
                (str(d.code), d.message.partition("\n")[0], d.range.start.line) for d in shown
            )
            assert found == fresh(path, typist.text)
            assert editor.versions[uri] == version
            taken.append(memory(editor.server_pid))
    assert editor.logged == []
    editor.close(uri)
    return taken


def test_what_is_shown_after_many_edits_is_what_a_fresh_check_finds(editor: Editor) -> None:
    edited(editor, editor.folder / "edited.design", SHOP, 200, 7)


@pytest.mark.slow
def test_a_long_editing_run_keeps_its_memory_flat(editor: Editor) -> None:
    text = (ROOT / "examples" / "shortlink.design").read_text(encoding="utf-8")
    taken = edited(editor, editor.folder / "long.design", text, 10_000, 1)
    half = len(taken) // 2
    # Nothing of earlier texts is kept but the solved fault trees, whose number is limited: objects of five
    # thousand edits would show. The tenth is for the holes that they leave.
    assert max(taken[half:]) < 1.1 * max(taken[:half])
