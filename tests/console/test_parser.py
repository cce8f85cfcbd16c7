"""The help of every command."""

from __future__ import annotations

import pytest

from designlint.cli import COMMANDS, parser_for


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_is_as_narrow_as_the_terminal(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    with pytest.raises(SystemExit):
        parser_for([command, "--help"]).parse_args([command, "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 5
    assert [line for line in lines if len(line) > 60] == []


def test_many_values_of_an_option_stand_in_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser_for(["diagram", "--help"]).parse_args(["diagram", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "[--view VIEW]" in shown
    assert "scenario (default: components)" in shown
