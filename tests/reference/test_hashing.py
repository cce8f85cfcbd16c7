"""The page that compares the ways to give keys to nodes."""

from __future__ import annotations

import pytest

from designlint.cli import main
from designlint.reference.hashing import WAYS
from designlint.schema.shape import compile_shape
from designlint.schema.store import PLACEMENT


def test_every_placement_is_compared_with_its_source() -> None:
    (slot,) = compile_shape(PLACEMENT.shape).slots
    assert [way.name for way in WAYS] == list(slot.choices)
    assert all(all(way) for way in WAYS)


@pytest.mark.parametrize("words", [["consistent", "hashing"], ["hash", "ring"], ["hashing"]])
def test_explain_shows_it_with_figures(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *words]) == 0
    shown = capsys.readouterr().out
    assert "1/(n + 1)" in shown
    # sqrt(9 / 11) and sqrt(9 / 2561) of the mean
    assert "90.45%" in shown
    assert "5.928%" in shown
