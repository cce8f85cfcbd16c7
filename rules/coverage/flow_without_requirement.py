"""A flow serves no requirement.

Reported when: a flow states no requirement that it serves, recovers nothing and gives no reason. The
findings of a design are one, beneath the open questions (COV007).

Not reported when: the flow states `because` (housekeeping such as compaction does), or takes its
work from a queue or stream that is filled by a flow with a requirement or a reason. A design
without functional requirements, and one in which no flow serves any (COV001), gets no finding.

How to fix: state `serves NAME`, declare the missing requirement, or give the reason with `because`.

Why: either the flow does what no requirement asks for, which costs capacity and adds ways to fail, or
a requirement is missing.

Source: ISO/IEC/IEEE 29148:2018, on tracing the design back to requirements.

Bad:

```design
functional FR1 "A visitor follows a link."
actor visitor
component links : service
flow follow serves FR1 { visitor -> links }
flow preview { visitor -> links }
```

Good:

```design
functional FR1 "A visitor follows a link."
actor visitor
component links : service
flow follow serves FR1 { visitor -> links }
flow preview { because "The browser prefetches, and a site cannot prevent that."; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import coverage, flow_graphs


@rule("COV002", grade="advice", since="0.1", about_absence=True)
def flow_without_requirement(facts: Facts) -> Iterator[Finding]:
    """One finding for each flow whose purpose is not stated."""
    covered = facts[coverage]
    requirements = facts.design.requirements
    if not any(requirements[path].functional for path in covered.flows_serving):
        return
    unserved = [edit(f"serves {path}") for path in covered.unserved[:1]]
    for path in _without_purpose(facts):
        yield Finding(
            f"`{path}` serves no requirement and recovers nothing",
            Label(facts.design.flows[path].span),
            path,
            help=(*unserved, edit('because "..."', note="if the flow needs no requirement")),
            causes=("flows without a requirement",),
            because=("open questions",),
        )


def _without_purpose(facts: Facts) -> list[str]:
    """The flows that serve nothing, recover nothing, give no reason, and do not carry on the work
    that such a flow leaves in a queue or stream."""
    flows = facts.design.flows
    waiting = [path for path, flow in flows.items() if not _has_purpose(flow)]
    reached = _callees(flow for path, flow in flows.items() if path not in waiting)
    growing = True
    while growing:
        carried = [path for path in waiting if _takes_from(facts, path, reached)]
        reached |= _callees(flows[path] for path in carried)
        waiting = [path for path in waiting if path not in carried]
        growing = bool(carried)
    return waiting


def _has_purpose(flow: model.Flow) -> bool:
    return bool(flow.serves or flow.recovers or flow[properties.component.BECAUSE])


def _takes_from(facts: Facts, path: str, reached: set[str]) -> bool:
    graph = facts[flow_graphs][path]
    return any(graph.starts_at_broker(entry) and entry in reached for entry in graph.entries)


def _callees(flows: Iterable[model.Flow]) -> set[str]:
    return {step.callee.path for flow in flows for step in flow.steps}
