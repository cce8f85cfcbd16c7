"""How much of each use reaches each component of a small design."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.oracle.designs import Design, Flow, Step

# A load that no capacity of these designs carries: the peak of an average alone may be anything.
UNBOUNDED = 1e9


@dataclass
class Arrivals:
    """Calls per second that reach one component, by what they do there."""

    writes: float = 0.0
    reads: dict[str, float] = field(default_factory=dict)
    plain: float = 0.0

    @property
    def total(self) -> float:
        return self.writes + self.plain + sum(self.reads.values())

    def at_least(self, other: Arrivals) -> Arrivals:
        """The more of two, use by use."""
        roles = [*self.reads, *(role for role in other.reads if role not in self.reads)]
        return Arrivals(
            max(self.writes, other.writes),
            {role: max(self.reads.get(role, 0.0), other.reads.get(role, 0.0)) for role in roles},
            max(self.plain, other.plain),
        )

    def add(self, use: str, step: Step, rate: float, reads_from: str | None) -> None:
        """Counts calls of a step; a read goes to the leader unless somebody says otherwise."""
        if use == "writes":
            self.writes += rate
        elif use == "reads":
            role = step.role or reads_from or "leader"
            self.reads[role] = self.reads.get(role, 0.0) + rate
        else:
            self.plain += rate


@dataclass
class Loads:
    """The arrivals at each component, and the calls that each step of each flow makes."""

    at: dict[str, Arrivals]
    calls: dict[Key, float]


Key = tuple[str, int]


def always(_: object) -> float:
    """Nothing is lost."""
    return 1.0


def loads(
    design: Design,
    factor: float,
    *,
    bounded: bool,
    answered: Callable[[Key], float] = always,
    serving: Callable[[str], float] = always,
    passed: Callable[[str], float] = always,
    unnamed: str = "reads",
) -> Loads:
    """All loads at a multiple of what flows state.

    `answered` is the share of a step's calls that its callee answers: the rest falls on its
    `or else`. `serving` is the share of its reads that a cache answers while it is up, of those
    that it could. `passed` is the share of its arrivals that a component passes on; what a limit
    refuses goes nowhere. `unnamed` is what the calls of a store are that do not say it. An average whose peak is not declared counts as the average if `bounded`,
    else as anything.
    """
    found = Loads({name: Arrivals() for name in design.parts}, {})
    for flow in design.flows:
        rate = flow.rate * factor * (1.0 if bounded or flow.peak_known else UNBOUNDED)
        _Flowing(design, flow, rate, found, answered, serving, passed, unnamed).run()
    return found


@dataclass
class _Flowing:
    """One flow: lines are followed from the callers on, which stand before their callees."""

    design: Design
    flow: Flow
    rate: float
    found: Loads
    answered: Callable[[Key], float]
    serving: Callable[[str], float]
    passed: Callable[[str], float]
    unnamed: str

    def run(self) -> None:
        arrived = dict.fromkeys(self.design.parts, 0.0)
        numbers: dict[int, int] = {}
        count = 0
        for index, line in enumerate(self.flow.lines):
            numbers[index] = count
            count += len(line)
        reached = {name for step in self.flow.steps() for name in (step.callee, step.or_else)}
        for name in ["u", *self.design.parts]:
            own = self.rate if name not in reached else arrived[name] * self.passed(name)
            for index, line in enumerate(self.flow.lines):
                if line[0].caller == name:
                    self._follow(line, numbers[index], own, arrived)

    def _follow(
        self, line: tuple[Step, ...], number: int, own: float, arrived: dict[str, float]
    ) -> None:
        for offset, step in enumerate(line):
            if step.on_miss_of:
                hit = (self.design.parts[step.on_miss_of].hit or 0) / 100
                own *= 1.0 - hit * self.serving(step.on_miss_of)
            own *= step.share / 100 * step.times
            key = (self.flow.name, number + offset)
            self.found.calls[key] = own
            let = own if step.limit is None else min(own, step.limit)
            self._arrive(step.callee, step, let, arrived)
            if step.or_else:
                self._arrive(step.or_else, step, own * (1.0 - self.answered(key)), arrived)
            own = let * self.passed(step.callee)

    def _arrive(self, name: str, step: Step, rate: float, arrived: dict[str, float]) -> None:
        store = self.design.parts[name].store
        use = step.use or (self.unnamed if store else "")
        self.found.at[name].add(use, step, rate, store.reads_from if store else None)
        arrived[name] += rate
