"""How the roles, lines and marks of a drawing look; colours that everybody can distinguish.

The hues are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), and no meaning is carried by
colour alone: roles have shapes, lines have dashes, marks have a width and a word.
"""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.drawing import Heat, Line, Mark, Role


class Look(NamedTuple):
    """A shape of Graphviz with its fill and frame, in light and in dark surroundings."""

    shape: str
    fill: str
    frame: str
    dark_fill: str
    dark_frame: str
    style: str = "filled"


class Stroke(NamedTuple):
    """How a line is drawn, and what it is called in the legend."""

    style: str
    arrow: str
    words: str
    colour: str = "#5b6472"
    dark: str = "#9aa4b2"


NAME_SIZE = 11.0
"""The size of names in pictures, in points."""
FONT = "Helvetica, Arial, sans-serif"
INK, PAPER, DARK_INK, DARK_PAPER = "#1f2328", "#ffffff", "#e6edf3", "#0d1117"

FRAME, DARK_FRAME = "#8c959f", "#6e7681"
NEUTRAL, DARK_NEUTRAL = "#5b6472", "#9aa4b2"
"""The frame of a node without a mark in a picture that has marks."""

LOOKS: dict[Role, Look] = {
    "actor": Look("ellipse", "#ffffff", "#1f2328", "#0d1117", "#e6edf3"),
    "edge": Look("octagon", "#eef0f3", "#5b6472", "#252b33", "#9aa4b2"),
    "service": Look("box", "#e3f0fa", "#0072b2", "#10283a", "#56b4e9", "filled,rounded"),
    "store": Look("cylinder", "#e0f3ec", "#00795a", "#0c2f25", "#3fcf9f"),
    "cache": Look("cylinder", "#fdf3d6", "#9a6b00", "#33290d", "#e6b94a"),
    "broker": Look("hexagon", "#f6e8f0", "#a6457f", "#341d2c", "#e39ac6"),
    "external": Look("box", "#ffffff", "#5b6472", "#0d1117", "#9aa4b2", "filled,dashed"),
    "operations": Look("component", "#eef0f3", "#5b6472", "#252b33", "#9aa4b2"),
    "requirement": Look("note", "#fffbe8", "#8a7a2f", "#2b2712", "#d9c95f"),
    "flow": Look("box", "#f1effa", "#5f54a4", "#231f3d", "#aaa0ee", "filled,diagonals"),
    "api": Look("tab", "#e3f0fa", "#0072b2", "#10283a", "#56b4e9"),
    "group": Look("folder", "#f4f6f8", "#5b6472", "#1b2027", "#9aa4b2"),
    "place": Look("folder", "#f4f6f8", "#5b6472", "#1b2027", "#9aa4b2", "filled,rounded"),
    "note": Look("plaintext", "#ffffff", "#ffffff", "#0d1117", "#0d1117"),
}
NAMES: dict[Role, str] = {
    "actor": "actor",
    "edge": "gateway, balancer, DNS",
    "service": "service",
    "store": "store",
    "cache": "cache, CDN",
    "broker": "queue, stream",
    "external": "system of others",
    "operations": "operations",
    "requirement": "requirement",
    "flow": "flow",
    "api": "interface",
    "group": "group",
    "place": "place",
    "note": "note",
}
STROKES: dict[Line, Stroke] = {
    "sync": Stroke("solid", "normal", "waits for the answer"),
    "async": Stroke("dashed", "vee", "does not wait"),
    "miss": Stroke("dotted", "normal", "when a cache misses"),
    "backup": Stroke("dashed", "odot", "backs up to", "#00795a", "#3fcf9f"),
    "fallback": Stroke("dashed", "onormal", "instead of a call that fails"),
    "needs": Stroke("dashed", "diamond", "needs, without a call", "#5f54a4", "#aaa0ee"),
    "serves": Stroke("solid", "empty", "is served by", "#5f54a4", "#aaa0ee"),
    "depends_on": Stroke("dotted", "vee", "depends on", "#5f54a4", "#aaa0ee"),
}
# Fill in light and in dark surroundings, and words: from blue to orange, which everybody can distinguish.
HEATS: dict[Heat, tuple[str, str, str]] = {
    "unknown": ("#ffffff", "#0d1117", "load unknown"),
    "free": ("#eaf3fb", "#10202e", "under 25% full"),
    "light": ("#c9e0f4", "#16344d", "25% to 50% full"),
    "half": ("#9dc6e8", "#1f4f75", "50% to 75% full"),
    "high": ("#f7cf9e", "#5a3a10", "75% to 100% full"),
    "full": ("#f0a283", "#6b2413", "over 100% full"),
}
MARKS: dict[Mark, tuple[str, str, str]] = {
    "plain": ("", "", ""),
    "bad": ("#c8381e", "#ff8066", "error, violated or full"),
    "warn": ("#b26a00", "#ffb454", "warning, degraded or nearly full"),
    "good": ("#00795a", "#3fcf9f", "met"),
    "assumed": ("#00795a", "#3fcf9f", "met on assumptions, or likely"),
    "doubtful": ("#b26a00", "#ffb454", "violated on assumptions, or likely"),
    "unknown": ("#7b4fa0", "#c9a0ee", "undecided"),
    "noted": ("#0072b2", "#56b4e9", "noted"),
    "gone": ("#8c959f", "#6e7681", "dark"),
}
HOLLOW = ("empty", "odot", "onormal")
"""The heads of arrows that are not filled."""
DASHED: tuple[Mark, ...] = ("gone", "assumed", "doubtful")
"""The marks of which the frame is dashed."""
