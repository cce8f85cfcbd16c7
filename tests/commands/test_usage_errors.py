"""Arguments that cannot be parsed, old spellings, and configurations that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import USAGE, main
from designlint.commands import COMMANDS

DESIGN = "component a : service { replicas 2 }\n"
WITH_CONFIGURATION = [
    ["check"],
    ["format", "--check"],
    ["verify", "a.design"],
    ["whatif", "a.design", "--load", "2x"],
    ["drill", "a.design"],
    ["diff", "a.design", "a.design"],
    ["baseline", "create"],
    ["diagram", "a.design", "--format", "dot"],
    ["report", "a.design"],
    ["rules"],
    ["config"],
]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(DESIGN, encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        ("chekc", ["unknown command `chekc`", "did you mean `check`?", "see designlint --help"]),
        ("--verison", ["unknown option `--verison`", "did you mean `--version`?",
                       "see designlint --help"]),
        ("check --formt json", ["unknown option `--formt`", "did you mean `--format`?",
                                "see designlint check --help"]),
        ("check --formt=json", ["unknown option `--formt`", "did you mean `--format`?",
                                "see designlint check --help"]),
        ("check --colour never", ["unknown option `--colour`", "did you mean `--color`?",
                                  "see designlint check --help"]),
        ("check --xyz", ["unknown option `--xyz`", "see designlint check --help"]),
        ("check --format jsno", ["invalid value `jsno` for --format", "did you mean `json`?",
                                 "see designlint check --help"]),
        ("check --fail-on x", ["invalid value `x` for --fail-on",
                               "choose from error, warning, undecided, info",
                               "see designlint check --help"]),
        ("check --jobs", ["--jobs: expected one argument", "see designlint check --help"]),
        ("whatif", ["missing argument: PATH", "see designlint whatif --help"]),
        # The misspelt option is why the path is missing.
        ("verify --wy a.design", ["unknown option `--wy`", "did you mean `--why`?",
                                  "see designlint verify --help"]),
        ("whatif a.design b.design", ["unexpected argument `b.design`",
                                      "see designlint whatif --help"]),
        ("baseline cretae", ["invalid value `cretae` for ACTION", "did you mean `create`?",
                             "see designlint baseline --help"]),
    ],
)  # fmt: skip
def test_a_usage_error_is_short(
    argv: str, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv.split()) == USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "designlint: " + "\n  ".join(lines) + "\n"


def test_a_semicolon_in_a_word_begins_no_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--output", "a; b"]) == USAGE
    problem = "--output: `a; b` is not FORMAT=FILE, such as sarif=findings.sarif"
    assert capsys.readouterr().err == f"designlint: {problem}\n  see designlint check --help\n"


def test_an_unknown_command_like_no_other_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["zzzz"]) == USAGE
    assert f"choose from {', '.join(COMMANDS)}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [["verify", "a.design"], ["whatif", "a.design", "--load", "2x"], ["rules"], ["config"]],
    ids=lambda argv: argv[0],
)
def test_json_has_an_old_spelling(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*argv, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert main([*argv, "--json"]) == 0
    note = "--json is deprecated and will be removed in the next release: use --format json"
    assert capsys.readouterr() == (out, f"designlint: {note}\n")
    with pytest.raises(SystemExit):
        main([argv[0], "--help"])
    assert "--json" not in capsys.readouterr().out


@pytest.mark.parametrize("argv", WITH_CONFIGURATION, ids=lambda argv: argv[0])
def test_a_configuration_that_cannot_be_used_is_reported_at_its_place(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("designlint.yaml").write_text("selekt: [SPF]\n", encoding="utf-8")
    assert main([*argv, "--color", "never"]) == USAGE
    out, err = capsys.readouterr()
    # A check reports it among its findings, in whichever format those have.
    shown, other = (out, err) if argv[0] == "check" else (err, out)
    assert "error[CFG001]: unknown key `selekt`; did you mean `select`?" in shown
    assert "--> designlint.yaml:1:1" in shown
    assert other == ""


def test_every_command_that_reads_a_configuration_is_among_them() -> None:
    without = {"init", "import", "explain", "lsp", "mcp", "completion", "help"}
    assert {argv[0] for argv in WITH_CONFIGURATION} == COMMANDS.keys() - without
