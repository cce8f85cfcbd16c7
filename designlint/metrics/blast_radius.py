"""The share of the flows that the loss of a component or place takes down: each flow counts once,
whatever its rate.

A flow goes down when it loses a part that it needs. It does not need an `optional` part, a part
with a fallback (`or else`), or a replica whose load the others carry; where their capacity is not
declared, that they do is an assumption. A queue that fills up because
its consumer is lost takes the flows down that write to it. Flows that recover from a
failure (`recovers`) are left out, and a flow that is down already does not count. Rates do not
matter: flows are the unit, so declare one flow for each cell, tenant or region that must fail
independently.

The loss of a place takes all replicas in it. A component of the team that declares no place may
run there, so whether the flows that need it go down is unknown.

Met: two cells that share nothing, each with half of the flows

```design
component cell_a : service { replicas 2 }
component cell_b : service { replicas 2 }
flow order_a { cell_a -> store_a }
flow order_b { cell_b -> store_b }
component store_a : database { replicas 1 }
component store_b : database { replicas 1 }
nonfunctional NFR1 "A cell takes no more than half." { require blast_radius of cell_a <= 50% }
```

Violated: all cells use one store

```design
component cell_a : service { replicas 2 }
component cell_b : service { replicas 2 }
flow order_a { cell_a -> store }
flow order_b { cell_b -> store }
component store : database { replicas 1 }
nonfunctional NFR1 "No part takes all." { require blast_radius of store <= 50% }
```

Undecided: the place of one cell is not declared

```design
provider cloud { region north; region south }
component cell_a : service { replicas 2 in north }
component cell_b : service { replicas 2 in south }
component cell_c : service { replicas 2 }
actor visitor
flow order_a { visitor -> cell_a }
flow order_b { visitor -> cell_b }
flow order_c { visitor -> cell_c }
nonfunctional NFR1 "A region takes no more than half." { require blast_radius of north <= 50% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import (
    carrying_assumption,
    is_taken_to_carry,
    missing_capacity,
)
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.failure import failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.flow_needs import flow_needs
from designlint.analyses.failure.hard_dependency import is_hard_dependency, is_passed_by
from designlint.analyses.failure.runtime_needs import tolerance
from designlint.analyses.graph.doubts import has_calls
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.judgement import measured
from designlint.analyses.load.burden import has_more_to_do
from designlint.analyses.load.headroom import headroom
from designlint.analyses.measure import Derivation, Exactness, Interval, Measure, Missing
from designlint.analyses.placement.placement import is_gone, placements
from designlint.analyses.remedies.adjustment import Lever
from designlint.analyses.remedies.calls import alternatives, optional_steps
from designlint.analyses.remedies.replicas import replicas_elsewhere
from designlint.analyses.success.held import waits_for_lost
from designlint.analyses.success.success import factors, success
from designlint.analyses.worlds import without
from designlint.base.records import NamedTuple
from designlint.base.wording import counted, listed
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim
from designlint.model.metric import Metric, Target
from designlint.solvers.faulttree import ALWAYS


class _Radius(NamedTuple):
    """The flows that a loss surely takes, those in doubt, those that go on in any case, and those that
    were down before. `lost` are the facts without what is lost, `pessimistic` those without what may be
    lost with it, too."""

    lost: Facts
    pessimistic: Facts
    taken: tuple[str, ...]
    in_doubt: tuple[str, ...]
    going_on: tuple[str, ...]
    down: tuple[str, ...]


def _blast_radius(facts: Facts, path: str) -> Measure:
    found = _radius(facts, path)
    taken, may = len(found.taken), len(found.taken) + len(found.in_doubt)
    total = may + len(found.going_on) + len(found.down)
    if not total:
        lacks = Missing("", "flows", "flow NAME { NODE -> NODE }")
        return Measure(Interval(0.0, 1.0), Exactness.BOUND, (), (lacks,))
    certain = Measure(
        Interval(taken / total, may / total),
        Exactness.BOUND if found.in_doubt else Exactness.EXACT,
        Derivation(lambda: _lines(found, path)),
        tuple(dict.fromkeys(_missing(facts, found, path))),
    )
    return _assuming(certain, found, total)


def _assuming(certain: Measure, found: _Radius, total: int) -> Measure:
    """The same, where flows go on by what is only taken to carry what the loss leaves it to do."""
    by_flow = [_taken_to_carry(found.pessimistic, flow) for flow in found.going_on]
    paths = tuple(dict.fromkeys(path for paths in by_flow for path in paths))
    if not paths:
        return certain
    texts = [carrying_assumption(found.pessimistic, path) for path in paths]
    lacking = [fact for path in paths for fact in missing_capacity(found.pessimistic, path)]
    more = sum(1 for paths in by_flow if paths) / total
    return certain._replace(
        value=certain.value._replace(high=certain.value.high + more),
        exactness=Exactness.BOUND,
        missing=tuple(dict.fromkeys((*certain.missing, *lacking))),
        assuming=certain.value if all(texts) else None,
        assumptions=tuple([Step(text) for text in texts if text]),
    )


def _taken_to_carry(lost: Facts, flow: str) -> list[str]:
    """What a flow needs after a loss that gives it more to do, or takes its fallback, and of which nothing
    says what it carries."""
    steps = lost.design.flows[flow].steps
    is_spare_lost = any(one.or_else and is_gone(lost.design, one.or_else.path) for one in steps)
    return [
        path
        for path in lost[flow_needs](flow, True).reached
        if path in lost.design.components
        and not is_gone(lost.design, path)
        and (is_spare_lost or has_more_to_do(lost, path))
        and is_taken_to_carry(lost, path)
    ]


def _radius(facts: Facts, path: str) -> _Radius:
    lost = without(facts, path)
    unplaced = _unplaced(facts, path)
    pessimistic = without(facts, path, *unplaced) if unplaced else lost
    flows = [flow for flow, declared in facts.design.flows.items() if not declared.recovers]
    down = [f for f in flows if _is_down(facts, f)]
    up = [f for f in flows if f not in down]
    taken = [f for f in up if _is_down(lost, f) and not _may_be_down(facts, f)]
    in_doubt = [
        f
        for f in up
        if f not in taken
        and (
            _may_be_down(pessimistic, f)
            or _may_collapse(facts, pessimistic, f)
            or _may_overrun_origin(pessimistic, f)
            or waits_for_lost(pessimistic, f)
            or not has_calls(facts.design, f)
        )
    ]
    going_on = [f for f in up if f not in taken and f not in in_doubt]
    return _Radius(lost, pessimistic, *map(tuple, (taken, in_doubt, going_on, down)))


def _is_down(facts: Facts, flow: str) -> bool:
    """Whether a part is down that a flow needs, or nothing of it is served: a full queue takes nothing in."""
    stops = facts[flow_failures][flow, Reading.OPTIMISTIC] is ALWAYS
    return stops or any(one.share.high <= 0.0 for one in factors(facts, flow))


def _may_be_down(facts: Facts, flow: str) -> bool:
    return facts[flow_failures][flow, Reading.PESSIMISTIC] is ALWAYS


def _may_collapse(facts: Facts, lost: Facts, flow: str) -> bool:
    """Whether what is left may get more than it carries, and serve nothing, of which the loss takes a part."""
    now = {(one.line.span, one.share) for one in factors(facts, flow)}
    # What a fallback carries may be unknown before it is lost, too.
    spares = [step.or_else.path for step in facts.design.flows[flow].steps if step.or_else]
    is_spare_lost = any(is_gone(lost.design, path) for path in spares)
    return any(
        one.share.low <= 0.0 and (is_spare_lost or (one.line.span, one.share) not in now)
        for one in factors(lost, flow)
    )


def _may_overrun_origin(lost: Facts, flow: str) -> bool:
    """Whether the calls of a cache that is lost go to an origin that may not carry them, for all that is
    declared."""
    graph = lost[flow_graphs][flow]
    return any(
        is_passed_by(lost, step, graph) and is_hard_dependency(lost, step, graph) is None
        for step in graph.flow.steps
    )


def _unplaced(facts: Facts, place: str) -> tuple[str, ...]:
    """The team's own components of which a replica may run in a place, for all that is stated."""
    if place not in facts.design.places:
        return ()
    found, components = without(facts, place)[placements], facts.design.components
    return tuple([p for p in components if found[p].in_doubt and not components[p].is_external])


