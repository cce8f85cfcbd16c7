"""Availability, single points of failure and cut sets are those that trying every state finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from designlint.analyses.availability.availability import flow_availability
from designlint.analyses.availability.cuts import cut_sets, single_points_of_failure
from designlint.analyses.availability.diverted import diverted
from designlint.analyses.availability.probabilities import basic_events, probabilities
from designlint.analyses.facts import Facts
from designlint.analyses.failure.carried import is_taken_to_carry
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import own_events
from designlint.analyses.failure.flow_failure import flow_failures, relaxed_flow_failures
from designlint.analyses.failure.takeovers import takeover_of
from designlint.analyses.placement.placement import placements
from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import Key
from tests.analyses.designs import facts_of
from tests.analyses.oracle import Oracle
from tests.analyses.random_designs import small_design
from tests.analyses.small import Call, Small

RELATIVE = 1e-12


def _taken_by_others(facts: Facts) -> float:
    """The most that the calls of others take of the runs, which the oracle does not count."""
    beside = facts[diverted]["f"]
    if beside is None:
        return 0.0
    p: dict[Key, float] = {
        event: facts[probabilities](event).assumed_interval.high
        for event in basic_events([beside.node])
    }
    return probability(beside.node, p).high * (1.0 - beside.share)


def compare(seed: int) -> None:
    """Hold the analyses of a random design against the oracle."""
    design, oracle = small_design(seed)
    text = design.text()
    context = f"seed {seed}\n{text}"
    facts = facts_of(text)
    for name in design.parts:
        if facts[own_events][name] is not None:
            oracle.distinguish(name)
    failing = oracle.failing()
    measure = facts[flow_availability]["f"]
    tree = facts[flow_failures]["f", Reading.OPTIMISTIC]
    chance = {event: facts[probabilities](BasicEvent(*event)).value for event in oracle.events}
    assert chance == {
        event: pytest.approx(float(down), rel=RELATIVE, abs=1e-15)
        for event, down in oracle.chances.items()
    }, context
    wanted = oracle.unavailability(failing)
    found = probability(tree, {event: float(down) for event, down in oracle.chances.items()})
    assert found.exact, context
    assert found.low == pytest.approx(wanted, rel=RELATIVE, abs=0.0), context
    counted = pytest.approx(
        1.0 - oracle.unavailability(oracle.failing(counted=True)), rel=0.0, abs=1e-15
    )
    rare = [call for call in design.calls if call.share != 100 or call.on_miss_of is not None]
    if any(_is_replaced_by_hand(facts, path) for path in facts.design.components):
        # That a manual failover takes as long as a repair is an assumption.
        assert measure.value.high >= counted.expected - 1e-15, context
    elif rare:
        # Between failing in each run with what only a share of them calls, and in none.
        assert measure.value.high >= counted.expected - 1e-15, context
        if not facts[relaxed_flow_failures]["f"]:
            assert measure.value.high <= _without(design, rare, facts) + 1e-15, context
    elif facts[relaxed_flow_failures]["f"]:
        # How much of the failures of a service as a whole is its places' is open.
        assert measure.value.high >= counted.expected - 1e-15, context
    else:
        assert measure.value.high == counted, context
    known = measure.value if measure.assuming is None else measure.assuming
    if oracle.may_share_a_place() or facts[relaxed_flow_failures]["f"]:
        assert known.low <= known.high, context
    elif rare:
        least = counted.expected - _taken_by_others(facts)
        assert least - 1e-15 <= known.low <= known.high, context
    else:
        assert known.low == counted, context
    is_open = any(replica.is_open for one in facts[placements].values() for replica in one.replicas)
    is_open = is_open or any(takeover_of(facts, c) for c in facts.design.components.values())
    if not is_open and not any(is_taken_to_carry(facts, path) for path in facts.design.components):
        assert measure.value.low == known.low, context
    ones, twos = oracle.cuts(failing)
    assert {frozenset((event,)) for event in facts[single_points_of_failure]["f"]} == ones, context
    cuts = facts[cut_sets]["f"]
    assert {cut for cut in cuts.sets if len(cut) == 1} == ones, context
    assert {cut for cut in cuts.sets if len(cut) == 2} == twos, context


def _is_replaced_by_hand(facts: Facts, path: str) -> bool:
    takeover = takeover_of(facts, facts.design.components[path])
    return takeover is not None and takeover.is_manual


def _without(design: Small, rare: list[Call], facts: Facts) -> float:
    """The availability if the flow never failed with some of its calls."""
    calls = [replace(call, optional=call.optional or call in rare) for call in design.calls]
    oracle = Oracle(replace(design, calls=calls))
    for name in design.parts:
        if facts[own_events][name] is not None:
            oracle.distinguish(name)
    return 1.0 - oracle.unavailability(oracle.failing(counted=True))


@pytest.mark.parametrize("hundred", range(5))
def test_small_designs(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(10))
def test_many_small_designs(thousand: int) -> None:
    for seed in range(1000 * thousand + 10_000, 1000 * thousand + 11_000):
        compare(seed)
