"""Which replicas can answer a call, by the topology of who is called and by what the call does."""

from __future__ import annotations

from designlint.analyses.placement.placement import Placement, Replica
from designlint.model import Component, Step
from designlint.schema.roles import Role
from designlint.schema.store import LEADER, READS_FROM, TOPOLOGY


def answering(component: Component, placement: Placement, step: Step) -> list[tuple[Replica, ...]]:
    """The replicas of which one answers a step; all possibilities where the design does not say.

    One elected leader takes all writes, wherever it is: it is not the nearest of those that may lead.
    """
    leads = _leading(component, placement)
    is_elected = component.value(TOPOLOGY) == "consensus"
    leading: list[tuple[Replica, ...]] = [(one,) for one in leads] if is_elected else [leads]
    if not leads or not (component.plays(Role.STORE) or _states_leader(component)):
        return [placement.replicas]
    role = step.role or component.value(READS_FROM)
    is_led = component.value(TOPOLOGY) == "leader_follower"
    if step.writes or role == "leader" or (role is None and is_led):
        return [*leading]
    if role is None and is_elected:
        return [*leading, placement.replicas]
    followers = tuple([replica for replica in placement.replicas if replica not in leads])
    return [followers if role == "follower" and followers else placement.replicas]


def _states_leader(component: Component) -> bool:
    """Whether the design says where the leader runs: of a broker each partition may have another one."""
    topology = component[TOPOLOGY]
    return topology is not None and topology.detail(LEADER) is not None


def _leading(component: Component, placement: Placement) -> tuple[Replica, ...]:
    """The replicas that take writes; of a consensus, whose leader is elected, any that may lead."""
    topology = component[TOPOLOGY]
    if topology is None or topology.value != "consensus":
        return tuple([replica for replica in placement.replicas if replica.leads])
    stated = topology.detail(LEADER)
    there = [r for r in placement.replicas if stated is not None and r.place == stated.path]
    return tuple(there) or placement.replicas
