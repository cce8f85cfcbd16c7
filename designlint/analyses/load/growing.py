"""The loads while a flow begins at another rate, or a component gets more or fewer calls, and all else stays
as it is."""

from __future__ import annotations

from collections.abc import Callable

from designlint.analyses.budget import budget
from designlint.analyses.facts import Facts
from designlint.analyses.load.handling import is_handled, loads_when
from designlint.analyses.load.load import loads
from designlint.analyses.load.part import UNHINDERED, Loads, Pace, Part
from designlint.analyses.load.rates import peak_rate
from designlint.analyses.measure import exactly
from designlint.solvers.graph import reachable


def at_pace(facts: Facts, flow: str) -> Callable[[float], Loads]:
    """The loads by how often a flow begins per second. What limits then refuse, and what goes on to fallbacks,
    changes for all flows; those that take the messages of this one stay as they are."""
    today, stay = facts[loads], _fed_by(facts, flow)
    if is_handled(facts):
        now = peak_rate(facts.design.flows[flow], facts.design)

        def at(rate: float) -> Loads:
            if now == exactly(rate):
                return today
            return _but(loads_when(facts, UNHINDERED, Pace(flow, rate)), today, stay)

        return at
    once = _but(loads_when(facts, UNHINDERED, Pace(flow, 1.0)), today, stay)
    own = [name for name, all_parts in once.parts.items() if any(p.flow == flow for p in all_parts)]
    return lambda rate: _flow_scaled(once, flow, own, rate)


def is_beyond_budget(facts: Facts, path: str) -> bool:
    """Whether it takes more work than a check has to try a flow at other rates."""
    return path in facts[budget].unpaced and is_handled(facts)


def _fed_by(facts: Facts, flow: str) -> frozenset[str]:
    """The flows that take messages of a flow, or of another one that does."""
    fed: dict[str, list[str]] = {}
    for all_readers in facts[loads].readers.values():
        for readers in all_readers:
            fed.setdefault(readers.put.flow, []).extend(one.flow for one in readers.by)
    return frozenset(reachable(fed, [flow])) - {flow}


def _but(found: Loads, today: Loads, stay: frozenset[str]) -> Loads:
    """Loads with what some flows bring today."""
    if not stay:
        return found
    names = dict.fromkeys([*found.parts, *today.parts])
    parts = {
        name: [
            *(part for part in found.parts.get(name, ()) if part.flow not in stay),
            *(part for part in today.parts.get(name, ()) if part.flow in stay),
        ]
        for name in names
    }
    own = {
        part.step.span: today.calls[part.step.span]
        for all_parts in today.parts.values()
        for part in all_parts
        if part.flow in stay
    }
    return found._replace(parts=parts, calls={**found.calls, **own})


def _flow_scaled(once: Loads, flow: str, own: list[str], rate: float) -> Loads:
    parts = {
        name: [
            part._replace(rate=part.rate * rate) if part.flow == flow else part
            for part in once.parts[name]
        ]
        for name in own
    }
    return once._replace(parts={**once.parts, **parts})


def scaled(today: Loads, path: str, times: float) -> Loads:
    """The loads where a component gets all of its calls so many times as often."""
    return _with_parts(
        today, path, [p._replace(rate=p.rate * times) for p in today.parts.get(path, ())], times
    )


def mixes_of(today: Loads, path: str) -> list[Part]:
    """One part of the load of a component for each kind of call, of which a node carries as many as of any
    other of the kind."""
    kinds = {
        (bool(part.step.writes), bool(part.step.reads), part.step.role): part
        for part in today.parts.get(path, ())
    }
    return list(kinds.values())


def separately(today: Loads, path: str, part: Part) -> Callable[[float], Loads]:
    """The loads by how many calls of one kind a component gets, and no others."""

    def at(rate: float) -> Loads:
        alone = part._replace(rate=exactly(rate))
        found = _with_parts(today, path, [alone], 1.0)
        return found._replace(calls={**found.calls, part.step.span: exactly(rate)})

    return at


def _with_parts(today: Loads, path: str, parts: list[Part], times: float) -> Loads:
    calls = {part.step.span: today.calls[part.step.span] * times for part in parts}
    return today._replace(parts={**today.parts, path: parts}, calls={**today.calls, **calls})
