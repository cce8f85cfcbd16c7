"""A call crosses a boundary around its interface.

Reported when: a component calls a service, function, monolith or worker of another group, the group declares an
interface (`api`) at another of its components, and the callee has none.

Not reported when: the group declares no interface, the callee has one, or both are in the group, on
one host or in one process (a `domain`). A store of another group is a matter of its data.

How to fix: call a component with an interface, or declare the interface of the callee.

Why: what is called around an interface becomes one: nobody may change it without asking the others, and what
the interface guards (rights, limits, versions) is not guarded.

Source: E. Evans, Domain-Driven Design (2003), on bounded contexts; S. Newman, Building Microservices, 2nd ed.
(2021), chapter 2, on information hiding.

Bad:

```design
actor visitor
component shop : service
group billing {
  component bills : service { api billing_v1 { style rest } }
  component taxes : service
}
flow order { visitor -> shop -> billing.taxes }
```

Good:

```design
actor visitor
component shop : service
group billing {
  component bills : service { api billing_v1 { style rest } }
  component taxes : service
}
flow order { visitor -> shop -> billing.bills -> billing.taxes }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Role, Step, edit, model, rule
from designlint.api.analyses import call_graph, placements
from designlint.api.text import listed

_KEEPS = (Role.STORE, Role.CACHE, Role.BROKER, Role.ROUTER, Role.EXTERNAL, Role.CLIENT)
_TOOLS = (Role.OBSERVER, Role.DEPLOYER, Role.CONFIGURATION, Role.IDENTITY_PROVIDER, Role.SECRETS_MANAGER)  # fmt: skip


@rule("ARC012", grade="minor", since="0.1")
def bypassed_interface(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that others call around the interface of its group."""
    interfaces = _interfaces(facts)
    for path, callers in facts[call_graph].callers.items():
        callee = facts.design.components.get(path)
        if callee is None or callee.apis or callee.plays(*_KEEPS, *_TOOLS):
            continue
        for group in _groups(callee):
            entries = interfaces.get(group, ())
            outside = [
                caller
                for caller in callers
                if _is_outside(facts, caller, group) and not _is_local(facts, caller, path)
            ]
            if entries and outside:
                yield _finding(facts, callee, group, entries, outside)
                break


def _groups(component: model.Component) -> Iterator[str]:
    """The groups around a component, the nearest first."""
    group = component.group or ""
    while group:
        yield group
        group = group.rpartition(".")[0]


def _interfaces(facts: Facts) -> dict[str, list[str]]:
    """The components that declare an interface, by the groups around them."""
    found: dict[str, list[str]] = {}
    for component in facts.design.components.values():
        for group in _groups(component) if component.apis else ():
            found.setdefault(group, []).append(component.path)
    return found


def _is_outside(facts: Facts, caller: str, group: str) -> bool:
    """Whether a component is not in a group; people and what forwards their requests aside."""
    component = facts.design.components.get(caller)
    if component is None or component.plays(Role.ROUTER, Role.SCHEDULER, Role.BROKER):
        return False
    return group not in _groups(component)


def _is_local(facts: Facts, caller: str, callee: str) -> bool:
    """Whether both run on one host, or in one process, which a design states as a domain."""
    one, other = (facts[placements][path].shared_domains for path in (caller, callee))
    return any(facts.design.places[d].level in ("host", "domain") for d in one if d in other)


def _finding(
    facts: Facts, callee: model.Component, group: str, entries: Sequence[str], outside: list[str]
) -> Finding:
    calls = [facts[call_graph].steps[caller, callee.path] for caller in outside]
    verb = "calls" if len(outside) == 1 else "call"
    return Finding(
        f"{listed(outside)} {verb} `{callee.path}` around the interface of `{group}`",
        Label(calls[0].span),
        callee.path,
        secondary=(
            *(Label(call.span) for call in calls[1:]),
            *(Label(facts.design.components[path].span, "an interface") for path in entries),
        ),
        witness=tuple([Step(f"{c.caller.path} -> {c.callee.path}", c.span) for c in calls]),
        help=(edit(f"{outside[0]} -> {entries[0]}", note="if the interface offers it"),),
    )
