"""Calls form a cycle in which each round makes more calls than the one before.

Reported when: the calls of a cycle multiply by more than one in each round: a job that puts two jobs
back, a retry that is retried, a callback that calls back twice. In the traffic equations, the spectral
radius of the cycle is above 1. The finding is an error, because no capacity is enough.

Not reported when: a share (`10%`), a cache or a limit makes each round smaller, or a number in the
cycle is not declared.

How to fix: state the share of calls that go round again, or break the cycle.

Why: the load grows until something fails, and a restart begins the growth again.

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

from designlint.api import Facts, Finding, Label, Step, edit, model, rule
from designlint.api.analyses import loads
from designlint.api.text import Dimension, listed, show_value


@rule("SCA006", grade="contradiction", since="0.1")
def feedback_loop(facts: Facts) -> Iterator[Finding]:
    """One finding for each cycle of calls that amplifies its own load."""
    for cycle in facts[loads].amplifying_cycles:
        flows, components = ([*dict.fromkeys(names)] for names in zip(*cycle, strict=True))
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
    form = "forms" if len(components) == 1 else "form"
    return Finding(
        f"{listed(components)} {form} a cycle in `{flow}` that amplifies its own load without bound",
        Label(largest.span, f"{_times(largest)} for each that arrives"),
        components[0],
        witness=tuple([Step(_line(call), call.span) for call in calls]),
        help=(edit(f"{_names(largest)} 10%", note="for only 10% of what arrives"),),
    )


def _line(call: model.Step) -> str:
    return f"{_names(call)}: {_times(call)} for each that arrives"


def _times(call: model.Step) -> str:
    times = show_value(call.share * call.times, Dimension.NUMBER)
    return f"{times} call{'' if times == '1' else 's'}"


def _names(call: model.Step) -> str:
    return f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
