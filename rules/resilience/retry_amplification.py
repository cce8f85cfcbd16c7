"""Retries at several layers multiply: one request becomes many calls when a component fails.

Reported when: a chain of at least two retrying layers makes eight calls or more of one request.

Not reported when: a layer has a circuit breaker, which ends the chain. A layer with a `retry_budget`
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

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, properties, rule
from designlint.api.analyses import RetryChain, RetryStorm, retry_chains, retry_storms
from designlint.api.text import listed, origin_text, show_share

# A failure rate at which retries do what they are for, shown beside the worst case.
_USUAL_FAILURES = 0.01


@rule("RES002", severity=Severity.WARNING, since="0.1")
def retry_amplification(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of layers whose retries multiply."""
    for chain in facts[retry_chains]:
        yield _finding(chain, facts[retry_storms].get(chain.callee))


def _finding(chain: RetryChain, storm: RetryStorm | None) -> Finding:
    more = f", {show_share(storm.utilisation.low)} of its capacity" if storm else ""
    innermost = chain.layers[-1].step
    return Finding(
        f"`{chain.callee}` gets up to {chain.calls:g} calls per request of {listed(chain.flows)}"
        f" while it fails{more}",
        Label(_span(innermost), f"innermost of {len(chain.layers)} retrying layers"),
        chain.callee,
        secondary=tuple(_outer(chain)),
        witness=(*_lines(chain), *(storm.lines if storm else ())),
        help=(edit(f"{innermost.caller.path} -> {chain.callee} {{ retry_budget 10% }}"),),
    )


def _span(call: model.Step) -> model.Span:
    """Where its retries are stated, else the call."""
    stated = call.properties[properties.relation.RETRIES]
    return (stated.span if stated is not None else None) or call.span


def _outer(chain: RetryChain) -> Iterator[Label]:
    for layer in chain.layers[:-1]:
        stated = layer.step.properties[properties.relation.RETRIES]
        if stated is not None and stated.span is not None:
            yield Label(stated.span, f"{layer.attempts:g} attempts")


def _lines(chain: RetryChain) -> Iterator[Step]:
    """The arithmetic: each layer with the product so far, and the mean of calls on a usual day."""
    calls = 1.0
    for layer in chain.layers:
        calls *= layer.attempts
        caller, callee = layer.pair
        stated = layer.step.properties[properties.relation.RETRIES]
        yield Step(
            f"{caller} -> {callee}: {layer.attempts:g} attempts, {calls:g} calls in total",
            _span(layer.step),
            origin_text(stated.origin) if stated is not None else "",
        )
    mean = chain.mean_calls(_USUAL_FAILURES)
    if mean is not None:
        yield Step(
            f"at a failure rate of 1%: {mean:.3g} calls on average, if failures are independent"
        )
    if chain.others:
        yield Step(f"the same outer layers multiply the calls to {listed(chain.others)}")
