"""The pictures of a review: which views of the design it shows, in the order in which it does."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.drawing import Drawing, Sequence, fitting, is_wall
from designlint.records import NamedTuple
from designlint.views import VIEWS

MOST_FLOWS = 12
"""So many flows and scenarios have pictures, flows of which something is required first; the document says
how to draw the others."""


class Picture(NamedTuple):
    """A drawing with the key by which a document places it: the view, and what it is of."""

    key: str
    drawing: Drawing | Sequence


def pictures(facts: Facts) -> tuple[Picture, ...]:
    """The pictures that can be read; what is too large for one is left out."""
    found = []
    for key, view, name in _wanted(facts):
        made = VIEWS[view].draw(facts, name)
        drawing = made if isinstance(made, Sequence) else fitting(made)
        if _is_readable(drawing):
            found.append(Picture(key, drawing))
    return tuple(found)


def _is_readable(drawing: Drawing | Sequence) -> bool:
    if isinstance(drawing, Sequence):
        return bool(drawing.messages)
    return bool(drawing.nodes) and not is_wall(drawing)


def _wanted(facts: Facts) -> Iterator[tuple[str, str, str]]:
    design = facts.design
    for view in ("context", "components", "deployment", "failure"):
        if view != "deployment" or design.places:
            yield view, view, ""
    required = {claim.about for one in design.requirements.values() for claim in one.claims}
    for flow in sorted(design.flows, key=lambda path: path not in required)[:MOST_FLOWS]:
        yield f"flow-{flow}", "sequence", flow
    if design.places:
        for scenario in list(design.scenarios)[:MOST_FLOWS]:
            yield f"scenario-{scenario}", "scenario", scenario
