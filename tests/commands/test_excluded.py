"""`exclude` holds for files that are named, as pre-commit and editors name them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from designlint.cli import main

FINE, FINDINGS = 0, 1
UNTIDY = "component   g   :   service\n"
WRONG = "component   g   :   wrong\n"
NOTICE = "`generated/g.design` is excluded by the configuration"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("generated/g.design", UNTIDY + WRONG),
        ("generated/deep/h.design", WRONG),
        ("kept.design", "component k : service\n"),
        ("designlint.yaml", "exclude: [generated/, '*.draft.design']\n"),
        ("a.draft.design", WRONG),
        ("other/generated.design", WRONG),
    ):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


@pytest.mark.parametrize("command", [["format"], ["format", "--check"], ["format", "--diff"]])
@pytest.mark.parametrize(
    "names",
    [["generated/g.design"], ["generated/g.design", "kept.design"], ["./generated/g.design"]],
)
def test_format_leaves_it_as_it_is(
    names: list[str], command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, *names]) == FINE
    assert Path("generated/g.design").read_text() == UNTIDY + WRONG
    assert "generated/g.design` is excluded" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["generated/g.design", "generated/deep/h.design", "a.draft.design", "./a.draft.design"]
)
def test_check_says_that_it_is_left_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", name]) == FINE
    shown = capsys.readouterr()
    assert json.loads(shown.out)["diagnostics"] == []
    assert shown.err == f"designlint: `{name}` is excluded by the configuration\n"
    assert main(["check", "--quiet", "--format", "short", name]) == FINE
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_no_fix_goes_there(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("generated/g.design")
    path.write_text("component g : cache { ttl 5hours }\n")
    main(["check", option, "--quiet", "generated/g.design", "kept.design"])
    assert path.read_text() == "component g : cache { ttl 5hours }\n"
    assert "5hours" not in capsys.readouterr().out


def test_others_are_checked() -> None:
    assert main(["check", "--select", "LNG", "other/generated.design"]) == FINDINGS
    assert main(["check", "--select", "LNG", "kept.design", "other/generated.design"]) == FINDINGS


def test_a_part_that_is_excluded_is_read() -> None:
    Path("a.design").write_text('import "generated/deep/h.design"\n')
    assert main(["check", "--select", "LNG", "a.design"]) == FINDINGS
