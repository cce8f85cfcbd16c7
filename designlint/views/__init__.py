"""The views of a design: each makes a picture of facts. How it looks, the renderers decide."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.facts import Facts
from designlint.drawing import Picture
from designlint.records import NamedTuple
from designlint.views.components import components, context
from designlint.views.deployment import deployment
from designlint.views.failure import failure, scenario
from designlint.views.flow import flow
from designlint.views.requirements import requirements
from designlint.views.sequence import sequence


class View(NamedTuple):
    """A view: what it shows, and what makes it. `of` is what its name is a name of, where it takes
    one: a flow or a scenario."""

    doc: str
    draw: Callable[[Facts, str], Picture]
    of: str = ""


VIEWS = {
    "context": View("who uses the system, and what it works with", lambda facts, _: context(facts)),
    "components": View("the parts and who calls whom", lambda facts, _: components(facts)),
    "deployment": View("what runs where, and what is copied", lambda facts, _: deployment(facts)),
    "flow": View("one flow as a graph, step by step, with its rates", flow, "flow"),
    "sequence": View(
        "one flow as a sequence diagram, with its rates and latency budget", sequence, "flow"
    ),
    "requirements": View(
        "which requirement is served by which flow and component",
        lambda facts, _: requirements(facts),
    ),
    "failure": View(
        "what takes flows down, and how full the parts are", lambda facts, _: failure(facts)
    ),
    "scenario": View("what is dark and what is overloaded in a scenario", scenario, "scenario"),
}
