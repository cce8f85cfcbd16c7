"""The keys of a data item run out before the planning horizon.

Reported when: the items that exist today, and those that are added until the `horizon` (a year where none
is declared), are more than the type of their `key` can count.

Not reported when: the keys are random or texts; `key`, or both of `count` and `growth`, are not declared.
A `retention` changes nothing: a key that was deleted is not given again. The open questions (COV007) ask
for the type where a relational store keeps the data and 32 bits would not do.

How to fix: give new items a key of 64 bits, and change each column, message and client that refers to it
first. A table of billions of rows takes days to change, so begin while there is room.

Why: an insert fails for want of a key, all of a sudden and for everyone. Nothing is slow before, so no
alert on load or space comes first.

Source: Basecamp, Postmortem on the read-only outage of Basecamp on November 9th, 2018; PostgreSQL
documentation, Numeric Types, on the range of serial and bigserial.

Bad:

```design
design board { horizon 2y }
data event { size 300B; count 2_000M; growth 1M/day; key int32 }
component store : database { holds event }
```

Good:

```design
design board { horizon 2y }
data event { size 300B; count 2_000M; growth 1M/day; key int64 }
component store : database { holds event }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import volumes
from designlint.api.text import Dimension, show, show_value, spell_time, stated_label, step

_YEAR = 365 * 86_400.0


@rule("SCA033", grade="fatal", since="0.2")
def key_exhaustion(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item whose keys run out."""
    ahead = facts.design.horizon
    until = ahead.value.value if ahead is not None else _YEAR
    for data in facts.design.data.values():
        key, ever = data[properties.context.KEY], facts[volumes].created(data.path)
        last = properties.context.KEY_COUNTERS.get(key.value) if key is not None else None
        if key is None or ever is None or last is None:
            continue
        seconds = ever.passes_in(last)
        if seconds <= until:
            lines = (_of_type(data, key, last), *ever.lines, *_deleted(data))
            yield _finding(facts, data, key, seconds, lines, is_counted=ever.is_counted)


def _of_type(data: model.Data, key: model.Known[str], last: int) -> Step:
    return step(f"{data.path}: {key.value} counts up to {show_value(last, Dimension.NUMBER)}", key)


def _deleted(data: model.Data) -> Iterator[Step]:
    """That deleting is no help, where the design deletes."""
    retention = data[properties.store.RETENTION]
    if retention is not None:
        text = f"{data.path}: kept for {show(retention.value)}, but a key is not given again"
        yield step(text, retention)


def _finding(
    facts: Facts,
    data: model.Data,
    key: model.Known[str],
    seconds: float,
    lines: tuple[Step, ...],
    *,
    is_counted: bool,
) -> Finding:
    at_most = "" if is_counted else "at most "
    when = "have run out today" if seconds == 0.0 else f"run out in {at_most}{spell_time(seconds)}"
    ahead = facts.design.horizon
    before = f", before the horizon of {show(ahead.value)}" if ahead is not None and seconds else ""
    return Finding(
        f"the {key.value} keys of `{data.path}` {when}{before}",
        Label(key.span or data.span, "then every insert fails"),
        data.path,
        secondary=stated_label(ahead, "planning horizon"),
        witness=lines,
        help=(
            edit("key int64", place=f"`{data.path}`"),
            advice(f"first change all that refers to a key of `{data.path}`"),
        ),
        flows=_writing(facts, data.path),
    )


def _writing(facts: Facts, data: str) -> tuple[str, ...]:
    """The flows that create items, and stop."""
    return tuple(
        [
            path
            for path, flow in facts.design.flows.items()
            if any(named.path == data for step in flow.steps for named in step.writes)
        ]
    )
