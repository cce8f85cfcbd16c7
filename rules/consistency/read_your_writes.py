"""A flow reads back what it has just written, from where the write may not have arrived.

The write goes to the leader; the read that follows goes to a follower, a cache or another copy that
gets it later. Most of the time it is there already, so that nobody notices in a test; under load the
lag grows, and users see their own change undone.

It looks at data for which somebody asks how recent a read is: by its `freshness`, or by a requirement
on its staleness or consistency. It is silent otherwise, where the requirement rules this out by itself
(CON001 tells of it), and where the facts do not tell what the read gets.

Source: D. Terry and others, Session Guarantees for Weakly Consistent Replicated Data (1994).

Bad:

```design
actor author
data link { freshness 10s }
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create {
  rate 60 req/s
  author -> store writes link
  author -> store reads link, from follower
}
```

Good:

```design
actor author
data link { freshness 10s }
component store : database { holds link; topology leader_follower { followers 2; lag 5s } }
flow create {
  rate 60 req/s
  author -> store writes link
  author -> store reads link, from leader
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Severity, properties, rule
from designlint.api.analyses import Hop, consistency_help, implies, reads_of, verdicts_on
from designlint.api.model import Flow, Step


@rule("CON008", severity=Severity.WARNING, since="0.1", formerly=("consistency-own-write-missed",))
def read_your_writes(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum and each place where a flow can miss its own write."""
    told = set()
    for flow in facts.design.flows.values():
        for number, write in enumerate(flow.steps):
            for data in _stored(facts, write):
                hop = _missing_hop(facts, flow, data, flow.steps[number + 1 :])
                if hop is None or (data, hop.component) in told or not _is_asked(facts, data):
                    continue
                told.add((data, hop.component))
                yield _finding(facts, data, write, hop)


def _stored(facts: Facts, write: Step) -> list[str]:
    """The data that a step leaves in a store."""
    callee = facts.design.components.get(write.callee.path)
    if callee is None or not callee.plays(Role.STORE) or not write.waits:
        return []
    return sorted(set(write.written))


def _missing_hop(facts: Facts, flow: Flow, data: str, later: tuple[Step, ...]) -> Hop | None:
    for hop in facts[reads_of][data]:
        if hop.flow == flow.path and hop.step in later and hop.lacks("read_your_writes"):
            return hop
    return None


def _is_asked(facts: Facts, data: str) -> bool:
    """Whether somebody asks how recent reads of a datum are, and CON001 does not answer already."""
    own = facts[verdicts_on].get((data, "consistency"), ())
    if any(implies(str(verdict.claim.target), "read_your_writes") for verdict in own):
        return False
    aged = (data, "staleness") in facts[verdicts_on]
    return bool(own) or aged or facts.design.data[data][properties.context.FRESHNESS] is not None


def _finding(facts: Facts, data: str, write: Step, hop: Hop) -> Finding:
    return Finding(
        f"`{hop.flow}` writes `{data}` and reads it back from `{hop.component}`, which can "
        "miss the write",
        Label(hop.step.span),
        hop.flow,
        secondary=(Label(write.span, "written here"),),
        witness=hop.lines,
        help=consistency_help(facts, hop, data, "read_your_writes"),
    )
