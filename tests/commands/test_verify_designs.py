"""`verify` of many designs is one table, in which each design has its claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main

DESIGN = """\
actor clerk
component desk : service {{ replicas 2; availability {share}%; capacity 1k req/s }}
flow file {{ rate 3 req/s; clerk -> desk }}
nonfunctional N1 "Filing works." {{ require availability of file >= 95% }}
"""
SILENT = "actor clerk\ncomponent desk : service { replicas 2 }\nflow file { rate 3 req/s; clerk -> desk }\n"


@pytest.fixture(autouse=True)
def _designs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "good": DESIGN.format(share=99),
        "bad": DESIGN.format(share=9),
        "silent": SILENT,
    }.items():
        Path(name).mkdir()
        Path(name, "main.design").write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(["verify", *argv])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_each_design_has_a_heading_and_all_have_one_sum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys)
    assert code == 1
    headings = [line for line in out.splitlines() if line.endswith("main.design")]
    assert headings == ["bad/main.design", "good/main.design"]
    assert " ".join(out.split()).endswith(
        "3 designs, 2 claims: 0 met, 1 met on assumptions, 1 violated, 0 undecided; "
        "1 design without a claim"
    )


def test_one_design_has_no_heading(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "good")
    assert code == 0
    assert "main.design" not in out
    assert out.endswith("1 claim: 0 met, 1 met on assumptions, 0 violated, 0 undecided\n")


def test_the_json_has_the_design_of_each_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "good", "bad", "--format", "json")
    made = json.loads(out)
    assert [(one["design"], one["status"]) for one in made["verdicts"]] == [
        ("good/main.design", "met"),
        ("bad/main.design", "violated"),
    ]
    assert {one["design"] for one in made["assumptions"]} <= {"good/main.design", "bad/main.design"}


def test_a_name_is_looked_for_in_all_designs(capsys: pytest.CaptureFixture[str]) -> None:
    with Path("good/main.design").open("a", encoding="utf-8") as file:
        file.write('nonfunctional N2 "More." { require availability of file >= 90% }\n')
    code, out, _ = run(capsys, "--why", "N2")
    assert code == 0
    assert "N1" not in out
    code, _, err = run(capsys, "--why", "N3")
    assert code == 2
    assert "no measurable requirement or scenario is named `N3`" in err


def test_errors_of_one_design_are_shown_and_the_others_judged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("bad/main.design").write_text("componnt x : service\n", encoding="utf-8")
    code, out, err = run(capsys)
    assert code == 1
    assert "met on assumptions" in out
    assert err.count("error[LNG") == 1


def test_an_error_in_a_shared_file_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("shared.design").write_text("componnt x : service\n", encoding="utf-8")
    for name in ("good", "bad"):
        path = Path(name, "main.design")
        path.write_text(f'import "../shared.design"\n{path.read_text("utf-8")}', encoding="utf-8")
    code, out, err = run(capsys)
    assert code == 1
    assert err.count("error[LNG006]") == 1
    assert out.count("? undecided") == 2


def test_a_part_stands_for_the_designs_that_import_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("shared.design").write_text("actor guest\n", encoding="utf-8")
    path = Path("good/main.design")
    path.write_text(f'import "../shared.design"\n{path.read_text("utf-8")}', encoding="utf-8")
    code, out, _ = run(capsys, "shared.design")
    assert code == 0
    assert out.endswith("1 claim: 0 met, 1 met on assumptions, 0 violated, 0 undecided\n")
