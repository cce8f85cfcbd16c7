"""The plots of a page: bars to scale, lines to the right place, a word for all that is drawn."""

from __future__ import annotations

import re

import pytest

from designlint.document import Bar, Budget, Load, Scaling
from designlint.render.document.plots import bars_plot, budget_plot, load_plot


def test_bars_are_to_scale_and_what_is_too_small_is_counted() -> None:
    bars = [
        Bar("a", 0.4, "40%"),
        Bar("b", 0.1, "10%"),
        Bar("c", 0.0003, "tiny"),
        Bar("d", 0.0, "0"),
    ]
    drawn = str(bars_plot(bars, "Shares"))
    assert re.findall(r"width: ([0-9.]+)%", drawn) == ["100.00", "25.00"]
    assert "2 more take less than 1/1000 of the first" in drawn
    assert "tiny" not in drawn
    assert "<caption" in drawn
    assert "Shares" in drawn


def test_no_bars_are_no_plot() -> None:
    assert str(bars_plot([], "Shares")) == ""


@pytest.mark.parametrize(
    ("target", "limit", "widths"),
    [
        (None, [], ["25.00", "75.00"]),
        (0.2, ["50.00"], ["25.00", "75.00"]),
        (0.8, ["100.00"], ["12.50", "37.50"]),
    ],
)
def test_a_budget_is_one_part_after_the_other_up_to_its_limit(
    target: float | None, limit: list[str], widths: list[str]
) -> None:
    parts = (Bar("a", 0.1, "100ms"), Bar("b", 0.3, "300ms", start=0.1))
    drawn = str(budget_plot(Budget("p99", parts, 0.4, "400ms", target, "some")))
    assert re.findall(r"--limit: ([0-9.]+)%", drawn) == limit
    assert re.findall(r"width: ([0-9.]+)%", drawn) == widths
    assert re.findall(r"left: ([0-9.]+)%", drawn) == [widths[0]]
    assert ("required" in drawn) is (target is not None)


def load(name: str, used: float | None) -> Load:
    """The load of a component, of which a plot needs little."""
    return Load(name, "", "", "", used, "u", "", "", None, "f")


def test_a_line_ends_where_the_plot_does() -> None:
    loads = (load("full", 9.0), load("half", 0.5), load("idle", 0.1), load("unknown", None))
    drawn = str(load_plot(Scaling(3.0, "3x", "", loads, ())))
    lines = re.findall(
        r'series-(\d)" x1="([0-9.]+)" y1="([0-9.]+)" x2="([0-9.]+)" y2="([0-9.]+)"', drawn
    )
    plotted = [tuple(map(float, line)) for line in lines if line[1] != "0.0"]
    assert [line[0] for line in plotted] == [0, 1, 2]
    full, half, idle = plotted
    assert full[2] == full[4] == half[4] == 10.0  # the upper edge, and not beyond it
    assert full[1] == full[3]
    assert half[1] < half[3] < idle[3]
    assert idle[4] > half[4]
    assert "unknown" not in drawn
    assert "Utilisation against load. full: u today, full at f" in drawn


def test_what_is_too_full_today_is_seen_to_be() -> None:
    drawn = str(load_plot(Scaling(1.0, "", "", (load("over", 1.5),), ())))
    limit, line = (
        float(re.search(rf'class="{style}" x1="[0-9.]+" y1="([0-9.]+)"', drawn)[1])
        for style in ("limit", "series series-0")
    )
    assert 10.0 < line < limit


def test_names_in_plots_are_text() -> None:
    nasty = "</text><script>alert(1)</script>\u202e"
    drawn = str(bars_plot([Bar(nasty, 1.0, nasty)], nasty))
    drawn += str(load_plot(Scaling(1.0, "", "", (load(nasty, 0.5),), ())))
    assert "<script" not in drawn
    assert "\u202e" not in drawn
