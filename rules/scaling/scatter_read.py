"""A request asks all shards of a store, so more shards do not carry more requests.

Reported when: a call that a flow fails with is made at least as many times as its callee has `shards`,
and there are eight shards or more: `front -> store x16 parallel` with `shards 16`.

Not reported when: the call is `optional` or has an `on_failure` other than failing, so that a part of
the answer is enough; a flow recovers something; or there are fewer shards.

How to fix: look the item up by the key of the shards, keep an index by the other key, or serve what the
shards answer in time with `on_failure degrade`.

Why: each request loads every shard. A store with twice the shards gets twice the calls, so growth ends
at the capacity of one shard. The slowest shard decides how long a request takes, and one failed shard
fails all requests.

Source: Slack, Slack's Incident on 2-22-22 (2022), on scatter queries over all shards behind a cold cache;
J. Dean and L. Barroso, The Tail at Scale, Communications of the ACM 56(2), 2013.

Bad:

```design
actor member
data channel
component app : service
component store : database { holds channel; shards 16 by user }
flow open { rate 1k req/s peak; member -> app; app -> store x16 parallel, reads channel }
```

Good:

```design
actor member
data channel
component app : service
component store : database { holds channel; shards 16 by channel }
flow open { rate 1k req/s peak; member -> app -> store reads channel }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, advice, edit, model, properties, rule
from designlint.api.analyses import capacities, hard_dependencies
from designlint.api.text import Dimension, show_value, stated_label

# With fewer shards, all of them are asked for little more than what one carries.
_MANY = 8


@rule("SCA018", grade="risk", since="0.2")
def scatter_read(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and store."""
    found: dict[tuple[str, str], Finding] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps if not flow.recovers else ():
            store = facts.design.components.get(call.callee.path)
            pair = call.caller.path, call.callee.path
            shards = store[properties.store.SHARDS] if store is not None else None
            if shards is None or pair in found or not _MANY <= shards.value.number <= call.times:
                continue
            if facts[hard_dependencies][flow.path].stops_flow(call):
                capacity, growth = facts[capacities][call.callee.path], facts.design.growth_factor
                found[pair] = _finding(flow, call, shards, shards.value.number)._replace(
                    because=capacity.overloads_by(call.caller.path, call.times, growth)
                )
    yield from found.values()


def _finding(
    flow: model.Flow, call: model.Step, shards: model.Known[object], number: int
) -> Finding:
    path, caller = call.callee.path, call.caller.path
    rate = flow[properties.context.RATE]
    lines = [Step(f"{caller} -> {path}: {call.times:g} calls for {number} shards", call.span)]
    if rate is not None:
        each = show_value(rate.value.rate.value, Dimension.RATE, rate.value.rate.noun)
        lines.append(Step(f"each shard gets all {each} of `{flow.path}`", rate.span))
    return Finding(
        f"`{flow.path}` asks all {number} shards of `{path}`: more shards carry no more of its requests",
        Label(call.span, f"asks all {number} shards"),
        path,
        secondary=stated_label(shards, f"{number} shards"),
        witness=tuple(lines),
        help=(
            advice("look the item up by the key of the shards, or keep an index by the other key"),
            edit(
                f"{caller} -> {path} {{ on_failure degrade }}",
                note="if a part of the answer is enough",
            ),
        ),
        flows=(flow.path,),
        causes=(f"calls of `{caller} -> {path}`",),
    )
