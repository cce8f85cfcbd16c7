"""`--debug` and `--timings`: stages as they end, tracebacks, and a table that adds up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from designlint.cli import INTERNAL, main
from designlint.registry import installed, load_registry
from tests.plugins.fakes import Plugin, entry, raising

DESIGN = "component a : service { replicas 2 }\ndata d\n"
OF_A_CHECK = [
    "start-up", "configuration", "plugins", "find", "read", "parse", "resolve", "rules", "render",
]  # fmt: skip
OF_A_DESIGN = OF_A_CHECK[:-2]
STAGE = re.compile(r"designlint: +[\d.]+ ms  (.+)")
TRACEBACK = "Traceback (most recent call last):"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(DESIGN, encoding="utf-8")


def stages(err: str) -> list[str]:
    found = [STAGE.fullmatch(line) for line in err.splitlines()]
    return [match[1] for match in found if match]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["check", "a.design"], OF_A_CHECK),
        (["check", "."], OF_A_CHECK),
        (["check", "a.design", "--output", "json=x"], [*OF_A_CHECK, "render", "write"]),
        (["verify", "a.design"], [*OF_A_DESIGN, "verdicts", "render"]),
        (["whatif", "a.design", "--load", "2x"], [*OF_A_DESIGN, "compare", "render"]),
        (
            ["report", "a.design", "-f", "markdown"],
            ["start-up", "configuration", *OF_A_CHECK[1:-1], "review", "render"],
        ),
        (["diagram", "a.design", "--format", "dot"], [*OF_A_DESIGN, "render"]),
        (["diagram", "a.design", "-o", "a.dot"], [*OF_A_DESIGN, "render", "write"]),
        (
            ["format", "a.design"],
            ["start-up", "configuration", "find", "format", "write", "render"],
        ),
        (["rules"], ["start-up", "configuration", "plugins", "render"]),
        (["config"], ["start-up", "configuration", "plugins", "render"]),
        (["explain"], ["start-up", "plugins", "render"]),
    ],
    ids=lambda value: " ".join(value) if "start-up" not in value else "",
)
def test_debug_names_each_stage_as_it_ends(
    argv: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*argv, "--debug"]) == 0
    out, err = capsys.readouterr()
    assert stages(err) == expected
    assert stages(out) == []
    main(argv)
    assert stages(capsys.readouterr().err) == []


def test_the_timings_of_a_check_have_every_stage_and_add_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["check", "--quiet", "--timings", "--output", "json=x", "."])
    head, *rows, total = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert head == ["what", "name", "ms"]
    names = {row[1] for row in rows if row[0] == "stage"}
    assert names == {*OF_A_CHECK, "write", "other"}
    assert {row[0] for row in rows} == {"stage", "analysis", "rule"}
    shown = sum(float(row[-1]) for row in rows)
    rounding = 0.05 * (len(rows) + 1)
    assert abs(shown - float(total[-1])) <= rounding


def test_a_traceback_is_shown_with_debug_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrong(*_: Any, **__: Any) -> None:
        raise KeyError("lost")

    monkeypatch.setattr("designlint.console.planning.named_targets", wrong)
    assert main(["check"]) == INTERNAL
    shown = capsys.readouterr().err
    assert "designlint: internal error, not caused by the design: KeyError: 'lost'" in shown
    assert "test_debug.py" in shown
    assert TRACEBACK not in shown
    assert "; --debug shows the traceback" in shown
    assert main(["check", "--debug"]) == INTERNAL
    shown = capsys.readouterr().err
    assert TRACEBACK in shown
    assert 'raise KeyError("lost")' in shown


@pytest.mark.parametrize("plugin", [Plugin(rules=[raising("ACME001")]), ImportError("gone")])
def test_so_is_that_of_a_rule_or_plugin(
    plugin: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    registry = load_registry([entry("one", plugin), *installed()])
    monkeypatch.setattr("designlint.registry.load_registry", lambda: registry)
    assert main(["check", "a.design", "--format", "json"]) == INTERNAL
    plain = capsys.readouterr()
    assert TRACEBACK not in plain.out + plain.err
    assert main(["check", "a.design", "--format", "json", "--debug"]) == INTERNAL
    debugged = capsys.readouterr()
    assert debugged.out == plain.out
    assert debugged.err.count(TRACEBACK) == 1


def test_a_usage_error_has_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "gone.design", "--debug"]) == 2
    assert TRACEBACK not in capsys.readouterr().err
