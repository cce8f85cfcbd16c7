"""Verdicts in a world that loses places, where it is not declared where everything runs.

A component whose place is not declared may be lost there or left. The verdict holds if it is the same
wherever the component runs; else it is undecided, and the place is what is missing. A part that is lost
brings others more load or less, so that what holds with all of them lost and with all of them left may
not hold in between: all combinations of those that share load with the subject are tried, and where they
are too many, nothing is decided. What a third party runs is taken to be outside what is lost, which is an
assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.failure.runtime_needs import checked_deeply, runtime_needs
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.measure import Derivation, Missing
from designlint.analyses.placement.placement import placements
from designlint.analyses.worlds import before_the_loss, supposing
from designlint.base.records import NamedTuple
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step
from designlint.model import Claim, Design
from designlint.schema.roles import Role

# So many combinations of what may be left are tried; where there are more, nothing is decided.
COMBINED = 64
# What these measure does not depend on the load, so that no other component's loss makes it better or worse.
WITHOUT_LOAD = ("consistency", "durability", "encryption", "residency", "rpo", "storage")

# What these measure of a part that diverts no calls is its own loss alone.
BY_LOAD = ("availability", "headroom", "throughput")

Left = Mapping[str, int]
Judge = Callable[[Facts], Judgement]


class _Doubts(NamedTuple):
    """The components of which it is in doubt how many of so many replicas are left (`left`): those that are
    `concerned` are tried in all combinations, each of `alone` by itself, unless these are too many."""

    left: Left
    concerned: list[str]
    alone: list[str]
    are_all_tried: bool


def judged_wherever(facts: Facts, claim: Claim, judge: Judge) -> Judgement:
    """The verdict on a claim that holds wherever the components run whose place is not declared."""
    doubtful = {p: len(one.in_doubt) for p, one in facts[placements].items() if one.in_doubt}
    if not doubtful:
        return judge(facts)
    components = facts.design.components
    own = {path: left for path, left in doubtful.items() if not components[path].is_external}
    others = {path: left for path, left in doubtful.items() if path not in own}
    here = _of_own(facts, claim, judge, own, doubtful)
    if others and here.status is not Status.UNDECIDED:
        doubts = _doubts(facts, claim, doubtful)
        tried = (
            _is_no_weaker(judge(_supposing(facts, {**doubtful, **left})), here)
            for left in _whereabouts(doubts)
        )
        if not doubts.are_all_tried or not all(tried):
            return _assuming_outside(here, _outside(facts, claim, list(others)))
    return here


def _is_no_weaker(found: Judgement, here: Judgement) -> bool:
    """Whether a verdict is the same as another, and rests on no less."""
    ranks = list(Basis)
    return found.status is here.status and ranks.index(found.basis) <= ranks.index(here.basis)


def _of_own(facts: Facts, claim: Claim, judge: Judge, own: Left, doubtful: Left) -> Judgement:
    """The verdict wherever the components run that are no third party's."""
    here = judge(_supposing(facts, doubtful))
    if not own:
        return here
    doubts = _doubts(facts, claim, own)
    found = [here]
    for left in _whereabouts(doubts):
        found.append(judge(_supposing(facts, {**doubtful, **left})))
        if found[-1].status is not here.status:
            return _in_doubt(facts, found, doubts.concerned or list(own))
    if not doubts.are_all_tried:
        return _too_many(facts, here, doubts.concerned or list(own))
    return _together(found)


def _supposing(facts: Facts, left: Left) -> Facts:
    """The facts where so many of the replicas in doubt are left of each component."""
    found = supposing(facts, f"left {sorted(left.items())}", left)
    found.before = before_the_loss(facts)
    return found


def _whereabouts(doubts: _Doubts) -> Iterator[Left]:
    """What may be left of the components, each possibility once: what likely differs first, then, of those
    that are concerned, every combination. That all are left is not among them."""
    tried = {tuple(doubts.left.values())}
    for left in _possible(doubts):
        key = tuple(left.values())
        if key not in tried:
            tried.add(key)
            yield left


def _possible(doubts: _Doubts) -> Iterator[Left]:
    own, concerned = doubts.left, doubts.concerned
    yield dict.fromkeys(own, 0)
    yield dict.fromkeys(own, 1)
    if not doubts.are_all_tried:
        return
    for path in doubts.alone:
        yield {**own, path: 0}
    for path in concerned:
        yield {**dict.fromkeys(own, 0), path: own[path]}
    for chosen in product(*[range(own[path] + 1) for path in concerned]):
        yield {**own, **dict(zip(concerned, chosen, strict=True))}


def _doubts(facts: Facts, claim: Claim, left: Left) -> _Doubts:
    """What is to be tried of the components of which so many replicas may be left."""
    concerned = [path for path in _concerned(facts, claim) if path in left]
    # Where the load counts, what is not concerned changes nothing.
    alone = list(left) if claim.measures(*WITHOUT_LOAD) else concerned
    combinations = prod(left[path] + 1 for path in concerned)
    are_few = combinations <= COMBINED and len(alone) <= facts[budget].alone
    return _Doubts(left, concerned, alone, are_few)


