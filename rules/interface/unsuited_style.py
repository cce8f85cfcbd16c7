"""The style of an interface does not fit its use.

Reported when: a component sends something to a user who has not asked for it in the same flow, and
all its interfaces for that are of a request-response style (`rest`, `soap`, `rpc`); or a user
streams to a component (`~>`) over `soap`; or a `webhook` is to call the program in a user's hands, or tens of
thousands of people. As advice: a requirement says that somebody sees at once what others do or
what changes ("chat", "in real time", "as it happens"), and all interfaces that serve it are of a
request-response style; an interface with `clients public` is of style
`rpc` or `grpc`; people send what others see over `sse`, which goes one way; an interface of style `graphql` has a single component as its client, or clients of
the own team and operations that read one data item each.

Not reported when: an interface of the component that serves the same requirement has another style
(`websocket`, `sse`, `webhook`, `events`, `grpc`, `graphql`), or none is declared; the step declares
a `protocol` other than HTTP, as mail has; the interface is `internal`; or, for advice, a decision
with two or more options is about the interface.

How to fix: choose a style in which the server can push. For others, a resource-oriented interface
is what every client speaks; for one client with fixed queries, plain operations are simpler.
`designlint explain api-styles` compares the styles.

Why: in a request-response style, a user learns of a change by polling: most answers are empty, and
the others are late. A remote procedure call needs generated clients of each client's language, and
browsers do not speak gRPC. GraphQL lets many clients choose what they need; one client pays for the
parser, the resolvers and the limits on query cost, and has nothing to choose.

Source: IETF RFC 6202, on polling and its cost; IETF RFC 6455 (WebSocket); WHATWG HTML, Server-sent
events; gRPC documentation, gRPC-Web; GraphQL Foundation, GraphQL best practices; M. Kleppmann,
Designing Data-Intensive Applications (2017), chapter 4, on REST for public interfaces and RPC
within one organisation.

Bad:

```design
functional FR1 "The system shows each new price to a trader." { priority must }
actor trader
component feed : service { api quotes { style soap; serves FR1; clients public } }
component prices : stream
flow push serves FR1 { prices ~> feed ~> trader }
```

Good:

```design
functional FR1 "The system shows each new price to a trader." { priority must }
actor trader
component feed : service { api quotes { style websocket; serves FR1; clients public } }
component prices : stream
flow push serves FR1 { prices ~> feed ~> trader }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, edit, model, properties, rule
from designlint.api.analyses import flow_graphs
from designlint.api.properties import context
from designlint.api.text import stated_label

_CLIENTS_BEGIN: tuple[str | None, ...] = ("rest", "soap", "rpc")
_ENVELOPES: tuple[str | None, ...] = ("soap",)
_CROWD = 10_000
"""So many receivers are people, and no servers."""
_HTTP = ("http", "https", "rest", "soap")


@rule("API001", grade="risk", also=("advice",), since="0.2")
def unsuited_style(facts: Facts) -> Iterator[Finding]:
    """One finding for each interface."""
    lives = _lives(facts.design)
    for component in facts.design.components.values():
        pushed = _pushed(facts, component)
        for api in component.apis:
            live = lives.get(api.path)
            if api.path in pushed:
                yield _silent_server(component, api, *pushed[api.path])
            elif live is not None:
                yield _polled(component, api, live)
            elif not _is_decided(facts.design, api):
                yield from _one_way(facts, component, api)
                yield from _advice(facts, component, api)


def _pushed(facts: Facts, component: model.Component) -> dict[str, tuple[model.Flow, model.Step]]:
    """The interfaces by which users would get what they have not asked for, or send without waiting for
    an answer, with flow and step."""
    found: dict[str, tuple[model.Flow, model.Step]] = {}
    using = facts.design.flows_by_element.get(component.path, ()) if component.apis else ()
    for path in using:
        flow, graph = facts.design.flows[path], facts[flow_graphs][path]
        for call in flow.steps:
            is_push = call.caller.path == component.path and graph.is_client(call.callee.path)
            is_stream = call.callee.path == component.path and graph.is_client(call.caller.path)
            if (is_push and not _is_answer(flow, call)) or (is_stream and not call.waits):
                used = [api for api in component.apis if _is_used(api, flow)]
                unfit = _CLIENTS_BEGIN if is_push else _ENVELOPES
                all_unfit = all(api.value(context.STYLE) in unfit for api in used)
                if used and all_unfit and not _is_elsewhere(flow, call):
                    found.setdefault(used[0].path, (flow, call))
    return found


def _one_way(facts: Facts, component: model.Component, api: model.Api) -> Iterator[Finding]:
    """An interface by which only one side can begin, and it is not the one that has to."""
    style = api.value(context.STYLE)
    if style not in ("webhook", "sse"):
        return
    for path in facts.design.flows_by_element.get(component.path, ()):
        flow, graph = facts.design.flows[path], facts[flow_graphs][path]
        pushed = [
            call
            for call in flow.steps
            if call.caller.path == component.path and graph.is_client(call.callee.path)
        ]
        if not pushed or not _is_used(api, flow) or _is_elsewhere(flow, pushed[0]):
            continue
        if style == "webhook" and _is_uncallable(facts.design, api, pushed[0].callee.path):
            yield _dead_end(component, api, flow, pushed[0])
            return
        sent = [
            c
            for c in flow.steps
            if c.callee.path == component.path and graph.is_client(c.caller.path)
        ]
        served = _served(facts.design, api) if style == "sse" and sent else []
        mutual = [one for one in served if one.statement.mutual is not None]
        if mutual:
            what = (
                f"use `websocket` for `{api.path}`, or offer a second interface for what users send"
            )
            message = (
                f"`{api.path}` is of style `sse`, but users send as well by `{mutual[0].path}`"
            )
            yield _advised(component, api, message, "the server alone sends", what)
            return


def _is_uncallable(design: model.Design, api: model.Api, receiver: str) -> bool:
    """Whether nobody can call a receiver: a program in a user's hands, or so many people that few of them
    run a server."""
    if receiver in design.components:
        return True
    count = design.actors[receiver].value(context.COUNT)
    is_public = api.value(context.CLIENTS) == "public"
    return is_public and count is not None and count.value >= _CROWD


def _served(design: model.Design, api: model.Api) -> list[model.Requirement]:
    """The requirements that an interface serves, and no other one."""
    every = [one for component in design.components.values() for one in component.apis]
    return [
        one
        for one in design.requirements.values()
        if [other for other in every if _serves(other, one.path)] == [api]
    ]


def _dead_end(
    component: model.Component, api: model.Api, flow: model.Flow, call: model.Step
) -> Finding:
    receiver = call.callee.path
    return Finding(
        f"`{api.path}` is a `webhook`, but nothing can call `{receiver}` in `{flow.path}`",
        Label(api.span_of(context.STYLE), "a request to a server of the receiver"),
        component.path,
        secondary=(Label(call.span, "its receiver has no address"),),
        help=(edit("style sse", note="or websocket, or a push service of the platform"),),
        flows=(flow.path,),
    )


def _is_elsewhere(flow: model.Flow, call: model.Step) -> bool:
    """Whether a call is made by another protocol than the interface's, as a mail is."""
    protocol = flow.stated(call, properties.relation.PROTOCOL)
    return protocol is not None and protocol.value.lower() not in _HTTP


