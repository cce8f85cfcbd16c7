"""All cells, tenants or shards depend on one shared component.

Reported when: a flow fails with a component of `tenancy shared` and also with one of `tenancy
per_cell` or `per_tenant`, or when a store with shards depends on the shared component.

Not reported when: `tenancy shared` is not declared, the flow goes on without the component, or the
flow recovers something.

How to fix: divide the shared component in the same way, or let the cells run without it.

Why: cells, tenants and shards bound the blast radius of one failure. A shared component removes that
bound: its failure, its overload by one cell, or a bad change takes all of them down.

Source: AWS Well-Architected, Reducing the Scope of Impact with Cell-Based Architecture; C. MacCarthaigh
and others, Workload isolation using shuffle-sharding, Amazon Builders' Library.

Bad:

```design
actor client
component front : service { tenancy shared }
component cells : database { tenancy per_cell }
flow put { rate 10 req/s; client -> front -> cells }
```

Good:

```design
actor client
component front : service { tenancy per_cell }
component cells : database { tenancy per_cell }
flow put { rate 10 req/s; client -> front -> cells }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.analyses import flow_graphs, hard_dependencies
from designlint.api.text import listed, stated_label, step

# Of more components, or flows, the first ones show the problem.
_SHOWN = 8

_PARTITIONS = {"per_cell": "cells", "per_tenant": "tenants"}


@rule("RES007", grade="risk", since="0.1")
def shared_blast_radius(facts: Facts) -> Iterator[Finding]:
    """One finding for each shared component that all partitions of others depend on."""
    for shared, partitioned in facts[hard_dependencies].shared.items():
        yield _finding(facts, facts.design.components[shared], partitioned)


def _finding(
    facts: Facts, shared: model.Component, partitioned: Mapping[str, tuple[str, ...]]
) -> Finding:
    apart = [facts.design.components[path] for path in partitioned]
    flows = tuple(dict.fromkeys(flow for flows in partitioned.values() for flow in flows))
    stated = shared[properties.component.TENANCY]
    return Finding(
        f"`{shared.path}` is shared, so its failure stops all {_partitions(apart[0]) or 'shards'} of"
        f" {listed(list(partitioned))}",
        Label(shared.span),
        shared.path,
        secondary=(
            *stated_label(stated, "shared"),
            *(Label(component.span) for component in apart[:_SHOWN]),
        ),
        witness=(
            step(f"{shared.path}: tenancy shared", stated),
            *map(_line, apart[:_SHOWN]),
            *((Step(f"and {len(apart) - _SHOWN} more"),) if len(apart) > _SHOWN else ()),
            *facts[flow_graphs].unavoidable_paths(flows[:_SHOWN], shared.path),
        ),
        help=(edit("tenancy per_cell"),),
    )


def _partitions(component: model.Component) -> str | None:
    """What a component consists of by its tenancy: cells or tenants; None for a store with shards."""
    return _PARTITIONS.get(component.value(properties.component.TENANCY) or "")


def _line(component: model.Component) -> Step:
    tenancy = component[properties.component.TENANCY]
    if tenancy is not None and tenancy.value in _PARTITIONS:
        return step(f"{component.path}: tenancy {tenancy.value}", tenancy)
    return step(f"{component.path}: sharded", component[properties.store.SHARDS])
