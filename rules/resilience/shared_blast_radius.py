"""What is divided so that its parts fail apart needs something that all parts share.

Cells, tenants and shards bound how much one failure takes down. A shared component that each of them
needs joins them again: its failure, its overload by one of them, or a bad change to it takes all of
them down. Divide it the same way, or make the parts go on without it.

It is told about components that the design says are shared (`tenancy shared`), in flows that also
need one with `tenancy per_cell` or `per_tenant`, or behind a store with shards. It is silent where
nobody says that it is shared, and where the flow goes on without it.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import flow_paths, shared_dependencies
from designlint.api.text import listed, step

_PARTITIONS = {"per_cell": "cells", "per_tenant": "tenants"}


@rule("RES007", severity=Severity.WARNING, since="0.1")
def shared_blast_radius(facts: Facts) -> Iterator[Finding]:
    """One finding for each shared component that divided ones meet in."""
    for shared, partitioned in facts[shared_dependencies].items():
        yield _finding(facts, facts.design.components[shared], partitioned)


def _finding(
    facts: Facts, shared: model.Component, partitioned: Mapping[str, tuple[str, ...]]
) -> Finding:
    apart = [facts.design.components[path] for path in partitioned]
    flows = tuple(dict.fromkeys(flow for flows in partitioned.values() for flow in flows))
    stated = shared[properties.component.TENANCY]
    return Finding(
        f"all {_partitions(apart[0]) or 'shards'} of {listed(list(partitioned))} fail with"
        f" `{shared.path}`, which they share",
        Label(shared.span),
        shared.path,
        secondary=(
            *((Label(stated.span, "shared by all"),) if stated and stated.span else ()),
            *(Label(component.span) for component in apart),
        ),
        witness=(
            step(f"{shared.path}: shared by all", stated),
            *map(_line, apart),
            *flow_paths(facts, flows, shared.path),
        ),
        help=(edit("tenancy per_cell"),),
    )


def _partitions(component: model.Component) -> str | None:
    """What a component consists of by its tenancy: cells or tenants; None for a store with shards."""
    return _PARTITIONS.get(component.value(properties.component.TENANCY) or "")


def _line(component: model.Component) -> Step:
    tenancy = component[properties.component.TENANCY]
    if tenancy is not None and tenancy.value in _PARTITIONS:
        return step(f"{component.path}: {tenancy.value}", tenancy)
    return step(f"{component.path}: sharded", component[properties.store.SHARDS])
