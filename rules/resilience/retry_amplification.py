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

from designlint.analyses.detectors.retries import Chain, chain_lines, retry_chains
from designlint.analyses.detectors.storms import storms
from designlint.api import Facts, Finding, Label, Severity, Step, edit, properties, rule
from designlint.api.text import listed, show_share


@rule("RES002", severity=Severity.WARNING, since="0.1")
def retry_amplification(facts: Facts) -> Iterator[Finding]:
    """One finding for each set of layers whose retries multiply."""
    for chain in facts[retry_chains]:
        yield _finding(facts, chain)


def _finding(facts: Facts, chain: Chain) -> Finding:
    storm = facts[storms].get(chain.callee)
    more = f": {show_share(storm.utilisation.low)} of what it carries" if storm else ""
    innermost = chain.layers[-1].step
    stated = innermost.properties[properties.relation.RETRIES]
    span = stated.span if stated is not None and stated.span is not None else innermost.span
    return Finding(
        f"one request in {listed(chain.flows)} becomes up to {chain.calls:g} calls of"
        f" `{chain.callee}` when it fails{more}",
        Label(span, f"the last of {len(chain.layers)} layers that try again"),
        chain.callee,
        secondary=tuple(_outer(chain)),
        witness=(*chain_lines(chain), *_consequences(facts, chain)),
        help=(edit(f"{innermost.caller.path} -> {chain.callee} {{ retry_budget 10% }}"),),
    )


def _outer(chain: Chain) -> Iterator[Label]:
    for layer in chain.layers[:-1]:
        stated = layer.step.properties[properties.relation.RETRIES]
        if stated is not None and stated.span is not None:
            yield Label(stated.span, f"{layer.attempts:g} attempts")


def _consequences(facts: Facts, chain: Chain) -> Iterator[Step]:
    if chain.others:
        yield Step(f"the same outer layers multiply the calls of {listed(chain.others)}")
    storm = facts[storms].get(chain.callee)
    if storm is not None:
        yield from storm.lines
