"""Data is deleted everywhere before its retention period ends.

Reported when: every component that keeps the data for good declares a `retention` that is shorter
than that of the data. The finding is an error, because the two contradict each other; for data
about people, whose `retention` may be meant as a limit, it is a warning.

Not reported when: one of its stores declares no `retention`; the data comes from outside; or a
consumer of its queue or stream calls a store without naming data.

How to fix: keep the data longer, or copy it into a store that does.

Why: a stream, a queue or a lifecycle rule deletes on time and without an error. Nobody notices
until the data is asked for, years later.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 11, on log retention and
disk space; the Apache Kafka documentation, topic configuration, on retention.

Bad:

```design
actor trader
data trade { retention 7y }
component feed : stream { retention 7d }
flow buy { rate 10 req/s; trader ~> feed writes trade }
```

Good:

```design
actor trader
data trade { retention 7y }
component feed : stream { retention 7d }
component keeper : worker { idempotent yes }
component archive : object_store { holds trade }
flow buy { rate 10 req/s; trader ~> feed writes trade }
flow keep { feed ~> keeper; keeper -> archive writes trade }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, advice, edit, properties, rule
from designlint.api.analyses import consumers, data_uses
from designlint.api.model import Component, Data, Known
from designlint.api.text import Quantity, listed, show, stated_label, step

_RETENTION = properties.store.RETENTION


@rule("DAT004", grade="contradiction", also=("risk",), since="0.2")
def early_deletion(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that every holder deletes too early."""
    for path, data in facts.design.data.items():
        wanted, use = data[_RETENTION], facts[data_uses][path]
        if wanted is None or use.supplied:
            continue
        holders = facts[data_uses].stores_of(path)
        kept = [known for home in holders if (known := _ends(home)) is not None]
        if not kept or len(kept) < len(holders) or _may_go_on(facts, holders):
            continue
        longest = max(kept, key=lambda known: known.value.value)
        if longest.value.value < wanted.value.value:
            yield _finding(data, wanted, holders, longest)


def _ends(home: Component) -> Known[Quantity] | None:
    """For how long a component declares to keep what it holds; None where it does not."""
    known = None if home.is_external or home.plays(Role.CACHE) else home[_RETENTION]
    return known if known is not None and known.span is not None else None


def _may_go_on(facts: Facts, holders: tuple[Component, ...]) -> bool:
    """Whether a consumer of a queue or stream may leave the data in a store without saying so."""
    brokers = {home.path for home in holders if home.plays(Role.BROKER)}
    flows = {flow for broker, _, flow in facts[consumers] if broker.path in brokers}
    for path in flows:
        for call in facts.design.flows[path].steps:
            callee = facts.design.components.get(call.callee.path)
            is_vague = not call.reads and not call.writes
            if callee is not None and is_vague and callee.plays(Role.STORE, Role.EXTERNAL):
                return True
    return False


def _finding(
    data: Data,
    wanted: Known[Quantity],
    holders: tuple[Component, ...],
    longest: Known[Quantity],
) -> Finding:
    needed, names = show(wanted.value), listed([home.path for home in holders])
    each = "each keep" if len(holders) > 1 else "keeps"
    labels = [
        label
        for home in holders
        for label in stated_label(home[_RETENTION], "deleted after this time")
    ]
    most = "at most " if len(holders) > 1 else ""
    return Finding(
        f"`{data.path}` is to be kept for {needed}, but {names} {each} it for {most}{show(longest.value)}",
        Label(wanted.span or data.span, "the retention of the data"),
        data.path,
        secondary=tuple(labels),
        witness=tuple(
            [
                step(f"{home.path}: keeps data for {show(known.value)}", known)
                for home in holders
                if (known := home[_RETENTION]) is not None
            ]
        ),
        help=(
            edit(f"retention {needed}", place=f"`{holders[0].path}`"),
            advice(f"copy `{data.path}` into a store that keeps it for {needed}"),
        ),
        grade="risk" if data.is_personal else "contradiction",
    )
