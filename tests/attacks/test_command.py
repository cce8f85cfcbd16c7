"""`poe fuzz` starts, counts, and says what broke a law and what could not be tried."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import SkipTest

import pytest

from designlint import registry
from tests.attacks import __main__ as command
from tests.attacks.attack import Attack, Case, kept
from tests.attacks.attacks import ATTACKS


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "load_registry", registry.load_registry)
    yield
    gc.unfreeze()


def held(monkeypatch: pytest.MonkeyPatch, hold: Callable[[Case], None]) -> None:
    monkeypatch.setitem(ATTACKS, "bytes", Attack(ATTACKS["bytes"].draw, hold))


def ran(folder: Path) -> int:
    return command.main(["--minutes", "0.0001", "--only", "bytes", "--keep", str(folder)])


def test_inputs_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(tmp_path) == 0
    shown = capsys.readouterr().out
    assert " inputs, 0 problems: bytes " in shown
    assert "inputs in a CPU second: bytes " in shown
    assert list(kept(tmp_path)) == []


def test_what_breaks_a_law_is_kept_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Case) -> None:
        raise ValueError("no law")

    held(monkeypatch, broken)
    assert ran(tmp_path) == 1
    (one,) = kept(tmp_path)
    assert one.attack == "bytes"
    assert one.problem.startswith("ValueError: no law at test_command.py:")
    assert "1 problems" in capsys.readouterr().out


def test_what_the_machine_lacks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking(_: Case) -> None:
        raise SkipTest("no browser is here")

    held(monkeypatch, lacking)
    assert ran(tmp_path) == 0
    shown = capsys.readouterr().out
    assert shown.count("bytes: left out where no browser is here") == 1
    assert " left out)\n" in shown
