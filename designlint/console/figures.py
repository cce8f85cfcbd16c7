"""From pictures to the SVG of each: sequence diagrams are drawn here, graphs by Graphviz, and tables are
none of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from designlint import drawing
from designlint.base.clock import Clock
from designlint.render.document.html import Figure
from designlint.render.fitting import PAPER, fitted
from designlint.render.layout import LayoutError, laid_out_all
from designlint.render.pictures import dot
from designlint.render.sequence import svg
from designlint.review import Picture


def figures_of(
    pictures: Sequence[Picture],
    link: Callable[[str], str],
    seconds: float,
    clock: Clock,
    *,
    paper: bool = False,
) -> tuple[Mapping[str, Figure], str]:
    """The figures by the keys of their pictures, and a notice where Graphviz could not draw its own
    within so many `seconds`. What is too large for `paper`, where nothing can be zoomed, has another form."""
    dots, found = dict[str, str](), dict[str, Figure]()
    for key, picture, options in pictures:
        if isinstance(picture, drawing.Sequence):
            made = svg.render(picture, key=key, titled=False, link=link)
            found[key] = Figure(picture, options, made)
        elif isinstance(picture, drawing.Table):
            found[key] = Figure(picture, options)
        else:
            dots[key] = dot(picture, titled=False, link=link)
    try:
        with clock.stage("layout"):
            if paper:
                return found | _fitted(pictures, link, seconds), ""
            laid_out = laid_out_all(list(dots.values()), "svg", seconds=seconds)
    except LayoutError as error:
        return found, f"designlint: the report lacks pictures: {error}\n"
    svgs = dict(zip(dots, laid_out, strict=True))
    for key, picture, options in pictures:
        if key in svgs:
            found[key] = Figure(picture, options, svgs[key].decode("utf-8"))
    return found, ""


def _fitted(
    pictures: Sequence[Picture], link: Callable[[str], str], seconds: float
) -> dict[str, Figure]:
    """The graphs in the form in which they are readable on paper. Raises LayoutError."""
    found = {}
    for key, picture, options in pictures:
        if isinstance(picture, drawing.Drawing):
            form, svg = fitted(
                picture, lambda form: dot(form, titled=False, link=link), seconds, PAPER
            )
            is_table = isinstance(form, drawing.Table)
            found[key] = Figure(form, options, "" if is_table else svg.decode("utf-8"))
    return found
