"""`designlint check`: formats, files, statistics, what is quiet, and each exit code for each cause."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from designlint import check as story
from designlint.cli import FINDINGS, INTERNAL, USAGE, main
from designlint.registry import Failure
from designlint.render.formats import FORMATS

GOOD = "component a : service { replicas 2 }\n"
BAD = "component a : service { replikas 2 }\ncomponent a : cache\n"
ACCEPTED = """\
region eu { zone a }
actor user
component gate : load_balancer { replicas 1 in eu.a }
flow f { rate 1 req/s; user -> gate }
accept SPF001 on gate because "a demo"
"""
HERE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    save(GOOD, "good.design")
    save(BAD, "bad.design")


def save(text: str, name: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        code = main(["check", *argv])
    except SystemExit as stopped:  # argparse
        code = int(stopped.code or 0)
    output = capsys.readouterr()
    return code, output.out, output.err


# ---- several reports in one run


def test_every_format_can_be_printed_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = [f"--output={name}={name}.out" for name in FORMATS]
    code, out, err = run(capsys, "bad.design", "--format", "short", *outputs)
    assert (code, err) == (FINDINGS, "")
    assert out == Path("short.out").read_text("utf-8")
    for name in FORMATS:
        _, printed, _ = run(capsys, "bad.design", "--format", name, "--color", "never")
        written = Path(f"{name}.out").read_text("utf-8")
        assert re.sub(r" +\(.* s\)", "", printed) == re.sub(r" +\(.* s\)", "", written)
    assert not list(Path().glob(".*")), "nothing half-written is left"


def test_files_have_no_colour(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "bad.design", "--color", "always", "--output", "terminal=t.txt")
    assert "\x1b[" in out
    assert "\x1b" not in Path("t.txt").read_text("utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_only_the_terminal_is_coloured(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "bad.design", "--format", format_, "--color", "always")
    assert ("\x1b" in out) is (format_ == "terminal")


@pytest.mark.parametrize("format_", FORMATS)
def test_no_color_and_force_color(
    format_: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = run(capsys, "bad.design", "--format", format_)
    assert ("\x1b" in out) is (format_ == "terminal")
    monkeypatch.setenv("NO_COLOR", "1")
    _, out, _ = run(capsys, "bad.design", "--format", format_)
    assert "\x1b" not in out


def test_a_report_replaces_a_file_and_keeps_its_permissions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("old", "report.json")
    Path("report.json").chmod(0o640)
    Path("link.json").symlink_to("report.json")
    run(capsys, "bad.design", "--output", "json=link.json")
    assert Path("link.json").is_symlink()
    assert json.loads(Path("report.json").read_text("utf-8"))["version"] == 2
    assert stat.S_IMODE(Path("report.json").stat().st_mode) == 0o640


@pytest.mark.skipif(not Path("/dev/stderr").exists(), reason="needs devices")
def test_a_device_is_written_to(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "bad.design", "--quiet", "--output", "short=/dev/null"])
    assert code == FINDINGS
    assert not Path("/dev/null").is_file()


def test_a_configuration_that_is_wrong_is_reported_everywhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("selekt: [SPF]\n", "designlint.yaml")
    code, out, _ = run(
        capsys, "--format", "short", "--output", "sarif=a.sarif", "--output", "junit=a.xml"
    )
    assert code == USAGE
    assert out.startswith("designlint.yaml:1:1: error[CFG001]")
    (reported,) = json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert reported["ruleId"] == "CFG001"
    root = ElementTree.parse("a.xml").getroot()  # noqa: S314  # our own
    assert root.attrib["failures"] == "1"


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        ("sarif", "`sarif` is not FORMAT=FILE, such as sarif=findings.sarif"),
        ("sarif=", "`sarif=` is not FORMAT=FILE"),
        ("sariff=x", "there is no format `sariff`\n  did you mean `sarif`?"),
        ("q=x", "there is no format `q`\n  choose from terminal, short"),
        ("json=none/x.json", "cannot write `none/x.json`: there is no folder `none`"),
        ("json=.", "cannot write `.`: it is a folder"),
    ],
)
def test_outputs_that_make_no_sense(
    output: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "bad.design", "--output", output)
    assert (code, out) == (USAGE, "")
    assert problem in err


def test_two_reports_in_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--output", "json=x", "--output", "sarif=./x")
    assert code == USAGE
    assert err == "designlint: two reports would be written to `./x`\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(capsys: pytest.CaptureFixture[str]) -> None:
    Path("closed").mkdir(mode=0o500)
    code, out, err = run(capsys, "bad.design", "--output", "json=closed/x.json")
    assert code == USAGE
    assert "LNG006" in out, "what was found is printed all the same"
    assert err == "designlint: cannot write `closed/x.json`: Permission denied\n"


def test_a_report_that_cannot_be_put_in_place(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    code, out, err = run(capsys, "bad.design", "--output", "json=x.json", "--format", "short")
    assert code == USAGE
    assert "LNG006" in out
    assert err == "designlint: cannot write `x.json`: No space left on device\n"
    assert sorted(path.name for path in Path().iterdir()) == ["bad.design", "good.design"]


# ---- statistics, accepted findings, timings, quiet


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    save("component y : service { replikas 2 }\n", "more.design")
    code, out, _ = run(capsys, "--statistics")
    assert code == FINDINGS
    assert out == ("2  LNG006  error      unknown-property\n1  LNG008  error      duplicate\n")
    _, out, _ = run(capsys, "--statistics", "--format", "json")
    assert json.loads(out) == [
        {"code": "LNG006", "name": "unknown-property", "severity": "error", "count": 2},
        {"code": "LNG008", "name": "duplicate", "severity": "error", "count": 1},
    ]
    assert run(capsys, "good.design", "--statistics")[:2] == (0, "")


def test_statistics_beside_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "bad.design", "--statistics", "--output", "sarif=a.sarif")
    assert len(json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]["results"]) == 2


def test_statistics_have_not_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "bad.design", "--statistics", "--format", "sarif")
    assert (code, out) == (USAGE, "")
    assert "--statistics has no sarif format; choose from terminal, short, json" in err


def test_accepted_findings_are_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    save(ACCEPTED, "accepted.design")
    options = ("accepted.design", "--select", "SPF001", "--format")
    _, out, _ = run(capsys, *options, "json")
    assert json.loads(out)["accepted"] is None
    _, out, _ = run(capsys, *options, "json", "--show-accepted")
    (accepted,) = json.loads(out)["accepted"]
    assert (accepted["code"], accepted["element"]) == ("SPF001", "gate")
    assert accepted["reason"] == "a demo"
    code, out, _ = run(capsys, *options, "sarif", "--show-accepted", "--fail-on", "info")
    assert code == 0, "an accepted finding fails nothing"
    (one,) = json.loads(out)["runs"][0]["results"]
    assert one["suppressions"][0]["justification"] == "a demo"


@pytest.mark.parametrize("format_", FORMATS)
def test_timings_break_no_report(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, plain, _ = run(capsys, "bad.design", "--format", format_, "--quiet")
    _, out, err = run(capsys, "bad.design", "--format", format_, "--quiet", "--timings")
    table = out.removeprefix(plain) if FORMATS[format_].for_people else err
    assert table.startswith("what ")
    assert FORMATS[format_].for_people or out == plain


@pytest.mark.parametrize("format_", FORMATS)
def test_quiet_leaves_the_findings(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, loud, _ = run(capsys, "bad.design", "--format", format_)
    _, out, err = run(capsys, "bad.design", "--format", format_, "--quiet")
    assert err == ""
    if format_ == "terminal":
        assert out == loud.rpartition("\n2 findings")[0]
        assert run(capsys, "good.design", "--quiet") == (0, "", "")
    else:
        assert out == loud


# ---- exit codes, each for each of its causes


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_wrong_is_0(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "good.design", "--format", format_)[0] == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_findings_are_1_in_every_format(format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "bad.design", "--format", format_)[0] == FINDINGS


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", FINDINGS), ("undecided", FINDINGS)]
)
def test_what_fails_is_a_choice(
    fail_on: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    save(ACCEPTED.replace("accept SPF001 on gate because", "# "), "x.design")
    options = ("x.design", "--select", "SPF001", "--fail-on", fail_on)
    assert run(capsys, *options)[0] == code
    _, out, _ = run(capsys, *options, "--format", "junit")
    assert ("<failure" in out) is (code == FINDINGS), "a build fails when the command does"


def test_exit_zero_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "bad.design", "--exit-zero")[0] == 0


@pytest.mark.parametrize(
    "argv",
    [
        ("--format", "nonsense"),
        ("--nonsense",),
        ("--fail-on", "never"),
        ("--select", "!"),
        ("--config", "none.yaml"),
        ("--baseline", "none.json"),
        ("none.design",),
    ],
)
def test_usage_is_2(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--exit-zero", *argv)[0] == USAGE


def test_no_design_at_all_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    code, _, err = run(capsys, "empty")
    assert (code, err) == (USAGE, "designlint: no .design file in empty\n")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_rule_that_raises_is_3_in_every_format(
    format_: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = ([], [Failure("rule X1 of x", "ValueError: no & \x1b[1m")])
    monkeypatch.setattr(story, "run_rules", lambda *_, **__: failed)
    code, out, _ = run(capsys, "good.design", "--format", format_, "--exit-zero")
    assert code == INTERNAL
    assert "rule X1 of x" in out
    assert "\x1b" not in out
    if format_ == "junit":
        assert ElementTree.fromstring(out).attrib["errors"] == "1"  # noqa: S314  # our own
    if format_ == "github":
        assert out.startswith("::error title=INT001::rule X1 of x failed")


# ---- the same for the same input


def test_reports_are_the_same_whatever_the_hash_seed() -> None:
    options = ["check", "examples/broken", "--quiet", "--show-accepted", "--format"]
    code = f"from designlint.cli import main\nfor f in {list(FORMATS)}: main({options} + [f])"
    outputs = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            cwd=HERE,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert min(map(len, outputs)) > 10_000
