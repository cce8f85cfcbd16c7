"""A retry sends a write again that may have been done already.

A call without an answer was lost on the way there or on the way back: the caller cannot tell. Sent
again, a write that is not idempotent happens twice: two charges, two orders. An idempotency key that
the callee remembers, or a write that sets a value instead of adding to it, makes a retry safe.

There is one finding for each caller and callee. Where the step says `idempotent no` it is told of
whatever is written; where nobody says, only of critical data and payments. It is silent where the
step, the relation or the callee is `idempotent`, about data that never changes, and about reads.

Source: M. Featonby, Making Retries Safe with Idempotent APIs (Amazon Builders' Library); IETF RFC 9110,
section 9.2.2, on idempotent methods.

Bad:

```design
actor buyer
data charge { contains payment }
component shop : service
component ledger : database { holds charge }
shop -> ledger { timeout 300ms; retries 2 }
flow buy { rate 20 req/s; buyer -> shop; shop -> ledger writes charge }
```

Good:

```design
actor buyer
data charge { contains payment }
component shop : service
component ledger : database { holds charge }
shop -> ledger { timeout 300ms; retries 2; idempotent yes }
flow buy { rate 20 req/s; buyer -> shop; shop -> ledger writes charge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.detectors.repeats import RepeatedWrite, repeated_writes
from designlint.api import Facts, Finding, Label, Severity, Step, edit, rule
from designlint.api.text import listed, origin_text


@rule("CON004", severity=Severity.WARNING, since="0.1")
def repeated_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that can do a write twice."""
    for found in facts[repeated_writes]:
        yield _finding(found)


def _finding(found: RepeatedWrite) -> Finding:
    caller, callee = found.step.caller.path, found.step.callee.path
    how = "a hedge" if found.is_hedged else "a retry"
    says = "which is not idempotent" if found.denied else "which is not said to be idempotent"
    sent = "a second call" if found.is_hedged else "the call again"
    again = found.again
    return Finding(
        f"{how} can write {listed(found.data)} to `{callee}` twice: the call of `{caller}`, {says}",
        Label(found.step.span),
        caller,
        secondary=(Label(again.span, "sent again"),) if again.span else (),
        witness=(
            Step(f"1. `{caller}` sends the write, and `{callee}` does it"),
            Step("2. the answer is late or lost"),
            Step(f"3. `{caller}` sends {sent}", again.span, origin_text(again.origin)),
            Step(f"4. `{callee}` does the write a second time"),
        ),
        help=(
            edit(
                f"{caller} -> {callee} {{ idempotent yes }}",
                note=f"with a key that `{callee}` remembers",
            ),
        ),
    )
