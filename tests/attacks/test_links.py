"""Links out of a project: what they lead to is neither shown nor changed, by any command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from designlint.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs links")

SECRET = "TOPSECRET"  # noqa: S105  # a word to look for
UNTIDY = f"component   {SECRET} : servise {{\n"
COMMANDS = (
    ("check", "--no-cache"), ("check",), ("check", "--fix", "--unsafe-fixes"), ("check", "--diff", "--unsafe-fixes"),
    ("check", "--no-cache", "-f", "sarif"), ("verify",), ("format",), ("format", "--diff"), ("baseline", "create"),
    ("diff", ".", "."),
)  # fmt: skip
ONE = (("report",), ("diagram", "-f", "dot"), ("whatif", "--load", "2x"), ("diff", "good.design"),
       ("completion", "bash", "names", "components"))  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file beside a project, whose folder is the working folder."""
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (project / "good.design").write_text("component a : service\n", encoding="utf-8")
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    secret = tmp_path / "secret"
    secret.write_text(UNTIDY, encoding="utf-8")
    return secret


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of a command, and all that it prints."""
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def is_untouched(outside: Path) -> bool:
    names = sorted(path.name for path in outside.parent.iterdir())
    return outside.read_text(encoding="utf-8") == UNTIDY and set(names) <= {
        "cache",
        "project",
        "secret",
    }


@pytest.mark.parametrize("named", [(), (".",), ("link.design",)], ids=["here", "folder", "file"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_design(
    command: tuple[str, ...],
    named: tuple[str, ...],
    outside: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("link.design").symlink_to(outside)
    for _ in range(2):  # the second time from the cache, where there is one
        code, printed = run(capsys, *command, *(named if command[0] != "diff" else ()))
        assert code == 2 or (command[0] == "diff" and code == 0)
        assert SECRET not in printed
    assert is_untouched(outside)
    if command[0] not in ("diff", "baseline"):
        assert "`link.design` leads out of the project by a link" in " ".join(printed.split())


@pytest.mark.parametrize("command", ONE, ids=" ".join)
def test_the_one_design(
    command: tuple[str, ...], outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("link.design").symlink_to(outside)
    code, printed = run(capsys, *command, "link.design")
    assert code == 2 or command[0] in ("diff", "completion")
    assert SECRET not in printed
    assert is_untouched(outside)


def test_designs_that_import_a_file_are_searched_inside_alone(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside.write_text(f'import "project/good.design"\n{UNTIDY}', encoding="utf-8")
    Path("link.design").symlink_to(outside)
    code, printed = run(capsys, "check", "--no-cache", "--exit-zero", "good.design")
    assert code == 0
    assert SECRET not in printed


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [
        ("designlint.yaml", f"{SECRET}: 1\n", ("check", "good.design")),
        ("designlint.yaml", f"{SECRET}: 1\n", ("config",)),
        ("designlint.yaml", f"- {SECRET}\n", ("check", "--config", "designlint.yaml")),
        ("pyproject.toml", f"[tool.designlint]\n{SECRET} = 1\n", ("check", "good.design")),
        ("designlint-baseline.json", f"{{{SECRET}", ("check", "--baseline", "designlint-baseline.json")),
        ("designlint-baseline.json", f"{{{SECRET}", ("baseline", "check")),
    ],
)  # fmt: skip
def test_what_a_run_goes_by(
    name: str,
    text: str,
    command: tuple[str, ...],
    outside: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside.write_text(text, encoding="utf-8")
    target = outside if name != "pyproject.toml" else outside.rename(outside.with_suffix(".toml"))
    Path(name).symlink_to(target)
    code, printed = run(capsys, *command)
    assert code == 2
    assert SECRET not in printed
    assert f"`{name}` leads out of the project by a link" in " ".join(printed.split())


def test_a_configuration_in_a_folder_that_another_extends(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside.write_text(f"{SECRET}: 1\n", encoding="utf-8")
    Path("base").mkdir()
    Path("base/designlint.yaml").symlink_to(outside)
    Path("designlint.yaml").write_text("extends: base\n", encoding="utf-8")
    code, printed = run(capsys, "check", "good.design")
    assert code == 2
    assert SECRET not in printed


WRITES = (
    ("check", "-o", "sarif=out"), ("check", "-o", "out.json"), ("verify", "-f", "json", "-o", "out.json"),
    ("diagram", "good.design", "-f", "dot", "-o", "out"), ("report", "good.design", "-o", "out.md"),
    ("diff", "good.design", "good.design", "-o", "out.json"), ("baseline", "create", "--force", "--file", "out"),
    ("rules", "-f", "json", "-o", "out.json"), ("config", "-f", "json", "-o", "out.json"),
)  # fmt: skip


@pytest.mark.parametrize("way", ["file", "folder"])
@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_what_a_command_writes(
    command: tuple[str, ...], way: str, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("out", "out.json", "out.md"):
        if way == "file":
            Path(name).symlink_to(outside)
        Path("linked").unlink(missing_ok=True)
    Path("linked").symlink_to(outside.parent)
    into = [word.replace("out", "linked/out") if way == "folder" and word.startswith("out") else word
            for word in command]  # fmt: skip
    into = [word.replace("=out", "=linked/out") if way == "folder" else word for word in into]
    code, printed = run(capsys, *into)
    assert code == 2
    assert "leads out of the project by a link" in " ".join(printed.split())
    assert is_untouched(outside)


@pytest.mark.parametrize("where", ["inside", "no project", "device"])
def test_other_links_are_followed(
    where: str, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.write_text("component b : service\n", encoding="utf-8")
    if where == "inside":
        Path("link.design").symlink_to("good.design")
    elif where == "no project":
        own = outside.parent / "own"
        own.mkdir()
        monkeypatch.chdir(own)
        Path("link.design").symlink_to(outside)
    else:
        Path("link.design").write_text("component c : service\n", encoding="utf-8")
    target = "/dev/null" if where == "device" else "new.json"
    assert main(["check", "--no-cache", "--exit-zero", "link.design", "-o", f"json={target}"]) == 0


def test_a_project_may_be_reached_by_a_link(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (outside.parent / "way").symlink_to(Path.cwd())
    monkeypatch.chdir(outside.parent)
    assert (
        main(["check", "--no-cache", "--exit-zero", "way/good.design", "-o", "json=way/out.json"])
        == 0
    )
    assert (outside.parent / "project" / "out.json").exists()


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_a_hard_link_is_replaced_and_not_written_through(
    command: tuple[str, ...], outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("out", "out.json", "out.md"):
        os.link(outside, name)
    assert run(capsys, *command)[0] in (0, 1)
    assert is_untouched(outside)


@pytest.mark.parametrize(
    "command", [("format",), ("check", "--fix", "--unsafe-fixes")], ids=" ".join
)
def test_a_design_that_is_a_hard_link_is_replaced(
    command: tuple[str, ...], outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "component   a : servise\n"
    outside.write_text(text, encoding="utf-8")
    os.link(outside, "link.design")
    run(capsys, *command, "link.design")
    assert Path("link.design").read_text(encoding="utf-8") != text
    assert outside.read_text(encoding="utf-8") == text


def test_results_that_are_hard_links_are_replaced(
    outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = outside.parent / "cache"
    run(capsys, "check", "--cache-dir", str(cache))
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        path.unlink()
        os.link(outside, path)
    Path("good.design").write_text("component b : service\n", encoding="utf-8")
    for _ in range(2):
        code, printed = run(capsys, "check", "--cache-dir", str(cache))
        assert code in (0, 1)
        assert SECRET not in printed
    assert is_untouched(outside)
