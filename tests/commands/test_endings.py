"""The ending of a file and `--format` say the same, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main

FINE, USAGE = 0, 2


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(
        "actor u\ncomponent api : service { replicas 1 }\nflow f { rate 3 req/s; u -> api }\n"
    )


@pytest.mark.parametrize(
    ("command", "kind", "file"),
    [
        ("diagram", "png", "a.svg"),
        ("diagram", "svg", "a.png"),
        ("diagram", "svg", "A.PDF"),
        ("diagram", "dot", "a.svg"),
        ("diagram", "mermaid", "a.dot"),
        ("diagram", "svg", "a.html"),
        ("diagram", "png", "a.jpg"),
        ("report", "json", "r.html"),
        ("report", "html", "r.json"),
        ("report", "markdown", "r.pdf"),
        ("report", "html", "r.svg"),
        ("report", "madr", "r.md"),
    ],
)
def test_an_ending_of_another_format_is_refused(
    command: str, kind: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "a.design", "-o", file, "--format", kind]) == USAGE
    assert f"`{file}` ends like" in capsys.readouterr().err
    assert not Path(file).exists()


@pytest.mark.parametrize(
    ("command", "kind", "file"),
    [
        ("diagram", "dot", "a.gv"),
        ("diagram", "mermaid", "a.MMD"),
        ("diagram", "mermaid", "a.txt"),
        ("diagram", "dot", "picture"),
        ("diagram", "dot", "v1.2"),
        ("report", "json", "r.json"),
        ("report", "markdown", "r.txt"),
        ("report", "markdown", "r.markdown"),
    ],
)
def test_others_are_written(command: str, kind: str, file: str) -> None:
    assert main([command, "a.design", "-o", file, "--format", kind]) == FINE
    assert Path(file).read_bytes()
