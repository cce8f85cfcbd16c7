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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import (
    NodeVolume,
    fullest_node,
    growth_factor,
    horizon,
    violated_requirements,
)
from designlint.api.text import Dimension, show, show_value, stated_label, step


@rule("SCA010", severity=Severity.WARNING, since="0.1")
def storage_full(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that is full too early."""
    ahead = horizon(facts.design)
    until = ahead.value.value if ahead is not None else 0.0
    for component in facts.design.components.values():
        room = component[properties.store.MAX_SIZE]
        node = fullest_node(facts, component) if room is not None else None
        if room is None or node is None:
            continue
        fits = room.value.amount.value / (node.nodes if room.value.is_total else 1)
        full_in = node.full_in(fits)
        scales = component.value(properties.component.SCALES)
        if full_in <= until and (full_in == 0.0 or scales != "out"):
            lines = (*node.lines, step(_line(node, fits), room), *_when(facts, node, fits))
            at = Label(room.span or component.span, "no more fits")
            yield _finding(facts, component, at, full_in, lines)


def _finding(
    facts: Facts, component: model.Component, at: Label, full_in: float, lines: tuple[Step, ...]
) -> Finding:
    ahead = horizon(facts.design)
    before = f", before the horizon of {show(ahead.value)}" if ahead is not None else ""
    when = "today" if full_in == 0.0 else f"in {show_value(full_in, Dimension.TIME)}{before}"
    return Finding(
        f"`{component.path}` is full {when}",
        at,
        component.path,
        secondary=stated_label(ahead, "the plan"),
        witness=lines,
        help=(
            edit("retention 90d", note="of data that need not be kept"),
            edit("shards N by KEY { placement ring }"),
        ),
        breaks=violated_requirements(facts, [component.path], "storage"),
    )


def _line(node: NodeVolume, fits: float) -> str:
    where = "the fullest node" if node.nodes > 1 else "the node"
    share = f", {node.part:.3g} of one copy" if node.part != 1.0 else ""
    today, room = (show_value(size, Dimension.SIZE) for size in (node.today, fits))
    return f"{where} has {today}{share}, and {room} fit on it"


def _when(facts: Facts, node: NodeVolume, fits: float) -> Iterator[Step]:
    ahead, full_in = horizon(facts.design), node.full_in(fits)
    if full_in == 0.0:
        return
    yield Step(f"full in {show_value(full_in, Dimension.TIME)} at the growth that is stated")
    within = ahead.value.value if ahead is not None else 0.0
    grown = node.full_in(fits, growth_factor(facts.design), within)
    if grown < full_in:
        earlier = show_value(grown, Dimension.TIME)
        yield Step(f"in {earlier} if the load grows as planned (estimate: evenly compounded)")
