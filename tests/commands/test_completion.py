"""Completion: what bash really offers, and that every command and option is in every script."""

from __future__ import annotations

import shutil
import subprocess
import sys
from argparse import SUPPRESS
from pathlib import Path

import pytest

from designlint.cli import main, parser_for
from designlint.commands import COMMANDS
from designlint.reference.commandline import subcommands
from designlint.render.formats import FORMATS
from tests.snapshot import check

SNAPSHOTS = Path(__file__).parent / "snapshots"
SHELLS = ("bash", "zsh", "fish")


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_every_command_and_option(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, capsys)
    for name, parser in subcommands(parser_for(list(COMMANDS))).items():
        assert name in text
        for action in parser._actions:
            if action.help == SUPPRESS:
                continue  # an old spelling
            for option in action.option_strings:
                if option.startswith("--"):
                    shown = f"-l {option[2:]} " if shell == "fish" else option
                    assert shown in text


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_looks_like_this(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    # The whole grows with every option; one command shows the shape.
    shown = [line for line in script(shell, capsys).splitlines() if "explain" in line]
    check(SNAPSHOTS / f"completion.{shell}.txt", "\n".join(shown) + "\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_read_its_script(
    shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "script"
    path.write_text(script(shell, capsys), encoding="utf-8")
    run = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def offered(line: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash offers for the last word of a line."""
    words = line.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    ask = (
        f"{script('bash', capsys)}\nCOMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}\n"
        '_designlint; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    run = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("designlint ", [*COMMANDS, "--help", "--version"]),
        ("designlint ch", ["check"]),
        ("designlint check --fo", ["--format"]),
        ("designlint check --format ", list(FORMATS)),
        ("designlint check a.design --fail-on w", ["warning"]),
        ("designlint check --baseline ", []),
        ("designlint check exa", []),
        ("designlint baseline pr", ["prune"]),
        ("designlint completion z", ["zsh"]),
    ],
)
def test_bash_offers(line: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert offered(line, capsys) == words


def test_checking_loads_nothing_of_it() -> None:
    code = (
        "import sys; from designlint.cli import main; main(['check', 'examples/shortlink.design']);"
        "print(*[m for m in sys.modules if 'completion' in m or 'sarif' in m or 'baseline' in m"
        " or m.startswith('designlint.render.') and m.split('.')[2] in"
        " ('github', 'gitlab', 'junit', 'markdown', 'rdjson', 'json_format', 'statistics')],"
        " file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert run.stderr == "\n"
