"""A store accepts concurrent writes that conflict, and loses one of them.

Reported when: several replicas of a store take writes, and a write can be lost. That is so for
every store with `conflicts none`, and for several leaders without declared `conflicts`. For
critical data and payments it is also so for `last_writer_wins`, and for a leaderless store without
declared `conflicts`; for data of importance `high`, for `last_writer_wins` of several leaders.

Not reported when: the data is `immutable`, `conflicts` is `merge`, `crdt`, `siblings` or `reject`,
or the store has one replica, which takes all writes.

How to fix: merge conflicting writes, keep both versions for the reader, or reject one of them. Or
let a single leader take all writes of an item.

Why: two replicas, in two regions or under two coordinators, can each acknowledge a write of the
same item. With `last_writer_wins`, clocks decide which write survives. Without any resolution, the
copies differ for good.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 5, on detecting
concurrent writes; G. DeCandia and others, Dynamo (2007), section 4.4.

Bad:

```design
provider cloud { region north; region south }
actor owner
data cart { importance critical }
component carts : database {
  holds cart; topology multi_leader { leaders in north, south }; conflicts last_writer_wins
}
flow fill { rate 60 req/s; owner -> carts writes cart }
```

Good:

```design
provider cloud { region north; region south }
actor owner
data cart { importance critical }
component carts : database {
  holds cart; topology multi_leader { leaders in north, south }; conflicts merge
}
flow fill { rate 60 req/s; owner -> carts writes cart }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, properties, rule
from designlint.api.analyses import effects, placements, stores, verdicts
from designlint.api.model import Component
from designlint.api.text import listed, step


@rule("CON005", grade="risk", since="0.1")
def conflicting_writes(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that loses concurrent writes."""
    written: dict[str, dict[str, None]] = {}
    for made in facts[effects].values():
        for effect in made:
            data = written.setdefault(effect.target.path, {})
            data.update(dict.fromkeys(effect.step.written))
    for path, data in written.items():
        store = facts.design.components[path]
        lost = _lost(facts, store, [d for d in data if not facts.design.data[d].is_immutable])
        if lost:
            yield _finding(facts, store, lost)


def _lost(facts: Facts, store: Component, data: list[str]) -> list[str]:
    """The data of a store whose concurrent writes can be lost.

    Where a leaderless store declares no resolution, only critical data: most keep the later write.
    """
    topology = store.value(properties.store.TOPOLOGY)
    conflicts = store.value(properties.store.CONFLICTS)
    placement = facts[placements][store.path]
    is_alone = placement.declared and placement.count == 1
    if is_alone or topology not in ("multi_leader", "leaderless"):
        return []
    if conflicts == "last_writer_wins" or (conflicts is None and topology == "leaderless"):
        critical = [path for path in data if facts.design.data[path].is_critical]
        is_led = topology == "multi_leader"
        return critical or [d for d in data if is_led and facts.design.data[d].is_important]
    return data if conflicts in (None, "none") else []


def _finding(facts: Facts, store: Component, lost: list[str]) -> Finding:
    data, path = listed(lost), store.path
    conflicts = store[properties.store.CONFLICTS]
    declared = "" if conflicts is not None else "declared "
    message = f"`{path}` accepts concurrent writes of {data} without {declared}conflict resolution"
    if conflicts is not None and conflicts.value == "last_writer_wins":
        message = (
            f"`{path}` drops one of two concurrent writes of {data}, though it acknowledged both"
        )
    known = [k for k in (conflicts, store[properties.store.TOPOLOGY]) if k is not None]
    spots = [k.span for k in known if k.span is not None]
    return Finding(
        message,
        Label(store.span),
        path,
        secondary=tuple([Label(span) for span in spots[:1]]),
        witness=tuple(_steps(facts, store, lost[0])),
        help=(edit("conflicts merge", place=f"`{path}`", note="or crdt, siblings, reject"),),
        breaks=facts[verdicts].violated(lost, "rpo", "durability"),
        causes=(f"writes at several leaders of `{path}`",),
    )


def _steps(facts: Facts, store: Component, data: str) -> Iterator[Step]:
    topology, conflicts = store[properties.store.TOPOLOGY], store[properties.store.CONFLICTS]
    shape = topology.value if topology is not None else ""
    apart = "leader" if shape == "multi_leader" else "coordinator"
    yield step(f"`{store.path}` has topology `{shape}`", topology)
    votes = facts[stores][store.path].quorums
    if votes is not None and not votes.writes_meet:
        yield Step(
            f"write quorum {votes.write} of {votes.copies} copies: two writes need not overlap"
        )
    yield Step(f"1. two {apart}s take concurrent writes of the same `{data}`")
    yield Step("2. both acknowledge their write, though neither has seen the other write")
    if conflicts is not None and conflicts.value == "last_writer_wins":
        text = "3. the write with the later timestamp wins: the other one is lost"
        yield step(text, conflicts)
    else:
        yield Step("3. which write survives is not declared")
