"""Users wait for a system of others with nothing in between.

What others run fails on its own schedule, and slowly as often as not. Without a timeout, each request
that it holds up holds a thread or a connection here until none is left; with one, every request still
waits for the whole timeout, until a circuit breaker stops asking. A fallback answers in its place.

It is told about calls that a flow of users waits for and needs. It is silent where the call is
`optional`, has an `or else` or an `on_failure` other than failing, and in a design that says of no
call what happens when it fails.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapters 4 and 5, on integration points, timeouts and
circuit breakers.

Bad:

```design
actor buyer
component shop : service
component store : database
external bank
shop -> store { timeout 50ms }
flow pay { rate 10 req/s; buyer -> shop; shop -> store; shop -> bank }
```

Good:

```design
actor buyer
component shop : service
component store : database
external bank
shop -> store { timeout 50ms }
shop -> bank  { timeout 2s; circuit_breaker yes }
flow pay { rate 10 req/s; buyer -> shop; shop -> store; shop -> bank }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.guards import Unguarded, unguarded_externals
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import listed

_WHAT = {
    "timeout": ("without a timeout", "timeout 2s; circuit_breaker yes"),
    "circuit_breaker": ("without a circuit breaker or a fallback", "circuit_breaker yes"),
}


@rule("RES031", severity=Severity.WARNING, since="0.1")
def unguarded_third_party(facts: Facts) -> Iterator[Finding]:
    """One finding for each caller of an outside system that users wait for."""
    for unguarded in facts[unguarded_externals]:
        yield _finding(unguarded)


def _finding(unguarded: Unguarded) -> Finding:
    call, external = unguarded.call, unguarded.external
    without, guard = _WHAT[unguarded.lacks]
    verb = "waits" if len(unguarded.flows) == 1 else "wait"
    return Finding(
        f"{listed(unguarded.flows)} {verb} for `{external.path}`, which others run, {without}",
        Label(call.span, without),
        external.path,
        secondary=(Label(external.span, "outside"),),
        witness=(Step(f"{call.caller.path} -> {external.path}: waited for and needed", call.span),),
        help=(edit(f"{call.caller.path} -> {external.path} {{ {guard} }}"),),
    )
