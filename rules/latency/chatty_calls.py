"""A component calls another one many times in a row while somebody waits.

The times add up: twenty calls of 10 ms are 200 ms, and each way between the two is paid twenty times.
The usual cause is one call for each row of a list. One call that asks for all of them, or calls that
are made at the same time, take about as long as the slowest.

Told of ten calls in a row and more. It is silent where a requirement on the flow's latency is proved
to be met, where the calls are made at the same time (`x20 parallel`), about calls in fewer than one
in a hundred requests, and in flows that no person begins.

Source: C. Smith and L. Williams, Software Performance AntiPatterns, WOSP 2000 (Circuitous Treasure
Hunt); M. Fowler, Patterns of Enterprise Application Architecture (2002), Remote Facade.

Bad:

```design
actor visitor
component shop : service
component prices : service { latency p50 10ms, p99 40ms }
flow browse { visitor -> shop; shop -> prices x20 }
```

Good:

```design
actor visitor
component shop : service
component prices : service { latency p50 10ms, p99 40ms }
flow browse { visitor -> shop; shop -> prices x20 parallel }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.risks import SlowCall, chatty_calls
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import hop_arrow, repeat_lines, violated_requirements


@rule("LAT002", severity=Severity.WARNING, since="0.1")
def chatty(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of components that talk too much."""
    told: set[tuple[str, str]] = set()
    for call in facts[chatty_calls]:
        pair = (call.hop.caller, call.hop.callee)
        if pair not in told:
            told.add(pair)
            yield _finding(facts, call)


def _finding(facts: Facts, call: SlowCall) -> Finding:
    hop = call.hop
    names = f"{hop.caller} -> {hop.callee}"
    return Finding(
        f"`{hop.caller}` calls `{hop.callee}` {hop.in_a_row:g} times in a row in `{call.flow}`",
        Label(hop_arrow(hop), f"{hop.in_a_row:g} times, one after the other"),
        call.flow,
        witness=repeat_lines(facts, hop),
        help=(
            edit(names, note="one call for all"),
            edit(f"{names} x{hop.in_a_row:g} parallel"),
        ),
        breaks=violated_requirements(facts, (call.flow,), "latency"),
    )
