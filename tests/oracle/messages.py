"""Random brokers with producers and consumers, and how many messages reach each consumer.

Written from the reference alone: a message goes to those who read its data item. Of a stream each
flow that reads an item gets all of it, of a queue each message goes to one of them. A consumer that
names no data gets every message but those that it publishes back itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

ITEMS = ("order", "bill", "parcel")


@dataclass(frozen=True)
class Consumer:
    """A worker with its flow: what it reads, what it makes of each message, whom it calls."""

    name: str
    reads: str | None
    replicas: int
    capacity: int
    publishes: str | None = None
    copies: int = 1
    calls: int = 0


@dataclass
class Broker:
    """A queue or a stream, what is put into it per second, and who takes from it."""

    kind: str
    produced: dict[str, int]
    consumers: list[Consumer] = field(default_factory=list)

    def text(self) -> str:
        """The design that says all this."""
        lines = ["actor u", *(f"data {item}" for item in ITEMS)]
        lines.append(f"component q : {self.kind} {{ replicas 1; holds {', '.join(ITEMS)} }}")
        for item, rate in self.produced.items():
            lines.append(f"flow put_{item} {{ rate {rate} req/s peak; u -> q writes {item} }}")
        for one in self.consumers:
            lines += [
                f"component {one.name} : worker {{ replicas {one.replicas};"
                f" capacity {one.capacity} msg/s per replica }}",
                f"component {one.name}_store : service {{ replicas 1; capacity 1k req/s }}",
                f"flow of_{one.name} {{",
                f"  q ~> {one.name}" + (f" reads {one.reads}" if one.reads else ""),
            ]
            if one.publishes:
                times = f", x{one.copies}" if one.copies > 1 else ""
                lines.append(f"  {one.name} ~> q writes {one.publishes}{times}")
            if one.calls:
                lines.append(f"  {one.name} -> {one.name}_store x{one.calls}")
            lines.append("}")
        return "\n".join([*lines, ""])

    def arrivals(self) -> dict[str, tuple[float, float]]:
        """The least and the most messages per second that each consumer gets."""
        found = {one.name: (0.0, 0.0) for one in self.consumers}
        for _ in range(len(self.consumers) + 1):
            found = {one.name: self._got(one, found) for one in self.consumers}
        return found

    def _got(self, one: Consumer, arrived: dict[str, tuple[float, float]]) -> tuple[float, float]:
        least = most = 0.0
        for item in ITEMS if one.reads is None else (one.reads,):
            low = high = float(self.produced.get(item, 0))
            for other in self.consumers:
                if other.publishes == item and other is not one:
                    low += arrived[other.name][0] * other.copies
                    high += arrived[other.name][1] * other.copies
            rivals = [c for c in self.consumers if c is not one and c.reads in (None, item)]
            least += 0.0 if self.kind == "queue" and rivals else low
            most += high
        return least, most

    def rooms(self) -> dict[str, tuple[float, float]]:
        """The least and the most headroom of each consumer, and of what it calls."""
        found = {}
        arrived = self.arrivals()
        for one in self.consumers:
            low, high = arrived[one.name]
            size = one.replicas * one.capacity
            found[one.name] = (1.0 - high / size, 1.0 - low / size)
            if one.calls:
                called = (1.0 - high * one.calls / 1000, 1.0 - low * one.calls / 1000)
                found[f"{one.name}_store"] = called
        return found


def random_broker(seed: int) -> Broker:
    """Items are made of earlier ones alone, so that nothing feeds itself."""
    chance = random.Random(seed)
    produced = {item: chance.choice((10, 30, 50)) for item in ITEMS}
    broker = Broker(chance.choice(("stream", "stream", "queue")), produced)
    for number in range(chance.randint(1, 4)):
        at = chance.randrange(len(ITEMS))
        one = Consumer(f"w{number}", ITEMS[at], chance.randint(1, 3), chance.choice((40, 100, 300)))
        later = ITEMS[at + 1 :]
        makes = chance.choice(later) if later and chance.random() < 0.6 else None
        if number == 0 and chance.random() < 0.3:
            one = Consumer(one.name, None, one.replicas, one.capacity)
            makes = None
        calls = chance.choice((0, 0, 1, 3))
        broker.consumers.append(
            Consumer(
                one.name, one.reads, one.replicas, one.capacity, makes, chance.randint(1, 2), calls
            )
        )
    return broker
