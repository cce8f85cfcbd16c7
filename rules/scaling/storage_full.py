"""A store runs out of space before the planning horizon.

Reported when: the data that a store certainly keeps, in all its copies, fills its fullest node before
the `horizon`, or today. A node with the largest key has at least that share of the data. Indexes and
other overhead are not counted, nor is what there is today where `count` is not declared, so the date is
the latest possible. The witness adds the date at the planned growth of the load.

Not reported when: `retention` deletes old data early enough; or size, `max_size`, or both of count
and growth are not declared. Where the store `scales out` or no `horizon` is declared, only a store that
is full today is reported.

How to fix: delete old data with `retention`, shard the store, or plan more space.

Why: a full store rejects every write, and a migration to a larger one needs space and time itself.

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

import math
from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, edit, model, properties, rule
from designlint.api.analyses import stores, verdicts
from designlint.api.text import Dimension, show, show_value, spell_time, stated_label

_YEAR = 365 * 86_400.0
"""What room for data that grows lasts for, beyond the horizon."""


@rule("SCA010", grade="risk", since="0.1")
def storage_full(facts: Facts) -> Iterator[Finding]:
    """One finding for each store that is full too early."""
    ahead = facts.design.horizon
    until = ahead.value.value if ahead is not None else 0.0
    for component in facts.design.components.values():
        space = facts[stores][component.path].space
        if space is None:
            continue
        room, node, fits = space.room, space.node, space.fits
        full_in = node.full_in(fits)
        scales = component.value(properties.component.SCALES)
        if full_in <= until and (full_in == 0.0 or scales != "out"):
            grown = node.full_in(fits, facts.design.growth_factor, until)
            lines = (*node.lines, space.line, *_when(full_in, grown))
            at = Label(room.span or component.span, "no space left")
            has = f": {_contents(node.nodes, node.today, fits)}" if full_in == 0.0 else ""
            # More nodes help where they share the data, and no key is larger than a node.
            is_shared = node.part < 1.0 and not room.value.is_total
            is_even = component[properties.store.LARGEST_SHARE] is None
            wanted = math.ceil(node.nodes * node.today / fits) if is_shared and is_even else 0
            more = (edit(f"replicas {wanted}"),) if wanted > node.nodes else ()
            whose = "total" if room.value.is_total else "per replica"
            is_bounded, added = math.isfinite(node.most), node.added * (until + _YEAR)
            most = node.most if is_bounded else node.today + added
            if is_bounded or full_in == 0.0:
                size = show_value(most * (node.nodes if room.value.is_total else 1), Dimension.SIZE)
                note = "for all that is ever kept" if is_bounded else "for today's data"
                if added and not is_bounded:
                    note += f" and the growth of {spell_time(until + _YEAR)}"
                more = (edit(f"max_size {size} {whose}", note=note), *more)
            found = _finding(facts, component, at, full_in, lines)
            yield found._replace(message=f"{found.message}{has}", help=(*more, *found.help))


def _contents(nodes: int, today: float, fits: float) -> str:
    where = "its fullest node" if nodes > 1 else "its node"
    data, room = (show_value(size, Dimension.SIZE) for size in (today, fits))
    return f"{where} has {data} of data and room for {room}"


def _finding(
    facts: Facts, component: model.Component, at: Label, full_in: float, lines: tuple[Step, ...]
) -> Finding:
    ahead = facts.design.horizon
    before = f", before the horizon of {show(ahead.value)}" if ahead is not None else ""
    when = "today" if full_in == 0.0 else f"in {spell_time(full_in)}{before}"
    return Finding(
        f"`{component.path}` is full {when}",
        at,
        component.path,
        secondary=stated_label(ahead, "planning horizon"),
        witness=lines,
        help=(
            *_forgetting(facts, component),
            edit("shards N by KEY { placement ring }", sample=True),
        ),
        breaks=facts[verdicts].violated([component.path], "storage"),
    )


def _forgetting(facts: Facts, component: model.Component) -> Iterator[Help]:
    """A retention for data that grows and has none: it does not change how much a `count` is."""
    held = [named.path for named in component.value(properties.store.HOLDS) or ()]
    for path in held:
        data = facts.design.data.get(path)
        if (
            data is not None
            and data[properties.context.GROWTH]
            and not data[properties.store.RETENTION]
        ):
            yield edit(
                "retention 90d", place=f"`{path}`", note="if it need not be kept", sample=True
            )


def _when(full_in: float, grown: float) -> Iterator[Step]:
    """In how many seconds it is full, at today's growth and with the load that is planned."""
    if full_in == 0.0:
        return
    yield Step(f"full in {spell_time(full_in)} at today's growth")
    if grown < full_in:
        text = f"full in {spell_time(grown)} if the load grows as planned"
        yield Step(f"{text} (estimate: evenly compounded)")