def _lines(found: _Radius, path: str) -> Iterator[Step]:
    for flow in found.taken:
        graph = found.lost[flow_graphs][flow]
        gone, *others = _gone(found.lost, flow) or [path]
        more = f", one of {len(others) + 1} parts that are gone" if others else ""
        steps = graph.path_to(gone)
        span = steps[-1].span if steps else graph.flow.span
        yield Step(f"{flow} goes down: {graph.shown_path(gone)}{more}", span)
    for flow in found.in_doubt:
        yield Step(f"{flow} may go down", found.lost.design.flows[flow].span)
    if found.going_on:
        yield Step(f"{counted(len(found.going_on), 'flow')} left: {listed(found.going_on)}")
    if found.down:
        yield Step(f"{counted(len(found.down), 'flow')} down before: {listed(found.down)}")


def _gone(lost: Facts, flow: str) -> list[str]:
    """The parts that a flow needs and that are gone, or left with too little; those with a fallback
    only together with it."""
    trees, graph = lost[failures](Reading.OPTIMISTIC), lost[flow_graphs][flow]
    asked: list[tuple[tuple[str, ...], str]] = [((e,), "any") for e in graph.entries]
    asked += [(asked_by(s), trees.use_of(s)) for s in graph.flow.steps if trees.is_needed(s, graph)]
    gone = [
        paths for paths, use in asked if all(trees.component(path, use) is ALWAYS for path in paths)
    ]
    return list(dict.fromkeys(path for paths in gone for path in paths))


