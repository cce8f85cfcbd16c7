"""What is needed to get a component back fails together with it.

Outages are long when the way back leads through what has failed: the admin console signs people in
with the service that is down, monitoring stands in the zone that is dark, the deployment pipeline
reads its settings from the store that it is to mend. Nobody notices before the day that counts.

Looked at are the flows that `recover` a component and what is said with `observed_by` and
`deployed_by`; and what those tools cannot do without in turn (`identity_from`, `configured_by`,
`needs_at_boot`; the calls of an identity, configuration or discovery service, and the queues that it
waits for when they are full). It is told once for each tool and reason.

It is silent about what the tool goes on without (`runs_without`), about the component itself at the
end of the flow that recovers it, about places of a region and wider, and where nobody says where the
tool runs.

Source: Meta, More details about the October 4 outage (2021); AWS, summary of the service event of
2020-11-25 in the Northern Virginia region.

Bad:

```design
actor operator
component sso : identity { replicas 2 }
component console : service { replicas 2; identity_from sso }
flow mend recovers sso { operator -> console -> sso }
```

Good:

```design
actor operator
component sso : identity { replicas 2 }
component console : service { replicas 2; identity_from sso; runs_without sso }
flow mend recovers sso { operator -> console -> sso }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.ways_back import SharedWay, shared_ways
from designlint.api import Facts, Finding, Label, Severity, Step, advice, edit, rule
from designlint.api.text import listed


@rule("RES013", severity=Severity.WARNING, since="0.1")
def recovery_shares_fate(facts: Facts) -> Iterator[Finding]:
    """One finding for each tool that fails with what it must bring back."""
    for way in facts[shared_ways]:
        yield _finding(facts, way)


def _finding(facts: Facts, way: SharedWay) -> Finding:
    targets, tool = listed(way.targets), way.tools[0]
    if way.domain is not None:
        place = facts.design.places[way.domain]
        does = f"it {way.role}" if len(way.tools) == 1 else f"they {way.role.removesuffix('s')}"
        message = (
            f"the {place.level} `{place.path}` takes {listed(way.tools)} along with {targets}, "
            f"which {does}"
        )
        help_ = advice(f"run {listed(way.tools)} outside of `{way.domain}`")
    elif tool in way.targets:
        message = f"the way back to `{tool}` leads through `{tool}` itself"
        help_ = advice(f"reach what is behind `{tool}` another way when it is down")
    else:
        it = "it" if len(way.targets) == 1 else "them"
        does = "is needed to recover" if way.role == "recovers" else way.role
        message = f"`{tool}` {does} {targets}, and does not work without {it}"
        help_ = edit(
            f"runs_without {way.targets[0]}",
            place=f"`{way.last}`",
            note="by a second way that is tried",
        )
    return Finding(message, Label(way.at), tool, witness=_witness(way), help=(help_,))


def _witness(way: SharedWay) -> tuple[Step, ...]:
    more = len(way.targets) - 1
    return (*way.chain, Step(f"and so for {more} more")) if more else way.chain
