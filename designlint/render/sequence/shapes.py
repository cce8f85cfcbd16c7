"""The outlines of what takes part in a sequence diagram: the kind owns the shape, as in graphs."""

from __future__ import annotations

from designlint.drawing import Role


def outline(role: Role, x: float, y: float, wide: float, high: float) -> str:
    """The path of the shape of a role in a box whose upper left corner is at `x`, `y`."""
    match role:
        case "actor":
            return _pill(x, y, wide, high)
        case "store" | "cache":
            return _cylinder(x, y, wide, high)
        case "broker":
            return _pointed(x, y, wide, high)
        case "edge":
            return _octagon(x, y, wide, high)
        case _:
            return _box(x, y, wide, high, 8.0 if role == "service" else 1.0)


def _box(x: float, y: float, wide: float, high: float, corner: float) -> str:
    return (
        f"M{x + corner:.1f},{y:.1f} h{wide - 2 * corner:.1f} q{corner},0 {corner},{corner}"
        f" v{high - 2 * corner:.1f} q0,{corner} {-corner},{corner} h{2 * corner - wide:.1f}"
        f" q{-corner},0 {-corner},{-corner} v{2 * corner - high:.1f} q0,{-corner} {corner},{-corner} z"
    )


def _pill(x: float, y: float, wide: float, high: float) -> str:
    corner = min(high, wide) / 2
    return (
        f"M{x + corner:.1f},{y:.1f} h{wide - 2 * corner:.1f} a{corner:.1f},{corner:.1f} 0 0 1 0,{high:.1f}"
        f" h{2 * corner - wide:.1f} a{corner:.1f},{corner:.1f} 0 0 1 0,{-high:.1f} z"
    )


def _cylinder(x: float, y: float, wide: float, high: float) -> str:
    lid = min(6.0, high / 5)
    arc = f"a{wide / 2:.1f},{lid} 0 0"
    return (
        f"M{x:.1f},{y + lid:.1f} {arc} 1 {wide:.1f},0 v{high - 2 * lid:.1f} {arc} 1 {-wide:.1f},0 z"
        f" {arc} 0 {wide:.1f},0"
    )


def _pointed(x: float, y: float, wide: float, high: float) -> str:
    point = 12.0
    return (
        f"M{x:.1f},{y:.1f} h{wide - point:.1f} l{point},{high / 2:.1f} l{-point},{high / 2:.1f}"
        f" h{point - wide:.1f} z"
    )


def _octagon(x: float, y: float, wide: float, high: float) -> str:
    cut = min(10.0, high / 3)
    return (
        f"M{x + cut:.1f},{y:.1f} h{wide - 2 * cut:.1f} l{cut:.1f},{cut:.1f} v{high - 2 * cut:.1f} l{-cut:.1f},{cut:.1f}"
        f" h{2 * cut - wide:.1f} l{-cut:.1f},{-cut:.1f} v{2 * cut - high:.1f} z"
    )
