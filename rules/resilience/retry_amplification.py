"""Retries multiply: one request becomes many calls when a component fails.

Reported when: a retrying layer, or a chain of them, makes eight calls or more of one request. From a
hundred calls on the retries are in effect without bound, and the defect is fatal.

Not reported when: workers take from a queue, at one layer; a layer has a circuit breaker, which ends the chain. A layer with a `retry_budget`
counts at its budget. A failure reaches a layer only through a call that the caller waits for and
needs: a call that is `optional`, has an `or else` or an `on_failure` other than failing ends the
chain. Backoff and jitter spread the calls but do not reduce their number.

How to fix: retry at one layer only, the one nearest to the failure or the client, or bound the retries
with a `retry_budget`.

Why: each layer repeats all calls of the layers below it. Two retries at each of three layers make 27
calls of one request, and they arrive just when the callee is failing.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 22, on retries at several
layers; M. Brooker, Timeouts, retries, and backoff with jitter, Amazon Builders' Library.

Bad:

```design
actor visitor
component gate : gateway
component links : service
component store : database
visitor -> gate { retries 2; backoff jitter }
gate -> links   { retries 2; backoff jitter }
links -> store  { retries 2; backoff jitter }
flow follow { rate 10 req/s; visitor -> gate -> links -> store }
```

Good:

```design
actor visitor
component gate : gateway
component links : service
component store : database
visitor -> gate { retries 1; backoff jitter }
links -> store  { retries 2; backoff jitter; retry_budget 10% }
flow follow { rate 10 req/s; visitor -> gate -> links -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import capacities, retries
from designlint.api.text import listed, show_share

# A component that carries a hundred times its load does not fail for want of capacity.
_UNBOUNDED = 100


@rule("RES002", grade="risk", also=("fatal",), since="0.1")
def retry_amplification(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of layers whose retries multiply."""
    for chain in facts[retries].chains:
        storm = facts[retries].storms.get(chain.callee)
        more = f", {show_share(storm.utilisation.low)} of its capacity" if storm else ""
        *outer, innermost = chain.layers
        labels = [layer.label for layer in outer]
        bounded = [layer.pair for layer in (innermost, *reversed(outer))]
        yield Finding(
            f"`{chain.callee}` gets up to {chain.calls:g} calls per request of {listed(chain.flows)}"
            f" while it fails{more}",
            Label(innermost.span, _place(len(chain.layers), innermost.attempts)),
            chain.callee,
            secondary=tuple([label for label in labels if label is not None]),
            witness=(*chain.lines, *(storm.lines if storm else ())),
            help=tuple([edit(f"{a} -> {b} {{ retry_budget 10% }}") for a, b in bounded]),
            flows=chain.flows,
            causes=tuple([f"retries of `{path}`" for path in chain.retried]),
            grade="fatal" if chain.calls >= _UNBOUNDED else None,
            because=facts[capacities][chain.callee].overloads[:1]
            if chain.callee in facts.design.components
            else (),
        )


def _place(layers: int, attempts: float) -> str:
    return f"innermost of {layers} retrying layers" if layers > 1 else f"{attempts:g} attempts"
