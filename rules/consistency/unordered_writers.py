"""Several active writers of critical data are neither ordered nor locked.

Reported when: the replicas of a component that acts by itself all write the same critical data or
payments to a store, and no lock, order or conflict rule decides between them. They do so if the
store declares `conflicts last_writer_wins` or `none`, if what they write rests on a read elsewhere,
or if they are replicas of a scheduler. Also when several such components write to a store with
`conflicts last_writer_wins` or `none`; or when a replicated caller writes data that it has read
from a follower or cache, or from a store that checks nothing. The grade is `fatal` where a write
rests on a read and the store is declared to keep the last write.

Not reported when: a writer has a `failover`, so that one is active and the others stand by; it
calls a `coordinator` in the same flow; its messages come in a declared `order`; the store's
`conflicts` are `merge`, `crdt`, `siblings` or `reject`; the replicas of a worker read what they
write in the same store, so that they may have shared their work out; the store of a scheduler
declares `transactions`; or the write is `idempotent` and rests on no read.

How to fix: let one replica be active, under a lock with a fencing token. Or let the store reject a
write that rests on an old version.

Why: a slow writer applies what it has read long ago, after a faster one has written a newer value.
Both writes succeed. Retries and restarts make the delay long, so the race is rare in tests.

Source: Amazon Web Services, Summary of the Amazon DynamoDB Service Disruption in Northern Virginia
(2025); M. Kleppmann, Designing Data-Intensive Applications (2017), chapters 7 and 8, on lost
updates and fencing tokens.

Bad:

```design
data plan
data address { importance critical }
component plans : object_store { holds plan }
component enactor : worker { replicas 3 }
component records : database { holds address; conflicts last_writer_wins }
flow publish { enactor -> plans reads plan; enactor -> records writes address }
```

Good:

```design
data plan
data address { importance critical }
component plans : object_store { holds plan }
component enactor : worker { replicas 3; failover auto 30s { fencing yes } }
component records : database { holds address; conflicts reject }
flow publish { enactor -> plans reads plan; enactor -> records writes address }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, properties, rule
from designlint.api.analyses import stores
from designlint.api.model import Component
from designlint.api.text import counted, listed, stated_label, step


@rule("CON016", grade="risk", also=("fatal",), since="0.2")
def unordered_writers(facts: Facts) -> Iterator[Finding]:
    """One finding for each item of critical data whose writers race, and each of its writers."""
    for path, store in facts.design.components.items():
        for race in facts[stores][path].races:
            caller, data = race.effect.step.caller.path, race.data
            who = listed([writer.path for writer in race.writers])
            active = f"{counted(race.actives, 'replica')} of {who} write"
            if race.is_update:
                active = f"{who} reads and then writes"
            conflicts = store[properties.store.CONFLICTS]
            read = (Label(race.read.span, "rests on this read"),) if race.read else ()
            yield Finding(
                f"{active} `{data}` in `{path}`, and nothing orders or locks the writes",
                Label(race.effect.step.span, "concurrent writes"),
                caller,
                secondary=(*read, *stated_label(conflicts, "keeps the last write")),
                witness=_steps(store, data, race.read is not None, who),
                help=_help(path, caller),
                flows=(race.effect.flow.path, *facts.design.flows_by_element.get(data, ())),
                grade="fatal" if race.overwrites and race.read is not None else "risk",
                causes=(f"unordered writes of `{data}`",),
            )


def _steps(store: Component, data: str, is_read: bool, who: str) -> tuple[Step, ...]:
    first = f"1. a replica of {who} is about to write `{data}`, and is delayed"
    if is_read:
        first = f"1. a replica of {who} reads what its write of `{data}` rests on, and is delayed"
    conflicts = store[properties.store.CONFLICTS]
    return (
        Step(first),
        Step(f"2. another replica writes a newer `{data}` to `{store.path}`"),
        step(
            f"3. the delayed replica writes, and the older `{data}` replaces the newer", conflicts
        ),
    )


def _help(store: str, caller: str) -> tuple[Help, ...]:
    return (
        edit("conflicts reject", place=f"`{store}`", note="a version check on each write"),
        edit("failover auto 30s { fencing yes }", place=f"`{caller}`", note="if one may lead"),
        advice(f"let `{caller}` take a lock of a coordinator, and pass its fencing token on"),
    )
