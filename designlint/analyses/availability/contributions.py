"""What contributes most to an unavailability: what it would be without the failures of one part."""

from __future__ import annotations

from designlint.analyses.availability.brackets import single_events
from designlint.analyses.availability.probabilities import basic_events, probabilities
from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.failure.crowds import KIND, counted_as
from designlint.analyses.failure.events import BasicEvent, Reading
from designlint.analyses.failure.failure import counted_failures
from designlint.analyses.failure.flow_failure import counted_flow_failures
from designlint.base.records import NamedTuple
from designlint.model import Known
from designlint.solvers.bdd import importance, probability
from designlint.solvers.faulttree import Key, Node
from designlint.solvers.shape import shape

FEW = 12
"""So many parts are weighed one by one sooner than by the importance of each of their events."""


class Contribution(NamedTuple):
    """What one component or place contributes to an unavailability.

    `saved` is the unavailability that would be gone if none of its basic events, `number` of them,
    ever happened; `known` is the value behind it, `each` the unavailability of each; `alone` is
    whether one of them is a single-event cut.
    """

    kind: str
    path: str
    number: int
    each: float
    known: Known[object]
    saved: float
    alone: bool


def contributions(
    facts: Facts, subject: str, most: int = 8, *, assuming: bool = False
) -> tuple[Contribution, ...]:
    """What contributes most to the unavailability of a flow or component, by what is certain: stated
    or published; where `assuming`, by what is assumed as well."""
    known, key = facts[_found], (subject, most, assuming)
    if key not in known:
        known[key] = _contributions(facts, subject, most, assuming=assuming)
    return known[key]


def _found(_: Facts) -> dict[tuple[str, int, bool], tuple[Contribution, ...]]:
    """What has been found of the subjects that have been asked about."""
    return {}


def _contributions(
    facts: Facts, subject: str, most: int, *, assuming: bool
) -> tuple[Contribution, ...]:
    if subject in facts.design.flows:
        tree = facts[counted_flow_failures][subject, Reading.OPTIMISTIC]
    else:
        tree = facts[counted_failures](Reading.OPTIMISTIC).component(subject)
    probability_of = facts[probabilities]
    p: dict[Key, float] = {
        event: (one.assumed_interval if assuming else one.interval).low
        for event in basic_events([tree])
        for one in (probability_of(event),)
    }
    solved = max(1, facts[budget].visits // shape(tree).size - 1)
    most = min(most, solved)
    heaviest = _heaviest(facts, tree, p, most, min(FEW, solved))
    whole = probability(tree, p, budget=facts[budget].tree)
    if not whole.exact:
        return ()
    weighed = [_contribution(facts, tree, p, whole.low, *key) for key in heaviest]
    found = [one for one in weighed if one is not None and one.saved]
    return tuple(sorted(found, key=lambda one: (-one.saved, one.path))[:most])


def _heaviest(
    facts: Facts, tree: Node, p: dict[Key, float], most: int, few: int
) -> list[tuple[str, str]]:
    """The kinds and paths of the events that weigh most: all that can fail where they are `few`, else by the
    importance of each event times its probability."""
    events = [event for event in basic_events([tree]) if p[event]]
    parts = sorted({(event.kind, event.path) for event in events})
    if len(parts) <= few:
        return parts
    slopes = importance(tree, p, budget=facts[budget].tree) or {}
    weight: dict[tuple[str, str], float] = {}
    for event in events:
        key = (event.kind, event.path)
        weight[key] = max(weight.get(key, 0.0), slopes.get(event, 0.0) * p[event])
    return sorted([key for key in weight if weight[key]], key=lambda k: (-weight[k], k))[:most]


def _contribution(
    facts: Facts, tree: Node, p: dict[Key, float], whole: float, kind: str, path: str
) -> Contribution | None:
    own = [e for e in p if isinstance(e, BasicEvent) and (e.kind, e.path) == (kind, path)]
    known = facts[probabilities](own[0]).known
    if known is None:
        return None
    left = p | dict.fromkeys(own, 0.0)
    without = probability(tree, left, budget=facts[budget].tree).low
    saved = max(0.0, whole - without)
    alone = not single_events(tree).isdisjoint(own)
    one, count = counted_as(own[0], len(own))
    each = facts[probabilities](one).value if kind == KIND else p[own[0]]
    return Contribution(one.kind, path, count, each or 0.0, known, saved, alone)
