"""The share of the runs of each flow that succeed in one state of what can fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.oracle.designs import Design, Flow, Step
from tests.oracle.loads import Arrivals, Key, Loads, loads
from tests.oracle.rooms import room
from tests.oracle.serving import ROUNDING, Serving

Ups = dict[str, tuple[bool, ...]]
# The share of the runs that get an answer; None where what is asked does not work at all.
Answer = float | None
# As often as two that take over for each other may send calls back and forth, until it is settled.
ROUNDS = 40
SETTLED = 1e-13


@dataclass
class Mode:
    """One way to fill what is open: the best or the worst, with or without what is assumed."""

    best: bool
    assuming: bool
    keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    hit: frozenset[str] = frozenset()
    unnamed: str = "reads"


class Run:
    """One state. Of the runs of a flow those fail that make a call which is not answered: what is
    called is down, or refuses, or gets too many calls."""

    def __init__(
        self,
        design: Design,
        factor: float,
        mode: Mode,
        ups: Ups,
        whole: Ups,
        passing: dict[str, float],
        today: dict[str, Arrivals] | None = None,
    ) -> None:
        self.design, self.factor, self.mode = design, factor, mode
        self.ups, self.whole, self.parts = ups, whole, design.parts
        self.answered: dict[Key, float] = {}
        self.passing, self.today = passing, today or {}
        self.loads = self._loads()

    def shares(self) -> dict[str, float]:
        """Goes round until no fallback takes more than before."""
        spared = any(step.or_else for flow in self.design.flows for step in flow.steps())
        before: list[dict[Key, float]] = []
        for _ in range(ROUNDS if spared else 1):
            found = {flow.name: self._flow(flow) or 0.0 for flow in self.design.flows}
            if any(self._is_settled(one) for one in before[-2:]):
                break
            before.append(dict(self.answered))
            self.loads = self._loads()
        return found

    def _is_settled(self, before: dict[Key, float]) -> bool:
        return all(abs(share - before[key]) < SETTLED for key, share in self.answered.items())

    def _loads(self) -> Loads:
        return loads(
            self.design,
            self.factor,
            bounded=self.mode.best,
            answered=lambda key: self.answered.get(key, 1.0),
            serving=lambda name: float(any(self.ups[name])),
            # What is down calls nobody.
            passed=lambda name: self.passing[name] if any(self.ups[name]) else 0.0,
            unnamed=self.mode.unnamed,
        )

    def _flow(self, flow: Flow) -> Answer:
        steps = list(flow.steps())
        reached = {name for step in steps for name in (step.callee, step.or_else)}
        beginners = sorted({step.caller for step in steps} - reached)
        begun = [
            1.0 if self.mode.best or any(self.ups.get(name, (True,))) else None
            for name in beginners
        ]
        return self._all([*begun, *(self._needs(flow, steps, name) for name in beginners)])

    def _all(self, answers: list[Answer]) -> Answer:
        """What is left when each loses its part: of the same runs at best, of others at worst."""
        shares = [answer for answer in answers if answer is not None]
        if len(shares) < len(answers):
            return None
        if self.mode.best:
            return min(shares, default=1.0)
        return max(0.0, 1.0 - sum(1.0 - share for share in shares))

    def _needs(self, flow: Flow, steps: list[Step], name: str) -> Answer:
        own = [self._step(flow, steps, n) for n, step in enumerate(steps) if step.caller == name]
        return self._all([*own, *self._identity(name)])

    def _identity(self, name: str) -> Iterator[Answer]:
        part = self.parts.get(name)
        if part is not None and part.identity and not part.runs_without and not self.mode.best:
            yield 1.0 if any(self.ups[part.identity]) else None

    def _step(self, flow: Flow, steps: list[Step], number: int) -> Answer:
        step = steps[number]
        answer = self._answer(flow, steps, step, step.callee)
        calls = self.loads.calls[flow.name, number]
        if answer is not None and step.limit is not None and calls > step.limit:
            answer *= step.limit / calls
        self.answered[flow.name, number] = answer or 0.0
        if step.or_else and (answer or 0.0) < 1.0:
            other = self._answer(flow, steps, step, step.or_else)
            if other is not None:
                answer = (answer or 0.0) + (1.0 - (answer or 0.0)) * other
        if step.optional or (
            self.parts[step.callee].kind == "cache" and self._outlives(step.callee)
        ):
            return 1.0
        return self._weighted(step, answer)

    def _weighted(self, step: Step, answer: Answer) -> float:
        """Of the runs of the caller, those that do not make the call, and those that it answers. The
        store behind a cache is needed for all of them."""
        makes = step.share / 100
        if step.on_miss_of and answer is not None and any(self.ups[step.on_miss_of]):
            makes *= 1.0 - (self.parts[step.on_miss_of].hit or 0) / 100
        fails = 1.0 - (answer or 0.0)
        if not self.mode.best:
            fails = min(1.0, step.times * fails)
        return 1.0 - makes * fails

    def _answer(self, flow: Flow, steps: list[Step], step: Step, name: str) -> Answer:
        keys = self.mode.keys.get(name, ())
        serving = Serving(
            self.parts[name],
            self.ups[name],
            self._arrivals(name),
            self.mode.best,
            keys,
            self.mode.assuming,
        )
        # What is refused goes no further: what is called next fails runs that are let through.
        answer = self._all([serving.share(self._named(step)), self._needs(flow, steps, name)])
        return None if answer is None else answer * serving.through

    def _arrivals(self, name: str) -> Arrivals:
        """What comes to a component: no less because a caller is down."""
        found, today = self.loads.at[name], self.today.get(name)
        return found if today is None else found.at_least(today)

    def rooms_of_parts(self) -> dict[str, float]:
        """What is free of each component: no more than its limit leaves, and nothing of what is lost."""
        return {name: self._room(name) for name in self.parts}

    def _room(self, name: str) -> float:
        part, arrivals = self.parts[name], self.loads.at[name]
        if not any(self.ups[name]) or self._has_too_few(name):
            return float("-inf")
        bound = 1.0 if part.limit is None else 1.0 - arrivals.total / part.limit
        return min(bound, room(part, self.ups[name], arrivals, best=self.mode.best))

    def _has_too_few(self, name: str) -> bool:
        """Whether fewer replicas are left than have to confirm any of the calls of a component, or than it
        needs."""
        part, up = self.parts[name], self.ups[name]
        is_voting = part.store is not None and part.store.word in ("consensus", "leaderless")
        if not is_voting and part.needs is None:
            return False
        asked = [
            step
            for flow in self.design.flows
            for step in flow.steps()
            if name in (step.callee, step.or_else)
        ]
        arrivals, keys = self._arrivals(name), self.mode.keys.get(name, ())
        serving = Serving(part, up, arrivals, self.mode.best, keys, self.mode.assuming)
        return bool(asked) and all(serving.share(self._named(step)) is None for step in asked)

    def room_of(self, flow: Flow) -> float:
        """What is free for a flow: its fullest component or limit decides. A component without a declared
        capacity may be the fullest, unless it is that of a third party, which promises its availability
        whatever the load. A limit counts for calls that nobody else answers and that are needed."""
        found = [1.0]
        for number, step in enumerate(flow.steps()):
            for name in (step.callee, step.or_else):
                if name is not None:
                    arrivals, best = self.loads.at[name], self.mode.best
                    found.append(room(self.parts[name], self.ups[name], arrivals, best=best))
            if step.optional or step.or_else:
                continue
            limit, callee = self.parts[step.callee].limit, self.loads.at[step.callee]
            if limit is not None:
                found.append(1.0 - callee.total / limit)
            if step.limit is not None:
                found.append(1.0 - self.loads.calls[flow.name, number] / step.limit)
        return min(found)

    def _named(self, step: Step) -> Step:
        return step if step.use else replace(step, use=self.mode.unnamed)

    def _outlives(self, cache: str) -> bool:
        """Whether a flow goes on without a cache: where the stores behind carry the load, and in a world
        that has lost it, where what they carry counts."""
        return not any(self.whole[cache]) or self._spares(cache)

    def _spares(self, cache: str) -> bool:
        """Whether the stores behind a cache carry the load without it, as far as declared."""
        stores = {
            step.callee
            for flow in self.design.flows
            for step in flow.steps()
            if step.on_miss_of == cache
        }
        alone = loads(
            self.design,
            self.factor,
            bounded=self.mode.best,
            serving=lambda name: float(name != cache),
            unnamed=self.mode.unnamed,
        )
        return all(
            self.mode.best
            if self.parts[name].capacity is None
            else room(self.parts[name], self.whole[name], alone.at[name], best=self.mode.best)
            >= -ROUNDING
            for name in stores
        )


def passing_of(design: Design, factor: float, mode: Mode, whole: Ups) -> dict[str, float]:
    """The share of its arrivals that each component passes on: what is lost calls nobody, nor does
    what a limit refuses."""
    found = {}
    nominal = loads(design, factor, bounded=mode.best)
    for name, part in design.parts.items():
        load = nominal.at[name].total
        limited = part.limit is not None and load > part.limit
        let = part.limit / load if part.limit is not None and limited else 1.0
        found[name] = let if any(whole[name]) else 0.0
    return found
