"""The pictures of a review: which views of the design it shows, in the order in which it does."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.drawing import Drawing, fitting, is_wall
from designlint.records import NamedTuple
from designlint.views import VIEWS

MOST_FLOWS = 60
"""So many flows and scenarios have pictures; a page with more would take long to be read."""


class Picture(NamedTuple):
    """A drawing with the key by which a document places it: the view, and what it is of."""

    key: str
    drawing: Drawing


def pictures(facts: Facts) -> tuple[Picture, ...]:
    """The pictures that can be read; what is too large for one is left out."""
    found = []
    for key, view, name in _wanted(facts):
        made = VIEWS[view].draw(facts, name)
        if not isinstance(made, Drawing):
            continue
        drawing = fitting(made)
        if drawing.nodes and not is_wall(drawing):
            found.append(Picture(key, drawing))
    return tuple(found)


def _wanted(facts: Facts) -> Iterator[tuple[str, str, str]]:
    design = facts.design
    for view in ("context", "components", "deployment", "failure", "requirements"):
        if view != "deployment" or design.places:
            yield view, view, ""
    for flow in list(design.flows)[:MOST_FLOWS]:
        yield f"flow-{flow}", "flow", flow
    if design.places:
        for scenario in list(design.scenarios)[:MOST_FLOWS]:
            yield f"scenario-{scenario}", "scenario", scenario
