"""`designlint config`: each setting with its value and where it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main
from designlint.config.keys import KEYS
from tests.config.running import settings, write

CONFIG = """ignore: [DEC]
severity:
  SPF001: error
  VER: info
options:
  DEC001:
    one_by_one: 5
overrides:
  - { files: a.design, ignore: SPF, severity: { DEC: info } }
fail-on: warning
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_configuration_all_is_default(capsys: pytest.CaptureFixture[str]) -> None:
    found = settings(capsys)
    assert {origin for _, origin in found.values()} == {"default"}
    assert {key.split(".")[0] for key in found} >= set(KEYS.fields) - {"overrides"}
    assert found["fail-on"] == ("error", "default")
    assert found["options.DEC001.one_by_one"] == (3, "default")


def test_what_is_configured_has_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, config=CONFIG)
    found = settings(capsys)
    assert found["ignore"] == (["DEC"], "designlint.yaml:1")
    assert found["severity.VER"] == ("info", "designlint.yaml:4")
    assert found["options.DEC001.one_by_one"] == (5, "designlint.yaml:7")
    assert found["fail-on"] == ("warning", "designlint.yaml:10")
    override = {"files": ["a.design"], "ignore": ["SPF"], "severity": {"DEC": "info"}}
    assert found["overrides.1"] == (override, "designlint.yaml:9")
    assert found["select"] == ([], "default")


def test_the_command_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, config=CONFIG + "select: [SPF]\n")
    found = settings(capsys, "--select", "VER", "--ignore", "VER002", "--severity", "VER=error")
    assert found["select"] == (["VER"], "command line")
    assert found["ignore"] == (["DEC", "VER002"], "designlint.yaml:1, command line")
    assert found["severity.VER"] == ("error", "command line")
    assert found["severity.SPF001"] == ("error", "designlint.yaml:3")


def test_one_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, config=CONFIG)
    assert list(settings(capsys, "severity")) == ["severity.SPF001", "severity.VER"]
    assert settings(capsys, "options.DEC001") == {
        "options.DEC001.one_by_one": (5, "designlint.yaml:7")
    }
    assert main(["config", "fail-on"]) == 0
    shown = capsys.readouterr().out
    assert "designlint.yaml:10" in shown
    assert "exit code 1 from this severity on" in shown


def test_a_setting_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "overrides"]) == 0
    assert "overrides is not set." in capsys.readouterr().out.replace("`", "")
    assert main(["config", "fail_on"]) == 2
    assert "there is no setting `fail_on`; did you mean `fail-on`?" in capsys.readouterr().err


def test_a_wrong_configuration_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, config="ignor: SPF\n")
    assert main(["config"]) == 2
    assert "unknown key `ignor`; did you mean `ignore`?" in capsys.readouterr().err


def test_an_unknown_code_is_reported_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, a="actor x\n", config="severity: { SFP001: error }\nselect: [ALL, SPX]\n")
    assert main(["check", "--format", "short"]) == 2
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].endswith("there is no code `SFP001`; did you mean `SPF001`?")
    assert shown[1].endswith("there is no code `SPX`; did you mean `SPF`?")
    assert main(["check", "--config", "/dev/null", "--select", "SFP001"]) == 2


def test_a_plugin_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, a="actor x\n", config="plugins: { disable: desinglint }\n")
    assert main(["check", "--format", "short", "--select", "CFG"]) == 0
    shown = capsys.readouterr().out
    assert (
        "warning[CFG002] no plugin `desinglint` is installed; did you mean `designlint`?" in shown
    )
    write(tmp_path, config="plugins: { enable: acme }\n")
    assert main(["check", "--format", "short"]) == 2
    assert "error[CFG001] no plugin `acme` is installed" in capsys.readouterr().out


def test_a_plugin_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, a="component a : service { replicas 1 }\n", config="")
    assert main(["rules"]) == 0
    assert "SPF001" in capsys.readouterr().out
    write(tmp_path, config="plugins: { disable: designlint }\n")
    assert main(["rules"]) == 0
    assert "SPF001" not in capsys.readouterr().out


def test_exclude_is_relative_to_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = "component a : nothing\n"
    write(tmp_path, a__b__x=unknown, a__c__x=unknown, config="exclude: /a/b/\n")
    monkeypatch.chdir(tmp_path / "a")
    main(["check", "--format", "short"])
    assert {line.split(":")[0] for line in capsys.readouterr().out.splitlines()} == {"c/x.design"}


def test_gitignore_files_apply_at_every_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = "component a : nothing\n"
    names = ("top", "a__kept", "a__old", "a__deep__old", "a__deep__made", "a__back__made")
    write(tmp_path, **dict.fromkeys(names, unknown))
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("!\n[z-a]\n[[:alpha:]]\nmade.design\n", encoding="utf-8")
    (tmp_path / "a" / ".gitignore").write_text("/old.design\n", encoding="utf-8")
    (tmp_path / "a" / "back" / ".gitignore").write_text("!made.design\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a")
    main(["check", "--format", "short"])
    found = {line.split(":")[0] for line in capsys.readouterr().out.splitlines()}
    assert found == {"kept.design", "deep/old.design", "back/made.design"}
