"""The values of properties that have more than one part."""

from __future__ import annotations

from collections.abc import Iterable

from designlint.base.records import NamedTuple
from designlint.quantities.quantity import Quantity
from designlint.schema.keys import Growth, growth


class Ref(NamedTuple):
    """A name that was resolved: the dotted path of what it means."""

    path: str

    def __str__(self) -> str:
        return self.path


class Replicas(NamedTuple):
    """How many instances there are, spread evenly over places in the order stated."""

    number: int
    places: tuple[Ref, ...] = ()


class Scoped(NamedTuple):
    """A quantity of each replica (`scope` "per replica", or unsaid) or of all together ("total")."""

    amount: Quantity
    scope: str | None = None

    @property
    def is_total(self) -> bool:
        """Whether the amount is that of all replicas together."""
        return self.scope == "total"


class AtPercentile(NamedTuple):
    """A time that a share of events (`percentile`, 0 to 1) does not exceed."""

    percentile: float
    time: Quantity


class Range(NamedTuple):
    """From `low` to `high`, both included."""

    low: int
    high: int


class Autoscale(NamedTuple):
    """How far and how fast the number of replicas follows its metric."""

    range: Range
    within: Quantity | None = None
    metric: str | None = None


class Failover(NamedTuple):
    """Who promotes a standby, and how long the service is away meanwhile."""

    mode: str
    time: Quantity | None = None


class Certificate(NamedTuple):
    """How long a certificate lasts, and who renews it: `auto` or `manual`."""

    lasts: Quantity
    renewed: str


class HealthCheck(NamedTuple):
    """`deep` checks look through to what the component depends on."""

    depth: str
    of: tuple[Ref, ...] = ()


class RunsWithout(NamedTuple):
    """What may be away while the component keeps serving, and for how long."""

    nodes: tuple[Ref, ...]
    time: Quantity | None = None


class Maintenance(NamedTuple):
    """How often planned work takes a component out of service, and for how long each time."""

    every: Quantity
    takes: Quantity


class Limit(NamedTuple):
    """A hard limit, and what its use grows with."""

    name: str
    value: Quantity
    grows_with: str | None = None


class Keyed(NamedTuple):
    """A number of shards or partitions, and the key that decides between them."""

    number: int
    key: str | None = None

    def growth(self, items: Iterable[str]) -> Growth | None:
        """How the key grows, by its name, where it divides these data items."""
        return growth(self.key, items) if self.key else None


class Ordered(NamedTuple):
    """The order in which messages are delivered; `key` where it holds per key."""

    order: str
    key: str | None = None


class Routing(NamedTuple):
    """How requests are spread; `key` where a hash decides."""

    by: str
    key: str | None = None


class Backup(NamedTuple):
    """How often a copy is made, and where it is kept."""

    every: Quantity
    to: Ref | None = None


class Fsync(NamedTuple):
    """When a write reaches the disk, and how long that takes at most after it is acknowledged."""

    when: str
    within: Quantity | None = None


class Feed(NamedTuple):
    """The component that another one gets its copies from, and how long a change takes at most."""

    source: Ref
    lag: Quantity | None = None


class Followers(NamedTuple):
    """How many followers a leader has, spread evenly over places."""

    number: int
    places: tuple[Ref, ...] = ()


class Rated(NamedTuple):
    """A rate, stated as that of the peak, of an average, or neither."""

    rate: Quantity
    when: str | None = None


class RateLimit(NamedTuple):
    """How much is let in; `per` whom, or in all where unsaid."""

    rate: Quantity
    per: str | None = None


class Apart(NamedTuple):
    """What lies between this place and another: a distance or a round-trip time."""

    to: Ref
    apart: Quantity


class Setting(NamedTuple):
    """A property of a component that a scenario sets: the component's path and the name."""

    component: str
    property: str
