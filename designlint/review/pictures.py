"""The pictures of a review: which views of the design it shows, in the order in which it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.drawing import Drawing, collapsed
from designlint.facts.facts import Facts
from designlint.views import VIEWS

MOST_NODES = 120
"""More nodes than this are a wall: groups are drawn as one node then."""
MOST_EVER = 250
"""More than this nobody reads, and it is left out."""
MOST_FLOWS = 60


class Picture(NamedTuple):
    """A drawing with the key by which a document places it: the view, and what it is of."""

    key: str
    drawing: Drawing


def pictures(facts: Facts) -> tuple[Picture, ...]:
    """The pictures that can be read; what is too large for one is left out."""
    found = []
    for key, view, name in _wanted(facts):
        drawing = VIEWS[view].draw(facts, name)
        if len(drawing.nodes) > MOST_NODES and drawing.clusters:
            drawing = collapsed(drawing)
        if 0 < len(drawing.nodes) <= MOST_EVER:
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
