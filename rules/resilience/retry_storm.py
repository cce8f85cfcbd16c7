"""Retries keep a component overloaded after the trigger of the overload is over.

Reported when: a component carries its peak load, but not the peak load times the attempts of its
callers.

Not reported when: a `retry_budget` or a `circuit_breaker` bounds the retries; the load exceeds the
capacity anyway (SCA001); load or capacity is unknown; or retries multiply over several layers (RES002
shows the same arithmetic). Backoff and jitter do not help: each request still makes all its attempts.

How to fix: bound the retries with a `retry_budget` or a `circuit_breaker`, or add capacity for them.

Why: once the component fails at peak, every caller retries. The load with retries exceeds the
capacity, so the component stays down until load is shed: a metastable failure. Above the share of the
peak that the witness shows, a restart, a cold cache or a lost zone is enough to trigger it.

Source: N. Bronson and others, Metastable Failures in Distributed Systems, HotOS 2021.

Bad:

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
visitor -> links { timeout 2s; retries 2; backoff jitter }
flow follow { rate 2k req/s peak; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 3; capacity 1k req/s per replica }
visitor -> links { timeout 2s; retries 2; backoff jitter; retry_budget 10% }
flow follow { rate 2k req/s peak; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, Step, advice, edit, rule
from designlint.api.analyses import retries
from designlint.api.text import show_share

# So many calls are bounded in each of two ways; of more, each in one way, and of very many, in words.
_FEW = 4
_MANY = 12


@rule("RES004", grade="risk", since="0.1", formerly=("resilience-sustained-overload",))
def retry_storm(facts: Facts) -> Iterator[Finding]:
    """One finding for each component that retries keep overloaded."""
    chains = facts[retries].chains
    amplified = {path for chain in chains for path in (chain.callee, *chain.others)}
    for path, storm in facts[retries].storms.items():
        if path in amplified:
            continue
        component = storm.capacity.component
        stated = storm.capacity.stated.span if storm.capacity.stated is not None else None
        share, threshold = show_share(storm.utilisation.low), show_share(storm.holds_from)
        yield Finding(
            f"`{path}` stays overloaded after a failure at peak: with retries, its load is {share} of capacity",
            Label(component.span),
            path,
            secondary=(Label(stated, "capacity"),) if stated is not None else (),
            witness=(
                storm.capacity.line,
                *storm.lines,
                Step(
                    f"at {threshold} of the peak load or more, retries alone keep `{path}` overloaded"
                ),
            ),
            help=tuple(_bounded(facts, path)),
            causes=(f"retries of `{path}`",),
            because=(*storm.capacity.overloads, *_above(facts, path)),
        )


def _bounded(facts: Facts, path: str) -> Iterator[Help]:
    """What bounds the retries of all calls that are repeated on the way to it, or ends them: those that are
    left could keep it overloaded."""
    pairs = list(dict.fromkeys(layer.pair for layer in facts[retries].above(path)))
    if len(pairs) > _MANY:
        yield advice(
            f"bound the retries of all {len(pairs)} calls that are repeated on the way to `{path}`"
        )
        return
    for way in ("retry_budget 10%", "circuit_breaker yes")[: 2 if len(pairs) <= _FEW else 1]:
        for caller, callee in pairs:
            yield edit(f"{caller} -> {callee} {{ {way} }}")


def _above(facts: Facts, path: str) -> Iterator[str]:
    """The retries of the components on the way to it, which multiply its load as well."""
    for layer in facts[retries].above(path):
        yield f"retries of `{layer.step.callee.path}`"
