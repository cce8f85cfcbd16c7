"""A slow callee holds all workers of its caller, and stops flows that do without it.

Reported when: a component declares its `concurrency` (or a `limit` of `threads` or `workers`), and the
calls of one callee that would be under way while it answers nothing (rate x timeout x attempts) are more
than that, or have no timeout; and a flow that needs the component does not need the callee, or the callee
is a cache, or one of its shards is enough: all users then wait for the data of some. Where a cache in front of an origin, an optional call or a third party stops a flow that does
without it, the defect is fatal.

Not reported when: all flows of the caller fail with the callee anyway, which is no cache and not split; a
`bulkhead` leaves workers to other calls; the calls have a timeout and a `circuit_breaker`, or their rate is not
declared.

How to fix: a timeout near the p99.9 of the callee, and a `circuit_breaker`; or a `bulkhead` below the
`concurrency`.

Why: a callee that is slow is worse than one that is down. Each call waits for its whole timeout, the
workers run out, health checks time out too, and the load balancer takes the replicas out.

Source: Epic Games, Postmortem of Service Outage at 3.4M CCU (2018), on Nginx workers that waited for
memcached; Stripe, Root cause analysis: significantly elevated error rates on 2019-07-10, on calls that
waited for one shard; M. Nygard, Release It!, 2nd ed. (2018), chapters 4 and 5, on blocked threads and
bulkheads.

Bad:

```design
actor visitor
component shop : service { replicas 4; concurrency 64 }
component hot : cache { hit 90% }
component store : database
shop -> hot { timeout 2s }
shop -> store { timeout 300ms; circuit_breaker yes }
flow browse { rate 1k req/s peak; visitor -> shop; shop -> hot; shop -> store, on miss of hot }
```

Good:

```design
actor visitor
component shop : service { replicas 4; concurrency 64 }
component hot : cache { hit 90% }
component store : database
shop -> hot { timeout 20ms; circuit_breaker yes }
shop -> store { timeout 300ms; circuit_breaker yes }
flow browse { rate 1k req/s peak; visitor -> shop; shop -> hot; shop -> store, on miss of hot }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Help, Label, edit, model, properties, rule
from designlint.api.analyses import hard_dependencies
from designlint.api.text import Dimension, listed, show_value, stated_label

# A bulkhead that is suggested leaves all but this part of the workers to other calls.
_PARTS = 4


@rule("RES040", grade="risk", also=("fatal",), since="0.2")
def held_workers(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee."""
    for pair in facts[hard_dependencies].holding:
        if not pair.stopped:
            continue
        caller, steps = pair.caller.path, [call.step for call in pair.waiting]
        workers = show_value(pair.workers, Dimension.NUMBER)
        why = "its calls have no timeout"
        if not pair.is_untimed:
            why = f"up to {show_value(pair.held, Dimension.NUMBER)} calls wait for it"
        what = f"{pair.shortcut} " if pair.shortcut else ""
        if pair.parts > 1:
            what = "shard of "
        yield Finding(
            f"a slow {what}`{pair.callee}` holds all {workers} workers of `{caller}`, because {why}, and"
            f" stops {listed(pair.stopped)}",
            Label(steps[0].span, "each call holds a worker"),
            caller,
            secondary=(
                *[Label(step.span) for step in steps[1:]],
                *stated_label(pair.stated, f"{workers} workers in all"),
            ),
            witness=pair.lines,
            help=tuple(_help(pair.caller, steps, is_untimed=pair.is_untimed)),
            flows=pair.stopped,
            grade="fatal" if pair.shortcut else None,
            causes=(
                *((f"calls of `{caller}` without a timeout",) if pair.is_untimed else ()),
                f"workers of `{caller}` held by `{pair.callee}`",
            ),
        )


def _help(
    caller: model.Component, steps: Sequence[model.Step], *, is_untimed: bool
) -> Iterator[Help]:
    """A shorter wait, or fewer workers that wait."""
    call = f"{steps[0].caller.path} -> {steps[0].callee.path}"
    timeout = "timeout 100ms; " if is_untimed else ""
    note = "with a timeout near the p99.9 of the callee"
    yield edit(f"{call} {{ {timeout}circuit_breaker yes }}", note=note)
    handled = caller.value(properties.component.CONCURRENCY)
    if handled is not None and not handled.is_total and handled.amount.value >= _PARTS:
        share = int(handled.amount.value / _PARTS)
        yield edit(
            f"{call} {{ bulkhead {share} }}", note="leaves the other workers of a replica free"
        )
