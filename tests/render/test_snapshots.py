"""What the formats look like: look at the snapshots, they are meant to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.diagnostics.result import Result
from designlint.render import terminal, timings
from designlint.render.formats import FORMATS, View
from tests.render.cases import CASES, TIMINGS
from tests.snapshot import check

SNAPSHOTS = Path(__file__).parent / "snapshots"
WIDTHS = (80, 200)
COLOURED = ("typical", "nothing", "other_files", "labels_nested", "witness", "hostile")
AS_DATA = ("typical", "nothing", "hostile")
DATA = [name for name in FORMATS if name != "terminal"]


def in_colour(result: Result) -> str:
    """The coloured output with escape characters that a reader can see."""
    text = terminal.render(result, width=80, colour=True, seconds=0.084)
    return text.replace("\x1b", "␛")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", CASES)
def test_terminal(name: str, width: int) -> None:
    text = terminal.render(CASES[name], width=width, colour=False, seconds=0.084)
    check(SNAPSHOTS / f"{name}.{width}.txt", text)


@pytest.mark.parametrize("name", COLOURED)
def test_colour(name: str) -> None:
    check(SNAPSHOTS / f"{name}.colour.txt", in_colour(CASES[name]))


@pytest.mark.parametrize("format_", DATA)
@pytest.mark.parametrize("name", AS_DATA)
def test_data(name: str, format_: str) -> None:
    rendered = FORMATS[format_].render(CASES[name], View())
    assert rendered.notice == ""
    check(SNAPSHOTS / f"{name}.{format_}.txt", rendered.text)


def test_timings() -> None:
    check(SNAPSHOTS / "timings.txt", timings.render(TIMINGS))


def test_no_snapshot_is_left_over() -> None:
    expected = {"timings.txt"}
    expected |= {f"{name}.{width}.txt" for name in CASES for width in WIDTHS}
    expected |= {f"{name}.colour.txt" for name in COLOURED}
    expected |= {f"{name}.{kind}.txt" for name in AS_DATA for kind in DATA}
    assert {path.name for path in SNAPSHOTS.iterdir()} == expected
