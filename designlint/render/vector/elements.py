"""Elements of SVG as text; whatever a design says is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from designlint.render.cells import clean
from designlint.render.palette import INK


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    at: str = "middle",
    strong: bool = False,
    kind: str = "",
) -> str:
    """One line of text whose base line is at `y`; `at` is where `x` is: at its start, middle or end."""
    weight = ' font-weight="bold"' if strong else ""
    owned = f' class="{kind}"' if kind else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{at}" font-size="{size:g}"{weight}{owned}'
        f' fill="{INK}">{escape(clean(words))}</text>'
    )


def path(d: str, stroke: str, fill: str = "none", extra: str = "") -> str:
    """A line or an area."""
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}"{extra}/>'


def group(kind: str, parts: Sequence[str], *, id_: str = "", tip: str = "", href: str = "") -> str:
    """Elements as one, with what is said where somebody points at them and where they lead."""
    named = f' id="{escape(id_)}"' if id_ else ""
    said = f"<title>{escape(clean(tip))}</title>" if tip else ""
    inner = said + "".join(parts)
    if href:
        inner = f'<a href="{escape(href)}">{inner}</a>'
    return f'<g class="{kind}"{named}>{inner}</g>'
