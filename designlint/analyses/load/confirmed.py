"""How many copies certainly have a write when it is acknowledged."""

from __future__ import annotations

from typing import Any

from designlint.analyses.load.busiest import votes
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.model import Catalogued, Component, Known
from designlint.quantities.quantity import Quantity
from designlint.schema.component import MANAGED
from designlint.schema.roles import Role
from designlint.schema.store import LAG, REPLICATION, STRICT_SYNC, SYNC, TOPOLOGY, WRITE

LED = ("leader_follower", "multi_leader")


class Confirmed(NamedTuple):
    """At least `low` and at most `high` copies have an acknowledged write; `text` and `known` say why."""

    low: int
    high: int
    text: str = ""
    known: Known[Any] | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the number is certain."""
        return self.low == self.high


def confirmed(component: Component, copies: int) -> Confirmed:
    """How many of `copies` have a write when the store acknowledges it."""
    topology = component[TOPOLOGY]
    if copies == 1:
        return Confirmed(1, 1, "there is one copy")
    match topology.value if topology is not None else None:
        case "single":
            return Confirmed(1, 1, "one node takes the writes", topology)
        case "consensus":
            most = copies // 2 + 1
            return Confirmed(
                most, most, f"consensus: a write waits for {most} of {copies} copies", topology
            )
        case "leaderless":
            written = votes(topology.detail(WRITE), copies) if topology is not None else None
            if written is None:
                example = "topology leaderless { copies 3; read 2; write 2 }"
                missing = Missing(component.path, "write quorum", example)
                return Confirmed(1, copies, missing=(missing,))
            text = f"a write waits for {written} of {copies} copies"
            return Confirmed(written, written, text, topology)
        case "leader_follower" | "multi_leader":
            return _by_leader(component, topology, copies)
    missing = Missing(component.path, "topology", "topology leader_follower { sync 1 }")
    return _by_replication(component, copies, missing)


def followers_confirming(component: Component, copies: int) -> int | None:
    """How many followers a write waits for; None where that is not declared. A quorum is a majority of the
    `copies`, the leader's among them."""
    topology = component[TOPOLOGY]
    stated = topology.detail(SYNC) if topology is not None else None
    return copies // 2 if stated == "quorum" else votes(stated, copies - 1)


def written_to(component: Component, copies: int) -> int:
    """How many of `copies` a write of a leader waits for, by what is stated. A provider gives up a standby of
    its own that is down."""
    replication = component[REPLICATION]
    if replication is not None and is_of_provider(component, replication):
        return 1
    return confirmed(component, copies).low


def may_wait(component: Component, copies: int) -> bool:
    """Whether nothing says whether a write of a leader waits for followers, so that one that is down may
    block it."""
    led = component.plays(Role.STORE) and component.value(TOPOLOGY) == "leader_follower"
    if not led or component[MANAGED] is not None or component.value(STRICT_SYNC) is False:
        return False
    return not confirmed(component, copies).is_known


def waiting_assumption(path: str) -> str:
    """What is taken for granted where it is not known whether writes wait."""
    return f"a write to `{path}` waits for no follower that is down (`replication` is not declared)"


def _by_leader(component: Component, topology: Known[str] | None, copies: int) -> Confirmed:
    """By the followers that must confirm (`sync`), else by how the component replicates."""
    followers = followers_confirming(component, copies)
    if followers is not None:
        count = min(followers + 1, copies)
        text = f"a write waits for {count - 1} of {copies - 1} followers"
        return Confirmed(count, count, text, topology)
    lag = lag_of_leaders(component)
    if lag is not None and component[REPLICATION] is None:
        text = "a leader acknowledges a write before the other leaders have it"
        return Confirmed(1, 1, text, lag)
    missing = Missing(component.path, "replication", "replication synchronous")
    return _by_replication(component, copies, missing)


def lag_of_leaders(component: Component) -> Known[Quantity] | None:
    """How far several leaders lag behind each other: then each acknowledges a write before the others have it."""
    topology = component[TOPOLOGY]
    if topology is None or topology.value != "multi_leader":
        return None
    lag = topology.details[LAG]
    return lag if lag is not None and lag.value.value > 0.0 else None


def _by_replication(component: Component, copies: int, missing: Missing) -> Confirmed:
    """By how the component replicates, whatever its topology; where that is not stated, a fact is
    missing."""
    replication = replicates(component)
    if replication is None:
        return Confirmed(1, copies, missing=(missing,))
    count = {"synchronous": copies, "semi_synchronous": min(2, copies)}.get(replication.value, 1)
    return Confirmed(count, count, f"replication is {replication.value}", replication)


def replicates(component: Component) -> Known[str] | None:
    """How a component replicates, as far as it matters for what a failure loses.

    The published `asynchronous` of a managed service is about its readers or its other regions, not
    about its own redundancy.
    """
    replication = component[REPLICATION]
    if replication is None or replication.value != "asynchronous":
        return replication
    return None if component[MANAGED] and is_of_provider(component, replication) else replication


def is_of_provider(component: Component, known: Known[Any]) -> bool:
    """Whether a provider publishes a fact of a service that it runs itself."""
    published = component.published.facts if component.published is not None else {}
    return isinstance(known.origin, Catalogued) and MANAGED in published
