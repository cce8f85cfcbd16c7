"""One server for each module: a process takes a second to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.editor import Editor


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with an empty folder, which `editor.folder` is."""
    folder = tmp_path_factory.mktemp("designs")
    made = Editor(folder)
    yield made
    made.stop()
