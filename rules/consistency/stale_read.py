"""A read gets less than the consistency that a requirement asks for.

What a read gets is the least that any hop on its way gives: a follower that lags, a quorum that
misses the last write, a cache or a CDN with a time to live, an index that a stream fills, a leader
whose failover loses the last writes, an old answer instead of none. Of models of transactions it is
the isolation of the store. The witness is the interleaving, step by step, that ends in the stale, lost
or skewed read.

There is one finding for each requirement and each component that gives too little, at the first step
that reads there. It is silent where the facts do not tell what a read gets (VER002), about data that
is `immutable`, and where no requirement on the consistency of the datum is stated.

Source: M. Herlihy and J. Wing, Linearizability (1990); D. Terry and others, Session Guarantees for
Weakly Consistent Replicated Data (1994); H. Berenson and others, A Critique of ANSI SQL Isolation
Levels (1995); the map of models at https://jepsen.io/consistency/models.

Bad:

```design
actor author
data link
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create { rate 60 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> store reads link, from follower }
nonfunctional NFR1 "At once." { require consistency of link >= read_your_writes }
```

Good:

```design
actor author
data link
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create { rate 60 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> store reads link, from leader }
nonfunctional NFR1 "At once." { require consistency of link >= read_your_writes }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, rule
from designlint.api.analyses import (
    Hop,
    Status,
    Verdict,
    consistency_help,
    verdicts_about,
    weak_hops,
)
from designlint.api.text import listed, remedy_at


@rule("CON001", severity=Severity.ERROR, since="0.1")
def stale_read(facts: Facts) -> Iterator[Finding]:
    """One finding for each refuted requirement and each component that gives too little."""
    for verdict in verdicts_about(facts, "consistency"):
        claim = verdict.claim
        if verdict.status is not Status.VIOLATED:
            continue
        by_component: dict[str, list[Hop]] = {}
        for hop in weak_hops(facts, claim.subject.path if claim.subject else "", str(claim.target)):
            by_component.setdefault(hop.component, []).append(hop)
        for hops in by_component.values():
            yield _finding(facts, verdict, hops)


def _finding(facts: Facts, verdict: Verdict, hops: list[Hop]) -> Finding:
    first, claim = hops[0], verdict.claim
    data = claim.subject.path if claim.subject else ""
    wanted = str(claim.target)
    flows = list(dict.fromkeys(hop.flow for hop in hops))
    told = f"reads of `{data}` from"
    if first.is_transactional:
        told = f"transactions on `{data}` in"
    return Finding(
        f"{told} `{first.component}` are not {wanted} in {listed(flows)}",
        Label(first.step.span, f"gives {' and '.join(first.delivers)}"),
        verdict.owner.path,
        secondary=(Label(claim.span, f"{first.anomaly(wanted) or 'that'} is ruled out"),),
        witness=first.lines,
        help=remedy_at(facts, verdict, first.component, surely=True)
        or consistency_help(facts, first, data, wanted),
        breaks=(verdict.owner.path,),
    )
