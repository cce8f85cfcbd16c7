"""A caller runs without its store, though its reads have to be strongly consistent.

Reported when: a component declares `runs_without` a store, but a requirement on data that it uses
there names an unavailable model. A model is unavailable if some requests must fail during a
partition, as with linearizability. Also when a write of such data has an `or else`: another store, a
copy or a queue then acknowledges it, and the readers of the store do not see it.

Not reported when: the step is `optional`, the fallback writes to the same store before it answers, or
the model stays available during a partition, such as causal or read-your-writes consistency.

How to fix: let the caller fail with its store, or require a weaker model.

Why: during a network partition, a caller either waits for the store or answers without it. An
answer without the store misses concurrent writes, so no design gives both (the CAP theorem).

Source: S. Gilbert and N. Lynch, Brewer's Conjecture and the Feasibility of Consistent, Available,
Partition-Tolerant Web Services (2002); P. Bailis and others, Highly Available Transactions
(2013).

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
    Step,
    advice,
    edit,
    properties,
    rule,
)
from designlint.api.analyses import ConsistencyModel, Verdict, verdicts
from designlint.api.model import Component
from designlint.api.model import Step as Call
from designlint.api.text import step


@rule("CON014", grade="minor", since="0.1", formerly=("consistency-both-claimed",))
def cap_conflict(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller, store and requirement that exclude each other."""
    seen: set[tuple[str, str, str]] = set()
    for verdict in facts[verdicts].about("consistency"):
        if ConsistencyModel(str(verdict.claim.target)).partition_availability != "unavailable":
            continue
        for call in _calls(facts, verdict.claim.about):
            caller = facts.design.components[call.caller.path]
            key = (caller.path, call.callee.path, verdict.owner.path)
            if key not in seen and _runs_without(facts, caller, call):
                seen.add(key)
                yield _finding(caller, call, verdict)
            elif key not in seen and _writes_elsewhere(facts, call, verdict.claim.about):
                seen.add(key)
                yield _elsewhere(call, verdict)


def _calls(facts: Facts, data: str) -> Iterator[Call]:
    """The steps between components that read or write the data."""
    components = facts.design.components
    for _, call in facts.design.steps_naming(data):
        touched = {named.path for named in (*call.reads, *call.writes)}
        if data in touched and {call.caller.path, call.callee.path} <= components.keys():
            yield call


def _runs_without(facts: Facts, caller: Component, call: Call) -> bool:
    store = facts.design.components[call.callee.path]
    runs = caller.value(properties.component.RUNS_WITHOUT)
    if runs is None or not store.plays(Role.STORE) or call.optional:
        return False
    return any(ref.path == store.path for ref in runs.nodes)


def _writes_elsewhere(facts: Facts, call: Call, data: str) -> bool:
    """Whether a write that its store does not take is acknowledged without it."""
    if call.or_else is None or data not in call.written or call.optional:
        return False
    other, store = call.or_else.path, call.callee.path
    if other == call.caller.path:
        return True
    return other != store and not any(
        data in own.written and own.callee.path == store and own.waits
        for _, own in facts.design.steps_naming(other)
        if own.caller.path == other
    )


def _elsewhere(call: Call, verdict: Verdict) -> Finding:
    caller, store, data, claim = (
        call.caller.path,
        call.callee.path,
        verdict.claim.about,
        verdict.claim,
    )
    other = call.or_else.path if call.or_else is not None else ""
    model = ConsistencyModel(str(claim.target)).noun
    return Finding(
        f"`{caller}` writes `{data}` to `{other}` instead of `{store}`, so reads of `{data}` lose {model}",
        Label(call.or_else.span if call.or_else is not None else call.span),
        verdict.owner.path,
        secondary=(Label(claim.span, "impossible during a partition"),),
        witness=(
            Step(f"1. a network partition separates `{caller}` from `{store}`"),
            Step(f"2. `{caller}` writes `{data}` to `{other}` and acknowledges the write"),
            Step(f"3. a reader of `{store}` gets `{data}` without this write"),
        ),
        help=(
            advice(f"leave `or else {other}` out, and let the write fail with `{store}`"),
            edit(
                f"require consistency of {data} >= eventual",
                note="if an accepted write matters more",
            ),
        ),
        breaks=(verdict.owner.path,),
    )


def _finding(caller: Component, call: Call, verdict: Verdict) -> Finding:
    store, data, claim = call.callee.path, verdict.claim.about, verdict.claim
    model = ConsistencyModel(str(claim.target)).noun
    runs = caller[properties.component.RUNS_WITHOUT]
    return Finding(
        f"`{caller.path}` runs without `{store}`, so reads of `{data}` lose {model}",
        Label(caller.span_of(properties.component.RUNS_WITHOUT)),
        verdict.owner.path,
        secondary=(Label(claim.span, "impossible during a partition"), Label(call.span)),
        witness=(
            Step(f"1. a network partition separates `{caller.path}` from `{store}`"),
            Step(f"2. another caller changes `{data}` in `{store}`, which acknowledges the change"),
            step(f"3. `{caller.path}` still answers, without the change", runs),
        ),
        help=(
            advice(
                f"remove `{store}` from `runs_without` of `{caller.path}`, and let `{caller.path}` fail"
            ),
            edit(
                f"require consistency of {data} >= read_your_writes",
                note="if a stale answer is better than none",
            ),
        ),
        breaks=(verdict.owner.path,),
    )
