"""Questions about a user's session: which replica gets the next request, and what a user reads back."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Component, Flow, Step
from designlint.schema.component import ROUTES_BY, STATE
from designlint.schema.context import STYLE
from designlint.schema.edge import STICKY
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, SESSION

_COPIES = ("follower", "any")


def sessions(facts: Facts) -> Iterator[Question]:
    """Balancers in front of state in memory, and stores whose followers answer those who write."""
    components = facts.design.components
    routers = {
        call.caller.path: components[call.caller.path]
        for flow in facts[at_stake].flows
        for call in flow.steps
        if _is_open(facts, flow, call)
    }
    yield from ask("Does {} send a user to the same replica each time?", STICKY, "sticky yes",
                   routers.values())  # fmt: skip
    stores = [s for s in facts[at_stake].playing(Role.STORE) if s[SESSION] is None]
    yield from ask("Do users read their own writes from {}?", SESSION, "session token",
                   [store for store in stores if _is_read_back(facts, store)])  # fmt: skip


def _is_open(facts: Facts, flow: Flow, call: Step) -> bool:
    """Whether a router does not say which replica of a component with state in memory it calls."""
    components = facts.design.components
    router, callee = components.get(call.caller.path), components.get(call.callee.path)
    if router is None or callee is None or not router.plays(Role.ROUTER) or not call.waits:
        return False
    if (
        router[STICKY] is not None
        or (flow.stated(call, ROUTES_BY) or router[ROUTES_BY]) is not None
    ):
        return False
    is_held = any(api.value(STYLE) == "websocket" for api in callee.apis)
    return _has_state(facts, callee) and not is_held


def _has_state(facts: Facts, component: Component) -> bool:
    in_memory = (component.value(STATE) or "") in ("memory", "sticky")
    return in_memory and facts[placements][component.path].count > 1


def _is_read_back(facts: Facts, store: Component) -> bool:
    """Whether someone writes data to it in one flow, and reads the data from its followers in another."""
    written, read = _uses(facts, store, writes=True), _uses(facts, store, writes=False)
    claimed = {claim.about for _, claim in facts.design.claims_on("staleness", "consistency")}
    return any(
        (data, user) == (other, reader) and flow != later
        for data, user, flow in written
        if data not in claimed and not facts.design.data[data].is_immutable
        for other, reader, later in read
    )


def _uses(facts: Facts, store: Component, *, writes: bool) -> set[tuple[str, str, str]]:
    """Which data who writes to a store, or reads from its followers, in which flow."""
    by_default = store.value(READS_FROM)
    return {
        (named.path, user, path)
        for path, flow in facts.design.flows.items()
        if not flow.recovers
        for call in flow.steps
        if call.callee.path == store.path and call.waits
        for named in (call.writes if writes else call.reads)
        if writes or (call.role or by_default) in _COPIES
        for user in facts[flow_graphs][path].entries
    }
