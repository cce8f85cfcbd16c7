"""The outlines of things: the kind owns the shape, as Graphviz draws it in graphs."""

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
            return _hexagon(x, y, wide, high)
        case "edge":
            return _octagon(x, y, wide, high)
        case "group" | "place":
            return _folder(x, y, wide, high)
        case "requirement":
            return _note(x, y, wide, high)
        case "operations":
            return _component(x, y, wide, high)
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


def _hexagon(x: float, y: float, wide: float, high: float) -> str:
    point = min(12.0, wide / 4)
    return (
        f"M{x:.1f},{y + high / 2:.1f} l{point},{-high / 2:.1f} h{wide - 2 * point:.1f}"
        f" l{point},{high / 2:.1f} l{-point},{high / 2:.1f} h{2 * point - wide:.1f} z"
    )


def _folder(x: float, y: float, wide: float, high: float) -> str:
    tab = min(14.0, wide / 3)
    return (
        f"M{x:.1f},{y:.1f} h{wide - tab - 3:.1f} l2,-3 h{tab - 2:.1f} l3,3"
        f" v{high:.1f} h{-wide:.1f} z M{x + wide - tab - 3:.1f},{y:.1f} h{tab + 3:.1f}"
    )


def _note(x: float, y: float, wide: float, high: float) -> str:
    fold = min(6.0, high / 3)
    return (
        f"M{x:.1f},{y:.1f} h{wide - fold:.1f} l{fold},{fold} v{high - fold:.1f} h{-wide:.1f} z"
        f" M{x + wide - fold:.1f},{y:.1f} v{fold} h{fold}"
    )


def _component(x: float, y: float, wide: float, high: float) -> str:
    tab, low = min(6.0, wide / 6), min(4.0, high / 5)
    tabs = [
        f"M{x - tab / 2:.1f},{top:.1f} h{tab} v{low} h{-tab} z"
        for top in (y + low, y + high - 2 * low)
    ]
    return " ".join([f"M{x:.1f},{y:.1f} h{wide:.1f} v{high:.1f} h{-wide:.1f} z", *tabs])


def _octagon(x: float, y: float, wide: float, high: float) -> str:
    cut = min(10.0, high / 3)
    return (
        f"M{x + cut:.1f},{y:.1f} h{wide - 2 * cut:.1f} l{cut:.1f},{cut:.1f} v{high - 2 * cut:.1f} l{-cut:.1f},{cut:.1f}"
        f" h{2 * cut - wide:.1f} l{-cut:.1f},{-cut:.1f} v{2 * cut - high:.1f} z"
    )
