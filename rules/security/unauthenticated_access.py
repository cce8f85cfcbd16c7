"""Anyone can read protected data, or control the system, through an interface without authentication.

Reported when: a user, a client program or an external system calls a component through an interface
with `auth none`, and the flow reads data there that `contains` personal, payment or health data or
secrets. Where the flow only writes such data, as a form for guests does, the severity is info. Also
when an interface of a component that deploys, configures or keeps secrets has `auth none`.

Not reported when: the flow asks an identity component, as signing in does; another interface of the
component serves the requirement of the flow; or `auth` is not declared (the open questions ask).

How to fix: authenticate the callers, and declare how (`auth token`, `auth mtls`).

Why: an identifier in a request is no proof of who asks. Whoever tries all identifiers reads all
records, and such an interface is found within days.

Source: OWASP API Security Top 10 (2023), API2 Broken Authentication; OWASP Application Security
Verification Standard 4.0, V4 Access Control; NIST SP 800-204.

Bad:

```design
actor visitor
data account { contains personal; retention 2y }
component shop : service { api web { clients public; auth none } }
component store : database { holds account }
flow see { visitor -> shop; shop -> store reads account }
```

Good:

```design
actor visitor
data account { contains personal; retention 2y }
component shop : service { api web { clients public; auth token } }
component store : database { holds account }
flow see { visitor -> shop; shop -> store reads account }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, edit, properties, rule
from designlint.api.analyses import flow_graphs
from designlint.api.model import Api, Component, Flow
from designlint.api.model import Step as Call
from designlint.api.text import listed, step

_AUTH, _CONTAINS = properties.context.AUTH, properties.context.CONTAINS
_CONTROLS = (Role.DEPLOYER, Role.CONFIGURATION, Role.SECRETS_MANAGER)


@rule("SEC004", grade="risk", also=("minor",), since="0.2")
def unauthenticated_access(facts: Facts) -> Iterator[Finding]:
    """One finding for each open interface: for what it controls, else for the gravest flow through it."""
    for component in facts.design.components.values():
        if component.is_external:
            continue
        for api in component.apis:
            if (api.value(_AUTH) or "") != "none":
                continue
            if component.plays(*_CONTROLS):
                yield _controlled(component, api)
            else:
                found = [_through(facts, component, api, flow) for flow in _flows(facts, api)]
                graded = sorted((one for one in found if one), key=lambda one: one.grade == "minor")
                yield from graded[:1]


def _flows(facts: Facts, api: Api) -> list[Flow]:
    """The flows that may enter through an interface: where it names its requirements, those that serve
    one of them, unless another interface of the component does."""
    served = {ref.path for ref in api.value(properties.context.SERVES) or ()}
    others = facts.design.components[api.component].apis
    taken = {
        r.path for o in others if o is not api for r in o.value(properties.context.SERVES) or ()
    }
    flows = [flow for flow in facts.design.flows.values() if not flow.recovers]
    if served:
        return [f for f in flows if not f.serves or any(r.path in served for r in f.serves)]
    return [f for f in flows if not any(r.path in taken for r in f.serves)]


def _through(facts: Facts, component: Component, api: Api, flow: Flow) -> Finding | None:
    """The finding about the protected data of a flow that someone outside begins at a component."""
    design, graph = facts.design, facts[flow_graphs][flow.path]
    entry = next((call for call in flow.steps if _is_entry(facts, call, component)), None)
    if entry is None:
        return None
    reached = graph.reached_from(component.path, lambda _: True)
    if any(path in design.components and _proves(design.components[path]) for path in reached):
        return None
    calls = [entry, *(call for path in reached for call in graph.by_caller.get(path, ()))]
    read = [(call, n.path) for call in calls for n in call.reads if _is_protected(facts, n.path)]
    written = [
        (call, n.path) for call in calls for n in call.writes if _is_protected(facts, n.path)
    ]
    used = read or written
    return _finding(facts, api, flow, entry, used, reads=bool(read)) if used else None


def _is_entry(facts: Facts, call: Call, component: Component) -> bool:
    """Whether a call comes from outside of the system."""
    caller = facts.design.components.get(call.caller.path)
    is_outside = caller is None or caller.plays(Role.CLIENT, Role.EXTERNAL)
    return is_outside and call.callee.path == component.path


def _proves(component: Component) -> bool:
    return component.plays(Role.IDENTITY_PROVIDER)


def _is_protected(facts: Facts, data: str) -> bool:
    known = facts.design.data[data][_CONTAINS]
    return known is not None and len(known.value) > 0


def _finding(
    facts: Facts, api: Api, flow: Flow, entry: Call, used: list[tuple[Call, str]], *, reads: bool
) -> Finding:
    call, first = used[0]
    names = [*dict.fromkeys(data for _, data in used)]
    known = facts.design.data[first].value(_CONTAINS)
    contents = " and ".join(known or ())
    verb = "read" if reads else "write"
    return Finding(
        f"`{flow.path}` {verb}s {listed(names)} for anyone: `{api.path}` does not authenticate its callers",
        Label(api.span_of(_AUTH), "no authentication"),
        api.path,
        secondary=(
            Label(entry.span, "called from outside"),
            Label(call.span, f"{verb}s {contents} data"),
        ),
        witness=(
            step(f"{api.path}: auth none", api[_AUTH]),
            Step(f"`{flow.path}` enters through `{api.component}`", entry.span),
            Step(f"`{first}` contains {contents} data", call.span),
        ),
        help=(edit("auth token", place=f"`{api.path}`"),),
        flows=(flow.path,),
        grade="risk" if reads else "minor",
        causes=(f"no authentication at `{api.path}`",),
    )


def _controlled(component: Component, api: Api) -> Finding:
    return Finding(
        f"`{api.path}` controls the system for anyone: it does not authenticate its callers",
        Label(api.span_of(_AUTH), "no authentication"),
        api.path,
        secondary=(Label(component.span, f"{component.kind}"),),
        witness=(step(f"{api.path}: auth none", api[_AUTH]),),
        help=(edit("auth mtls", place=f"`{api.path}`"),),
        causes=(f"no authentication at `{api.path}`",),
    )
