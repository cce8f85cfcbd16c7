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

from designlint.analyses.detectors.freshness import MissedWrite, missed_writes
from designlint.api import Facts, Finding, Label, Severity, rule
from designlint.api.analyses import hop_lines, stronger


@rule("CON008", severity=Severity.WARNING, since="0.1")
def own_write_missed(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum and each place where a flow can miss its own write."""
    for missed in facts[missed_writes]:
        yield _finding(facts, missed)


def _finding(facts: Facts, missed: MissedWrite) -> Finding:
    hop = missed.hop
    return Finding(
        f"`{missed.flow}` writes `{missed.data}` and reads it back from `{hop.component}`, which can "
        "miss the write",
        Label(hop.step.span),
        missed.flow,
        secondary=(Label(missed.write.span, "written here"),),
        witness=hop_lines(hop),
        help=stronger(facts, hop, missed.data, "read_your_writes"),
    )
