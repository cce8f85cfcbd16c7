"""A read lacks the consistency that a requirement asks for.

Reported when: a component that may answer a read of the data surely gives a weaker model than a
`consistency` requirement asks for. A read gets the weakest model of all hops on its path: a
lagging follower, a partial quorum, a cache with a TTL, an index that a stream fills, a lossy
failover, a stale fallback. For models of transactions, the isolation level of the store counts.
There is one finding for each requirement and component, at the first step that reads there.

Not reported when: what the read gets is unknown (VER002 reports that), the data is `immutable`, or
no requirement on its consistency is stated.

How to fix: read from a replica, quorum or store that gives the model, raise the isolation level,
let no failover lose what was acknowledged, or require a weaker model. Where the loss is accepted, by
a requirement on `rpo`, require the model `between failovers`.

Why: each weaker model allows anomalies that users see. The witness shows the interleaving, step
by step, that ends in the stale, lost or skewed read.

Source: M. Herlihy and J. Wing, Linearizability (1990); D. Terry and others, Session Guarantees
for Weakly Consistent Replicated Data (1994); H. Berenson and others, A Critique of ANSI SQL
Isolation Levels (1995); the map of models at https://jepsen.io/consistency/models.

Bad:

```design
actor author
data link
component store : database {
  holds link
  topology leader_follower { followers 2; sync 1; lag 5s }
  failover auto 30s { promotes synchronous; fencing yes }
}
flow create { rate 60 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> store reads link, from follower }
nonfunctional NFR1 "At once." { require consistency of link >= read_your_writes }
```

Good:

```design
actor author
data link
component store : database {
  holds link
  topology leader_follower { followers 2; sync 1; lag 5s }
  failover auto 30s { promotes synchronous; fencing yes }
}
flow create { rate 60 req/s; author -> store writes link }
flow see { rate 600 req/s; author -> store reads link, from leader }
nonfunctional NFR1 "At once." { require consistency of link >= read_your_writes }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, edit, rule
from designlint.api.analyses import ConsistencyModel, Hop, Verdict, reads_of, verdicts
from designlint.api.text import listed, remedy_at


@rule("CON001", grade="contradiction", since="0.1")
def stale_read(facts: Facts) -> Iterator[Finding]:
    """One finding for each violated requirement and each component that gives a weaker model."""
    refuted = [one for one in facts[verdicts].about("consistency") if one.is_refuted]
    seen: set[tuple[str, str, str, str]] = set()
    # A read that is too weak between failovers is so through them, too.
    for verdict in sorted(refuted, key=lambda one: not one.claim.between_failovers):
        claim = verdict.claim
        by_component: dict[str, list[Hop]] = {}
        for hop in facts[reads_of][claim.about].through(claim).weak(str(claim.target)):
            by_component.setdefault(hop.component, []).append(hop)
        for component, hops in by_component.items():
            key = (verdict.owner.path, claim.about, str(claim.target), component)
            if key not in seen:
                seen.add(key)
                yield _finding(facts, verdict, hops)


def _finding(facts: Facts, verdict: Verdict, hops: list[Hop]) -> Finding:
    first, claim = hops[0], verdict.claim
    data = claim.about
    wanted = str(claim.target)
    flows = list(dict.fromkeys(hop.flow for hop in hops))
    one, anomaly = len(flows) == 1, first.anomaly(wanted)
    use = f"{'reads' if one else 'read'} `{data}` from"
    if first.is_transactional:
        use = f"{'runs' if one else 'run'} transactions on `{data}` in"
    gives = " and ".join(ConsistencyModel(model).noun for model in first.delivers) or "no model"
    return Finding(
        f"{listed(flows)} {use} `{first.component}` without {ConsistencyModel(wanted).noun}{_after(verdict)}",
        Label(first.step.span, f"gives {gives}"),
        verdict.owner.path,
        secondary=(Label(claim.span, f"rules out {anomaly}" if anomaly else "required here"),),
        witness=(*_between(verdict), *first.lines),
        help=(
            *(
                remedy_at(facts, verdict, first.component, surely=True)
                or facts[reads_of][data].help_for(first, wanted)
            ),
            *_accepting(verdict),
        ),
        breaks=(verdict.owner.path,),
    )


def _after(verdict: Verdict) -> str:
    """When it does not hold, where it does otherwise."""
    reason = verdict.judgement.reason
    if not reason:
        return ""
    return " after a restart" if "restart" in reason else " after a failover"


def _between(verdict: Verdict) -> tuple[Step, ...]:
    """That the requirement holds as long as no failover loses writes, where it does."""
    return (Step(verdict.judgement.reason),) if verdict.judgement.reason else ()


def _accepting(verdict: Verdict) -> tuple[Help, ...]:
    """The requirement without failovers, where it holds between them."""
    if not verdict.judgement.reason:
        return ()
    note = "if what a failover loses is accepted by `rpo`"
    return (edit(f"require {verdict.claim.text} between failovers", note=note),)
