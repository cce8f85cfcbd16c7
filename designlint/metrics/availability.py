"""The share of time that it works: exact over the failures of replicas and of the domains that
contain them.

A replica works while it and every domain around it do; a component while enough of its replicas do; a
flow while everything works that it needs. The probability is exact, over the failures of each replica,
domain and service by itself, and reckoned as unavailability, so that no nine is lost.

Met: two replicas, of which one is enough

```design
component gate : gateway { replicas 2; availability 99.9% }
flow follow { rate 10 req/s; gate -> gate }
nonfunctional NFR1 "Up." { require availability of follow >= 99.99% }
```

Violated: one replica that is up less often

```design
component gate : gateway { replicas 1; availability 99.9% }
flow follow { rate 10 req/s; gate -> gate }
nonfunctional NFR1 "Up." { require availability of follow >= 99.99% }
```

Undecided: nobody says how often the bank is up

```design
component gate : gateway { replicas 2; availability 99.9% }
external bank
flow pay { rate 10 req/s; gate -> bank }
nonfunctional NFR1 "Paying works." { require availability of pay >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.analyses.availability.availability import (
    Taken,
    component_availability,
    flow_availability,
    taken_by,
)
from designlint.analyses.facts import Facts
from designlint.analyses.failure.failure import Reading, failures
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import measured, show_interval
from designlint.analyses.measure import Measure, origin_text
from designlint.analyses.remedies.adjustment import Knob
from designlint.analyses.remedies.calls import alternatives, optional_steps
from designlint.analyses.remedies.levers import components_of
from designlint.analyses.remedies.replicas import fewer_needed, more_replicas, replicas_elsewhere
from designlint.analyses.remedies.stores import automatic_failover, fewer_votes
from designlint.analyses.remedies.words import beyond_availability, is_bound
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.diagnostic import Step
from designlint.metric import Metric, Target
from designlint.model import Claim
from designlint.quantity import Dimension, Quantity, show_availability, show_points

# What takes less than this share of what the gravest takes explains nothing.
WORTH_TELLING = 0.01


def _availability(facts: Facts, path: str) -> Measure:
    table = flow_availability if path in facts.design.flows else component_availability
    return facts[table][path]


def _levers(facts: Facts, claim: Claim) -> Iterator[Knob]:
    for component in components_of(facts, claim):
        yield from more_replicas(facts, component)
        yield from automatic_failover(component)
        yield from fewer_needed(component)
        yield from fewer_votes(component)
        yield from replicas_elsewhere(facts, component)
    if claim.about in facts.design.flows:
        yield from optional_steps(facts, claim.about)
        yield from alternatives(facts, claim.about)


def _proof(world: Facts, verdict: Verdict) -> tuple[Step, ...]:
    """What takes most of it, the gravest first."""
    taken = taken_by(world, verdict.claim.about)
    least = max([t.saved for t in taken], default=0.0) * WORTH_TELLING
    return tuple([_taken_line(t) for t in taken if t.saved >= least])


def _headline(world: Facts, verdict: Verdict) -> Step | None:
    """What takes most of it, unless that alone makes the target impossible, which is said in full."""
    taken = taken_by(world, verdict.claim.about)
    return None if not taken or is_bound(verdict.claim, taken[0]) else _taken_line(taken[0])


def _taken_line(taken: Taken) -> Step:
    """What something takes of an availability: ``bank: 99%, -1 percentage point``."""
    times = f"{taken.number} x " if taken.number > 1 else ""
    cost = f"-{show_points(taken.saved)}"
    alone = "; its failure alone stops everything" if taken.alone and taken.number == 1 else ""
    text = f"{taken.path}: {times}{show_availability(taken.each)}, {cost}{alone}"
    return Step(text, taken.known.span, origin_text(taken.known.origin))


def _derivation(world: Facts, verdict: Verdict) -> Sequence[Step]:
    """A flow's by its components, each with what it rests on."""
    if verdict.claim.about not in world.design.flows:
        return verdict.judgement.derivation
    return tuple(_by_component(world, verdict.claim.about))


def _by_component(world: Facts, flow: str) -> Iterator[Step]:
    trees = world[failures](Reading.KIND)
    graph = world[flow_graphs][flow]
    needed = {step.callee.path for step in graph.flow.steps if trees.is_needed(step, graph)}
    for node in graph.nodes:
        component = world.design.components.get(node)
        if component is None:
            continue
        measure = world[component_availability][node]
        shown = show_interval(measure.value, Quantity(1.0, Dimension.SHARE))
        spare = "" if node in needed or node in graph.entries else "; the flow goes on without it"
        yield Step(f"{node}: {shown}{spare}", component.span)
        yield from (step._replace(depth=1) for step in measure.derivation)


METRIC = Metric(
    name="availability",
    subjects=("flow", "component"),
    target=Target("share"),
    doc=__doc__,
    judge=measured(_availability),
    levers=_levers,
    add_up=True,
    proof=_proof,
    derivation=_derivation,
    headline=_headline,
    suggestions=beyond_availability,
)
