"""An interface is said to serve what the flows do elsewhere.

Reported when: an interface or operation `serves` a functional requirement, but the flows of users
that serve it pass no component with such an interface. Also when an operation `reads` or `writes`
data that no flow brings to its component, although flows pass the component.

Not reported when: no flow serves the requirement ([COV001](COV001.md)), or no flow passes the
component.

How to fix: correct `serves`, `reads` or `writes`, or draw the flow through the component.

Why: a requirement is traced to the code by its interface, and to load, latency and availability by
its flows. Where the two disagree, one of them is wrong, and what is proved of the flow does not
hold of the interface.

Source: ISO/IEC/IEEE 29148:2018, 5.2.8, on traceability in both directions.

Bad:

```design
functional FR1 "A buyer can order." { priority must }
actor buyer
component shop : service
component help : service { api public { style rest; serves FR1 } }
flow order serves FR1 { buyer -> shop }
flow ask { buyer -> help }
```

Good:

```design
functional FR1 "A buyer can order." { priority must }
actor buyer
component shop : service { api public { style rest; serves FR1 } }
component help : service
flow order serves FR1 { buyer -> shop }
flow ask { buyer -> help }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import FlowGraph, coverage, flow_graphs
from designlint.api.properties import context
from designlint.api.text import listed


@rule("COV009", grade="minor", since="0.2")
def interface_off_path(facts: Facts) -> Iterator[Finding]:
    """One finding for each interface or operation and what it names."""
    passing: dict[str, list[FlowGraph]] = {}
    for graph in facts[flow_graphs].values():
        for node in graph.nodes:
            passing.setdefault(node, []).append(graph)
    for component in facts.design.components.values():
        for part in (part for api in component.apis for part in api.parts):
            yield from _unserved(facts, component, part)
            yield from _unmoved(component, part, passing.get(component.path, ()))


def _unserved(facts: Facts, component: model.Component, part: model.Element) -> Iterator[Finding]:
    for ref in part.value(context.SERVES) or ():
        flows = [p for p in facts[coverage].flows_serving.get(ref.path, ()) if _has_users(facts, p)]
        passed = {node for path in flows for node in facts[flow_graphs][path].nodes}
        offering = {api.rpartition(".")[0] for api in facts[coverage].apis_serving[ref.path]}
        if flows and passed.isdisjoint(offering) and facts.design.requirements[ref.path].functional:
            yield Finding(
                f"`{part.path}` serves `{ref.path}`, but {listed(flows)} {_do(flows)} so without `{component.path}`",
                Label(part.span_of(context.SERVES), "no flow for it comes here"),
                component.path,
                secondary=(Label(facts.design.flows[flows[0]].span, f"serves `{ref.path}`"),),
                help=(edit(f"serves {ref.path}", place="the interface that the flow passes"),),
                flows=tuple(flows),
            )


def _has_users(facts: Facts, flow: str) -> bool:
    """Whether users begin a flow; what happens behind the scenes needs no interface."""
    graph = facts[flow_graphs][flow]
    return any(map(graph.is_client, graph.entries))


def _unmoved(
    component: model.Component, part: model.Element, passing: Sequence[FlowGraph]
) -> Iterator[Finding]:
    """Where flows pass the component, and none of them has the data behind or before it."""
    if not passing or (part[context.READS] is None and part[context.WRITES] is None):
        return
    moved = {n.path for g in passing for step in g.flow.steps for n in (*step.reads, *step.writes)}
    unclear = not moved or component[properties.store.HOLDS] is not None
    for key in (context.READS, context.WRITES):
        for ref in part.value(key) or ():
            if ref.path not in moved and not unclear:
                yield Finding(
                    f"`{part.path}` {key.name} `{ref.path}`, but no flow through `{component.path}` does",
                    Label(part.span_of(key), "in no flow"),
                    component.path,
                    help=(
                        edit(f"{key.name} {ref.path}", place="the step of the flow that does it"),
                    ),
                )


def _do(flows: list[str]) -> str:
    return "does" if len(flows) == 1 else "do"
