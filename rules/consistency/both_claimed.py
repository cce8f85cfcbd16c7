"""A caller is to go on without its store, and its reads are to be as if there were one copy.

When the network between the two is cut, the caller either waits for the store or answers by itself.
If it answers, it does not know what was written meanwhile; so the answer is not linearizable. No design
gives both: a model that orders all readers in real time is given up at the moment of the cut, or the
caller is. Which of the two, is a decision to write down.

It compares `runs_without` of a caller with a requirement on the consistency of what it reads or writes
in that store. It is silent about `optional` steps, and about models that stay available when the network
is cut, such as causal consistency and read your writes.

Source: S. Gilbert and N. Lynch, Brewer's Conjecture and the Feasibility of Consistent, Available,
Partition-Tolerant Web Services (2002); P. Bailis and others, Highly Available Transactions (2013).

Bad:

```design
actor owner
data balance
component bank : service { runs_without ledger for 1h }
component ledger : database { holds balance; topology leader_follower { followers 2; sync 1 } }
flow see { rate 60 req/s; owner -> bank; bank -> ledger reads balance }
nonfunctional NFR1 "Never old." { require consistency of balance >= linearizable }
```

Good:

```design
actor owner
data balance
component bank : service { runs_without ledger for 1h }
component ledger : database { holds balance; topology leader_follower { followers 2; sync 1 } }
flow see { rate 60 req/s; owner -> bank; bank -> ledger reads balance }
nonfunctional NFR1 "One's own bookings." { require consistency of balance >= read_your_writes }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.trade_offs import BothClaimed, both_claimed
from designlint.api import Facts, Finding, Label, Severity, Step, advice, edit, rule
from designlint.api.text import origin_text


@rule("CON014", severity=Severity.WARNING, since="0.1")
def both_claimed_at_once(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller, store and requirement that exclude each other."""
    for found in facts[both_claimed]:
        yield _finding(found)


def _finding(found: BothClaimed) -> Finding:
    caller, store = found.caller.path, found.store.path
    claim, runs = found.verdict.claim, found.runs
    data = claim.subject.path if claim.subject else ""
    return Finding(
        f"`{caller}` cannot both run without `{store}` and keep `{data}` {claim.target}",
        Label(runs.span or found.caller.span),
        found.verdict.owner.path,
        secondary=(Label(claim.span, "not without the store"), Label(found.step.span)),
        witness=(
            Step(f"1. the network between `{caller}` and `{store}` is cut"),
            Step(
                f"2. another caller changes `{data}` in `{store}`, and the change is acknowledged"
            ),
            Step(
                f"3. `{caller}` runs on, and answers without the change",
                runs.span,
                origin_text(runs.origin),
            ),
        ),
        help=(
            advice(f"leave `{store}` out of `runs_without` in `{caller}`, and let it fail"),
            edit(
                f"require consistency of {data} >= read_your_writes",
                note="if an old answer is better than none",
            ),
        ),
        breaks=(found.verdict.owner.path,),
    )
