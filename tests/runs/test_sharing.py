"""Files are shared and designs are many: a file is one file, a part is judged in its designs."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from designlint.cli import main

CORE = """\
actor clerk
component vault : database { replicas 1; because "One for all." }
"""
ONE = """\
import "../core.design"
component desk : service { replicas 2 }
flow file { rate 3 req/s; clerk -> desk -> vault }
"""
OTHER = ONE.replace("desk", "till").replace("file", "pay")
IDLE = """\
import "../core.design"
component shelf : service { replicas 2 }
flow look { rate 3 req/s; clerk -> shelf -> vault, optional }
"""
ACCEPTED = f'{CORE}accept SPF001 on vault because "It moves."\n'


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    save("core.design", CORE)
    save("one/main.design", ONE)
    save("other/main.design", OTHER)


def save(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def check(capsys: pytest.CaptureFixture[str], *argv: str, form: str = "short") -> str:
    main(["check", "--no-cache", "--format", form, *argv])
    return capsys.readouterr().out


def places(
    capsys: pytest.CaptureFixture[str], code: str, *argv: str
) -> list[tuple[str, list[str]]]:
    """The file of each finding of a code, and the designs that it is found in."""
    found = json.loads(check(capsys, *argv, form="json"))["diagnostics"]
    return [(d["location"]["file"], d["designs"]) for d in found if d["code"] == code]


BOTH = ("core.design", ["one/main.design", "other/main.design"])


def test_a_finding_in_a_shared_file_is_one_that_names_its_designs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert places(capsys, "SPF001") == [BOTH]
    assert "(in `one/main.design` and `other/main.design`" in check(capsys)
    assert check(capsys, form="github").count("file=core.design") == 1
    names = re.findall(r'classname="([^"]*)" name="([^"]*)"', check(capsys, form="junit"))
    assert len(names) == len(set(names))
    beneath = json.loads(check(capsys, form="json"))["diagnostics"]
    said = [c["message"] for d in beneath if d["code"] == "SPF001" for c in d["consequences"]]
    assert said == ["`pay` stops when `vault` stops"], "what the other design says differently"


def test_a_finding_of_one_design_in_a_shared_file_names_that_design(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("other/main.design", IDLE)
    assert places(capsys, "SPF001") == [("core.design", ["one/main.design"])]
    assert "(in `one/main.design`" in check(capsys)


def test_files_are_counted_and_not_how_often_they_are_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert json.loads(check(capsys, form="json"))["summary"]["files"] == 3


@pytest.mark.parametrize("spelling", ["./{}", "one/../{}", "{here}/{}", "link/{}", "link.design"])
def test_a_file_is_one_in_every_spelling(
    spelling: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    save("alone.design", ONE.replace('import "../core.design"', CORE))
    Path("link").symlink_to(".")
    Path("link.design").symlink_to("alone.design")
    other = spelling.format("alone.design", here=tmp_path)
    once = check(capsys, "alone.design")
    assert check(capsys, "alone.design", other) == once
    assert check(capsys, other, "alone.design") == once
    assert check(capsys, other) == once


def test_a_link_in_a_searched_folder_is_no_design_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = check(capsys)
    Path("latest.design").symlink_to("one/main.design")
    assert check(capsys) == before


def test_a_part_that_is_named_alone_is_judged_in_its_designs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert places(capsys, "SPF001", "core.design") == [BOTH]
    assert {line.partition(":")[0] for line in check(capsys, "core.design").splitlines()} == {
        "core.design"
    }
    assert main(["check", "--no-cache", "--fail-on", "warning", "core.design"]) == 1


def test_a_part_of_a_part_is_judged_in_the_design(capsys: pytest.CaptureFixture[str]) -> None:
    save("parts/middle.design", 'import "../core.design"\n')
    save("one/main.design", ONE.replace("../core", "../parts/middle"))
    Path("other/main.design").unlink()
    assert places(capsys, "SPF001", "core.design") == [("core.design", ["one/main.design"])]


def test_a_folder_of_parts_is_judged_in_the_designs(capsys: pytest.CaptureFixture[str]) -> None:
    save("parts/core.design", CORE)
    for name in ("one", "other"):
        text = Path(name, "main.design").read_text("utf-8")
        save(f"{name}/main.design", text.replace("../core", "../parts/core"))
    (found,) = places(capsys, "SPF001", "parts")
    assert found == ("parts/core.design", BOTH[1])


def test_what_an_editor_holds_of_a_part_is_judged_in_the_designs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ACCEPTED.replace("vault", "safe").replace("safe : ", "vault : ").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(held)))
    out = check(capsys, "-", "--stdin-filename", "core.design")
    assert "core.design:3:18: error[LNG007]" in out
    assert "core.design:2:11: warning[SPF001]" in out


@pytest.mark.parametrize("text", ['# import "../core.design"\n', 'import "../core.design\n', ""])
def test_a_file_that_nobody_imports_is_a_design(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "other"):
        save(f"{name}/main.design", text)
    save("core.design", f"{CORE}flow f {{ rate 1 req/s; clerk -> vault }}\n")
    assert places(capsys, "SPF001", "core.design") == [("core.design", ["core.design"])]


def test_files_that_import_each_other_are_no_parts(capsys: pytest.CaptureFixture[str]) -> None:
    save("core.design", f'import "one/main.design"\n{CORE}')
    Path("other/main.design").unlink()
    assert "core.design:" in check(capsys, "core.design")


def test_an_acceptance_is_unused_only_if_no_design_uses_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("core.design", ACCEPTED)
    save("other/main.design", IDLE)
    assert "ACC002" not in check(capsys)
    assert "ACC002" not in check(capsys, "other/main.design"), "the other one needs it"
    save("one/main.design", IDLE.replace("shelf", "desk"))
    assert places(capsys, "ACC002") == [BOTH]


def test_an_acceptance_is_not_unused_where_a_design_is_broken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("core.design", ACCEPTED)
    save("other/main.design", IDLE)
    save("one/main.design", f"{ONE}componnt x : service\n")
    assert "ACC002" not in check(capsys)


def test_a_fix_takes_nothing_that_a_design_needs_which_is_not_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("core.design", ACCEPTED)
    save("other/main.design", IDLE)
    check(capsys, "other/main.design", "--fix", "--unsafe-fixes")
    assert Path("core.design").read_text("utf-8") == ACCEPTED


def test_an_entry_of_a_baseline_is_stale_when_no_design_has_its_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["baseline", "create", "--select", "SPF001"])
    assert capsys.readouterr().out.endswith("1 finding\n")
    check_stale = ["baseline", "check", "--select", "SPF001"]
    save("one/main.design", IDLE.replace("shelf", "desk"))
    assert main(check_stale) == 0
    assert main([*check_stale[:2], "one/main.design", *check_stale[2:]]) == 0
    save("other/main.design", IDLE)
    capsys.readouterr()
    assert main(check_stale) == 1
    assert "no SPF001 on `vault`" in capsys.readouterr().out


def test_a_mistake_in_a_configuration_elsewhere_does_not_matter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    save("far/designlint.yaml", "ignore: 7\n")
    assert places(capsys, "SPF001", "core.design") == [BOTH]


def test_a_command_about_one_design_names_those_of_a_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["report", "core.design", "--format", "json"]) == 2
    said = capsys.readouterr().err
    assert "`core.design` is a part of 2 designs, `one/main.design` and `other/main.design`" in said
    Path("other/main.design").unlink()
    assert main(["report", "core.design", "--format", "json"]) in (0, 1)
