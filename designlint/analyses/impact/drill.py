"""The drill: what happens when each place or component is lost, when the load grows, and in each scenario.

The flows that stop without a component follow from the fault trees of the design as it is, and claims on a
flow that is stopped need no judgement. A world of its own is made only for a loss that others carry: of a
place, of a cache, of what has a fallback. Of those the flows that it reaches are judged, with the claims
about them and about what becomes fuller. Trials are made in a fixed order until `WORK` elements are looked at in
their worlds, and claims about `JUDGED` steps are judged there; what is left then is named as not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from designlint.analyses.facts import Analysis, Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.impact.condition import Condition, State, conditions
from designlint.analyses.impact.down import downs
from designlint.analyses.impact.impact import (
    FlowChange,
    Fuller,
    Turned,
    flow_changes,
    fuller,
    is_known_violated,
    turned,
    verdict_by_claim,
)
from designlint.analyses.impact.prices import WORK, Prices
from designlint.analyses.impact.reach import Owned, Reach
from designlint.analyses.judgement import Status
from designlint.analyses.load.load import loads
from designlint.analyses.worlds import at_load, in_scenario
from designlint.base.records import NamedTuple
from designlint.model import Place
from designlint.model.world import world
from designlint.solvers.work import done

JUDGED = 6_000
"""The steps that claims are about which are judged in worlds of their own; those on flows that stop are not among
them."""
SOLVED = 300
"""So many steps of solvers count as one of these; answers that they remember count, too, and take nothing."""
FACTORS = (2.0, 5.0, 10.0)
"""The factors of growth that are tried beside the one that the design plans for."""
_PARTS = ("component", "external")
_LEVELS = ("provider", "region", "zone", "host", "domain")


class Trial(NamedTuple):
    """Something that may happen: the loss of `what`, growth by a factor, or a scenario. `sort` is the level
    of a place, `component`, `external`, `load` or `scenario`."""

    sort: str
    what: str
    factor: float = 1.0


class Outcome(NamedTuple):
    """What a trial changes for the worse: flows, the worst first, and claims that are met no more. So many
    claims are `not_judged`, because the drill had judged enough."""

    trial: Trial
    flows: tuple[FlowChange, ...]
    claims: tuple[Turned, ...]
    not_judged: int = 0

    def in_state(self, *states: State) -> tuple[str, ...]:
        """The flows that come into one of these states."""
        return tuple([one.flow for one in self.flows if one.after.state in states])

    @property
    def is_harmless(self) -> bool:
        """Whether nothing gets worse."""
        return not self.flows and not self.claims

    @property
    def gravity(self) -> tuple[int, ...]:
        """The more the worse: how many flows come into each state, the worst state first, with the claims
        that turn behind what no longer serves."""
        stopped, overloaded, open_ones, degraded, slower = (
            len(self.in_state(state)) for state in reversed(State) if state is not State.WORKS
        )
        return stopped, overloaded, len(self.claims), open_ones, degraded, slower


class Drill(NamedTuple):
    """The outcomes of all trials, the worst first, and the trials that were not made."""

    outcomes: tuple[Outcome, ...]
    not_tried: tuple[Trial, ...] = ()


def drill(facts: Facts) -> Drill:
    """What happens in each trial."""
    reach = Reach(facts)
    worlds = _Worlds(facts, reach)
    found = [(trial, worlds.outcome(trial)) for trial in trials(facts, reach)]
    made = [outcome for _, outcome in found if outcome is not None]
    made.sort(key=lambda one: [-count for count in one.gravity])
    return Drill(tuple(made), tuple([trial for trial, outcome in found if outcome is None]))


def trials(facts: Facts, reach: Reach) -> Iterator[Trial]:
    """All that is tried: scenarios, growth, places from the widest on, components by the flows that they
    take part in."""
    design = facts.design
    for scenario in design.scenarios:
        yield Trial("scenario", scenario)
    for factor in sorted({*FACTORS, design.growth_factor} - {1.0}):
        yield Trial("load", f"{factor:g}x", factor)
    places = [place for place in design.places.values() if reach.flows(place.path)]
    for place in sorted(places, key=_breadth):
        yield Trial(place.level, place.path)
    parts = [path for path in design.components if reach.flows(path)]
    for path in sorted(parts, key=lambda one: -len(reach.flows(one))):
        is_external = design.components[path].is_external
        yield Trial("external" if is_external else "component", path)


def _breadth(place: Place) -> int:
    return _LEVELS.index(place.level) if place.level in _LEVELS else len(_LEVELS)


class _Worlds:
    """The worlds of trials, as many as `WORK` allows."""

    def __init__(self, facts: Facts, reach: Reach) -> None:
        self._facts, self._reach = facts, reach
        self._verdicts = facts[verdict_by_claim]
        self._prices = Prices(facts, reach)
        self._left, self._claims_left = WORK, JUDGED
        self._not_judged = 0

    def outcome(self, trial: Trial) -> Outcome | None:
        """The outcome of a trial; None where it needs a world, and no more of them are made."""
        if self._left <= 0:
            return None
        if trial.sort in _PARTS:
            return self._component(trial)
        design = self._facts.design
        if trial.what in design.places:
            return self._moved(trial, self._reach.flows(trial.what))
        if trial.sort == "load":
            return self._whole(at_load(self._facts, trial.factor), trial)
        return self._whole(in_scenario(self._facts, design.scenarios[trial.what]), trial)

    def _component(self, trial: Trial) -> Outcome | None:
        """The outcome of the loss of a component. What stops without it, the trees of the design tell;
        where nothing sends its calls elsewhere, no other component gets more load."""
        facts, reach, lost = self._facts, self._reach, trial.what
        flows = reach.flows(lost)
        self._left -= self._prices.of_look(flows)
        stopped = [flow for flow in flows if reach.stops(flow, lost)]
        rest = [flow for flow in flows if flow not in stopped]
        # What is overloaded may get less by the loss, so that its own loads decide.
        full = any(facts[conditions][flow].state is State.OVERLOADED for flow in rest)
        if full or self._moves_load(flows, lost) or any(map(self._passes_on(lost), rest)):
            return self._moved(trial, flows) if self._left > 0 else None
        self._left -= self._prices.of_flows(rest) if rest else 0
        with self._without(lost, loads) as after:
            if not any(_is_diverted(after, flow) for flow in rest):
                dark = Condition(State.STOPPED, (f"`{lost}` is lost",))
                changes = [FlowChange(flow, facts[conditions][flow], dark) for flow in stopped]
                changes += flow_changes(facts, after, rest)
                return self._outcome(after, trial, changes, [*flows, lost, *reach.kept_in([lost])])
        return self._moved(trial, flows) if self._left > 0 else None

    def _passes_on(self, lost: str) -> Callable[[str], bool]:
        """Whether a flow has another component to ask in place of one that is lost."""
        design = self._facts.design
        return lambda flow: any(
            step.or_else is not None and step.callee.path == lost
            for step in design.flows[flow].steps
        )

    def _moves_load(self, flows: Iterable[str], lost: str) -> bool:
        """Whether others get another load without a component, even where its flows stop: a cache, whose calls all
        load its origin then, or a part of a cycle that amplifies itself."""
        design = self._facts.design
        steps = [step for flow in flows for step in design.flows[flow].steps]
        is_cache = any(s.on_miss_of is not None and s.on_miss_of.path == lost for s in steps)
        return is_cache or lost in self._facts[loads].amplified

    def _moved(self, trial: Trial, flows: tuple[str, ...]) -> Outcome:
        """The outcome of a loss that others carry: with all that goes through what gets fuller by it."""
        reach = self._reach
        parts = reach.components(flows)
        with self._without(trial.what) as after:
            more = [one.component for path in parts for one in fuller(self._facts, after, path)
                    if _is_fuller(one)]  # fmt: skip
            flows = tuple(dict.fromkeys([*flows, *reach.flows_through(more)]))
            parts = reach.components(flows)
            self._left -= self._prices.of_world(flows)
            changes = flow_changes(self._facts, after, flows)
            return self._outcome(after, trial, changes, [*flows, *parts, *reach.kept_in(parts)])

    def _whole(self, after: Facts, trial: Trial) -> Outcome:
        """The outcome of a trial that may change anything."""
        self._left -= self._prices.of_world(self._facts.design.flows)
        changes = flow_changes(self._facts, after, self._facts.design.flows)
        return self._outcome(after, trial, changes, self._reach.subjects)

    def _outcome(
        self, after: Facts, trial: Trial, changes: Iterable[FlowChange], subjects: Iterable[str]
    ) -> Outcome:
        flows = [one for one in changes if one.is_worse]
        flows.sort(key=lambda one: -one.after.state)
        dark = {one.flow for one in flows if one.after.state is State.STOPPED}
        asked = [one for one in self._reach.claims_on(subjects) if not self._is_violated(one)]
        self._not_judged = 0
        found = turned(self._facts, after, self._affordable(asked, dark), dark)
        worse = tuple([one for one in found if one.is_worse])
        return Outcome(trial, tuple(flows), worse, self._not_judged)

    def _is_violated(self, owned: Owned) -> bool:
        """Whether a claim is violated anyway, so that nothing makes its verdict worse."""
        return self._verdicts[owned[1].span].status is Status.VIOLATED

    def _affordable(self, asked: Iterable[Owned], dark: Collection[str]) -> Iterator[Owned]:
        """The claims that need no judgement, and of the others as many as may still be judged: each is when the next
        one is asked for."""
        for owner, claim in asked:
            if is_known_violated(self._verdicts[claim.span], dark):
                yield owner, claim
            elif self._claims_left > 0:
                before = done()
                yield owner, claim
                solved = (done() - before) // SOLVED
                self._claims_left -= self._prices.of_claim(claim) + solved
            else:
                self._not_judged += 1

    @contextmanager
    def _without(self, lost: str, *same: Analysis[Any]) -> Iterator[Facts]:
        """The facts of the world without something, of which some are taken to be the same."""
        after = self._facts.tried(
            world(self._facts.design, lost, lost=[lost]), (flow_graphs, *same)
        )
        after.before = self._facts
        try:
            yield after
        finally:
            after.forget()


def _is_diverted(after: Facts, flow: str) -> bool:
    """Whether calls of a flow go elsewhere for what is lost."""
    steps = after.design.flows[flow].steps
    if not any(step.or_else is not None or step.on_miss_of is not None for step in steps):
        return False
    down = after[downs][flow]
    return bool(down.replaced or down.bypassed)


def _is_fuller(one: Fuller) -> bool:
    """Whether a component gets more than before, of what it can carry."""
    return one.after is not None and (one.before is None or one.after.low > one.before.low)
