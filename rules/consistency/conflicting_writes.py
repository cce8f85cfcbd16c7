"""Two writes that do not see each other are both acknowledged, and one of them is lost.

Where several replicas take writes, two writes of the same datum can be taken apart: in two regions, or
by two coordinators. Both callers are told that theirs is done. What becomes of the two is a rule of
the store: that the later timestamp stays (then the other write is gone, and which is later, clocks
decide), that both are kept for a reader to merge, or that they merge by themselves. Without a rule the
copies differ for good.

It is told of a store with several leaders where no rule is known, of any where the rule is `none`, and
of critical data and payments where the last writer wins or a store without a leader states no rule. It
is silent about data that never changes, and where `conflicts` is merge, crdt, siblings or reject.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 5, on detecting concurrent
writes; G. DeCandia and others, Dynamo (2007), section 4.4.

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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import effects, quorums, violated_requirements
from designlint.api.model import Component
from designlint.api.text import listed, step


@rule("CON005", severity=Severity.WARNING, since="0.1")
def conflicting_writes(facts: Facts) -> Iterator[Finding]:
    """One finding for each store whose concurrent writes go wrong."""
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
    """The data of a store whose concurrent writes go wrong.

    Where a leaderless store states no rule, only critical data: most of them keep the later write.
    """
    topology = store.value(properties.store.TOPOLOGY)
    conflicts = store.value(properties.store.CONFLICTS)
    if topology not in ("multi_leader", "leaderless"):
        return []
    if conflicts == "last_writer_wins" or (conflicts is None and topology == "leaderless"):
        return [path for path in data if facts.design.data[path].is_critical]
    return data if conflicts in (None, "none") else []


def _finding(facts: Facts, store: Component, lost: list[str]) -> Finding:
    data, path = listed(lost), store.path
    conflicts = store[properties.store.CONFLICTS]
    message = f"nothing says what becomes of concurrent writes of {data} in `{path}`"
    if conflicts is not None and conflicts.value == "last_writer_wins":
        message = f"of two concurrent writes of {data}, `{path}` drops one that it acknowledged"
    known = [k for k in (conflicts, store[properties.store.TOPOLOGY]) if k is not None]
    spots = [k.span for k in known if k.span is not None]
    return Finding(
        message,
        Label(store.span),
        path,
        secondary=tuple([Label(span) for span in spots[:1]]),
        witness=tuple(_steps(store, lost[0])),
        help=(edit("conflicts merge", place=f"`{path}`", note="or crdt, siblings, reject"),),
        breaks=violated_requirements(facts, lost, "rpo", "durability"),
    )


def _steps(store: Component, data: str) -> Iterator[Step]:
    topology, conflicts = store[properties.store.TOPOLOGY], store[properties.store.CONFLICTS]
    shape = topology.value if topology is not None else ""
    apart = "leader" if shape == "multi_leader" else "coordinator"
    yield step(f"`{store.path}` is {shape}", topology)
    votes = quorums(store)
    if votes is not None and not votes.writes_meet:
        yield Step(f"write {votes.write} of {votes.copies} copies: two writes need not share one")
    yield Step(f"1. one {apart} takes a write of a `{data}`, another one a second write of it")
    yield Step("2. both are acknowledged; neither has seen the other")
    if conflicts is not None and conflicts.value == "last_writer_wins":
        text = "3. the later timestamp stays: the other write is gone, though acknowledged"
        yield step(text, conflicts)
    else:
        yield Step("3. nothing says which of the two stays")
