"""The share of time that a flow or component works: exact over the failures of replicas and of the
domains that contain them.

A replica is up while it and every domain around it are up. A component is up while enough of its
replicas are. A flow is up while everything that it needs is. The probability is exact, over
independent failures of replicas, domains and services, and computed as unavailability, so that
rounding loses no nine.

Met: two replicas in different zones, of which one is enough

```design
actor user
region eu { availability 99.999%; zone a { availability 99.9% }; zone b { availability 99.9% } }
component gate : gateway { replicas 2 in eu.a, eu.b; availability 99.9%; capacity 100 req/s }
flow follow { rate 10 req/s; user -> gate }
nonfunctional NFR1 "Up." { require availability of follow >= 99.99% }
```

Violated: one replica that is up less often

```design
component gate : gateway { replicas 1; availability 99.9% }
flow follow { rate 10 req/s; gate -> gate }
nonfunctional NFR1 "Up." { require availability of follow >= 99.99% }
```

Undecided: the availability of the bank is not declared

```design
component gate : gateway { replicas 2; availability 99.9% }
external bank
flow pay { rate 10 req/s; gate -> bank }
nonfunctional NFR1 "Paying works." { require availability of pay >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.analyses.availability.contributions import Contribution, contributions
from designlint.analyses.availability.cuts import single_points_of_failure
from designlint.analyses.facts import Facts, Lazily
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import failures
from designlint.analyses.failure.single_event_cuts import single_event_cut
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import measured, show_interval
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.measure import Measure, origin_text
from designlint.analyses.placement.placement import placements
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.calls import alternatives, optional_steps
from designlint.analyses.remedies.levers import components_of
from designlint.analyses.remedies.replicas import fewer_needed, more_replicas, replicas_elsewhere
from designlint.analyses.remedies.stores import automatic_failover, fewer_votes
from designlint.analyses.success.success import factors, success
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.base.wording import counted, listed
from designlint.diagnostics.diagnostic import Help, Step, advice
from designlint.model import Claim
from designlint.model.metric import Metric, Target
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.showing import show_availability, show_points

# What contributes less than this share of the largest contribution explains nothing.
WORTH_SHOWING = 0.01

# What costs less than this share of the costliest cause does not make a claim violated.
WORTH_BLAMING = 0.1

# What is no failure, and what to call it.
_PLAINLY = {"maintenance": "; planned maintenance", "failover": "; until another replica leads"}

MOST_COMPONENTS = 100
"""So many components of a flow are listed with what their availability is made of; the others are counted."""

# No place is inside of so many others.
_NARROWEST = 1000


def _availability(facts: Facts, path: str) -> Measure:
    return facts[success][path]


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
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
    """What contributes most to the unavailability, the gravest first."""
    found = contributions(world, verdict.claim.about)
    least = max([one.saved for one in found], default=0.0) * WORTH_SHOWING
    refused = _refusing(world, verdict.claim.about)
    return (*refused, *(_line(one) for one in found if one.saved >= least))


def _headline(world: Facts, verdict: Verdict) -> Step | None:
    """What contributes most, unless that alone makes the target impossible, which is shown in full."""
    found = contributions(world, verdict.claim.about)
    refused = _refusing(world, verdict.claim.about)
    if refused:
        return refused[0]
    return None if not found or _is_bound(verdict.claim, found[0]) else _line(found[0])


def _refusing(world: Facts, path: str) -> list[Step]:
    """What certainly fails runs although all that they need is up, the gravest first."""
    return [one.line for one in factors(world, path) if one.share.high < 1.0]


def _causes(world: Facts, verdict: Verdict) -> tuple[str, ...]:
    """The overload of what a flow needs and the loss of each of its single points of failure, by what each
    costs of the availability; then the single points of which that is unknown. Where one of them alone
    costs more than the target leaves, to fix the others is not enough: only such ones count."""
    flow = verdict.claim.about
    if flow not in world.design.flows or _removed(world, flow):
        return ()
    costs = [*_overloads(world, verdict.claim), *_losses(world, flow, sure=verdict.is_refuted)]
    least = max([one.saved for one in costs], default=0.0) * WORTH_BLAMING
    nearest = sorted(costs, key=lambda one: (-one.saved, one.width, one.cause))
    blamed = [one for one in nearest if one.saved >= least]
    decisive = [one.cause for one in blamed if one.saved > _allowed(verdict.claim)]
    if decisive:
        return tuple(dict.fromkeys(decisive))
    found = [one.cause for one in blamed]
    if not _refusing(world, flow):
        points = sorted(world[single_points_of_failure][flow])
        found += [f"loss of `{event.path}`" for event in points]
    known = {one.cause for one in costs if one.saved < least}
    return tuple(dict.fromkeys(cause for cause in found if cause not in known))


class _Cost(NamedTuple):
    """What a cause costs of an availability, and how much fails with it: a replica least, a region most."""

    cause: str
    saved: float
    width: int = 0


def _overloads(world: Facts, claim: Claim) -> Iterator[_Cost]:
    """What overloaded components refuse of the runs of a flow."""
    if _refusing(world, claim.about):
        for component in components_of(world, claim):
            capacity = world[capacities][component.path]
            used = capacity.certain_use
            if used is not None and used.low > FULL:
                yield _Cost(capacity.overloads[0], 1.0 - 1.0 / used.low)


def _losses(world: Facts, flow: str, *, sure: bool) -> Iterator[_Cost]:
    """What the single points of failure of a flow cost, by what is certain or by what is assumed as well."""
    places = world.design.places
    for event in contributions(world, flow, assuming=not sure):
        if event.alone:
            around = world.design.domains_of(event.path) if event.path in places else ()
            width = _NARROWEST - len(around) if event.path in places else 0
            what = "failover" if event.kind == "failover" else "loss"
            yield _Cost(f"{what} of `{event.path}`", event.saved, width)


def _line(event: Contribution) -> Step:
    """What something costs of an availability: ``bank: 99%, -1 percentage point``."""
    times = f"{event.number} x " if event.number > 1 else ""
    cost = f"-{show_points(event.saved)}"
    alone = "; a single point of failure" if event.alone and event.number == 1 else ""
    alone = _PLAINLY.get(event.kind, alone)
    text = f"{event.path}: {times}{show_availability(event.each)}, {cost}{alone}"
    return Step(text, event.known.span, origin_text(event.known.origin))


def _is_no_failure(event: Contribution) -> bool:
    """Whether it is no failure, but planned work, or the time until another replica leads."""
    return event.kind in _PLAINLY


def _is_bound(claim: Claim, one: Contribution) -> bool:
    """Whether a single point of failure alone is up for less than is required."""
    return one.alone and not _is_no_failure(one) and one.each > _allowed(claim)


def _allowed(claim: Claim) -> float:
    """The unavailability that a target leaves."""
    return 1.0 - claim.target.value if isinstance(claim.target, Quantity) else 1.0


def _suggestions(world: Facts, claim: Claim) -> Iterator[Help]:
    """What no lever does, and what would help instead."""
    removed = _removed(world, claim.about)
    if removed:
        needs = f"`{claim.about}` needs {listed(removed)}, which the scenario removes"
        yield advice(f"{needs}: make the step optional, or add a second copy")
        return
    for one in contributions(world, claim.about)[:1]:
        if _is_bound(claim, one):
            most = (
                f"{show_availability(one.each)} of `{one.path}` ({origin_text(one.known.origin)})"
            )
            yield advice(f"`{claim.about}` cannot exceed the {most}, a single point of failure")
        yield _instead_of(world, one)


def _removed(world: Facts, flow: str) -> tuple[str, ...]:
    """The components that a flow needs and that are down for certain in this world."""
    if not world.design.lost or flow not in world.design.flows:
        return ()
    trees, is_cut = world[failures](Reading.OPTIMISTIC), world[single_event_cut]
    graph = world[flow_graphs][flow]
    used = [(entry, "any") for entry in graph.entries]
    used += [
        (step.callee.path, trees.use_of(step))
        for step in graph.flow.steps
        if step.or_else is None and trees.is_needed(step, graph)
    ]
    down = [path for path, use in used if is_cut(path, Reading.OPTIMISTIC, use, None)]
    return tuple(dict.fromkeys(down))


def _instead_of(world: Facts, event: Contribution) -> Help:
    if event.kind == "maintenance":
        return advice(f"shorten the maintenance of `{event.path}`, or do it replica by replica")
    if event.kind == "failover":
        return advice(f"shorten the failover of `{event.path}`")
    if event.kind == "domain":
        return advice(f"add replicas outside of `{event.path}`")
    if event.kind == "replica":
        count = world[placements][event.path].count
        if event.alone and count > 1:
            return advice(f"add a spare replica to `{event.path}`, or automatic failover")
        return advice(f"add a replica to `{event.path}`, which has {count}")
    return advice(
        f"add a fallback for `{event.path}` (`or else NAME`), or make its call `optional`"
    )


def _derivation(world: Facts, verdict: Verdict) -> Sequence[Step]:
    """A flow's by its components, each with what it rests on."""
    if verdict.claim.about not in world.design.flows:
        return verdict.judgement.derivation
    return world[_derivations][verdict.claim.about]


def _derivations(world: Facts) -> Lazily[str, tuple[Step, ...]]:
    """The derivation of the availability of each flow, which all claims on it in a world share."""
    return Lazily(world.design.flows, lambda flow: tuple(_by_component(world, flow)))


def _by_component(world: Facts, flow: str) -> Iterator[Step]:
    trees = world[failures](Reading.OPTIMISTIC)
    graph = world[flow_graphs][flow]
    yield from (one.line for one in factors(world, flow))
    needed = {step.callee.path for step in graph.flow.steps if trees.is_needed(step, graph)}
    components = [node for node in graph.nodes if node in world.design.components]
    for node in components[:MOST_COMPONENTS]:
        measure = world[success][node]
        shown = show_interval(measure.value, Quantity(1.0, Dimension.SHARE))
        spare = "" if node in needed or node in graph.entries else "; not a hard dependency"
        yield Step(f"{node}: {shown}{spare}", world.design.components[node].span)
        yield from (step._replace(depth=1) for step in measure.derivation)
    if len(components) > MOST_COMPONENTS:
        yield Step(counted(len(components) - MOST_COMPONENTS, "more component"))


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
    causes=_causes,
    suggestions=_suggestions,
)
