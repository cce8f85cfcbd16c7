"""The pictures of a review: which views of the design it shows, in the order in which it does."""

from __future__ import annotations

from collections.abc import Iterator

from designlint import drawing as shapes
from designlint.analyses.facts import Facts
from designlint.base.records import NamedTuple
from designlint.check import Checked
from designlint.drawing import Sequence, fitting
from designlint.views import VIEWS

MOST_FLOWS = 12
"""So many flows and scenarios have pictures, flows of which something is required first; the document says
how to draw the others."""


class Picture(NamedTuple):
    """A drawing with the key by which a document places it, and the options of `designlint diagram`
    that draw it."""

    key: str
    drawing: shapes.Picture
    options: str


def pictures(checked: Checked) -> tuple[Picture, ...]:
    """The pictures that can be read; what is too large for one is left out."""
    facts = checked.facts
    found = []
    for key, view, name in _wanted(facts):
        made = VIEWS[view].draw(facts, name, checked.result.diagnostics)
        drawing = made if isinstance(made, Sequence) else fitting(made)
        if _is_readable(drawing):
            found.append(Picture(key, drawing, f"--view {view}{f' --of {name}' if name else ''}"))
    return tuple(found)


def _is_readable(drawing: shapes.Picture) -> bool:
    if isinstance(drawing, Sequence):
        return bool(drawing.messages)
    return bool(drawing.nodes)


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
