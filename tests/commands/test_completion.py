"""Completion: what bash really offers, and that every command and option is in every script."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from argparse import SUPPRESS
from pathlib import Path

import pytest

from designlint.cli import main, parser_for
from designlint.commands import COMMANDS
from designlint.reference.commandline import subcommands
from designlint.reference.completion import NAMED
from designlint.render.formats import FORMATS
from tests.snapshot import check

SNAPSHOTS = Path(__file__).parent / "snapshots"
SHELLS = ("bash", "zsh", "fish")
LONG = 400
DESIGN = """\
region eu { zone a }
component shop : service
component store : database
flow order { rate 1 req/s; shop -> store }
nonfunctional NFR1 "Ordering works." { require availability of order >= 99% }
scenario dark { lose eu.a }
"""


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
    # The whole grows with every option and word; one command shows the shape.
    lines = script(shell, capsys).splitlines()
    shown = [line for line in lines if "whatif" in line and len(line) < LONG]
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


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a design and other files, in which `designlint` is found."""
    (tmp_path / "shop.design").write_text(DESIGN, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    found = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


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
        ("designlint check --select SPF00", [f"SPF00{n}" for n in range(1, 9)]),
        ("designlint check --select VER,SPF01", ["VER,SPF010", "VER,SPF011", "VER,SPF012"]),
        ("designlint check --severity SPF00", [f"SPF00{n}" for n in range(1, 9)]),
        ("designlint check -f js", ["json"]),
        ("designlint check sh", ["shop.design"]),
        ("designlint check s", ["sub", "shop.design"]),
        ("designlint check n", []),
        ("designlint verify shop.design --why ", ["NFR1", "dark"]),
        ("designlint diagram shop.design --of o", ["order"]),
        ("designlint diagram shop.design --focus s", ["shop", "store"]),
        ("designlint whatif shop.design --lose e", ["eu", "eu.a"]),
        ("designlint explain circuit", ["circuit_breaker", "circuit-breaker", "circuit-open"]),
        ("designlint config fail", ["fail-on"]),
        ("designlint help ver", ["verify"]),
        ("designlint baseline pr", ["prune"]),
        ("designlint completion z", ["zsh"]),
    ],
)
def test_bash_offers(
    line: str, words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(line, capsys) == words
    assert folder == Path.cwd()


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("designlint veri", ["verify"]),
        ("designlint check --form", ["--format"]),
        ("designlint check --format js", ["json"]),
        ("designlint check --select VER,SPF01", ["VER,SPF010", "VER,SPF011", "VER,SPF012"]),
        ("designlint check sh", ["shop.design"]),
        ("designlint verify shop.design --why N", ["NFR1"]),
        ("designlint whatif shop.design --lose e", ["eu", "eu.a"]),
        ("designlint explain quoru", ["quorum"]),
    ],
)
def test_fish_offers(
    line: str, words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "script.fish").write_text(script("fish", capsys), encoding="utf-8")
    ask = f"source script.fish; complete -C '{line}'"
    run = subprocess.run(["fish", "-N", "-c", ask], capture_output=True, text=True, check=True)
    assert [row.split("\t")[0] for row in run.stdout.splitlines()] == words


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_offers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "_designlint").write_text(script("zsh", capsys), encoding="utf-8")
    # What `_arguments` is given says what is offered; a terminal of its own would be needed to press Tab.
    ask = """
      compdef() { :; }
      _arguments() { print -rl -- "$@"; }
      _describe() { print -rl -- "${commands[@]}"; }
      compadd() { print -rl -- "${found[@]}"; }
      source ./_designlint
      words=(designlint ""); CURRENT=2; _designlint
      words=(designlint verify ""); CURRENT=3; _designlint
      words=(whatif shop.design --lose ""); _designlint_names losses
    """
    run = subprocess.run(["zsh", "-f", "-c", ask], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    lines = run.stdout.splitlines()
    assert "check:lint designs and prove their requirements" in lines
    assert any(re.fullmatch(r"--why\[.*\]:NAME: _designlint_names claims", line) for line in lines)
    assert any('PATH:_files -g "*.design(-.)"' in line for line in lines)
    assert lines[-4:] == ["eu", "eu.a", "shop", "store"]


def test_names_are_of_what_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "names", "subjects", "shop.design"]) == 0
    assert capsys.readouterr().out.split() == ["order", "dark"]
    assert main(["completion", "names"]) == 2
    assert main(["completion", "bash", "claims"]) == 2
    assert folder == Path.cwd()


def test_every_option_with_names_is_one() -> None:
    parsers = subcommands(parser_for(list(COMMANDS)))
    for command, option in NAMED:
        assert option in parsers[command]._option_string_actions


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
