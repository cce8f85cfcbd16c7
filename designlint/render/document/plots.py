"""Small plots as SVG, for what people would rather look at than read. Every number in them is written
beside its mark too, and lines differ by their dashes, so that nothing hangs on colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from designlint.document import Bar, Budget, Load, Scaling
from designlint.quantity import Dimension, show_value
from designlint.render.document.words import shown

WIDTH, NAMES, VALUES, ROW, BAR = 720, 250, 150, 24, 14
LONGEST = 38
MOST_LINES = 6
MOST_LOAD = 10.0
Scale = Callable[[float], float]
DASHES = ("none", "8 3", "2 3", "8 3 2 3", "12 4", "4 4")


def load_plot(scaling: Scaling) -> Markup:
    """The utilisation of the fullest components against the load, from today's peak on."""
    loads = [load for load in scaling.loads if load.used][:MOST_LINES]
    if not loads:
        return Markup("")
    most = max(MOST_LOAD, scaling.growth)
    height, left, right, top, bottom = 320, 56, 250, 14, 40
    highest = 1.25

    def x(factor: float) -> float:
        return left + (WIDTH - left - right) * (factor - 1.0) / (most - 1.0)

    def y(used: float) -> float:
        return top + (height - top - bottom) * (1.0 - min(used, highest) / highest)

    parts = [*_grid(x, y, most, (0.0, 0.25, 0.5, 0.75, 1.0))]
    if scaling.growth > 1.0:
        at = x(scaling.growth)
        parts.append(_line(at, y(0.0), at, y(highest), "mark"))
    labels: list[tuple[float, Load, int]] = []
    for number, load in enumerate(loads):
        used = load.used or 0.0
        end = min(most, highest / used)
        parts.append(
            Markup('<polyline class="series series-{}" points="{:.1f},{:.1f} {:.1f},{:.1f}" {}/>')
            .format(number, x(1.0), y(used), x(end), y(used * end), _dash(number))
        )  # fmt: skip
        labels.append((y(used * end) if end == most else y(highest), load, number))
    parts += _labels(labels, x(most) + 10, height - bottom)
    words = "; ".join(
        f"{one.component}: {one.used_text} today, full at {one.full_text}" for one in loads
    )
    return _svg(height, "Utilisation against load", words, parts)


def _grid(x: Scale, y: Scale, most: float, levels: Sequence[float]) -> Iterator[Markup]:
    for used in levels:
        style = "limit" if used == 1.0 else "grid"
        yield _line(x(1.0), y(used), x(most), y(used), style)
        yield _text(x(1.0) - 8, y(used) + 4, f"{used * 100:.0f}%", "end")
    step = max(1, round((most - 1) / 9))
    for factor in range(1, int(most) + 1, step):
        yield _text(x(factor), y(0.0) + 18, f"{factor}x", "middle")
    yield _text(
        (x(1.0) + x(most)) / 2, y(0.0) + 34, "load, as a multiple of today's peak", "middle"
    )


def _labels(labels: list[tuple[float, Load, int]], left: float, lowest: float) -> Iterator[Markup]:
    """The names at the ends of the lines, none over another."""
    free = 12.0
    for wanted, load, number in sorted(labels, key=lambda label: label[0]):
        at = max(free, min(wanted + 4, lowest))
        free = at + 17
        yield Markup(
            '<line class="series series-{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" {}/>'
        ).format(number, left, at - 4, left + 22, at - 4, _dash(number))
        yield _text(
            left + 28, at, f"{_short(load.component, 14)}, full at {load.full_text}", "start"
        )


def bars_plot(bars: Sequence[Bar], title: str) -> Markup:
    """Sizes side by side, the first one the largest."""
    if not bars:
        return Markup("")
    most = max(bar.size for bar in bars) or 1.0
    room = WIDTH - NAMES - VALUES
    parts: list[Markup] = []
    for number, bar in enumerate(bars):
        parts += _bar(number, bar, NAMES, room * bar.size / most)
    words = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    return _svg(ROW * len(bars) + 8, title, words, parts)


def budget_plot(budget: Budget) -> Markup:
    """Where the time goes, one part after the other, and where it has to end."""
    most = max(budget.total, budget.target or 0.0) or 1.0
    room = WIDTH - NAMES - VALUES
    rows = len(budget.parts)
    parts: list[Markup] = []
    for number, bar in enumerate(budget.parts):
        parts += _bar(number, bar, NAMES + room * bar.start / most, room * bar.size / most)
    if budget.target is not None:
        at = NAMES + room * budget.target / most
        parts.append(_line(at, 0, at, ROW * rows + 6, "mark"))
        parts.append(_text(at, ROW * rows + 20, f"required {budget.target_text}", "middle"))
    total = show_value(budget.total, Dimension.TIME)
    words = "; ".join(f"{bar.name}: {bar.text}" for bar in budget.parts)
    return _svg(
        ROW * rows + 28, f"Latency budget at {budget.percentile}, {total} in all", words, parts
    )


def _bar(number: int, bar: Bar, left: float, width: float) -> Iterator[Markup]:
    top = ROW * number + 5
    yield _text(NAMES - 8, top + 11, _short(bar.name, LONGEST), "end")
    yield Markup('<rect class="bar" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
        left, top, max(width, 1.5), BAR
    )
    yield _text(left + max(width, 1.5) + 6, top + 11, bar.text, "start")


def _svg(height: float, title: str, words: str, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="plot" viewBox="0 0 {} {:.0f}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, height, shown(f"{title}. {words}"), Markup("").join(parts))


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        style, x1, y1, x2, y2
    )


def _text(x: float, y: float, text: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, shown(text)
    )


def _dash(number: int) -> Markup:
    return Markup('stroke-dasharray="{}"').format(DASHES[number % len(DASHES)])


def _short(text: str, most: int) -> str:
    """The end of a long name, which tells more than its beginning."""
    return text if len(text) <= most else f"…{text[-most + 1 :]}"
