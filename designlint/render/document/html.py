"""A review document as one HTML file that needs nothing else: styles, script and pictures are in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from designlint.base.packaged import files
from designlint.base.records import NamedTuple
from designlint.document import Document
from designlint.drawing import Drawing, Picture, Sequence, Table
from designlint.render.document.compact import compact
from designlint.render.document.derivations import Derivations
from designlint.render.document.environment import environment, rendered
from designlint.render.document.grids import grid, rows_of
from designlint.render.document.legend import legend
from designlint.render.document.order import SIGNS, FindingsByKey, found_first, gravest_first, worst
from designlint.render.document.plots import bars_plot, budget_plot, load_plot, tornado_plot
from designlint.render.document.shared_style import shared
from designlint.render.document.small_svg import small, smaller
from designlint.render.document.team_templates import refuse_idle_templates
from designlint.render.document.words import Words, address, anchor, place, plain, shown
from designlint.render.dress import page_style
from designlint.render.palette import PAPER
from designlint.render.svg import inline

TEMPLATE, SUMMARY = "report.html", "summary.html"
SECTIONS = (
    ("summary", "Summary"), ("problem", "Problem"), ("requirements", "Requirements"),
    ("design", "High-level design"), ("deep-dive", "Deep dive"),
    ("failures", "Bottlenecks and failure"), ("scaling", "Scaling and capacity plan"),
    ("consistency", "Consistency"), ("security", "Security and privacy"),
    ("operations", "Operations"), ("costs", "Costs"), ("risks", "Risk register"),
    ("questions", "Open questions"), ("decision-log", "Decision log"),
    ("assumptions", "Assumption register"), ("glossary", "Glossary"), ("wrap-up", "Wrap-up"),
)  # fmt: skip
"""The parts of a design review in their order, each with its id."""
LEAST = 0.6
"""How much smaller than drawn a high picture may be shown: smaller text is unreadable."""
_HALO = re.compile(r'(<text [^>]*class="?halo"?[^>]*?)(>[^<]*</text>)')
_SIZE = re.compile(r'<svg width="([0-9.]+)pt" height="([0-9.]+)pt"')


class Figure(NamedTuple):
    """A picture of a document: what it shows, the options of `designlint diagram` for it, and its SVG;
    that of a sequence diagram is a part of a page already, that of a drawing is as Graphviz made it, and
    a table needs none."""

    drawing: Picture
    options: str
    svg: str = ""


def render(
    document: Document,
    figures: Mapping[str, Figure],
    *,
    folder: Path | None = None,
    paper: bool = False,
    template: str = TEMPLATE,
) -> str:
    """The page; `folder` has a team's own templates. One for `paper` leaves out what is for looking up.
    Raises BrokenTemplateError."""
    if folder is not None:
        refuse_idle_templates(folder)
    words = Words(document, placed=template != SUMMARY)
    templates, keyed = environment("html", folder), FindingsByKey(document)
    templates.filters.update(
        prose=words.prose, plain=plain, ref=words.ref, refs=words.refs, anchor=anchor,
        address=address, place=place, shown=shown, found_first=found_first, found=keyed.found,
        gravest=keyed.gravest, gravest_first=gravest_first, worst=worst, once=Derivations().once,
    )  # fmt: skip
    templates.globals.update(signs=SIGNS, paper=paper)
    script = _asset("page.js")
    svgs = {key: _svg(key, figure) for key, figure in figures.items() if figure.svg}
    looks = ""
    if not paper:  # what prints pages reads no style sheet for their pictures
        svgs, looks = shared(svgs)
    dressed = page_style(".view svg", ":is(.legend, .grid)", dark=not paper)
    style = "\n".join([_asset("page.css"), dressed, looks])
    context = {
        "doc": document,
        "sections": SECTIONS,
        "figures": {
            key: _figure(key, figure, svgs.get(key, ""), words, paper=paper)
            for key, figure in figures.items()
        },
        "drawn": [one.path for one in document.flows if f"flow-{one.path}" in figures],
        "nodes": _nodes(figures, paper=paper),
        "serves": {one.component: one.requirements for one in document.traceability.back},
        "style": Markup(style),  # noqa: S704  # our own
        "script": Markup(script),  # noqa: S704  # our own
        "policy": _policy(script),
        "load_plot": load_plot,
        "bars_plot": bars_plot,
        "budget_plot": budget_plot,
        "tornado_plot": tornado_plot,
    }
    page = rendered(templates, template, context, ours=folder is None)
    return page if paper else compact(page)


def _svg(key: str, figure: Figure) -> str:
    """The picture as a part of the page."""
    if isinstance(figure.drawing, Drawing):
        return small(inline(figure.svg, figure.drawing, key))
    return smaller(figure.svg)


def _figure(key: str, figure: Figure, svg: str, words: Words, *, paper: bool) -> dict[str, object]:
    drawing = figure.drawing
    said: dict[str, object] = {
        "title": drawing.title,
        "description": drawing.description,
        "notes": drawing.notes,
        "legend": legend(drawing),
    }
    if isinstance(drawing, Table):
        return said | {"grid": grid(drawing, key, figure.options, words.link, paper=paper)}
    wide, high = _size(figure.svg)
    drawn = _image(drawing, svg) if paper else Markup(svg)  # noqa: S704  # their renderers escape
    return said | {"wide": round(wide), "least": round(LEAST * high), "svg": drawn}


def _image(drawing: Picture, svg: str) -> Markup:
    """The picture as an image: what prints pages need not look for the style of each of its parts."""
    found = b64encode(_kept_off(svg).encode()).decode()
    return Markup('<img alt="{}" src="data:image/svg+xml;base64,{}">').format(drawing.title, found)


def _kept_off(svg: str) -> str:
    """The picture with words that keep lines off by an outline under them. What prints pages draws the
    outline of a text over its letters, so that the outline is a text of its own."""
    return _HALO.sub(rf'\1 stroke="{PAPER}" stroke-width="4" stroke-linejoin="round"\2\1\2', svg)


def _size(svg: str) -> tuple[float, float]:
    """How wide and high Graphviz drew a picture, in pixels."""
    found = _SIZE.search(svg)
    return (float(found[1]) * 4 / 3, float(found[2]) * 4 / 3) if found else (0.0, 0.0)


def _nodes(figures: Mapping[str, Figure], *, paper: bool) -> dict[str, str]:
    """The id of the node that shows an element, in the first picture that has one; what fails is
    best seen among the failures."""
    found: dict[str, str] = {}
    for key in sorted(figures, key=lambda key: key != "failure"):
        for path in _anchors(figures[key].drawing, paper=paper):
            found.setdefault(path, f"{key}--node-{path}")
    return found


def _anchors(drawing: Picture, *, paper: bool) -> list[str]:
    """The elements that are in a picture as the page has it."""
    if isinstance(drawing, Table):
        return [row.anchor for row in rows_of(drawing, paper=paper) if row.anchor]
    nodes = drawing.participants if isinstance(drawing, Sequence) else drawing.nodes
    return [node.anchor for node in nodes if node.anchor]


def _policy(script: str) -> str:
    """What a browser may do for the page: run its own script, load nothing."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _asset(name: str) -> str:
    return (files("designlint.render.document") / "html" / name).read_text(encoding="utf-8")
