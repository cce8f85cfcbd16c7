"""Failover takes longer than the required availability allows in a year.

While a new leader is found, the store takes no writes. Where that alone takes more of a year than the
target leaves, no redundancy makes up for it: 99.99% leaves 53 minutes, so a failover by hand that
takes an hour has used them up the first time.

How often a leader fails is stated by the replica's `mtbf`; then the requirement is refuted, and it is
an error. Without it, it is a warning where a single failover a year is already too long. It is silent
where no time is stated for the failover, where no availability is required, and about components that
the flow can do without or has a stand-in for.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 3 and appendix A, on what an
availability allows in a year.

Bad:

```design
actor author
component store : database { topology leader_follower { followers 2 }; failover manual 2h }
flow create { author -> store }
nonfunctional NFR1 "Up." { require availability of create >= 99.99% }
```

Good:

```design
actor author
component store : database { topology leader_follower { followers 2 }; failover auto 30s }
flow create { author -> store }
nonfunctional NFR1 "Up." { require availability of create >= 99.99% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.failovers import SlowFailover, slow_failovers
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import Dimension, origin_text, show, show_value


@rule("RES012", severity=Severity.ERROR, unrequired=Severity.WARNING, since="0.1")
def slow_failover(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that is away for too long while it fails over."""
    for slow in facts[slow_failovers]:
        yield _finding(facts, slow)


def _finding(facts: Facts, slow: SlowFailover) -> Finding:
    component = facts.design.components[slow.component]
    owner = slow.verdict.owner.path
    time = slow.failover.value.time
    takes = show(time) if time is not None else ""
    allowed = show_value(slow.allowed, Dimension.TIME)
    often = "one failover" if slow.mtbf is None else f"{slow.often:.3g} failovers"
    total = show_value(slow.often * (time.value if time is not None else 0.0), Dimension.TIME)
    return Finding(
        f"{often} of `{component.path}` a year {'take' if slow.mtbf else 'takes'} {total}, "
        f"more than the {allowed} that `{owner}` allows",
        Label(slow.failover.span or component.span, f"{takes} each time"),
        component.path,
        secondary=(Label(slow.verdict.claim.span, f"leaves {allowed} a year"),),
        witness=tuple(_witness(slow, takes, total)),
        help=(edit("failover auto 30s"),),
        breaks=(owner,) if slow.mtbf is not None else (),
    )


def _witness(slow: SlowFailover, takes: str, total: str) -> Iterator[Step]:
    if slow.mtbf is not None:
        text = f"a replica fails every {show(slow.mtbf.value)} on average: {slow.often:.3g} a year"
        yield Step(text, slow.mtbf.span, origin_text(slow.mtbf.origin))
    text = f"{slow.often:.3g} x {takes} without a leader = {total} a year"
    yield Step(text, slow.failover.span, origin_text(slow.failover.origin))
