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

from collections.abc import Iterator

from designlint.analyses.detectors.blast_radius import Meeting, meetings
from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.analyses import flow_paths
from designlint.api.text import listed


@rule("RES007", severity=Severity.WARNING, since="0.1")
def shared_blast_radius(facts: Facts) -> Iterator[Finding]:
    """One finding for each shared component that divided ones meet in."""
    for meeting in facts[meetings]:
        yield _finding(facts, meeting)


def _finding(facts: Facts, meeting: Meeting) -> Finding:
    shared = meeting.shared
    stated = shared[properties.component.TENANCY]
    apart = [facts.design.components[path] for path in meeting.apart]
    return Finding(
        f"all {meeting.parts} of {listed(meeting.apart)} fail with `{shared.path}`, which they share",
        Label(shared.span),
        shared.path,
        secondary=(
            *((Label(stated.span, "shared by all"),) if stated and stated.span else ()),
            *(Label(component.span) for component in apart),
        ),
        witness=(*meeting.lines, *flow_paths(facts, meeting.flows, shared.path)),
        help=(edit("tenancy per_cell"),),
    )
