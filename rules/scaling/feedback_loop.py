"""Calls that go in a circle send back more than they got, so the load grows without bound.

Each round of the circle is larger than the one before: a job that puts more than one job back, a
retry that is retried, a callback that calls back twice. No capacity is enough for it. In the traffic
equations, the spectral radius of the calls in the circle is above 1.

It is an error, for such a design cannot run. It is silent where a share (`10%`), a cache or a limit
makes each round smaller, and where a number in the circle is not stated.

Source: the traffic equations of J. R. Jackson, Jobshop-like Queueing Systems, Management Science 10
(1963).

Bad:

```design
actor visitor
component jobs : queue
component fetch : worker
flow submit { rate 10 req/s peak; visitor ~> jobs; jobs ~> fetch; fetch ~> jobs x3 }
```

Good:

```design
actor visitor
component jobs : queue
component fetch : worker
flow submit { rate 10 req/s peak; visitor ~> jobs; jobs ~> fetch; fetch ~> jobs 30% }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, rule
from designlint.api.analyses import loads
from designlint.api.text import Dimension, listed, show_value


@rule("SCA006", severity=Severity.ERROR, since="0.1")
def feedback_loop(facts: Facts) -> Iterator[Finding]:
    """One finding for each circle of calls that feeds itself."""
    for circle in facts[loads].amplifying_cycles:
        flows, components = ([*dict.fromkeys(names)] for names in zip(*circle, strict=True))
        calls = [
            step
            for flow in flows
            for step in facts.design.flows[flow].steps
            if {step.caller.path, step.callee.path} <= set(components)
        ]
        if calls:
            yield _finding(flows[0], components, calls)


def _finding(flow: str, components: Sequence[str], calls: list[model.Step]) -> Finding:
    largest = max(calls, key=lambda call: call.share * call.times)
    return Finding(
        f"the load of {listed(components)} feeds itself in `{flow}` and grows without bound",
        Label(largest.span, "more goes round each time"),
        components[0],
        witness=tuple([Step(_line(call), call.span) for call in calls]),
        help=(edit(f"{_names(largest)} 10%"),),
    )


def _line(call: model.Step) -> str:
    calls = show_value(call.share * call.times, Dimension.NUMBER)
    return f"{_names(call)}: {calls} for each that comes in"


def _names(call: model.Step) -> str:
    return f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
