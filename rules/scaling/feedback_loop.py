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

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, Step, edit, model, rule
from designlint.api.analyses import loads, loop_steps
from designlint.api.text import Dimension, listed, show_value


@rule("SCA006", severity=Severity.ERROR, since="0.1")
def feedback_loop(facts: Facts) -> Iterator[Finding]:
    """One finding for each circle of calls that feeds itself."""
    for circle in facts[loads].unbounded:
        steps = loop_steps(facts, circle)
        if not steps:
            continue
        flow, first = circle[0]
        largest = max(steps, key=lambda step: step.share * step.times)
        shown = listed([node for _, node in circle])
        yield Finding(
            f"the load of {shown} feeds itself in `{flow}` and grows without bound",
            Label(largest.span, "more goes round each time"),
            first,
            witness=tuple([Step(_line(step), step.span) for step in steps]),
            help=(edit(f"{largest.caller.path} {_arrow(largest)} {largest.callee.path} 10%"),),
        )


def _line(step: model.Step) -> str:
    calls = show_value(step.share * step.times, Dimension.NUMBER)
    return f"{step.caller.path} {_arrow(step)} {step.callee.path}: {calls} for each that comes in"


def _arrow(step: model.Step) -> str:
    return "->" if step.waits else "~>"
