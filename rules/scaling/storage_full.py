"""A store is full before the horizon of the plan.

What is added each day, in all its copies, fills what fits on the nodes. A full store takes no write
any more, and to make it larger takes a migration that needs room itself. The fullest node counts: one
that has the largest key has at least that share of the data.

The date is reckoned at the growth that is stated, without indexes and other overhead, so it is the
latest; the witness also has the date if the load grows as planned until the horizon. It is silent
about stores that say that they `scales out`, unless they are full today; where size, count, growth,
`max_size` or the `horizon` is not stated; and where retention ends what is old early enough.

Source: J. Allspaw, The Art of Capacity Planning (2008), chapter 4, Predicting Trends.

Bad:

```design
design shop { horizon 2y }
data order { size 10kB; count 50M; growth 100k/day }
component store : database { holds order; replicas 1; max_size 1TB per replica }
```

Good:

```design
design shop { horizon 2y }
data order { size 10kB; count 50M; growth 100k/day }
component store : database { holds order; replicas 1; max_size 2TB per replica }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.analyses import Filling, fillings, horizon, violated_requirements
from designlint.api.text import Dimension, show, show_value


@rule("SCA010", severity=Severity.WARNING, since="0.1")
def storage_full(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that is full too early."""
    ahead = horizon(facts.design)
    until = ahead.value.value if ahead is not None else 0.0
    for filling in facts[fillings].values():
        if filling is None or filling.full_in > until:
            continue
        scales = filling.component.value(properties.component.SCALES)
        if filling.full_in == 0.0 or scales != "out":
            yield _finding(facts, filling)


def _finding(facts: Facts, filling: Filling) -> Finding:
    component, room = filling.component, filling.room
    ahead = horizon(facts.design)
    time = show_value(filling.full_in, Dimension.TIME)
    before = f", before the horizon of {show(ahead.value)}" if ahead is not None else ""
    when = "today" if filling.full_in == 0.0 else f"in {time}{before}"
    return Finding(
        f"`{component.path}` is full {when}",
        Label(room.span or component.span, "no more fits"),
        component.path,
        secondary=(Label(ahead.span, "the plan"),) if ahead is not None and ahead.span else (),
        witness=(*filling.lines, *_when(filling)),
        help=(
            edit("retention 90d", note="of data that need not be kept"),
            edit("shards N by KEY { placement ring }"),
        ),
        breaks=violated_requirements(facts, [component.path], "storage"),
    )


def _when(filling: Filling) -> Iterator[Step]:
    if filling.full_in <= 0.0:
        return
    time = show_value(filling.full_in, Dimension.TIME)
    yield Step(f"full in {time} at the growth that is stated")
    if filling.full_at_growth < filling.full_in:
        earlier = show_value(filling.full_at_growth, Dimension.TIME)
        yield Step(f"in {earlier} if the load grows as planned (estimate: evenly compounded)")
