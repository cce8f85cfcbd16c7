"""Overrides of the profile, of `fail-on` and of the options of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from tests.config.running import SINGLE, reported, write

CHAIN = """
actor user
component a : service { replicas 3 }
component b : service { replicas 3 }
component c : service { replicas 3 }
component d : service { replicas 3 }
flow f { rate 1 req/s; user -> a -> b -> c -> d }
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def severities(found: list[tuple[str, str, str]], code: str) -> dict[str, str]:
    """The severity of a code by its place."""
    return {place: severity for one, severity, place in found if one == code}


def test_a_profile_for_some_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, a__m=SINGLE, b__m=SINGLE, config="overrides: [{files: a/, profile: sketch}]\n")
    found = severities(reported(capsys), "SPF001")
    assert found["a/m.design:2:11"] != found["b/m.design:2:11"]


def test_a_profile_for_an_element(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profiles = "profiles: { ours: { grades: { risk: info } } }\n"
    write(tmp_path, m=SINGLE, config=f"{profiles}overrides: [{{elements: gate, profile: ours}}]\n")
    assert severities(reported(capsys), "SPF001") == {"m.design:2:11": "info"}
    write(tmp_path, config=f"{profiles}overrides: [{{elements: links, profile: ours}}]\n")
    assert severities(reported(capsys), "SPF001") == {"m.design:2:11": "warning"}


def test_the_command_line_goes_before_the_profile_of_an_override(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, a=SINGLE, config="overrides: [{files: a.design, profile: sketch}]\n")
    with_override = reported(capsys, "--profile", "review")
    write(tmp_path, config="")
    assert with_override == reported(capsys, "--profile", "review")


def test_fail_on_for_some_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, a__m=SINGLE, b__m=SINGLE, config="overrides: [{files: a/, fail-on: warning}]\n")
    assert main(["check", "b"]) == 0
    assert main(["check", "a"]) == 1
    assert main(["check", "--fail-on", "error", "a"]) == 0
    capsys.readouterr()
    main(["check", "--format", "junit"])
    text = capsys.readouterr().out
    suites = dict(zip(("a", "b"), text.split("<testsuite ")[1:], strict=True))
    assert "<failure" in suites["a"]
    assert "<failure" not in suites["b"]


def test_a_profile_brings_its_own_fail_on(tmp_path: Path) -> None:
    write(tmp_path, a__m=SINGLE, b__m=SINGLE, config="overrides: [{files: a/, profile: strict}]\n")
    assert (main(["check", "a"]), main(["check", "b"])) == (1, 0)


def test_options_for_some_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "options: { ARC004: { most: 9 } }\noverrides: [{files: a/, options: { ARC004: { most: 2 } }}]\n"
    write(tmp_path, a__m=CHAIN, b__m=CHAIN, config=config)
    found = severities(reported(capsys, "--select", "ARC004"), "ARC004")
    assert {place.split("/")[0] for place in found} == {"a"}


@pytest.mark.parametrize(
    ("override", "place"),
    [
        ("{files: a, profile: stirct}", "1:33"),
        ("{files: a, options: { SPF99: { x: 1 } }}", "1:35"),
        ("{files: a, options: { ARC004: { mots: 1 } }}", "1:45"),
        ("{files: a, options: { ARC004: { most: x } }}", "1:51"),
        ("{files: a, fail-on: warnin}", "1:33"),
    ],
)
def test_a_mistake_is_reported_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], override: str, place: str
) -> None:
    write(tmp_path, m=SINGLE, config=f"overrides: [{override}]\n")
    assert main(["check", "--format", "short"]) == 2
    assert capsys.readouterr().out.startswith(f"designlint.yaml:{place}: error[CFG001]")
