"""Where the time of a flow begins: with its users where the way to them is declared, else at the entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.mentions import places_named
from designlint.analyses.latency.network import network
from designlint.analyses.latency.request import RequestPath
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.context import JURISDICTION, LOCATED


class UnknownWay(NamedTuple):
    """A call by users who are at a place (`where`) that nothing says the distance of to who answers."""

    step: Step
    actor: str
    where: str
    regions: tuple[str, ...] = ()


# What people call the parts of the world, and the letters that regions are named after.
_PARTS = {
    "europe": ("eu",), "america": ("us", "na", "sa", "ca"), "usa": ("us",), "states": ("us",),
    "asia": ("ap", "as"), "pacific": ("ap",), "australia": ("au",), "africa": ("af",), "kingdom": ("uk",),
    "china": ("cn",), "japan": ("jp",), "india": ("in",), "brazil": ("br",), "canada": ("ca",),
    "germany": ("de",), "france": ("fr",),
}  # fmt: skip


def unknown_ways(facts: Facts, flow: str) -> tuple[UnknownWay, ...]:
    """The calls of a flow by users at declared places of which no way to the answer is known: no place has
    that name or a like one, or it is in another region, and no round trip or distance is declared."""
    found: dict[tuple[str, str, str], UnknownWay] = {}
    for entry in facts[flow_graphs][flow].entries:
        actor = facts.design.actors.get(entry)
        for step in _first_calls(facts, flow, entry) if actor is not None else ():
            component = facts.design.components.get(step.callee.path)
            if component is None or facts[network].is_user(component.path):
                continue
            regions = facts[network].regions_of(component.path)
            for where in actor.value(LOCATED) or () if actor is not None else ():
                if not _is_known(facts, where, component.path, regions):
                    key = (entry, where, component.path)
                    found.setdefault(key, UnknownWay(step, entry, where, regions))
    return tuple(found.values())


def _is_known(facts: Facts, where: str, callee: str, regions: tuple[str, ...]) -> bool:
    """Whether the way from a place to a component is declared, or is one inside a region."""
    places = [*places_named(facts.design, where)]
    if any(facts[network].is_declared_to(place, callee) for place in places):
        return True
    around = {domain for place in places for domain in facts.design.domains_of(place)}
    if places:
        return not around.isdisjoint(regions)
    return any(_is_alike(facts, where, region) for region in regions)


def _is_alike(facts: Facts, where: str, region: str) -> bool:
    """Whether a region, or the law that holds in it, is named after a part of the world."""
    law = facts.design.places[region].value(JURISDICTION) or ""
    named = {word for word in re.split(r"[^a-z]+", f"{region} {law}".lower()) if word}
    words = [word for word in re.split(r"[^a-z]+", where.lower()) if word]
    return any(not named.isdisjoint((word, *_PARTS.get(word, ()))) for word in words)


def uncounted_users(facts: Facts, flow: str) -> tuple[Step, ...]:
    """The calls of people whose place is declared (`located`), but not the way from there to the entry."""
    return tuple(
        [
            step
            for entry in facts[flow_graphs][flow].entries
            for step in _first_calls(facts, flow, entry)
            if not facts[network].is_counted(step)
        ]
    )


def _first_calls(facts: Facts, flow: str, entry: str) -> Iterator[Step]:
    """The calls that go from where the people are who begin a flow to the system: what stands with them,
    such as the program in their hands, passes theirs on."""
    actor = facts.design.actors.get(entry)
    if actor is not None and actor[LOCATED] is not None:
        waited = {
            caller: [(step, step.callee.path) for step in steps if step.waits]
            for caller, steps in facts[flow_graphs][flow].by_caller.items()
        }
        yield from _from_users(facts, waited, entry)


def _from_users(
    facts: Facts, calls: Mapping[str, Sequence[tuple[Step, str]]], start: str
) -> Iterator[Step]:
    seen, waiting = {start}, [start]
    while waiting:
        for step, callee in calls.get(waiting.pop(), ()):
            if not facts[network].is_user(callee):
                yield step
            elif callee not in seen:
                seen.add(callee)
                waiting.append(callee)


def users_lines(facts: Facts, path: RequestPath) -> Iterator[Line]:
    """Where the time begins, if not with the users."""
    if path.start not in facts.design.actors:
        return
    waited = {caller: [(c.step, c.callee) for c in own] for caller, own in path.calls.items()}
    located = facts.design.actors[path.start][LOCATED]
    where = ", ".join(located.value) if located is not None else path.start
    for step in _from_users(facts, waited, path.start):
        if not facts[network].is_counted(step):
            names = f"{step.caller.path} -> {step.callee.path}"
            text = f"{names}: counted from {step.callee.path} on; no round trip from {where} is declared"
            arrow = Span(step.span.source, step.caller.span.start, step.callee.span.end)
            yield Line(text, arrow)
