"""A caller gives up while its callee may still be waiting for what it calls itself.

The callee's own calls may last timeout times attempts, one after the other. When that is longer than
the caller waits, the work goes on for nobody: the caller has failed or tries again, the callee is
still busy, and under trouble the load multiplies. A timeout is to cover what happens behind it.

It is told at the outer timeout, once for each pair. Waits between attempts come on top and are not
counted, nor is the callee's own time. It is silent where one of the two states no timeout, where the
call is not waited for, and where the sum fits.

Source: M. Nygard, Release It!, 2nd ed. (2018), chapter 5, Timeouts; Google SRE Book (2016),
chapter 22, Addressing Cascading Failures, on deadlines.

Bad:

```design
actor visitor
component shop : service
component stock : service
component store : database
shop -> stock { timeout 100ms }
stock -> store { timeout 80ms; retries 2 }
flow buy { visitor -> shop -> stock -> store }
```

Good:

```design
actor visitor
component shop : service
component stock : service
component store : database
shop -> stock { timeout 300ms }
stock -> store { timeout 80ms; retries 2 }
flow buy { visitor -> shop -> stock -> store }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.timeouts import Inner, Inversion, timeout_inversions
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.analyses import show_time
from designlint.api.text import show


@rule("RES001", severity=Severity.ERROR, since="0.1")
def timeout_inversion(facts: Facts) -> Iterator[Finding]:
    """One finding for each pair of caller and callee whose timeouts are inverted."""
    for found in facts[timeout_inversions]:
        yield _finding(found)


def _finding(found: Inversion) -> Finding:
    caller, callee = found.step.caller.path, found.step.callee.path
    timeout = found.patience.timeout
    outer = show(timeout.value) if timeout is not None else ""
    longest = show_time(found.longest)
    stated = timeout.span if timeout is not None else None
    inner = [one.patience.timeout.span for one in found.inner if one.patience.timeout is not None]
    return Finding(
        f"`{caller}` gives `{callee}` up after {outer}, while it may need {longest} for its own calls",
        Label(stated or found.step.span),
        caller,
        secondary=tuple([Label(span) for span in inner if span is not None]),
        witness=(
            *[_line(one) for one in found.inner],
            Step(f"{caller} -> {callee}: {outer}", stated),
        ),
        help=(edit(f"{caller} -> {callee} {{ timeout {longest} }}", note="or less behind it"),),
    )


def _line(inner: Inner) -> Step:
    step, patience = inner.step, inner.patience
    timeout = patience.timeout
    each = show(timeout.value) if timeout is not None else ""
    factors = [f"{step.times:g} in a row"] if step.times > 1.0 and not step.parallel else []
    factors += [f"{patience.attempts} attempts"] if patience.attempts > 1 else []
    text = " x ".join([*factors, each])
    shown = f"{text} = {show_time(inner.longest)}" if factors else each
    return Step(
        f"{step.caller.path} -> {step.callee.path}: {shown}",
        timeout.span if timeout is not None else None,
    )
