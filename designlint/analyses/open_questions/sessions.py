"""Questions about a user's session: which replica gets the next request, and what a user reads back."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.base.records import NamedTuple
from designlint.model import Component, Flow, Step
from designlint.schema.component import AUTOSCALE, ROUTES_BY, STATE
from designlint.schema.context import STYLE
from designlint.schema.edge import STICKY
from designlint.schema.roles import Role
from designlint.schema.store import READS_FROM, SESSION

_COPIES = ("follower", "any")


def sessions(facts: Facts) -> Iterator[Question]:
    """Balancers and services in front of state in memory, and stores whose followers answer those who write."""
    components = facts.design.components
    routers = {
        call.caller.path: components[call.caller.path]
        for flow in facts[at_stake].flows
        for call in flow.steps
        if _is_open(facts, flow, call)
    }
    yield from ask("Does {} send a user to the same replica each time?", STICKY, "sticky yes",
                   routers.values())  # fmt: skip
    behind = [pair for flow in facts[at_stake].flows for pair in _behind_others(facts, flow)]
    line = "{} -> {} {{ routes_by hash of user }}".format(*behind[0]) if behind else ""
    stateful = [components[path] for path in dict.fromkeys(callee for _, callee in behind)]
    yield from ask("Which replica of {} gets the next request of a user?", ROUTES_BY, line, stateful,
                   place="the design")  # fmt: skip
    stores = facts[at_stake].playing(Role.STORE)
    asked = _read_back(facts, {s.path for s in stores if s[SESSION] is None})
    yield from ask("Do users read their own writes from {}?", SESSION, "session token",
                   [store for store in stores if store.path in asked])  # fmt: skip


def _is_open(facts: Facts, flow: Flow, call: Step) -> bool:
    """Whether a router does not say which replica of a component with state in memory it calls."""
    components = facts.design.components
    router = components.get(call.caller.path)
    if router is None or not router.plays(Role.ROUTER):
        return False
    return router[STICKY] is None and _chooses(facts, flow, call, router)


def _behind_others(facts: Facts, flow: Flow) -> Iterator[tuple[str, str]]:
    """The services that call a component with state in memory for the people who begin a flow, and that do
    not say which replica of it they call."""
    if not facts[flow_graphs][flow.path].is_user_facing:
        return
    for call in flow.steps:
        caller = facts.design.components.get(call.caller.path)
        is_service = caller is not None and caller.plays(Role.APPLICATION)
        if is_service and _chooses(facts, flow, call, caller):
            yield call.caller.path, call.callee.path


def _chooses(facts: Facts, flow: Flow, call: Step, caller: Component | None) -> bool:
    """Whether a caller waits for any of several replicas with state in memory, and states no routing."""
    callee = facts.design.components.get(call.callee.path)
    if callee is None or not call.waits or not _has_state(facts, callee):
        return False
    if any(api.value(STYLE) == "websocket" for api in callee.apis):
        return False
    return flow.stated(call, ROUTES_BY) is None and (caller is None or caller[ROUTES_BY] is None)


def _has_state(facts: Facts, component: Component) -> bool:
    in_memory = (component.value(STATE) or "") in ("memory", "sticky")
    scaled = component.value(AUTOSCALE)
    most = scaled.range.high if scaled is not None else 0
    return in_memory and max(most, facts[placements][component.path].count) > 1


class _Use(NamedTuple):
    """Who writes a data item to a store, or reads the data from its followers."""

    store: str
    data: str
    user: str


def _read_back(facts: Facts, stores: set[str]) -> set[str]:
    """The stores to which someone writes data in one flow, and from whose followers the same one reads
    the data in another, or in the same one where it is not known what the read gets."""
    claimed = {claim.about for _, claim in facts.design.claims_on("staleness", "consistency")}
    fixed = {path for path, item in facts.design.data.items() if item.is_immutable}
    written: dict[_Use, set[str]] = {}
    read: dict[_Use, set[str]] = {}
    for path, flow in facts.design.flows.items():
        for call in flow.steps if not flow.recovers else ():
            if call.callee.path in stores and call.waits:
                by_default = facts.design.components[call.callee.path].value(READS_FROM)
                copied = call.reads if (call.role or by_default) in _COPIES else ()
                for table, names in ((written, call.writes), (read, copied)):
                    for data in {named.path for named in names} - claimed - fixed:
                        for user in facts[flow_graphs][path].entries:
                            use = _Use(call.callee.path, data, user)
                            table.setdefault(use, set()).add(path)
    both = written.keys() & read.keys()
    return {
        use.store
        for use in both
        if len(written[use] | read[use]) > 1 or _is_unknown(facts, use, read[use])
    }


def _is_unknown(facts: Facts, use: _Use, flows: set[str]) -> bool:
    """Whether a read may get a write of the same run or miss it."""
    wanted = "read_your_writes"
    return any(
        hop.component == use.store and not hop.gives(wanted) and not hop.lacks(wanted)
        for hop in facts[reads_of][use.data].between_failovers
        if hop.flow in flows
    )
