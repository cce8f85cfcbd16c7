"""Retries at several layers multiply, so one request becomes many calls when something fails.

Each layer that tries again repeats all that the layers below it do: two retries at each of three
layers make 27 calls of one request, and they come just when what is called is in trouble. Retry at
one layer, the one nearest to the failure or the client, or bound the retries as a share of all calls.

It is told about chains of at least two retrying layers that make eight calls or more of one request.
It is silent about a layer with a circuit breaker, counts one with a `retry_budget` at its budget, and
follows failures upwards only through calls that are waited for and needed: one that is `optional`,
has an `or else` or an `on_failure` other than failing ends the chain. Back-off and jitter spread the
calls, and leave their number as it is.

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
    more = f": {show_share(storm.utilisation.low)} of what it carries" if storm else ""
    innermost = chain.layers[-1].step
    return Finding(
        f"one request in {listed(chain.flows)} becomes up to {chain.calls:g} calls of"
        f" `{chain.callee}` when it fails{more}",
        Label(_span(innermost), f"the last of {len(chain.layers)} layers that try again"),
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
            f"{caller} -> {callee}: {layer.attempts:g} attempts, {calls:g} in all",
            _span(layer.step),
            origin_text(stated.origin) if stated is not None else "",
        )
    mean = chain.mean_calls(_USUAL_FAILURES)
    if mean is not None:
        yield Step(f"while 1% of the calls fail: {mean:.3g} on average, if independently")
    if chain.others:
        yield Step(f"the same outer layers multiply the calls of {listed(chain.others)}")
