"""What is needed to get a component back fails together with it.

Outages are long when the way back leads through what has failed: the admin console signs people in
with the service that is down, monitoring stands in the zone that is dark, the deployment pipeline
reads its settings from the store that it is to mend. Nobody notices before the day that counts.

Looked at are the flows that `recover` a component and what is said with `observed_by` and
`deployed_by`; and what those tools cannot do without in turn (`identity_from`, `configured_by`,
`needs_at_boot`, the calls of an identity, configuration or discovery service). It is told once for
each tool and reason. It is silent about what the tool goes on without (`runs_without`), about the
component itself at the end of the flow that recovers it, about places of a region and wider, and
where nobody says where the tool runs.

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

from designlint.api import (
    Facts,
    Finding,
    Label,
    Severity,
    SharedWay,
    Step,
    listed,
    rule,
    shared_ways,
)


@rule("RES013", severity=Severity.WARNING, since="0.1")
def recovery_shares_fate(facts: Facts) -> Iterator[Finding]:
    """One finding for each tool that fails with what it must bring back."""
    for way in facts[shared_ways]:
        yield _finding(facts, way)


def _finding(facts: Facts, way: SharedWay) -> Finding:
    targets = listed(way.targets)
    if way.domain is not None:
        place = facts.design.places[way.domain]
        message = (
            f"the {place.level} `{place.path}` takes `{way.tool}` along with {targets}, "
            f"which it {way.role}"
        )
        help_ = f"run `{way.tool}` outside of `{way.domain}`"
    elif way.tool in way.targets:
        message = f"the way back to `{way.tool}` leads through `{way.tool}` itself"
        help_ = f"reach what is behind `{way.tool}` another way when it is down"
    else:
        it = "it" if len(way.targets) == 1 else "them"
        message = f"`{way.tool}` {way.role} {targets}, and does not work without {it}"
        help_ = f"in `{way.last}`: runs_without {way.targets[0]}  # by a second way that is tried"
    return Finding(message, Label(way.at), way.tool, witness=_witness(way), help=(help_,))


def _witness(way: SharedWay) -> tuple[Step, ...]:
    more = len(way.targets) - 1
    return (*way.chain, Step(f"and so for {more} more")) if more else way.chain