def _missing(facts: Facts, found: _Radius, path: str) -> Iterator[Missing]:
    """The facts that would decide whether the flows in doubt go down."""
    unplaced = _unplaced(facts, path)
    for flow in found.in_doubt:
        graph = found.lost[flow_graphs][flow]
        for node in graph.nodes:
            if node in unplaced:
                yield Missing(node, "place", f"in {path}")
        for step in graph.flow.steps:
            if is_hard_dependency(found.lost, step, graph) is None:
                yield from _undecided_need(found.lost, step.caller.path, step.callee.path, flow)
        for lacks in found.pessimistic[success][flow].missing:
            if lacks.what != "availability":
                yield lacks


def _undecided_need(facts: Facts, caller: str, callee: str, flow: str) -> Iterator[Missing]:
    """The facts that would decide whether a call is needed: what carries the load without a cache, or for how long
    its caller goes on."""
    behind = [
        step.callee.path
        for step in facts.design.flows[flow].steps
        if step.on_miss_of is not None and step.on_miss_of.path == callee
    ]
    for store in behind:
        yield from headroom(facts, store).missing
    if not behind:
        yield tolerance(facts, caller, callee)


def _levers(facts: Facts, claim: Claim) -> Iterator[Lever]:
    """What takes a flow out of the radius: a call that may fail, another part that is asked, another
    region."""
    found = _radius(facts, claim.about)
    for flow in (*found.taken, *found.in_doubt):
        gone = {claim.about, *_gone(found.lost, flow)}
        for lever in (*optional_steps(facts, flow), *alternatives(facts, flow)):
            if not gone.isdisjoint(lever.at(1).touches):
                yield lever
    if claim.about in facts.design.places:
        gone = {path for flow in found.taken for path in _gone(found.lost, flow)}
        for path in sorted(gone):
            yield from replicas_elsewhere(facts, facts.design.components[path])


METRIC = Metric(
    name="blast_radius",
    subjects=("component", "place"),
    target=Target("share"),
    higher_is_better=False,
    example="25%",
    doc=__doc__,
    judge=measured(_blast_radius),
    levers=_levers,
)