def _is_answer(flow: model.Flow, call: model.Step) -> bool:
    """Whether a user has called in the flow, and nothing else sets the component off."""
    user, component = call.callee.path, call.caller.path
    into = [one for one in flow.steps if one.callee.path == component and not one.waits]
    begun = any(one.caller.path == user for one in flow.steps)
    return begun and all(one.caller.path == user for one in into)


def _is_used(api: model.Api, flow: model.Flow) -> bool:
    """Whether users get by an interface what a flow is for."""
    if api.value(context.CLIENTS) == "internal":
        return False
    served = {ref.path for part in api.parts for ref in part.value(context.SERVES) or ()}
    return api.is_for_others if not served else any(named.path in served for named in flow.serves)


def _silent_server(
    component: model.Component, api: model.Api, flow: model.Flow, call: model.Step
) -> Finding:
    style, caller, callee = api.value(context.STYLE), call.caller.path, call.callee.path
    verb, cost = (
        "pushes",
        f"2. over `{style}`, `{callee}` gets it by polling alone: late, with mostly empty answers",
    )
    if callee == component.path:
        verb, cost = (
            "streams",
            f"2. over `{style}`, each message is a request with an envelope and an answer",
        )
    return Finding(
        f"`{api.path}` has the request-response style `{style}`, but `{caller}` {verb} to `{callee}` "
        f"in `{flow.path}`",
        Label(api.span_of(context.STYLE), "a request and its answer at a time"),
        component.path,
        secondary=(Label(call.span, verb),),
        witness=(
            Step(f"1. `{caller}` sends to `{callee}` and waits for nothing", call.span),
            Step(cost),
        ),
        help=(edit("style websocket", note="or sse, webhook, events"),),
        flows=(flow.path,),
    )


