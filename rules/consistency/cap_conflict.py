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

from designlint.api import (
    Facts,
    Finding,
    Label,
    Role,
    Severity,
    Step,
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.analyses import Verdict, partition_availability, verdicts_about
from designlint.api.model import Component
from designlint.api.model import Step as Call
from designlint.api.text import step


@rule("CON014", severity=Severity.WARNING, since="0.1", formerly=("consistency-both-claimed",))
def cap_conflict(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller, store and requirement that exclude each other."""
    told: set[tuple[str, str, str]] = set()
    for verdict in verdicts_about(facts, "consistency"):
        if partition_availability(str(verdict.claim.target)) != "unavailable":
            continue
        for call in _calls(facts, verdict.claim.about):
            caller = facts.design.components[call.caller.path]
            key = (caller.path, call.callee.path, verdict.owner.path)
            if key not in told and _runs_without(facts, caller, call):
                told.add(key)
                yield _finding(caller, call, verdict)


def _calls(facts: Facts, data: str) -> Iterator[Call]:
    """The steps between components that read or write a datum."""
    components = facts.design.components
    for flow in facts.design.flows.values():
        for call in flow.steps:
            touched = {named.path for named in (*call.reads, *call.writes)}
            if data in touched and {call.caller.path, call.callee.path} <= components.keys():
                yield call


def _runs_without(facts: Facts, caller: Component, call: Call) -> bool:
    store = facts.design.components[call.callee.path]
    runs = caller.value(properties.component.RUNS_WITHOUT)
    if runs is None or not store.plays(Role.STORE) or call.optional:
        return False
    return any(ref.path == store.path for ref in runs.nodes)


def _finding(caller: Component, call: Call, verdict: Verdict) -> Finding:
    store, data, claim = call.callee.path, verdict.claim.about, verdict.claim
    runs = caller[properties.component.RUNS_WITHOUT]
    return Finding(
        f"`{caller.path}` cannot both run without `{store}` and keep `{data}` {claim.target}",
        Label(caller.span_of(properties.component.RUNS_WITHOUT)),
        verdict.owner.path,
        secondary=(Label(claim.span, "not without the store"), Label(call.span)),
        witness=(
            Step(f"1. the network between `{caller.path}` and `{store}` is cut"),
            Step(
                f"2. another caller changes `{data}` in `{store}`, and the change is acknowledged"
            ),
            step(f"3. `{caller.path}` runs on, and answers without the change", runs),
        ),
        help=(
            advice(f"leave `{store}` out of `runs_without` in `{caller.path}`, and let it fail"),
            edit(
                f"require consistency of {data} >= read_your_writes",
                note="if an old answer is better than none",
            ),
        ),
        breaks=(verdict.owner.path,),
    )
