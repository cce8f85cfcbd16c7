"""The style rules of pictures: how what Graphviz drew follows light or dark surroundings, in a file
of its own or as a part of a page, and how the legend of a page shows what its pictures use."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.render.palette import (
    DARK_FRAME,
    DARK_INK,
    DARK_NEUTRAL,
    DARK_PAPER,
    FRAME,
    HEATS,
    HOLLOW,
    INK,
    LOOKS,
    MARKS,
    PAPER,
    STROKES,
)

_PARTS = ":is(polygon, path, ellipse, polyline)"
_DARK = "@media (prefers-color-scheme: dark)"


def own_style() -> str:
    """The rules for a picture that is a file of its own, with its legend in it."""
    light = [f"svg {{ background: {PAPER}; }}", f"text {{ fill: {INK}; }}", _halo(PAPER)]
    dark = [f"svg {{ background: {DARK_PAPER}; }}", *_dark(), *_dark_cells()]
    return "\n".join([*light, *_block(_DARK, dark)]) + "\n"


def page_style(pictures: str, legends: str, *, dark: bool = True) -> str:
    """The rules for pictures and legends inside what these selectors find in a page: dark where the
    page's root has `data-theme="dark"`, or where it has none and its surroundings are dark; light on
    paper, for which the `dark` ones are not needed."""
    light = [
        f"{pictures} text {{ fill: {INK}; }}",
        f"{pictures} {_halo(PAPER)}",
        *_scoped(legends, _legend(dark=False)),
    ]
    if not dark:
        return "\n".join(light) + "\n"
    chosen, found = (
        [
            *_scoped(f"{root} {pictures}", _dark()),
            *_scoped(f"{root} {legends}", _legend(dark=True)),
        ]
        for root in (':root[data-theme="dark"]', ":root:not([data-theme])")
    )
    rules = [*light, *_block("@media screen", chosen)]
    rules += _block("@media screen and (prefers-color-scheme: dark)", found)
    return "\n".join(rules) + "\n"


def _scoped(scope: str, rules: Iterator[str]) -> list[str]:
    return [f"{scope} {rule}" for rule in rules]


def _block(head: str, rules: list[str]) -> list[str]:
    return [f"{head} {{", *[f"  {rule}" for rule in rules], "}"]


def _dark() -> Iterator[str]:
    """The rules for pictures in dark surroundings."""
    yield f"text {{ fill: {DARK_INK}; }}"
    yield _halo(DARK_PAPER)
    for role, look in LOOKS.items():
        # A node that links has its shape inside of the link.
        yield f".role-{role} {_PARTS} {{ fill: {look.dark_fill}; stroke: {look.dark_frame}; }}"
    yield f".judged {_PARTS} {{ stroke: {DARK_NEUTRAL}; }}"
    for heat, (_, fill, _) in HEATS.items():
        yield f".heat-{heat} {_PARTS} {{ fill: {fill}; }}"
    yield f".frame {_PARTS} {{ fill: none; stroke: {DARK_FRAME}; }}"
    for line, stroke in STROKES.items():
        yield f".line-{line} path {{ stroke: {stroke.dark}; }}"
        head = "none" if stroke.arrow in HOLLOW else stroke.dark
        yield f".line-{line} :is(polygon, ellipse) {{ stroke: {stroke.dark}; fill: {head}; }}"
        yield f".line-{line} text {{ fill: {stroke.dark}; }}"
    for mark, (_, colour, _) in MARKS.items():
        if colour:
            yield f".mark-{mark} {_PARTS} {{ stroke: {colour}; }}"
            yield f".edge.mark-{mark} text {{ fill: {colour}; }}"


def _halo(paper: str) -> str:
    """The rule for words over lines: an outline of paper keeps the lines off."""
    return f".halo {{ stroke: {paper}; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }}"


def _dark_cells() -> Iterator[str]:
    """The rules for the cells of a table, which have no class: by their colours."""
    fills = {look.fill: look.dark_fill for look in LOOKS.values()}
    frames = {look.frame: look.dark_frame for look in LOOKS.values()}
    frames |= {light: dark for light, dark, _ in MARKS.values() if light}
    fills[PAPER] = DARK_PAPER
    frames |= {FRAME: DARK_FRAME, PAPER: DARK_PAPER}
    for light, dark in fills.items():
        yield f'.table polygon[fill="{light}"] {{ fill: {dark}; }}'
    for light, dark in frames.items():
        yield f'.table polygon[stroke="{light}"] {{ stroke: {dark}; }}'


def _legend(*, dark: bool) -> Iterator[str]:
    """The rules for a page's legend: a frame for a role or mark; a piece of a line has a colour
    of its own where it is light."""
    for role, look in LOOKS.items():
        fill, frame = (look.dark_fill, look.dark_frame) if dark else (look.fill, look.frame)
        yield f".role-{role} {{ background: {fill}; border-color: {frame}; }}"
    yield ".bare { background: none; }"
    for heat, (light_fill, dark_fill, _) in HEATS.items():
        fill = dark_fill if dark else light_fill
        yield f".heat-{heat} {{ background: {fill}; border-color: #8c959f; }}"
    for mark, (colour, dark_colour, _) in MARKS.items():
        if colour:
            yield f".mark-{mark} {{ border-color: {dark_colour if dark else colour}; }}"
    if dark:
        yield f".hollow {{ fill: {DARK_PAPER}; }}"
        for line, stroke in STROKES.items():
            yield f".line-{line} svg {{ color: {stroke.dark}; }}"
