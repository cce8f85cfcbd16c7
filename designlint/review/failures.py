"""The failure analysis: minimal cut sets of each flow, bad days, and the recovery paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from designlint.analyses.availability.cuts import WeighedCut, weighed_cuts
from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import BasicEvent
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.impact.drill import Outcome, drill
from designlint.analyses.impact.words import outcome_text, trial_text, turned_text
from designlint.analyses.placement.placement import placements
from designlint.analyses.recovery.recovery_paths import recovery_tools
from designlint.document import (
    Claim,
    Cut,
    Drill,
    Drilled,
    Failing,
    Failures,
    RecoveryPath,
    Scenario,
)
from designlint.model import Scenario as Declared
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show_rounded, show_share
from designlint.quantities.units import YEAR
from designlint.review.flows import availability_text
from designlint.review.values import paths_of, shown

LEAST_SHARE = 1e-7
"""A smaller probability is shown without a percentage."""
MOST_PAIRS = 8
"""The kinds of pairs that are shown of each flow, the likeliest first."""


def failures(facts: Facts, claims: Mapping[str, tuple[Claim, ...]]) -> Failures:
    """Failures, their effects, and the recovery paths."""
    design = facts.design
    return Failures(
        tuple([_failing(facts, path) for path in design.flows]),
        tuple([_scenario(one, claims) for one in design.scenarios.values()]),
        _ways_back(facts),
        _drill(facts),
    )


def _drill(facts: Facts) -> Drill:
    found = facts[drill]
    worse = [one for one in found.outcomes if not one.is_harmless]
    return Drill(
        tuple([_drilled(one) for one in worse]),
        tuple([trial_text(one.trial) for one in found.outcomes if one.is_harmless]),
        tuple([trial_text(one) for one in found.not_tried]),
        sum(one.not_judged > 0 for one in found.outcomes),
    )


def _drilled(outcome: Outcome) -> Drilled:
    turned = tuple(dict.fromkeys(turned_text(one) for one in outcome.claims))
    return Drilled(trial_text(outcome.trial), outcome_text(outcome), turned)


def _failing(facts: Facts, flow: str) -> Failing:
    cuts = facts[weighed_cuts][flow]
    singles = _alike(facts, [cut for cut in cuts if len(cut.events) == 1])
    pairs = _alike(facts, [cut for cut in cuts if len(cut.events) == 2])
    return Failing(
        flow,
        availability_text(facts, flow),
        singles,
        pairs[:MOST_PAIRS],
        max(0, len(pairs) - MOST_PAIRS),
        _undeclared(facts, flow),
    )


def _undeclared(facts: Facts, flow: str) -> tuple[str, ...]:
    """The components of a flow whose number of replicas is not declared."""
    found, placed = facts[flow_graphs][flow].nodes, facts[placements]
    return tuple([path for path in found if path in placed and not placed[path].declared])


def _alike(facts: Facts, cuts: Iterable[WeighedCut]) -> tuple[Cut, ...]:
    """Cuts of the same components together, the likeliest first: any two of five replicas, say."""
    found: dict[tuple[tuple[str, str], ...], list[WeighedCut]] = {}
    for cut in cuts:
        found.setdefault(tuple(sorted((e.kind, e.path) for e in cut.events)), []).append(cut)
    weighed = [(_sum(alike), alike) for alike in found.values()]
    weighed.sort(key=lambda pair: -(pair[0] if pair[0] is not None else 0.0))
    return tuple(
        [
            Cut(
                tuple([_event(facts, event) for event in alike[0].events]),
                _text(facts, alike[0].events),
                _probability(sum_),
                len(alike),
            )
            for sum_, alike in weighed
        ]
    )


def _sum(cuts: Iterable[WeighedCut]) -> float | None:
    total = 0.0
    for cut in cuts:
        if cut.probability is None:
            return None
        total += cut.probability
    return total


def _text(facts: Facts, events: tuple[BasicEvent, ...]) -> str:
    one, *others = events
    if others and (one.kind, one.path) == (others[0].kind, others[0].path):
        return f"two replicas of `{one.path}`"
    return " and ".join(_event(facts, event) for event in events)


def _event(facts: Facts, event: BasicEvent) -> str:
    if event.kind == "domain":
        return f"{facts.design.places[event.path].level} `{event.path}`"
    return f"a replica of `{event.path}`" if event.kind == "replica" else f"`{event.path}`"


def _probability(share: float | None) -> str:
    """The probability and the downtime in a year; of similar sets the sum, which is an upper bound."""
    if share is None:
        return "unknown"
    if share == 0.0:
        return "0"
    rounded = float(f"{share:.2g}")
    shown = show_share(rounded) if rounded >= LEAST_SHARE else f"{rounded:g}"
    return f"{shown}, {show_rounded(share * YEAR, Dimension.TIME)} a year"


def _scenario(scenario: Declared, claims: Mapping[str, tuple[Claim, ...]]) -> Scenario:
    changes = [
        f"{change.element}.{change.key.name} = {shown(change.key, change.value)}"
        for change in scenario.changes
    ]
    load = f"{scenario.load:g}x" if scenario.load != 1.0 else ""
    return Scenario(
        scenario.path,
        scenario.title,
        paths_of(scenario.lost),
        load,
        tuple(changes),
        claims.get(scenario.path, ()),
    )


def _ways_back(facts: Facts) -> tuple[RecoveryPath, ...]:
    tools: dict[str, dict[str, str]] = {}
    for way in facts[recovery_tools]:
        tools.setdefault(way.target, {}).setdefault(way.tool, way.role)
    return tuple([RecoveryPath(target, tuple(found.items())) for target, found in tools.items()])
