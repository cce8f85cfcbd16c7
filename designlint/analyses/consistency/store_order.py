"""Whether the nodes of a store put all writes of an item into one order."""

from __future__ import annotations

from designlint.analyses.consistency.hop import is_about_recency
from designlint.analyses.consistency.lattice import implies
from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.consistency.write_order import Order, WriteOrder
from designlint.analyses.failure.failovers import is_one_copy
from designlint.analyses.load.confirmed import lag_of_leaders
from designlint.analyses.measure import Missing, step
from designlint.analyses.placement.placement import Placement
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Catalogued, Component, Known
from designlint.schema.roles import Role
from designlint.schema.store import DELIVERS, ISOLATION, QUORUM, REPLICATION, TOPOLOGY
from designlint.solvers.quorum import overlap

_LED = ("single", "leader_follower", "consensus")


def order_in_store(component: Component, placement: Placement) -> WriteOrder:
    """Whether all nodes that take writes agree on their order."""
    topology = component.value(TOPOLOGY)
    is_stated = DELIVERS in component.properties.stated()
    is_published = _is_published(component)
    is_alone = is_one_copy(component, placement) or component.is_external
    if (
        is_alone
        or is_stated
        or topology in _LED
        or not component.plays(Role.STORE, Role.CONFIGURATION)
    ):
        return WriteOrder()
    if topology == "leaderless":
        return _by_quorum(component)
    if topology == "multi_leader":
        return _by_leaders(component, is_published=is_published)
    missing = Missing(component.path, "topology", "topology leader_follower")
    return WriteOrder() if is_published else WriteOrder(Order.PERHAPS, (), (missing,))


def _is_published(component: Component) -> bool:
    """Whether the documentation of a store says what its transactions give, with the nodes that it says."""
    published, delivers = component.published, component[DELIVERS]
    if published is None or TOPOLOGY in component.properties.stated():
        return False
    is_isolated = bool(published.isolation) or _is_of_technology(component[ISOLATION])
    if delivers is None or not _is_of_technology(delivers):
        return is_isolated
    model = delivers.value
    return is_isolated or implies(model, "linearizable") or not is_about_recency(model)


def _is_of_technology(known: Known[str] | None) -> bool:
    return known is not None and isinstance(known.origin, Catalogued)


def _by_leaders(component: Component, *, is_published: bool) -> WriteOrder:
    """Leaders that acknowledge a write before the others have it order their own writes alone."""
    path, replication = component.path, component[REPLICATION]
    if replication is not None and replication.value == "synchronous":
        return WriteOrder()
    behind = lag_of_leaders(component) or replication
    if behind is not None:
        text = f"a leader of `{path}` acknowledges a write before the other leaders have it"
        return WriteOrder(Order.SEVERAL, (step(text, behind),))
    missing = Missing(path, "replication", "replication synchronous")
    return WriteOrder() if is_published else WriteOrder(Order.PERHAPS, (), (missing,))


def _by_quorum(component: Component) -> WriteOrder:
    """Two quorums that need not meet take two writes without one another."""
    path, known, kind = component.path, quorums(component), component[QUORUM]
    if known is None:
        example = "topology leaderless { copies 3; read 2; write 2 }"
        missing = Missing(path, "read and write quorums", example)
        return WriteOrder(Order.PERHAPS, (), (missing,))
    copies, read, write = known
    if not (overlap(copies, read, write) and known.writes_meet):
        text = f"`{path}`: read {read} and write {write} of {copies} copies, so that two transactions may miss each other"
        return WriteOrder(Order.SEVERAL, (step(text, component[TOPOLOGY]),))
    if kind is None:
        return WriteOrder(Order.PERHAPS, (), (Missing(path, "quorum", "quorum strict"),))
    if kind.value == "sloppy":
        text = f"quorums of `{path}` are sloppy, so that two transactions may miss each other"
        return WriteOrder(Order.SEVERAL, (step(text, kind),))
    return WriteOrder()


def forked(path: str, *lines: Line) -> WriteOrder:
    """Two leaders of a store take writes, each without the other's."""
    text = f"transactions of two leaders of `{path}` do not see each other"
    return WriteOrder(Order.SEVERAL, (*lines, Line(text)))
