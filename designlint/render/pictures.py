"""From a picture to the bytes of a file: which renderer makes which kind of which picture."""

from __future__ import annotations

from collections.abc import Callable

from designlint.drawing import Drawing, Graph, Picture, Sequence, Table
from designlint.render import mermaid
from designlint.render.fitting import fitted
from designlint.render.layout import laid_out
from designlint.render.sequence import mermaid as sequence_mermaid
from designlint.render.sequence import svg as sequence_svg
from designlint.render.table import mermaid as table_mermaid

FORMATS = ("svg", "png", "pdf", "dot", "mermaid")


def made(
    picture: Picture,
    kind: str,
    *,
    seconds: float,
    link: Callable[[str], str] | None = None,
    fit: bool = False,
) -> bytes:
    """A picture in a format, laid out within `seconds`; `link` gives the addresses of elements. With
    `fit` a graph that would be too wide to read is shown in another form. Raises
    LayoutError where Graphviz is needed and cannot do it."""
    if isinstance(picture, Sequence):
        return _sequence(picture, kind, seconds, link)
    return _graph(picture, kind, seconds, link, fit=fit)


def mermaid_of(picture: Picture) -> str:
    """A picture as Mermaid."""
    if isinstance(picture, Sequence):
        return sequence_mermaid.render(picture)
    return table_mermaid.render(picture) if isinstance(picture, Table) else mermaid.render(picture)


def _sequence(
    sequence: Sequence, kind: str, seconds: float, link: Callable[[str], str] | None
) -> bytes:
    """A sequence diagram has a layout of its own: Graphviz has but to draw it, and not even that as SVG."""
    if kind == "mermaid":
        return mermaid_of(sequence).encode()
    if kind == "svg":
        return sequence_svg.render(sequence, link=link).encode()
    from designlint.render.sequence.dot import ENGINE
    from designlint.render.sequence.dot import dot as of_sequence

    text = of_sequence(sequence, link=link)
    return text.encode() if kind == "dot" else laid_out(text, kind, seconds=seconds, engine=ENGINE)


def dot(picture: Graph, *, titled: bool = True, link: Callable[[str], str] | None = None) -> str:
    """A graph or table in the DOT language, with title and legend if it is `titled`."""
    if isinstance(picture, Table):
        from designlint.render.table.dot import dot as of_table

        return of_table(picture, titled=titled, link=link)
    from designlint.render.diagram import dot as of_graph  # the text formats need no pydot

    return of_graph(picture, titled=titled, link=link)


def _graph(
    drawing: Graph, kind: str, seconds: float, link: Callable[[str], str] | None, *, fit: bool
) -> bytes:
    if kind == "mermaid":
        return mermaid_of(drawing).encode()
    if kind == "dot":
        return dot(drawing, link=link).encode()
    svg = None
    if fit and isinstance(drawing, Drawing):
        drawing, svg = fitted(drawing, lambda form: dot(form, titled=False, link=link), seconds)
    if kind == "svg":
        from designlint.render.svg import finished

        svg = svg or laid_out(dot(drawing, titled=False, link=link), kind, seconds=seconds)
        return finished(svg.decode("utf-8"), drawing).encode()
    return laid_out(dot(drawing, link=link), kind, seconds=seconds)
