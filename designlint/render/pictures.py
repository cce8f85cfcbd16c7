"""From a picture to the bytes of a file: which renderer makes which kind of which picture."""

from __future__ import annotations

from collections.abc import Callable

from designlint.drawing import Drawing, Picture, Sequence
from designlint.render import mermaid
from designlint.render.layout import laid_out
from designlint.render.sequence import mermaid as sequence_mermaid
from designlint.render.sequence import svg as sequence_svg

FORMATS = ("svg", "png", "pdf", "dot", "mermaid")
OF_SEQUENCES = ("svg", "mermaid")
"""A sequence diagram has a layout of its own, which Graphviz cannot draw."""


class FormatError(Exception):
    """The picture does not come in this format; the text says what to do."""


def made(
    picture: Picture, kind: str, *, seconds: float, link: Callable[[str], str] | None = None
) -> bytes:
    """A picture in a format, laid out within `seconds`; `link` gives the addresses of elements. Raises
    FormatError, and LayoutError where Graphviz is needed and cannot do it."""
    if isinstance(picture, Sequence):
        return _sequence(picture, kind, link)
    return _graph(picture, kind, seconds, link)


def _sequence(sequence: Sequence, kind: str, link: Callable[[str], str] | None) -> bytes:
    if kind not in OF_SEQUENCES:
        raise FormatError(
            f"a sequence diagram is drawn as {' or '.join(OF_SEQUENCES)}, not as {kind};"
            " `--view flow` draws the flow as a graph in every format"
        )
    if kind == "mermaid":
        return sequence_mermaid.render(sequence).encode()
    return sequence_svg.render(sequence, link=link).encode()


def _graph(drawing: Drawing, kind: str, seconds: float, link: Callable[[str], str] | None) -> bytes:
    if kind == "mermaid":
        return mermaid.render(drawing).encode()
    from designlint.render.diagram import dot  # the text formats need no pydot

    text = dot(drawing, link=link)
    if kind == "dot":
        return text.encode()
    picture = laid_out(text, kind, seconds=seconds)
    if kind != "svg":
        return picture
    from designlint.render.svg import finished

    return finished(picture.decode("utf-8"), drawing).encode()
