"""What hands that know other tools type: short options, `help`, the words of others, files to write;
and options that would do nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

import pytest

from designlint import __version__
from designlint.base.clock import Clock
from designlint.cli import FINDINGS, FINE, USAGE, main, parser_for
from designlint.commands import COMMANDS
from designlint.console import other_words
from designlint.console.command import Terminal
from designlint.console.limits import Limit
from designlint.console.progress import Progress
from designlint.reference.commandline import subcommands

DESIGN = """\
component shop : service { replicas 2 }
component store : database
shop -> store
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(DESIGN, encoding="utf-8")


def said(argv: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit code, the output and the notice of a command line."""
    code = main([*argv.split()])
    return (code, *capsys.readouterr())


def test_the_version_has_a_short_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["-V"])
    assert (end.value.code, capsys.readouterr().out) == (0, f"designlint {__version__}\n")


@pytest.mark.parametrize(
    "line", ["check -q a.design", "-q check a.design", "check --quiet a.design"]
)
def test_quiet_prints_findings_alone(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, loud, _ = said("check a.design", capsys)
    code, quiet, notice = said(line, capsys)
    assert (code, notice) == (FINE, "")
    assert loud.startswith(quiet.rstrip("\n"))
    assert "findings in 1 file" in loud
    assert "findings in 1 file" not in quiet


def test_quiet_leaves_out_notes(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("rules --json", capsys)[2] != ""
    assert said("rules --json -q", capsys)[2] == ""


@pytest.mark.parametrize(
    "line", ["check -v a.design", "-v verify a.design", "verify --verbose a.design"]
)
def test_verbose_names_what_is_read(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("designlint.yaml").write_text("profile: sketch\n", encoding="utf-8")
    _, _, notice = said(line, capsys)
    lines = [one for one in notice.splitlines() if ": cache:" not in one]
    assert lines[:2] == [
        "designlint: configuration: designlint.yaml",
        "designlint: design: a.design",
    ]


def test_quiet_and_verbose_contradict_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, notice = said("check -q -v a.design", capsys)
    assert code == USAGE
    assert notice.startswith("designlint: --verbose: not allowed with --quiet\n")


@pytest.mark.parametrize("command", ["check", "verify", "rules", "config", "diagram", "report"])
def test_the_format_has_a_short_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "-f FORMAT" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["verify a.design", "rules", "config", "whatif a.design --load 2x"]
)
def test_an_output_goes_to_a_file(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = said(f"{command} -f json", capsys)
    assert said(f"{command} -o out.json", capsys) == (code, "", "")
    assert Path("out.json").read_text(encoding="utf-8") == printed
    assert said(f"{command} -o -", capsys)[:2] == said(command, capsys)[:2]
    assert said(f"{command} -o out.json -f terminal", capsys)[0] == USAGE


def test_an_output_in_a_file_has_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    said("verify a.design --color always -o out.txt", capsys)
    assert "\x1b" not in Path("out.txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, notice = said("verify a.design -o no/such/folder.json", capsys)
    assert (code, "cannot write" in notice) == (USAGE, True)


def test_a_report_has_the_format_of_its_ending(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.design").write_text("component shop : servise\n", encoding="utf-8")
    said("check a.design -o a.json -o a.sarif -o a.md -o a.xml -o short=a.txt", capsys)
    assert "diagnostics" in json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert "runs" in json.loads(Path("a.sarif").read_text(encoding="utf-8"))
    assert Path("a.md").read_text(encoding="utf-8").startswith("### designlint")
    assert Path("a.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert Path("a.txt").read_text(encoding="utf-8").startswith("a.design:1:")
    assert said("check a.design -o a.foo", capsys)[0] == USAGE
    assert said("check a.design -o json=-", capsys)[0] == USAGE


def test_a_picture_goes_to_the_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("diagram a.design -f dot -o -", capsys) == said("diagram a.design -f dot", capsys)
    assert said("diagram a.design -f png -o -", capsys)[0] == USAGE


def test_help_shows_what_the_option_shows(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            main([command, "--help"])
        shown = capsys.readouterr().out
        assert said(f"help {command}", capsys) == (FINE, shown, "")
    code, text, _ = said("help", capsys)
    assert code == FINE
    assert all(command in text for command in COMMANDS)


def test_help_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        said("help chekc", capsys)[2] == "designlint: no command `chekc`; did you mean `check`?\n"
    )
    assert "designlint explain quorum" in said("help quorum", capsys)[2]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("lint a.design", "check"),
        ("fmt", "format"),
        ("a.design", "check a.design"),
        (".", "check ."),
        ("designs/shop", "check designs/shop"),
        ("version", "--version"),
        ("check --output-format json", "--format"),
        ("check --dry-run", "--diff"),
        ("check --disable SPF001", "--ignore"),
        ("format --dry-run", "--diff"),
        ("verify --strict a.design", "--fail-on"),
    ],
)
def test_the_words_of_other_tools_are_known(
    line: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, notice = said(line, capsys)
    assert code == USAGE
    assert f"did you mean `{meant}`?" in notice


def test_what_is_suggested_exists() -> None:
    parsers = subcommands(parser_for(list(COMMANDS)))
    options = {o for parser in parsers.values() for a in parser._actions for o in a.option_strings}
    assert {line.split()[0] for line in other_words.COMMANDS.values()} - {
        "--version"
    } <= parsers.keys()
    assert set(other_words.OPTIONS.values()) <= options
    assert not {f"--{word}" for word in other_words.OPTIONS} & options
    assert not other_words.COMMANDS.keys() & parsers.keys()


IDLE = {
    "check": [
        "check a.design --stdin-filename b.design",
        "check a.design --diff --format json",
        "check a.design --diff --output json=x.json",
        "check a.design --diff --statistics",
        "check a.design --diff --timings",
        "check a.design --diff --show-accepted",
        "check a.design --diff --baseline b.json",
        "check a.design --diff --fail-on info",
        "check a.design --diff --exit-zero",
        "check a.design --cache-dir x --no-cache",
        "check a.design --show-accepted",
        "check a.design -f json --group-by owner",
        "check a.design --diff --group-by owner",
    ],
    "format": ["format a.design --stdin-filename b.design"],
    "baseline": ["baseline check a.design --force"],
    "init": ["init --list --name x", "init --list --purpose x", "init --list --no-pre-commit"],
    "verify": ["verify a.design --cache-dir x --no-cache"],
    "drill": ["drill a.design --cache-dir x --no-cache"],
    "whatif": ["whatif a.design --load 2x --cache-dir x --no-cache"],
    "diagram": [
        "diagram a.design --cache-dir x --no-cache",
        "diagram a.design --of x",
        "diagram a.design --depth 1",
        "diagram a.design --focus shop --whole",
        "diagram a.design -f mermaid --links a.html",
        "diagram a.design -f dot --timeout 3",
    ],
    "report": [
        "report a.design --cache-dir x --no-cache",
        "report a.design --watch --no-cache",
        "report a.design --port 1",
        "report a.design --watch --output a.html",
        "report a.design --watch --format html",
        "report a.design -f json --template x",
        "report a.design -f json --timeout 3",
        "report a.design -f json --summary",
        "report a.design --watch --summary",
    ],
    "config": [
        "config --schema --format json",
        "config --schema --select SPF",
        "config --schema --extend-select SPF",
        "config --schema --ignore SPF",
        "config --schema --severity SPF=info",
        "config --schema --profile sketch",
    ],
}
"""A line for each option that would do nothing, by command."""


@pytest.mark.parametrize("line", [line for lines in IDLE.values() for line in lines])
def test_an_option_that_does_nothing_is_refused(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text, notice = said(line, capsys)
    assert (code, text) == (USAGE, "")
    assert " go" in notice or "give one" in notice


def declared() -> Iterator[tuple[str, Limit]]:
    for name, command in COMMANDS.items():
        for limit in getattr(import_module(command.module), "LIMITS", ()):
            yield name, limit


def test_every_limit_is_tried() -> None:
    parsers = subcommands(parser_for(list(COMMANDS)))
    for command, limit in declared():
        names = [
            o for a in parsers[command]._actions if a.dest == limit.option for o in a.option_strings
        ]
        assert names, f"{command} has no option {limit.option}"
        assert any(f" {name}" in line for line in IDLE[command] for name in names), names


def test_an_option_that_applies_is_not_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (
        "check a.design --diff",
        "check a.design --show-accepted -f json",
        "check a.design --show-accepted -o a.sarif",
        "diagram a.design --focus shop --depth 2 -f dot",
        "config --schema",
    ):
        assert said(line, capsys)[0] in (FINE, FINDINGS), line


class Screen:
    """What a terminal was sent."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing is held back."""


def test_work_on_many_designs_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("designlint.console.progress.PATIENCE", 0.01)
    screen = Screen()
    with Progress(screen) as progress:  # type: ignore[arg-type]  # as much of a stream as it needs
        for number in progress.counted(["a", "b", "c"], 3, "designs are checked"):
            end = monotonic() + 10
            while number == "b" and "2 of 3" not in screen.text and monotonic() < end:
                sleep(0.01)
    assert "designlint: 2 of 3 designs are checked, " in screen.text
    assert screen.text.endswith("\r\x1b[K")


def test_a_check_counts_its_designs(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        Path(f"{number}.design").write_text(DESIGN, encoding="utf-8")
    arguments = parser_for(["check"]).parse_args(["check", ".", "--no-cache"])
    arguments.clock = Clock()
    progress = Spoken()
    COMMANDS["check"].run(arguments, Terminal(80, False, progress))
    assert progress.lines == [f"{n} of 4 designs are checked" for n in range(1, 5)]


class Spoken(Progress):
    """Progress that is kept instead of shown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def say(self, what: str) -> None:
        self.lines.append(what)
