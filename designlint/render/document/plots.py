"""Small plots, for what people would rather look at than read: bars as rows of a table, whose text is
as large on a phone as on a wall, and lines as SVG. Every number is written beside its mark too, and
lines differ by their dashes, so that colour alone carries no meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from designlint.document import Bar, Budget, Load, Scaling, Tornado
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_value
from designlint.render.document.words import shown

MOST_LINES = 6
MOST_LOAD = 10.0
HIGHEST, HIGHEST_EVER = 1.25, 3.0
"""The utilisation at the upper edge of the plot of loads, if all start below it, and at most."""
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 600, 300, 50, 16, 10, 42
LEAST = 1e-3
"""Bars that are a smaller part of the largest one are counted and not drawn."""
Scale = Callable[[float], float]
FRAME, LIMIT = "#d1d9e0", "#b3261e"
SERIES = ("#0072b2", "#b3401e", "#00795a", "#a6457f", "#8a5a00", "#5b6472")
"""The colours of paper, which a page's style sheet states as well: what prints pages reads no style sheet
for their pictures."""
DASHES = ("none", "8 3", "2 3", "8 3 2 3", "12 4", "4 4")


def load_plot(scaling: Scaling) -> Markup:
    """The utilisation of the fullest components against the load, from today's peak on."""
    loads = [load for load in scaling.loads if load.used][:MOST_LINES]
    if not loads:
        return Markup("")
    most = max(MOST_LOAD, scaling.growth)
    fullest = max(load.used or 0.0 for load in loads)
    highest = min(HIGHEST_EVER, max(HIGHEST, HIGHEST * fullest))

    def x(factor: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (factor - 1.0) / (most - 1.0)

    def y(used: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - min(used, highest) / highest)

    parts = [*_grid(x, y, most)]
    if scaling.growth > 1.0:
        at = x(scaling.growth)
        parts.append(_line(at, y(0.0), at, y(highest), "mark", LIMIT, "5 4"))
        parts.append(_text(at + 5, y(0.0) - 6, f"planned {scaling.growth_text}", "start"))
    for number, load in enumerate(loads):
        used = load.used or 0.0
        end = min(most, max(1.0, highest / used))
        parts.append(_series(number, x(1.0), y(used), x(end), y(used * end)))
    words = "; ".join(
        f"{one.component}: {one.used_text} today, full at {one.full_text}" for one in loads
    )
    return Markup(
        '<div class="plot"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
        '<ul class="lines" aria-hidden="true">{}</ul></div>'
    ).format(
        WIDTH, HEIGHT, shown(f"Utilisation against load. {words}"), Markup("").join(parts),
        Markup("").join(_names(loads)),
    )  # fmt: skip


def _grid(x: Scale, y: Scale, most: float) -> Iterator[Markup]:
    for used in (0.0, 0.25, 0.5, 0.75, 1.0):
        style, colour = ("limit", LIMIT) if used == 1.0 else ("grid", FRAME)
        yield _line(x(1.0), y(used), x(most), y(used), style, colour)
        yield _text(x(1.0) - 8, y(used) + 4, f"{used * 100:.0f}%", "end")
    step = max(1, round((most - 1) / 9))
    for factor in range(1, int(most) + 1, step):
        yield _text(x(factor), y(0.0) + 17, f"{factor}x", "middle")
    middle = (x(1.0) + x(most)) / 2
    yield _text(middle, y(0.0) + 36, "load, as a multiple of today's peak", "middle")


def _names(loads: Sequence[Load]) -> Iterator[Markup]:
    """What each line is, with a piece of it."""
    for number, load in enumerate(loads):
        sample = _series(number, 0, 6, 28, 6)
        yield Markup(
            '<li><svg viewBox="0 0 28 12">{}</svg> <code>{}</code> full at {}</li>'
        ).format(sample, shown(load.component), shown(load.full_text))


def bars_plot(bars: Sequence[Bar], title: str) -> Markup:
    """Sizes side by side, the first one the largest; how many are too small to be seen."""
    if not bars:
        return Markup("")
    most = max(bar.size for bar in bars) or 1.0
    seen = [bar for bar in bars if bar.size >= most * LEAST]
    rows = [_bar(bar, 0.0, bar.size / most) for bar in seen]
    left = len(bars) - len(seen)
    if left:
        much = "takes" if left == 1 else "take"
        rows.append(
            Markup('<tr><td colspan="3"><small>{} more {} less than 1/1000 of the first</small></td></tr>')
            .format(left, much)
        )  # fmt: skip
    return _table(title, rows)


def budget_plot(budget: Budget) -> Markup:
    """Where the time goes, one part after the other, and where it has to end."""
    most = max(budget.total, budget.target or 0.0) or 1.0
    rows = [_bar(bar, bar.start / most, bar.size / most) for bar in budget.parts]
    limit: float | None = None
    if budget.target is not None:
        limit = budget.target / most
        rows.append(_row("required", budget.target_text, Markup("")))
    total = show_value(budget.total, Dimension.TIME)
    return _table(f"Latency budget at {budget.percentile}, {total} in all", rows, limit)


def tornado_plot(tornado: Tornado) -> Markup:
    """How near each number is to the value that turns a verdict: a full bar turns at any change, none
    at the farthest that was tried."""
    far = math.log(tornado.reach)
    rows = [
        _row(
            f"{one.property} of {one.element}",
            f"{one.now} to {one.turns_at}",
            _mark(0.0, max(LEAST, 1.0 - math.log(one.factor) / far)),
        )
        for one in tornado.points
    ]
    return _table("Numbers by how small a change of them turns a verdict", rows)


def _table(title: str, rows: Sequence[Markup], limit: float | None = None) -> Markup:
    style = "" if limit is None else Markup(' style="--limit: {:.2f}%"').format(100 * limit)
    kind = "bars" if limit is None else "bars limited"
    return Markup(
        '<table class="{}"{}><caption class="unseen">{}</caption><tbody>{}</tbody></table>'
    ).format(kind, style, shown(title), Markup("").join(rows))


def _bar(bar: Bar, start: float, share: float) -> Markup:
    return _row(bar.name, bar.text, _mark(start, share))


def _mark(start: float, share: float) -> Markup:
    left = Markup("left: {:.2f}%; ").format(100 * start) if start else ""
    return Markup('<span class="bar" style="{}width: {:.2f}%"></span>').format(left, 100 * share)


def _row(name: str, text: str, drawn: Markup) -> Markup:
    return Markup('<tr><th>{}</th><td class="number">{}</td><td class="track">{}</td></tr>').format(
        shown(name), shown(text), drawn
    )


def _series(number: int, x1: float, y1: float, x2: float, y2: float) -> Markup:
    """The line of one component, or a piece of it."""
    style, colour = f"series series-{number}", SERIES[number % len(SERIES)]
    return _line(x1, y1, x2, y2, style, colour, DASHES[number % len(DASHES)])


def _line(
    x1: float, y1: float, x2: float, y2: float, style: str, colour: str, dash: str = "none"
) -> Markup:
    wide = 2.5 if style.startswith("series") else 1
    return Markup(
        '<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"'
        ' stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>'
    ).format(style, x1, y1, x2, y2, colour, wide, dash)


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="13">{}</text>').format(
        x, y, anchor, shown(text)
    )
