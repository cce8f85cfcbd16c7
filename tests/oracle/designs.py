"""Small designs as plain data, and the text that a user would write for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Place:
    """A failure domain; `down` is the share of time that it is down."""

    name: str
    level: str
    parent: str | None
    down: float


@dataclass(frozen=True)
class Store:
    """How replicas share writes: the first replica leads where somebody does."""

    word: str
    read: int = 1
    write: int = 1
    sync: int = 0
    failover: str | None = None
    reads_from: str | None = None


@dataclass(frozen=True)
class Part:
    """A component or an external; `places` are those that `replicas ... in` names."""

    name: str
    kind: str
    down: float
    replicas: int = 1
    places: tuple[str, ...] = ()
    inside: str | None = None
    total: bool = False
    needs: int | None = None
    capacity: float | None = None
    capacity_total: bool = False
    limit: float | None = None
    autoscale: tuple[int, int] | None = None
    store: Store | None = None
    shards: int | None = None
    copies: int | None = None
    hit: int | None = None
    identity: str | None = None
    runs_without: bool = False

    def place_of(self, number: int) -> str | None:
        """Replicas are spread evenly over the places, in their order."""
        if self.leads and self.places:
            rest = self.places[1:] or self.places
            return self.places[0] if number == 0 else rest[(number - 1) % len(rest)]
        return self.places[number % len(self.places)] if self.places else None

    @property
    def leads(self) -> bool:
        return self.store is not None and self.store.word == "leader_follower"


@dataclass(frozen=True)
class Step:
    """One arrow of a line."""

    caller: str
    callee: str
    waits: bool = True
    share: int = 100
    times: int = 1
    parallel: bool = False
    use: str = ""
    role: str | None = None
    optional: bool = False
    or_else: str | None = None
    on_miss_of: str | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Flow:
    """Lines of arrows; the rate is one at peak, unless the peak is not known."""

    name: str
    rate: float
    lines: tuple[tuple[Step, ...], ...]
    peak_known: bool = True

    def steps(self) -> Iterator[Step]:
        for line in self.lines:
            yield from line


@dataclass(frozen=True)
class World:
    """Today, a multiple of the load, or a scenario."""

    name: str
    lost: tuple[str, ...] = ()
    factor: float = 1.0
    replicas: tuple[tuple[str, int], ...] = ()
    capacity: tuple[tuple[str, float], ...] = ()

    @property
    def is_scenario(self) -> bool:
        return bool(self.lost or self.replicas or self.capacity)

    def statements(self) -> list[str]:
        """The statements of the scenario."""
        found = [f"lose {', '.join(self.lost)}"] if self.lost else []
        if self.factor != 1.0:
            found.append(f"load {self.factor:g}x")
        found += [f"set {name}.replicas {count}" for name, count in self.replicas]
        found += [f"set {name}.capacity {rate:g} req/s" for name, rate in self.capacity]
        return found


@dataclass(frozen=True)
class Design:
    """Everything that is declared."""

    places: dict[str, Place]
    parts: dict[str, Part]
    flows: tuple[Flow, ...]
    worlds: tuple[World, ...] = field(default=(World("today"),))

    def within(self, world: World) -> Design:
        """The design with what a scenario sets."""
        parts = dict(self.parts)
        for name, count in world.replicas:
            parts[name] = replace(parts[name], replicas=count)
        for name, rate in world.capacity:
            parts[name] = replace(parts[name], capacity=rate)
        return replace(self, parts=parts)

    def around(self, place: str | None) -> Iterator[str]:
        """A place and the places that it is in."""
        while place is not None:
            yield place
            place = self.places[place].parent

    def text(self) -> str:
        """The design without any claim."""
        lines = ["actor u", "data d", *self._places(None, "")]
        lines += [self._part(part) for part in self.parts.values()]
        for flow in self.flows:
            kind = "peak" if flow.peak_known else "average"
            lines += [f"flow {flow.name} {{", f"  rate {flow.rate:g} req/s {kind}"]
            lines += [*map(_line, flow.lines), "}"]
        return "\n".join(lines) + "\n"

    def _places(self, parent: str | None, indent: str) -> Iterator[str]:
        for place in self.places.values():
            if place.parent == parent:
                yield f"{indent}{place.level} {place.name} {{ availability {percent(1 - place.down)}"
                yield from self._places(place.name, indent + "  ")
                yield f"{indent}}}"

    def _part(self, part: Part) -> str:
        total = " total" if part.total else ""
        said = [f"availability {percent(1 - part.down)}{total}", *_runs(part), *_carries(part)]
        if part.kind == "external":
            return f"external {part.name} {{ {'; '.join(said)} }}"
        return f"component {part.name} : {part.kind} {{ {'; '.join([*said, *_keeps(part)])} }}"


def percent(share: float) -> str:
    """A share as a design writes it, with every digit that matters here."""
    return f"{format(100 * share, '.12f').rstrip('0').rstrip('.')}%"


def _runs(part: Part) -> Iterator[str]:
    if part.kind != "external" and not part.leads:
        elected = part.store is not None and part.store.word == "multi_leader"
        places = f" in {', '.join(part.places)}" if part.places and not elected else ""
        yield f"replicas {part.replicas}{places}"
    if part.inside:
        yield f"in {part.inside}"
    if part.needs is not None:
        yield f"needs {part.needs}"
    if part.autoscale:
        yield f"autoscale {part.autoscale[0]}..{part.autoscale[1]} in 2min"
    if part.identity:
        yield f"identity_from {part.identity}"
        if part.runs_without:
            yield f"runs_without {part.identity}"


def _carries(part: Part) -> Iterator[str]:
    if part.capacity is not None:
        yield f"capacity {part.capacity:g} req/s {'total' if part.capacity_total else 'per replica'}"
    if part.limit is not None:
        yield f"rate_limit {part.limit:g} req/s"
    if part.hit is not None:
        yield f"hit {part.hit}%"


def _keeps(part: Part) -> Iterator[str]:
    if part.shards is not None:
        yield f"shards {part.shards}"
    if part.copies is not None:
        yield f"copies {part.copies}"
    store = part.store
    if store is None:
        return
    if part.leads:
        leader = f"leader in {part.places[0]}; " if part.places else ""
        rest = part.places[1:] or part.places
        places = f" in {', '.join(rest)}" if rest else ""
        yield (
            f"topology leader_follower {{ {leader}followers {part.replicas - 1}{places};"
            f" sync {store.sync} }}"
        )
    elif store.word == "leaderless":
        yield (
            f"topology leaderless {{ copies {part.replicas};"
            f" read {store.read}; write {store.write} }}"
        )
    elif store.word == "multi_leader":
        yield f"topology multi_leader {{ leaders in {', '.join(part.places)} }}"
    else:
        yield f"topology {store.word}"
    if store.failover:
        yield f"failover {store.failover} 30s"
    if store.reads_from:
        yield f"reads_from {store.reads_from}"


def _line(line: tuple[Step, ...]) -> str:
    text = f"  {line[0].caller}"
    for step in line:
        text += f" {'->' if step.waits else '~>'} {step.callee}"
    return f"{text} {', '.join(_clauses(line[0], line[-1]))}".rstrip()


def _clauses(first: Step, last: Step) -> Iterator[str]:
    if last.use:
        yield f"{last.use} d"
    if last.role:
        yield f"from {last.role}"
    if last.share != 100:
        yield f"{last.share}%"
    if last.times != 1:
        yield f"x{last.times}{' parallel' if last.parallel else ''}"
    if last.limit is not None:
        yield f"rate_limit {last.limit:g} req/s"
    if last.optional:
        yield "optional"
    if last.or_else:
        yield f"or else {last.or_else}"
    if first.on_miss_of:
        yield f"on miss of {first.on_miss_of}"