def _lives(design: model.Design) -> dict[str, model.Requirement]:
    """A requirement that somebody sees at once what changes, by each interface of those that serve it,
    which all begin with their clients."""
    every = [one for component in design.components.values() for one in component.apis]
    found: dict[str, model.Requirement] = {}
    for requirement in design.requirements.values():
        if requirement.functional and requirement.statement.live is not None:
            serving = [one for one in every if _serves(one, requirement.path)]
            if all(one.value(context.STYLE) in _CLIENTS_BEGIN for one in serving):
                for api in serving:
                    if not _is_decided(design, api):
                        found.setdefault(api.path, requirement)
    return found


def _serves(api: model.Api, requirement: str) -> bool:
    served = {ref.path for part in api.parts for ref in part.value(context.SERVES) or ()}
    return requirement in served and api.value(context.CLIENTS) != "internal"


def _polled(component: model.Component, api: model.Api, live: model.Requirement) -> Finding:
    style, words = api.value(context.STYLE), live.statement.live
    label = Label(live.part(words) if words is not None else live.span, "somebody sees a change")
    return Finding(
        f"`{api.path}` has the request-response style `{style}`, but by `{live.path}` its clients see changes"
        " that others make",
        Label(api.span_of(context.STYLE), "clients get them by polling alone"),
        component.path,
        secondary=(label,),
        help=(edit("style websocket", note="or sse, webhook, events"),),
        grade="advice",
    )


def _is_decided(design: model.Design, api: model.Api) -> bool:
    """Whether a decision weighs the style of an interface against another."""
    return any(
        len(decision.options) > 1 and any(named.path == api.path for named in decision.about)
        for decision in design.decisions.values()
    )


def _advice(facts: Facts, component: model.Component, api: model.Api) -> Iterator[Finding]:
    style, clients = api.value(context.STYLE), api.value(context.CLIENTS)
    if style in ("rpc", "grpc") and clients == "public":
        yield _advised(
            component, api, f"`{api.path}` asks clients of the public to speak `{style}`",
            "every client needs generated code, and browsers a proxy",
            f"offer `{api.path}` as REST or GraphQL, or record the decision for `{style}`",
        )  # fmt: skip
    elif style == "graphql":
        why = _nothing_to_choose(facts, component, api)
        if why:
            yield _advised(
                component, api, f"`{api.path}` is of style `graphql`, but {why}",
                "no client chooses among queries",
                f"offer plain operations at `{api.path}`, or record the decision for GraphQL",
            )  # fmt: skip


def _advised(
    component: model.Component, api: model.Api, message: str, why: str, what: str
) -> Finding:
    stated = api[context.CLIENTS]
    return Finding(
        message,
        Label(api.span_of(context.STYLE), why),
        component.path,
        secondary=stated_label(stated, "its clients"),
        help=(advice(what),),
        grade="advice",
    )


def _nothing_to_choose(facts: Facts, component: model.Component, api: model.Api) -> str:
    """Why the clients of an interface need no choice; empty where they may."""
    callers = _callers(facts.design, component.path)
    if len(callers) == 1 and len(component.apis) == 1:
        (one,) = callers
        if one in facts.design.components:
            return f"`{one}` is its only client"
    reads = [operation.value(context.READS) or () for operation in api.operations]
    if reads and not api.is_for_others and all(len(read) <= 1 for read in reads):
        return "each of its operations reads one data item at most"
    return ""


def _callers(design: model.Design, callee: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Who calls a component, or gets messages of it; who only passes requests on stands for its own
    callers. A queue or stream that it takes from is no client."""
    calls = [call for flow in design.flows.values() for call in flow.steps]
    sent = {
        c.callee.path for c in calls if c.caller.path == callee and c.callee.path in design.actors
    }
    found: set[str] = set() if seen else sent
    asking = {
        c.caller.path
        for c in calls
        if c.callee.path == callee and (c.waits or c.caller.path in design.actors)
    }
    for caller in asking - seen:
        component = design.components.get(caller)
        if component is not None and component.plays(Role.ROUTER, Role.EDGE):
            found |= _callers(design, caller, seen | {callee})
        else:
            found.add(caller)
    return found
