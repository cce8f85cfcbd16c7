"""From pictures to the SVG of each: sequence diagrams are drawn here, graphs by Graphviz, and tables are
none of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from designlint import drawing
from designlint.base.clock import Clock
from designlint.render.document.html import Figure
from designlint.render.layout import LayoutError, laid_out_all
from designlint.render.pictures import dot
from designlint.render.sequence import svg
from designlint.review import Picture


def figures_of(
    pictures: Sequence[Picture], link: Callable[[str], str], seconds: float, clock: Clock
) -> tuple[Mapping[str, Figure], str]:
    """The figures by the keys of their pictures, and a notice where Graphviz could not draw its own
    within so many `seconds`."""
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
            laid_out = laid_out_all(list(dots.values()), "svg", seconds=seconds)
    except LayoutError as error:
        return found, f"designlint: the report lacks pictures: {error}\n"
    svgs = dict(zip(dots, laid_out, strict=True))
    for key, picture, options in pictures:
        if key in svgs:
            found[key] = Figure(picture, options, svgs[key].decode("utf-8"))
    return found, ""
