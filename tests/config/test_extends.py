"""`extends`: what a file takes from others, and what it may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from designlint.cli import main
from tests.config.running import SINGLE, settings

BASE = """ignore: [DEC, SPF001]
select: [SPF, VER]
severity: { SPF002: info, VER: error }
options: { DEC001: { one_by_one: 5 } }
overrides: [{ files: old/, ignore: SPF }]
profiles: { ours: { extends: strict } }
fail-on: warning
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> None:
    """Write a file in the working folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problem(capsys: pytest.CaptureFixture[str], path: str = "a") -> str:
    """The error of the configuration of a folder, as one line."""
    put("a/m.design", SINGLE)
    assert main(["check", "--format", "short", path]) == 2
    return capsys.readouterr().out


def test_what_is_stated_goes_before_what_is_extended(capsys: pytest.CaptureFixture[str]) -> None:
    put("base.yaml", BASE)
    put(
        "a/designlint.yaml",
        "extends: ../base.yaml\nignore: [COV]\nextend-select: [SPF001]\nprofile: ours\n"
        "severity: { VER: info }\noverrides: [{ elements: gate, ignore: SPF }]\n",
    )
    found = settings(capsys, "--path", "a")
    assert found["ignore"] == (["DEC", "COV"], "a/designlint.yaml:2")
    assert found["extend-select"] == (["SPF001"], "a/designlint.yaml:3")
    assert found["select"] == (["SPF", "VER"], "base.yaml:2")
    assert found["severity.SPF002"] == ("info", "base.yaml:3")
    assert found["severity.VER"] == ("info", "a/designlint.yaml:5")
    assert found["profile"] == ("ours", "a/designlint.yaml:4")
    assert found["fail-on"] == ("warning", "base.yaml:7")
    assert found["options.DEC001.one_by_one"] == (5, "base.yaml:4")
    assert found["overrides.1"][1] == "base.yaml:5"
    assert found["overrides.2"][1] == "a/designlint.yaml:6"


def test_of_several_the_last_decides(capsys: pytest.CaptureFixture[str]) -> None:
    put("one.yaml", "fail-on: info\nprofile: strict\n")
    put("two.yaml", "fail-on: error\n")
    put("a/designlint.yaml", "extends: [../one.yaml, ../two.yaml]\n")
    found = settings(capsys, "--path", "a")
    assert found["fail-on"] == ("error", "two.yaml:1")
    assert found["profile"] == ("strict", "one.yaml:2")


def test_patterns_are_relative_to_the_file_that_states_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("designlint.yaml", "exclude: [/a/old/]\noverrides: [{ files: /a/gone/, ignore: SPF }]\n")
    put("a/designlint.yaml", "extends: ..\n")
    put("a/m.design", SINGLE)
    put("a/old/m.design", SINGLE)
    put("a/gone/m.design", SINGLE)
    main(["check", "--format", "short", "a"])
    lines = capsys.readouterr().out.splitlines()
    assert {line.split(":")[0] for line in lines if "SPF001" in line} == {"a/m.design"}
    assert {line.split(":")[0] for line in lines} == {"a/m.design", "a/gone/m.design"}


def test_a_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("site/acme_designs/__init__.py", "raise SystemExit('a configuration runs no code')\n")
    put(
        "site/acme_designs/designlint.yaml",
        "extends: levels.yaml\noverrides: [{ files: old/, ignore: SPF }]\n",
    )
    put("site/acme_designs/levels.yaml", "severity: { SPF: info }\n")
    put("a/designlint.yaml", "extends: pkg:acme-designs\n")
    put("a/m.design", SINGLE)
    put("a/old/m.design", SINGLE)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    main(["check", "--format", "short", "a"])
    lines = [line for line in capsys.readouterr().out.splitlines() if "SPF001" in line]
    assert {line.split(":")[0] for line in lines} == {"a/m.design"}
    assert all("info[SPF001]" in line for line in lines)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("../none.yaml", "there is no file `../none.yaml`"),
        ("../../up.yaml", "`../../up.yaml` is outside the repository"),
        ("/etc/passwd", "`/etc/passwd` is outside the repository"),
        ("../link.yaml", "`../link.yaml` is outside the repository"),
        ("../x.txt", "`../x.txt` is no YAML file"),
        ("../empty", "the folder `../empty` has no `designlint.yaml`"),
        ("designlint.yaml", "`extends` cycle: a/designlint.yaml -> a/designlint.yaml"),
        ("pkg:nothing_of_that_name", "no package `nothing_of_that_name` is installed"),
        ("pkg:json/../../x.yaml", "is outside the package `json`"),
        ("pkg:../x", "is not of the form `pkg:NAME/PATH`"),
        ("pkg:os.path", "is not of the form `pkg:NAME/PATH`"),
        ("pkg:json", "there is no file `pkg:json`"),
        ('"\\0"', "has a character that no file could have"),
    ],
)
def test_what_cannot_be_extended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], stated: str, words: str
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-up.yaml"
    outside.write_text("ignore: [SPF]\n", encoding="utf-8")
    Path("link.yaml").symlink_to(outside)
    put("x.txt", "ignore: [SPF]\n")
    Path("empty").mkdir()
    put("a/designlint.yaml", f"ignore: [SPF]\nextends:\n  - {stated}\n")
    found = problem(capsys)
    assert found.startswith("a/designlint.yaml:3:5: error[CFG001]")
    assert words in found


def test_a_cycle_is_reported_where_it_closes(capsys: pytest.CaptureFixture[str]) -> None:
    put("one.yaml", "extends: two.yaml\n")
    put("two.yaml", "ignore: [SPF]\nextends: one.yaml\n")
    put("a/designlint.yaml", "extends: ../one.yaml\n")
    assert problem(capsys).startswith(
        "two.yaml:2:10: error[CFG001] `extends` cycle: one.yaml -> two.yaml -> one.yaml"
    )


def test_files_are_limited_in_number_and_depth(capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(20):
        put(f"{number}.yaml", f"extends: {number + 1}.yaml\n")
    put("a/designlint.yaml", "extends: ../0.yaml\n")
    assert "at most 10 files extend one another" in problem(capsys)
    put("0.yaml", "ignore: [SPF]\n")
    put("a/designlint.yaml", f"extends: [{', '.join(['../0.yaml'] * 60)}]\n")
    assert "a configuration has at most 50 files" in problem(capsys)


def test_a_mistake_in_a_file_that_is_extended_has_its_place_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    put("base.yaml", "ignore: [SPF]\nselects: [VER]\n")
    put("a/designlint.yaml", "extends: ../base.yaml\n")
    assert problem(capsys).startswith("base.yaml:2:1: error[CFG001] unknown key `selects`")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_a_configuration_that_is_no_regular_file_is_not_waited_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    os.mkfifo("pipe.yaml")
    put("a/designlint.yaml", "extends: ../pipe.yaml\n")
    assert "there is no file `../pipe.yaml`" in problem(capsys)
    assert main(["check", "--config", "pipe.yaml", "a"]) == 2


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("root: ../..", "`../..` is outside the repository"),
        ("root: none", "there is no folder `none`"),
        ("packages: { acme: /etc }", "`/etc` is outside the repository"),
        ("packages: { 1x: . }", "`1x` is no name of a package"),
    ],
)
def test_folders_stay_inside_the_repository(
    capsys: pytest.CaptureFixture[str], stated: str, words: str
) -> None:
    put("a/designlint.yaml", f"{stated}\n")
    found = problem(capsys)
    assert found.startswith("a/designlint.yaml:1:")
    assert words in found
