"""The availability of flows and components if only some of the assumptions are right."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.availability.availability import (
    Partial,
    beside_shares_by,
    component_availability_by,
    flow_availability_by,
    has_shares,
    partial_unavailability_by,
)
from designlint.analyses.availability.derivation import assumption_step
from designlint.analyses.availability.probabilities import Probability, probabilities
from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent
from designlint.analyses.measure import Interval, Measure
from designlint.diagnostic import Step

UNKNOWN = Probability(None, None)


class Accepted(NamedTuple):
    """The availability of a flow or component, that of the runs that make none of the calls with a share, and
    how seldom nothing at all can be served."""

    whole: Interval
    beside: Interval
    least: Partial


def accepted_availability(facts: Facts, path: str, accepted: frozenset[Step]) -> Accepted:
    """What holds if the accepted assumptions are right and the others may not be."""
    known = facts[probabilities]

    def probability_of(event: BasicEvent) -> Probability:
        found = known(event)
        is_open = found.is_assumed and assumption_step(event, found) not in accepted
        return UNKNOWN if is_open else found

    def least(event: BasicEvent) -> float:
        return probability_of(event).assumed_interval.low

    partly = partial_unavailability_by(facts, least)[path]
    if path in facts.design.components:
        whole = _interval(component_availability_by(facts, probability_of)[path])
        return Accepted(whole, whole, partly)
    whole = beside = _interval(flow_availability_by(facts, probability_of)[path])
    if has_shares(facts, path):
        beside = _interval(beside_shares_by(facts, probability_of)[path])
    return Accepted(whole, beside, partly)


def _interval(measure: Measure) -> Interval:
    return measure.assuming or measure.value
