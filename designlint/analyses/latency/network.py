"""The time that a call spends between places: stated round trips, and what light needs at least.

Which replica makes a call and which one answers it is known only where the routing is declared to be
local (`routes_by latency` or `region`, of the call, its caller or the DNS that the caller asks first): then
the nearest one answers, else any. A write, and a read
of several copies, also waits for the copies that confirm it. Inside a region the network is part of
the response time that a component states of itself. People count where their place (`located`) has a
declared round trip to where the flow begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.failure.copies import holders_of
from designlint.analyses.graph.mentions import places_named
from designlint.analyses.latency.answering import answering
from designlint.analyses.latency.confirmations import Confirmations, confirmations
from designlint.analyses.latency.distances import Distances
from designlint.analyses.latency.round_trip import (
    HERE,
    Nearest,
    RoundTrip,
    any_from,
    any_of,
    beside_unplaced,
    perhaps_nearest,
    shown_wait,
)
from designlint.analyses.latency.routing import is_local, sent_near
from designlint.analyses.latency.transactions import Transactions
from designlint.analyses.latency.waits import NO_WAIT, Wait
from designlint.analyses.measure import Missing
from designlint.analyses.placement.placement import Replica, placements
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Component, Design, Step
from designlint.schema.component import IN
from designlint.schema.context import LOCATED
from designlint.schema.roles import Role

# Who stands where the users are, or answers as their caller sees it.
_ANYWHERE = (Role.CLIENT, Role.EXTERNAL, Role.EDGE, Role.NAME_SERVICE)


class _Ways(NamedTuple):
    """The round trip of a call from some places to others; `is_narrowed_nearby`: to the nearest alone it takes
    less."""

    trip: RoundTrip
    is_narrowed_nearby: bool


class Network:
    """The round trips between the places of a design."""

    def __init__(self, facts: Facts) -> None:
        self._design: Design = facts.design
        self._placements = facts[placements]
        self._distances = Distances(facts.design)
        self._transactions = Transactions(facts.design)
        self._sent_near = frozenset(sent_near(facts.design))
        self._assumptions: dict[str, tuple[str, ...]] = {}
        self._waits: dict[tuple[object, ...], Wait] = {}
        self._ways: dict[tuple[object, ...], _Ways] = {}

    def round_trip(self, step: Step, callee: str) -> RoundTrip:
        """The round trip of a step's call to who answers it in this world, with both phases of a commit."""
        return self._transactions.through(step, self._one_way(step, callee))

    def _one_way(self, step: Step, callee: str) -> RoundTrip:
        component = self._design.components.get(callee)
        if component is None:
            return HERE
        if self._distances.is_flat:
            return self._among_left(component, step)
        caller = step.caller.path
        if self.is_user(caller):
            return self._from_user(step, component)
        here = self._places_of(caller, self._placements[caller].replicas)
        groups = [
            self._places_of(callee, replicas)
            for replicas in answering(component, self._placements[callee], step)
        ]
        unplaced = [p for p in (caller, callee) if None in self._spots(p)]
        if not any(groups):
            there = self._assumed(callee) if here else ()
            groups = [there] if there else []
        if not groups or (component.plays(*_ANYWHERE) and not (here and any(groups))):
            return self._somewhere(caller, here, component)
        trip = self._answered(step, component, here or self._assumed(caller), groups)
        if not unplaced:
            return trip
        waits = self._least_wait(step, component, groups) if callee not in unplaced else 0.0
        return beside_unplaced(trip, unplaced, waits)

    def _among_left(self, component: Component, step: Step) -> RoundTrip:
        """The way where all is near: it ends nowhere where too few copies are left to confirm the call."""
        placement = self._placements[component.path]
        waits = confirmations(component, placement, step) if placement.lost else None
        if waits is None:
            return HERE
        best, worst = (len(holders_of(component, placement, worst=one)[0]) for one in (False, True))
        wait = Wait(waits.among(best, worst), dict.fromkeys(waits.missing))
        return self._worded(wait.after(HERE), waits)

    def is_counted(self, step: Step) -> bool:
        """Whether the way from a user to where a flow begins is declared, so that it counts."""
        component = self._design.components.get(step.callee.path)
        if component is None:
            return False
        located = self._located(step.caller.path)
        return any(self.is_declared_to(one, component.path) for one in located)

    def is_declared_to(self, place: str, callee: str) -> bool:
        """Whether anything states how far a place is from a replica of a component."""
        return any(self._distances.is_declared(place, other) for other in self._placed(callee))

    def regions_of(self, path: str) -> tuple[str, ...]:
        """The regions in which a component is declared to run."""
        regions = [self._distances.region_of(p) for p in self._placed(path)]
        return tuple(dict.fromkeys([region for region in regions if region is not None]))

    def _from_user(self, step: Step, component: Component) -> RoundTrip:
        """The way from where the users are, if any of it is declared; else time begins at the entry."""
        located = self._located(step.caller.path)
        there = self._places_of(component.path, self._placements[component.path].replicas)
        if located and not there and not component.plays(*_ANYWHERE):
            return beside_unplaced(HERE, [component.path])
        if not self.is_counted(step):
            return HERE
        groups = [
            self._places_of(component.path, replicas)
            for replicas in answering(component, self._placements[component.path], step)
        ]
        trip = self._answered(step, component, located, groups)
        unplaced = None in self._spots(component.path)
        return beside_unplaced(trip, [component.path]) if unplaced else trip

    def _assumed(self, path: str) -> tuple[str, ...]:
        """The places where a component that names none is assumed to run: those of who calls it, else those
        of whom it calls. It is one place for all its calls: where these are several, it may be any."""
        if path not in self._assumptions:
            self._assumptions[path] = ()  # what calls each other says nothing of where it is
            self._assumptions[path] = self._around(path)
        return self._assumptions[path]

    def _around(self, path: str) -> tuple[str, ...]:
        steps = [step for _, step in self._design.steps_naming(path)]
        callers = dict.fromkeys(s.caller.path for s in steps if s.callee.path == path)
        found = dict.fromkeys(place for one in callers for place in self._known_of(one))
        if not found:
            # What a flow can do without says nothing of where its caller runs.
            own = [s for s in steps if s.caller.path == path]
            callees = dict.fromkeys(
                s.callee.path for s in [s for s in own if not s.optional] or own
            )
            found = dict.fromkeys(place for one in callees for place in self._placed(one))
        return tuple(found)

    def _known_of(self, caller: str) -> tuple[str, ...]:
        if self.is_user(caller):
            return self._located(caller)
        return self._placed(caller) or self._assumed(caller)

    def _placed(self, path: str) -> tuple[str, ...]:
        """The places that are declared of what is placed like other components."""
        component = self._design.components.get(path)
        if component is None:
            return ()
        return self._places_of(path, self._placements[path].replicas)

    def _least_wait(
        self, step: Step, component: Component, groups: Sequence[Sequence[str]]
    ) -> float:
        """How long a call waits for copies at the least, wherever it comes from."""
        waits = self._confirmations(component, step)
        return min((self._wait(p, waits).time.low for g in groups for p in g), default=0.0)

    def _somewhere(self, caller: str, here: Sequence[str], component: Component) -> RoundTrip:
        """The way from or to what has no place: unknown where there is more than one region."""
        if component.plays(*_ANYWHERE):
            return HERE
        unplaced = component.path if here else caller
        return beside_unplaced(HERE, [unplaced])

    def _answered(
        self,
        step: Step,
        component: Component,
        here: Sequence[str],
        groups: Sequence[Sequence[str]],
    ) -> RoundTrip:
        """Over all pairs of who may call and who may answer, the wait for other copies included."""
        local = is_local(self._design, step) or step.span in self._sent_near
        waits = self._confirmations(component, step)
        key = (tuple(here), tuple(map(tuple, groups)), local, None if waits is None else waits.key)
        if key not in self._ways:
            self._ways[key] = self._found(here, groups, waits, local=local)
        found = self._ways[key]
        whole = found.trip if waits is None else self._worded(found.trip, waits)
        if found.is_narrowed_nearby:
            names = f"{step.caller.path} -> {step.callee.path}"
            fact = Missing("", f"routing of `{names}`", f"{names} {{ routes_by latency }}")
            whole = whole._replace(narrowing=(*whole.narrowing, fact))
        return whole

    def _found(
        self,
        here: Sequence[str],
        groups: Sequence[Sequence[str]],
        waits: Confirmations | None,
        *,
        local: bool,
    ) -> _Ways:
        # It does not depend on who calls.
        wait_at = {other: self._wait(other, waits) for there in groups for other in there}
        trips: list[RoundTrip] = []
        nearest: list[Nearest] = []
        for alike, there in self._distances.pairs(here, groups):
            between = [(other, self._distances.between(alike[0], other)) for other in there]
            asked = perhaps_nearest(between) if local else between
            ways = [wait_at[other].after(trip) for other, trip in asked]
            nearest.append(Nearest.of(alike, ways))
            trips += [any_of(ways)] if local else ways
        if not trips:
            return _Ways(HERE, is_narrowed_nearby=False)
        whole = any_from(here, trips, nearest)
        is_narrowed = max(one.trip.time.high for one in nearest) < whole.time.high
        return _Ways(whole, is_narrowed_nearby=is_narrowed and not local)

    def _wait(self, at: str, waits: Confirmations | None) -> Wait:
        """The wait for confirming copies of who answers at a place; of other stores in the same places it is
        the same."""
        if waits is None:
            return NO_WAIT
        key = (at, waits.key)
        if key not in self._waits:
            trips = [self._distances.between(at, other) for other in waits.places]
            wait = waits.from_place([trip.time for trip in trips])
            lacking = trips if wait.high == math.inf else ()
            missing = dict.fromkeys(m for one in lacking for m in one.missing)
            self._waits[key] = Wait(wait, missing)
        return self._waits[key]

    def _worded(self, trip: RoundTrip, waits: Confirmations) -> RoundTrip:
        """A round trip that says for how many copies who answers waits, if it does."""
        if trip.wait.high == 0.0:
            return trip
        confirming = Line(f"{waits.text}: {shown_wait(trip.wait)}", waits.span)
        narrowing = (*trip.narrowing, *waits.missing)
        return trip._replace(confirming=confirming, narrowing=narrowing)

    def _confirmations(self, component: Component, step: Step) -> Confirmations | None:
        placement = self._placements[component.path]
        found = confirmations(component, placement, step)
        if found is None:
            return None
        places = [self._place_of(component.path, replica) for replica in found.holders]
        known = [place for place in places if place is not None]
        return found._replace(places=tuple(known)) if known else None

    def is_user(self, path: str) -> bool:
        """Whether someone calls who is no part of the system: a person, or the program in their hands."""
        component = self._design.components.get(path)
        if component is None:
            return True
        return component.plays(*_ANYWHERE) and not any(self._spots(path))

    def _located(self, path: str) -> tuple[str, ...]:
        """The places where a user is; those of a client are the places of the people who use it."""
        actors = [path]
        if path in self._design.components:
            steps = self._design.steps_naming(path)
            actors = [step.caller.path for _, step in steps if step.callee.path == path]
        found = [
            place
            for actor in dict.fromkeys(actors)
            if actor in self._design.actors
            for word in self._design.actors[actor].value(LOCATED) or ()
            for place in places_named(self._design, word)
        ]
        return tuple(dict.fromkeys(found))

    def _places_of(self, path: str, replicas: Iterable[Replica]) -> tuple[str, ...]:
        """The places that a component's replicas run in; empty where they are not declared."""
        found = [self._place_of(path, replica) for replica in replicas]
        return tuple(dict.fromkeys([place for place in found if place is not None]))

    def _spots(self, path: str) -> tuple[str | None, ...]:
        """The place of each replica that is left, None where it is not declared."""
        return tuple([self._place_of(path, r) for r in self._placements[path].replicas])

    def _place_of(self, path: str, replica: Replica) -> str | None:
        if replica.place is not None:
            return replica.place
        stated = self._design.components[path].value(IN) or ()
        shared = [ref.path for ref in stated if self._distances.region_of(ref.path)]
        return shared[0] if shared else None


def network(facts: Facts) -> Network:
    """The round trips between the places of a design."""
    return Network(facts)
