"""What a search of folders takes for a design: what people write, not what programs leave beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from designlint.cli import main

FINE, FINDINGS, USAGE = 0, 1, 2
HIDDEN = (".#main.design", "._main.design", ".draft.design", ".design", ".git/x.design")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("main.design").write_text("component a : service\n")


@pytest.mark.parametrize("command", [["check", "--select", "LNG"], ["format", "--check"]])
@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_files_are_left_out(name: str, command: list[str]) -> None:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0\5\26\7component : \n")
    assert main(command) == FINE
    assert main([*command, "."]) == FINE
    assert main([*command, name]) in (FINDINGS, USAGE)


@pytest.mark.skipif(os.name == "nt", reason="needs links and named pipes")
def test_what_is_no_file_is_left_out() -> None:
    Path("gone.design").symlink_to("nowhere.design")
    Path("folder.design").mkdir()
    os.mkfifo("pipe.design")
    assert main(["check", "--select", "LNG"]) == FINE
    assert main(["format", "--check"]) == FINE
    assert main(["check", "gone.design"]) == USAGE


def test_names_that_only_end_alike_are_left_out() -> None:
    for name in ("main.design~", "#main.design#", "main.design.orig", "main.design.swp"):
        Path(name).write_text("component : \n")
    assert main(["check", "--select", "LNG"]) == FINE
