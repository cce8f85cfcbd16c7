"""Metrics at work: how each is computed, and a small design with claims that come out differently.

The verdicts and values stand here as the page shows them; the tests run the designs and compare.
"""

from __future__ import annotations

from typing import NamedTuple

from designlint.reference.markdown import block, code, paragraphs, table


class Shown(NamedTuple):
    """A claim about a worked design, its verdict, what is computed, and why."""

    claim: str
    status: str
    value: str
    why: str


class Worked(NamedTuple):
    """How a metric is computed, and an example of it."""

    text: str
    design: str
    claims: tuple[Shown, ...]

    @property
    def body(self) -> str:
        """The text, the design, and the table of its claims."""
        rows = [(code(c.claim), f"**{c.status}**", c.value, c.why) for c in self.claims]
        return paragraphs(
            self.text,
            block(self.design),
            table(("claim", "verdict", "computed", "why"), rows),
        )


_LATENCY = """\
Counted is what somebody waits for (`->`): the own `latency` of each component, once for each call;
the way between regions (`rtt`, or what light in fibre needs for a `distance`); calls in a row one
after the other, `parallel` ones as long as the slowest. A step that only a share of the requests take
counts with that share. A `timeout` ends a call, times the attempts. Not counted are what is not waited
for (`~>`), the person or client who asks, and failures: those are what scenarios are for.

Percentiles do not add, and parts may be slow together or in turn. So two bounds that hold whatever
depends on what decide. The upper one is a sum of percentiles so high that all parts together exceed
them in no more requests than may be slow: the p99 of ten calls takes the p99.9 of each. The lower one
is the slowest part alone, or what the lower percentiles of all parts add up to (left-tail means). What
comes out if the parts are independent is shown beside them, as an estimate.

A stated `latency` holds at the load that is stated. At more load, or when something is lost, it is
assumed to hold up to the `capacity`; over it, nothing bounds the wait."""

WORKED = {
    "latency": Worked(
        _LATENCY,
        """\
actor visitor
component shop : service { latency p50 5ms, p99 20ms, p99.9 40ms }
component stock : database { latency p50 2ms, p99 30ms, p99.9 50ms }
flow buy { visitor -> shop -> stock }
""",
        (
            Shown(
                "latency p99 of buy <= 100ms",
                "met",
                "30ms to 90ms",
                "0.1% of the requests exceed 40 ms in `shop`, 0.1% exceed 50 ms in `stock`, so 99.8% "
                "take no more than 90 ms",
            ),
            Shown(
                "latency p99 of buy <= 25ms",
                "violated",
                "30ms to 90ms",
                "1% of the requests wait 30 ms for `stock` alone",
            ),
            Shown(
                "latency p99 of buy <= 60ms",
                "undecided",
                "30ms to 90ms",
                "the bounds lie on both sides of it; about 34ms if the parts are independent",
            ),
            Shown(
                "latency p99.9 of buy <= 100ms",
                "undecided",
                "at least 50ms",
                "each part may be slow in the 0.1% that may be slow in all; it lacks the p99.99 of both",
            ),
        ),
    ),
}