def _concerned(facts: Facts, claim: Claim) -> tuple[str, ...]:
    """The components whose loss may change what a claim is about: those that it is about and, where the
    load matters, all that are in a flow with one of them, or with one of those in turn."""
    known, key = facts[_known], (claim.about, claim.metric.name)
    if key not in known:
        known[key] = _find_concerned(facts, claim)
    return known[key]


def _known(_: Facts) -> dict[tuple[str, str], tuple[str, ...]]:
    """The components that claims concern, by the subject and the metric of those that have been asked for."""
    return {}


def _find_concerned(facts: Facts, claim: Claim) -> tuple[str, ...]:
    found = dict.fromkeys(_about(facts, claim))
    if claim.measures(*WITHOUT_LOAD):
        return tuple(found)
    groups = [_beside(facts, flow) for flow in facts.design.flows]
    waiting = list(found)
    for path in waiting:  # grows while it is walked
        for group in [group for group in groups if path in group]:
            groups.remove(group)
            waiting += [one for one in group if one not in found]
            found.update(dict.fromkeys(group))
    if not claim.measures(*BY_LOAD):
        return tuple(found)
    about, diverting = set(_about(facts, claim)), _diverting(facts.design)
    return tuple([path for path in found if path in about or path in diverting])


def _diverting(design: Design) -> frozenset[str]:
    """The components whose loss changes the load of others: those that call, those that have a fallback or
    are one, caches whose misses go elsewhere, and those that take work from a queue or stream."""
    found: set[str] = set()
    for step in (step for flow in design.flows.values() for step in flow.steps):
        found.add(step.caller.path)
        if step.or_else is not None:
            found |= {step.callee.path, step.or_else.path}
        if step.on_miss_of is not None:
            found.add(step.on_miss_of.path)
        caller = design.components.get(step.caller.path)
        if caller is not None and caller.plays(Role.BROKER):
            found.add(step.callee.path)
    return frozenset(found)


def _beside(facts: Facts, flow: str) -> dict[str, None]:
    """The components of a flow, with what they may need beside their calls."""
    found = dict.fromkeys(_in_flow(facts, flow))
    waiting = list(found)
    for path in waiting:  # grows while it is walked
        for step in (*facts[runtime_needs].get(path, ()), *facts[checked_deeply].get(path, ())):
            if step.callee.path not in found:
                found[step.callee.path] = None
                waiting.append(step.callee.path)
    return found


def _in_flow(facts: Facts, flow: str) -> Iterator[str]:
    graph = facts[flow_graphs][flow]
    yield from graph.nodes
    for step in graph.flow.steps:
        yield from asked_by(step)


def _about(facts: Facts, claim: Claim) -> tuple[str, ...]:
    """The components that a claim is about: those of its flow, those that keep its data, or itself."""
    design, subject = facts.design, claim.about
    if subject in design.flows:
        return tuple(_beside(facts, subject))
    if subject in design.data:
        return tuple([component.path for component in facts[data_uses].sources_of(subject)])
    return (subject,)


def _together(found: list[Judgement]) -> Judgement:
    """The verdict that is the same wherever the components run, with all the values that it may have."""
    weakest = max(found, key=lambda one: list(Basis).index(one.basis))
    worse, better = (end(found, key=lambda one: one.nearness) for end in (min, max))
    if worse.value == better.value:
        return weakest
    return weakest._replace(value=f"{worse.value} or {better.value}", nearness=worse.nearness)


def _in_doubt(facts: Facts, found: list[Judgement], paths: list[str]) -> Judgement:
    first, last = found[0], found[-1]
    worse, better = sorted((first, last), key=lambda one: one.nearness)
    value = first.value if first.value == last.value else f"{worse.value} or {better.value}"
    places = [Missing(path, "place", f"in {_some_place(facts)}") for path in paths]
    # A place may be missing once as what decides, and once as what is assumed.
    missing: dict[tuple[str, str], Missing] = {}
    for one in (*places, *first.missing, *last.missing):
        missing.setdefault((one.element, one.what), one)
    return Judgement(
        Status.UNDECIDED,
        value,
        first.target,
        derivation=first.derivation,
        missing=tuple(missing.values()),
        reason=f"where {'does' if len(paths) == 1 else 'do'} {listed(paths)} run?",
        nearness=worse.nearness,
    )


def _too_many(facts: Facts, here: Judgement, paths: list[str]) -> Judgement:
    """What is the same in all that was tried, where not all could be."""
    found = _in_doubt(facts, [here, here], paths)
    return found._replace(reason=f"{found.reason} There are too many possibilities to try them all")


def _some_place(facts: Facts) -> str:
    """A place that the world leaves, for an example."""
    design = facts.design
    left = (p for p in design.places if design.lost.isdisjoint(design.domains_of(p)))
    return next(left, "PLACE")


def _outside(facts: Facts, claim: Claim, others: list[str]) -> tuple[Step, ...]:
    concerned = [path for path in _about(facts, claim) if path in others] or others
    return tuple(
        [
            Step(f"`{path}` runs outside what is lost: its place is not declared")
            for path in concerned
        ]
    )


def _assuming_outside(here: Judgement, assumptions: tuple[Step, ...]) -> Judgement:
    basis = here.basis if here.basis is Basis.ESTIMATE else Basis.ASSUMPTIONS
    found = Derivation(lambda: (*here.assumptions, *assumptions))
    return here._replace(basis=basis, assumptions=found)
