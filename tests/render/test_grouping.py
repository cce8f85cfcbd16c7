"""Findings in groups, and the owner of a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from designlint.cli import FINE, USAGE, main

DESIGN = """\
design Shop { owner team-all }
actor buyer
group front { owner team-front }
component shop : service { replicas 2; owner team-shop }
component store : database { replicas 1; owner team-pay }
flow order { rate 10 req/s; buyer -> shop; shop -> store }
flow browse { rate 10 req/s; buyer -> shop; shop -> store }
nonfunctional NFR1 "Ordering works." { require availability of order >= 99.99%; owner team-pay }
nonfunctional NFR2 "Ordering is quick." { require latency p99 of order <= 100ms }
"""
PLACE = re.compile(r"\.design:\d")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.design").write_text(DESIGN, encoding="utf-8")
    Path("b.design").write_text("component shop : servise\n", encoding="utf-8")


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    main(["check", "a.design", "b.design", "--exit-zero", "--color", "never", *argv])
    return capsys.readouterr().out


def heads(text: str) -> list[str]:
    """The titles of groups, without their numbers."""
    lines = [line for line in text.splitlines() if line and not PLACE.search(line)]
    return [line.rpartition(": ")[0] for line in lines]


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if PLACE.search(line)]


@pytest.mark.parametrize("way", ["owner", "rule", "file"])
def test_groups_hold_each_finding_once(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    every = printed(capsys, "-f", "short")
    grouped = printed(capsys, "-f", "short", "--group-by", way)
    assert sorted(rows(grouped)) == sorted(every.splitlines())
    assert len(heads(grouped)) == len(set(heads(grouped))) > 1


def test_groups_of_owners(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "-f", "short", "--group-by", "owner")
    assert "team-pay" in heads(text)
    assert "team-all" in heads(text)
    assert heads(text)[-1] == "no owner"  # that of a broken design is unknown
    for part in text.split("\n\n"):
        head, *lines = part.splitlines()
        owner = head.partition(":")[0]
        assert all((f"owner {owner}" in line) == (owner != "no owner") for line in lines)


def test_groups_of_requirements(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "-f", "short", "--group-by", "requirement")
    assert {"NFR1", "NFR2", "breaks no requirement"} <= set(heads(text))
    parts = {part.partition(":")[0]: part for part in text.split("\n\n")}
    assert "`NFR2` is undecided" in parts["NFR2"]
    assert heads(text)[-1] == "breaks no requirement"


def test_groups_of_rules_are_named_by_code_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    found = heads(printed(capsys, "-f", "short", "--group-by", "rule"))
    assert "VER002 verdict-undecided" in found
    assert "LNG006 unknown-property" in found


def test_the_gravest_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "-f", "short", "--group-by", "rule").splitlines()
    first = next(line for line in lines if not PLACE.search(line))
    assert "error" in first


@pytest.mark.parametrize(("form", "mark"), [("terminal", "== "), ("markdown", "#### ")])
def test_groups_have_titles(form: str, mark: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "-f", form, "--group-by", "owner")
    titles = [line for line in text.splitlines() if line.startswith(mark)]
    assert titles[-1].startswith(f"{mark}no owner: 1 error")
    assert len(titles) > 1
    assert mark not in printed(capsys, "-f", form)


def test_a_finding_names_its_owner(capsys: pytest.CaptureFixture[str]) -> None:
    assert "owner team-pay" in printed(capsys)
    assert "= owner:   team-pay\n" in printed(capsys, "--verbose")
    assert "owner team-pay" in printed(capsys, "-f", "markdown")
    assert "owner team-pay" in printed(capsys, "-f", "github")


@pytest.mark.parametrize("line", ["-f json", "-f sarif", "--statistics"])
def test_other_formats_have_no_groups(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.design", "--group-by", "owner", *line.split()]) == USAGE
    assert "--group-by goes with" in capsys.readouterr().err


def test_a_report_in_a_file_can_have_groups(capsys: pytest.CaptureFixture[str]) -> None:
    line = "check a.design --exit-zero -f json -o a.md --group-by owner"
    assert main(line.split()) == FINE
    assert "#### team-all" in Path("a.md").read_text(encoding="utf-8")
