"""The day of `until` is one in UTC: a commit has one result at a moment, wherever it is checked."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from designlint.base.clock import today
from designlint.cli import main

ZONES = ("Pacific/Pago_Pago", "UTC", "Pacific/Kiritimati")
"""The first and the last to have a day: at any moment, one of them has another than UTC."""


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs a time zone of the process")
@pytest.mark.parametrize("command", [["check", "--format", "short"], ["report"]])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_day_ends_everywhere_at_once(
    days: int,
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    until = datetime.now(UTC).date() + timedelta(days=days)
    Path("a.design").write_text(
        "actor u\ncomponent c : service { replicas 1 }\nflow f { rate 3 req/s; u -> c }\n"
        f'accept SPF001 on c because "Once." until {until}\n'
    )
    shown = set()
    try:
        for zone in ZONES:
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            main([*command, "a.design"])
            shown.add(capsys.readouterr().out)
            assert today() == datetime.now(UTC).date()
    finally:
        monkeypatch.undo()
        time.tzset()
    (output,) = shown
    if command[0] == "check":
        assert ("ACC001" in output) == (days < 0)
        assert ("SPF001" in output) == (days < 0)
