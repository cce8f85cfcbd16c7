"""Retries come without back-off or without jitter.

Callers that failed together try again together. At once, they hit what is just coming back with all
of their calls; after waits that are the same for all, they come in waves. A wait that grows and is
drawn at random spreads them out.

There is one finding for the design. It is silent where retries are bounded by a `retry_budget` or a
`circuit_breaker`, and about a single retry of which no more is said.

Source: M. Brooker, Timeouts, retries, and backoff with jitter, Amazon Builders' Library; M. Brooker,
Exponential Backoff And Jitter, AWS Architecture Blog (2015).

Bad:

```design
actor visitor
component links : service
component store : database
links -> store { timeout 50ms; retries 3; backoff none }
flow follow { rate 10 req/s; visitor -> links -> store }
```

Good:

```design
actor visitor
component links : service
component store : database
links -> store { timeout 50ms; retries 3; backoff jitter }
flow follow { rate 10 req/s; visitor -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.retries import BareRetry, bare_retries
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule


@rule("RES003", severity=Severity.WARNING, since="0.1")
def bare_retry(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the first call that is repeated in step with others."""
    placed = [bare for bare in facts[bare_retries] if bare.known.span is not None]
    if not placed:
        return
    first, *others = placed
    more = f", and {len(others)} more" if others else ""
    yield Finding(
        f"`{first.caller}` tries `{first.callee}` again without {first.lacks}{more}",
        _place(first),
        first.caller,
        secondary=tuple([_place(bare) for bare in others]),
        witness=tuple([_line(bare) for bare in placed]),
        help=(edit("backoff jitter"),),
    )


def _place(bare: BareRetry) -> Label:
    span = bare.known.span
    if span is None:
        raise ValueError("only what is stated has a place")
    return Label(span, bare.why)


def _line(bare: BareRetry) -> Step:
    return Step(f"{bare.caller} -> {bare.callee}: {bare.why}", bare.known.span)
