"""`designlint report --format madr` and `designlint import`."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.api import Importer
from designlint.cli import main
from designlint.commands import import_
from designlint.registry import load_registry

DESIGN = """\
component store : database
decision D1 "Where orders are kept" about store { status accepted; because "Few orders." }
decision D2 "How they are read" about store { because "By key." }
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A design in a folder."""
    path = tmp_path / "shop.design"
    path.write_text(DESIGN, encoding="utf-8")
    return path


def test_a_file_for_each_decision_and_back(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs" / "decisions"
    assert main(["report", str(made), "--format", "madr", "-o", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "0001-where-orders-are-kept.md", "0002-how-they-are-read.md",
    ]  # fmt: skip
    assert capsys.readouterr().err == "designlint: 2 of 2 records changed\n"
    assert main(["report", str(made), "--format", "madr", "-o", str(folder)]) == 0
    assert capsys.readouterr().err == "designlint: 0 of 2 records changed\n"
    assert main(["import", str(folder)]) == 0
    assert capsys.readouterr().out.startswith('decision D1 "Where orders are kept" about store {\n')
    out = tmp_path / "decisions.design"
    assert main(["import", str(folder), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").count("\ndecision ") == 1


def test_a_file_of_somebody_else_stays(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "0002-how-they-are-read.md"
    other.write_text("# Mine\n", encoding="utf-8")
    assert main(["report", str(made), "--format", "madr", "-o", str(tmp_path)]) == 2
    assert "was not written by designlint; nothing is written" in capsys.readouterr().err
    assert other.read_text(encoding="utf-8") == "# Mine\n"
    assert not (tmp_path / "0001-where-orders-are-kept.md").exists()


def test_a_link_is_not_followed(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "target.txt"
    target.write_text("mine", encoding="utf-8")
    folder = tmp_path / "adr"
    folder.mkdir()
    (folder / "0001-where-orders-are-kept.md").symlink_to(target)
    assert main(["report", str(made), "--format", "madr", "-o", str(folder)]) == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert main(["import", str(folder)]) == 0
    assert capsys.readouterr().out == ""


def test_no_link_leads_out_of_the_project(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    (outside / "secret.md").write_text("# The secret\n", encoding="utf-8")
    (project / ".git").mkdir(parents=True)
    (project / "docs").symlink_to(outside)
    (project / "secret.md").symlink_to(outside / "secret.md")
    monkeypatch.chdir(project)
    for given, said in (
        (["import", "docs"], "`docs` "),
        (["import", "docs/secret.md"], "`docs/secret.md` "),
        (["import", "secret.md"], "`secret.md` "),
        (["report", str(made), "--format", "madr", "-o", "docs/deep"], "`docs/deep` cannot be written: it "),
        (["init", "docs/deep"], "`docs/deep` cannot be written: it "),
    ):  # fmt: skip
        assert main(given) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err == f"designlint: {said}leads out of the project by a link\n"
    assert [path.name for path in outside.iterdir()] == ["secret.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "{design}", "--format", "madr"], "madr goes to a folder: -o DIR"),
        (["import", "{folder}/none.md"], "cannot read"),
        (["import", "{folder}/bytes.md"], "is no text in UTF-8"),
        (["import", "{folder}/empty.md"], "is no decision record"),
        (["import", "{folder}/large.md"], "has more than 1,000,000 bytes"),
        (["import", "{design}", "--format", "nothing"], "there is no format `nothing`: madr"),
    ],
)
def test_usage_errors(
    arguments: list[str],
    message: str,
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bytes.md").write_bytes(b"# \xff\xfe\n")
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "large.md").write_text("x" * 1_000_001, encoding="utf-8")
    filled = [word.format(design=made, folder=tmp_path) for word in arguments]
    assert main(filled) == 2
    assert message in capsys.readouterr().err


def test_a_design_without_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.design"
    path.write_text("component store : database\n", encoding="utf-8")
    assert main(["report", str(path), "--format", "madr", "-o", str(tmp_path / "d")]) == 2
    assert "has no decision" in capsys.readouterr().err


def test_a_plugin_reads_its_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Importer("acme", "Acme's inventory", (".acme",), lambda text: f"component {text}")
    registry = load_registry()._replace(importers={"acme": reader})
    monkeypatch.setattr(import_, "load_registry", lambda: registry)
    (tmp_path / "a.acme").write_text("store : database\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("nothing", encoding="utf-8")
    assert main(["import", str(tmp_path), "--format", "acme"]) == 0
    assert capsys.readouterr().out == "component store : database\n"
