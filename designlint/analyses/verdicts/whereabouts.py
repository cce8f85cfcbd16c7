"""Verdicts in a world that loses places, where it is not declared where everything runs.

A component whose place is not declared may be lost there or left. The verdict holds if it is the same
wherever the component runs; else it is undecided, and the place is what is missing. What a third party
runs is taken to be outside what is lost, which is an assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.graph import asked_by, flow_graphs
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step
from designlint.model import Claim, Design
from designlint.wording import listed

# Of so many components every combination is tried; of more, each alone and all together.
COMBINED = 3
ALONE = 6

Left = Mapping[str, int]
Judge = Callable[[Facts], Judgement]


def judged_wherever(facts: Facts, claim: Claim, judge: Judge) -> Judgement:
    """The verdict on a claim that holds wherever the components run whose place is not declared."""
    if not facts.design.lost:
        return judge(facts)
    doubtful = {p: len(one.in_doubt) for p, one in facts[placements].items() if one.in_doubt}
    if not doubtful:
        return judge(facts)
    components = facts.design.components
    own = {path: left for path, left in doubtful.items() if not components[path].is_external}
    others = {path: left for path, left in doubtful.items() if path not in own}
    here = judge(_supposing(facts, doubtful))
    if own:
        concerned = [path for path in _about(facts, claim) if path in own]
        found = [here]
        for left in _whereabouts(own, concerned):
            found.append(judge(_supposing(facts, {**doubtful, **left})))
            if found[-1].status is not here.status:
                return _in_doubt(facts, found, concerned or list(own))
        here = max(found, key=lambda one: list(Basis).index(one.basis))
        if here.status is Status.UNDECIDED:
            return here
    if others and here.status is not Status.UNDECIDED:
        gone = {**doubtful, **dict.fromkeys(others, 0)}
        for left in ({}, dict.fromkeys(own, 0), dict.fromkeys(own, 1)):
            if judge(_supposing(facts, {**gone, **left})).status is not here.status:
                return _assuming_outside(here, _outside(facts, claim, list(others)))
    return here


def _supposing(facts: Facts, left: Left) -> Facts:
    """The facts where so many of the replicas in doubt are left of each component."""
    name = f"left {sorted(left.items())}"

    def change(design: Design) -> Design:
        return replace(design, elsewhere=left)

    return facts.other(name, change)


def _whereabouts(own: Left, concerned: list[str]) -> Iterator[Left]:
    """What may be left of the components: nothing, one replica, all; the worst first."""
    yield dict.fromkeys(own, 0)
    if any(left > 1 for left in own.values()):
        yield dict.fromkeys(own, 1)
    if len(concerned) <= COMBINED:
        choices = [sorted({0, 1, own[path]}) for path in concerned]
        for chosen in product(*choices):
            yield {**own, **dict(zip(concerned, chosen, strict=True))}
        return
    for path in concerned[:ALONE]:
        yield {**own, path: 0}


def _about(facts: Facts, claim: Claim) -> tuple[str, ...]:
    """The components that a claim is about: those of its flow, those that keep its data, or itself."""
    design, subject = facts.design, claim.about
    if subject in design.flows:
        graph = facts[flow_graphs][subject]
        asked = (path for step in graph.flow.steps for path in asked_by(step))
        return tuple(dict.fromkeys((*graph.nodes, *asked)))
    if subject in design.data:
        return tuple([component.path for component in facts[data_uses].sources_of(subject)])
    return (subject,)


def _in_doubt(facts: Facts, found: list[Judgement], paths: list[str]) -> Judgement:
    first, last = found[0], found[-1]
    worse, better = sorted((first, last), key=lambda one: one.nearness)
    value = first.value if first.value == last.value else f"{worse.value} or {better.value}"
    missing = tuple([Missing(path, "place", f"in {_some_place(facts)}") for path in paths])
    return Judgement(
        Status.UNDECIDED,
        value,
        first.target,
        derivation=first.derivation,
        missing=(*missing, *(m for one in (first, last) for m in one.missing)),
        reason=f"where {'does' if len(paths) == 1 else 'do'} {listed(paths)} run?",
        nearness=worse.nearness,
    )


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
    return here._replace(basis=basis, assumptions=(*here.assumptions, *assumptions))
