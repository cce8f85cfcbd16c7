"""The views of a design: each makes a picture of facts. How it looks, the renderers decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from designlint.analyses.facts import Facts
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.drawing import Picture
from designlint.views.components import components, context
from designlint.views.deployment import deployment
from designlint.views.failure import FAMILIES, failure
from designlint.views.flow import flow
from designlint.views.requirements import requirements
from designlint.views.scenario import scenario
from designlint.views.sequence import sequence

Findings = Sequence[Diagnostic]
"""What `check` reports of a design."""


class View(NamedTuple):
    """A view: what it shows, and what makes it of facts, a name and findings. `of` is what the name is a
    name of, where it takes one: a flow or a scenario. `families` are those of the findings that it shows;
    without any it needs none."""

    doc: str
    draw: Callable[[Facts, str, Findings], Picture]
    of: str = ""
    families: tuple[str, ...] = ()


VIEWS = {
    "context": View("who uses the system, and what it works with", lambda f, _, __: context(f)),
    "components": View("the parts and who calls whom", lambda f, _, __: components(f)),
    "deployment": View("what runs where, and what is copied", lambda f, _, __: deployment(f)),
    "flow": View(
        "one flow as a graph, step by step, with its rates", lambda f, n, _: flow(f, n), "flow"
    ),
    "sequence": View(
        "one flow as a sequence diagram, with its rates and latency budget",
        lambda f, n, _: sequence(f, n),
        "flow",
    ),
    "requirements": View(
        "which requirement is served by which flow, and the verdicts",
        lambda f, _, __: requirements(f),
    ),
    "failure": View(
        "what takes flows down, the findings about failure, and how full the parts are",
        lambda f, _, found: failure(f, found),
        families=FAMILIES,
    ),
    "scenario": View(
        "what is dark, degraded and overloaded in a scenario, and what becomes of each flow",
        lambda f, n, _: scenario(f, n),
        "scenario",
    ),
}
