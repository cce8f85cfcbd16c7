"""A flow stops with something that it could live without.

Telemetry, counters, recommendations: what is useful beside the purpose of a flow adds its own
failures to it when the flow waits. A buffer in between helps only until it is full: what blocks then
stops the flow as well.

Soft is what the design says is soft: monitoring (by kind or `observed_by`), data of
`importance low`, and a component whose interfaces serve only requirements that `could` or `wont` be
met, in a flow for one that `must`. It is silent where the call is the flow's only business, and where
it is `optional`, not waited for, has an `or else` or an `on_failure` other than failing.

Source: B. Beyer and others, Site Reliability Engineering (2016), chapter 22, on degraded results;
AWS, summary of the Kinesis event of 2020-11-25 in the Northern Virginia region.

Bad:

```design
actor visitor
component links : service
component store : database
component metrics : monitoring
flow follow { rate 10 req/s; visitor -> links; links -> store; links -> metrics }
```

Good:

```design
actor visitor
component links : service
component store : database
component metrics : monitoring
flow follow { rate 10 req/s; visitor -> links; links -> store; links ~> metrics, optional }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.softness import SoftNeed, soft_needs
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule


@rule("RES006", severity=Severity.WARNING, since="0.1")
def soft_dependency(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that a flow waits for and could do without."""
    for need in facts[soft_needs]:
        yield _finding(need)


def _finding(need: SoftNeed) -> Finding:
    caller, callee = need.call.caller.path, need.call.callee.path
    waits = need.call.waits
    how = "waits for" if waits else "is blocked by a full queue of"
    arrow = "->" if waits else "~>"
    stops = f"{need.flow}: {caller} {arrow} {callee} is not optional"
    return Finding(
        f"`{need.flow}` {how} {need.why}" + ("" if callee in need.why else f": `{callee}`"),
        Label(need.call.span, "not optional"),
        callee,
        witness=(need.reason, Step(stops, need.call.span)),
        help=(edit(f"{caller} {arrow} {callee}, optional"),),
    )
