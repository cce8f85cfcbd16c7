"""Questions about the entries of a system: what spreads the requests, and what stands in for an entry."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Component, Flow, Step
from designlint.schema.component import MANAGED, ROUTES_BY
from designlint.schema.edge import SECOND_ENTRY
from designlint.schema.roles import Role
from designlint.schema.store import TTL


def entries(facts: Facts) -> Iterator[Question]:
    """Replicas that clients call with nothing in front of them; entries that are the only one of a name."""
    chosen = {
        step.callee.path
        for flow in facts[at_stake].flows
        if not _names(facts, flow)
        for step in flow.steps
        if _chooses(facts, flow, step)
    }
    parts = facts[at_stake].components
    called = [one for one in parts if one.path in chosen and _is_several(facts, one)]
    line = "component lb : load_balancer { replicas 2; routes_by least_loaded }"
    yield from ask("What spreads the requests over the replicas of {}?", ROUTES_BY, line, called,
                   place="the design")  # fmt: skip
    only = [_first_hops(facts, flow) for flow in facts[at_stake].flows if _names(facts, flow)]
    paths = {path for hops in only if len(hops) == 1 for path in hops}
    alone = [one for one in parts if one.path in paths and _is_one_place(facts, one)]
    yield from ask("Which other entry can DNS route to when {} fails?", SECOND_ENTRY,
                   "second_entry yes", lacking(SECOND_ENTRY, alone))  # fmt: skip
    names = [one for one in facts[at_stake].playing(Role.NAME_SERVICE) if _leads_far(facts, one)]
    yield from ask("How does {} choose among regions?", ROUTES_BY, "routes_by latency",
                   lacking(ROUTES_BY, names))  # fmt: skip
    yield from _held_names(facts)


def _leads_far(facts: Facts, name: Component) -> bool:
    """Whether a name leads to entries in several regions."""
    flows = [flow for flow in facts[at_stake].flows if name in _names(facts, flow)]
    entries = {path for flow in flows for path in _first_hops(facts, flow)}
    components = facts.design.components
    own = [components[path] for path in entries if not components[path].plays(Role.EDGE)]
    return len({region for one in own for region in _regions(facts, one)}) > 1


def _is_several(facts: Facts, component: Component) -> bool:
    """Whether it is code of the team in several replicas, and nothing says how they are chosen."""
    placement = facts[placements][component.path]
    several = placement.declared and not placement.whole and placement.count > 1
    return several and component.plays(Role.APPLICATION) and component[ROUTES_BY] is None


def _chooses(facts: Facts, flow: Flow, step: Step) -> bool:
    """Whether a client makes a call by itself: no routing is stated."""
    caller = facts.design.components.get(step.caller.path)
    is_client = step.caller.path in facts.design.actors or (
        caller is not None and caller.plays(Role.CLIENT, Role.EXTERNAL)
    )
    if not is_client or not step.waits or flow.stated(step, ROUTES_BY) is not None:
        return False
    return caller is None or caller[ROUTES_BY] is None


def _names(facts: Facts, flow: Flow) -> list[Component]:
    """What resolves the names of a flow."""
    components = facts.design.components
    called = [components[s.callee.path] for s in flow.steps if s.callee.path in components]
    return [one for one in called if one.plays(Role.NAME_SERVICE)]


def _is_one_place(facts: Facts, component: Component) -> bool:
    """Whether it is a gateway or load balancer in one region that the team runs."""
    is_router = component.plays(Role.ROUTER) and not component.plays(Role.NAME_SERVICE)
    return is_router and component[MANAGED] is None and len(_regions(facts, component)) < 2


def _first_hops(facts: Facts, flow: Flow) -> set[str]:
    """What the users of a flow call, besides what resolves names."""
    components, actors = facts.design.components, facts.design.actors
    called = [step.callee.path for step in flow.steps if step.caller.path in actors]
    return {
        path
        for path in called
        if path in components and not components[path].plays(Role.NAME_SERVICE)
    }


def _regions(facts: Facts, component: Component) -> set[str]:
    return {
        domain
        for replica in facts[placements][component.path].replicas
        for domain in replica.domains
        if facts.design.places[domain].level == "region"
    }


def _held_names(facts: Facts) -> Iterator[Question]:
    """How long a name leads to an entry that has failed, where a requirement bounds the outage."""
    if not any(True for _ in facts.design.claims_on("availability", "rto")):
        return
    names = facts[at_stake].playing(Role.NAME_SERVICE)
    yield from ask("How long do clients keep an address of {}?", TTL, "ttl 1min", lacking(TTL, names))  # fmt: skip
