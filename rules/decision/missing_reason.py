"""A decision gives no reason.

Reported when: a decision has neither `because` nor options, or the reason says nothing ("n/a",
"obvious").

Not reported when: the decision lists options, whose pros and cons are its reasons (DEC002), or it was
rejected or superseded.

How to fix: state why with `because`, or list the options with their pros and cons.

Why: a decision is recorded for those who were not there. Without the reason they can only follow it
blindly or change it blindly.

Source: M. Nygard, Documenting Architecture Decisions (2011): the context is what makes a decision
understandable.

Bad:

```design
decision D1 "Links are kept in one store"
```

Good:

```design
decision D1 "Links are kept in one store" { because "No query joins two of them." }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, properties, rule

_NOTHING = re.compile(
    r"\s*(?:n/?a|none|nothing|no reason|obvious(?:ly)?|it is obvious|just because|because|self[- ]evident)[.!]?\s*",
    re.IGNORECASE,
)


@rule("DEC006", grade="advice", since="0.2", about_absence=True)
def missing_reason(facts: Facts) -> Iterator[Finding]:
    """One finding for each decision that holds and does not say why."""
    for decision in facts.design.decisions.values():
        reason = decision.value(properties.component.BECAUSE)
        bare = reason is None and not decision.options
        if decision.is_over or not (bare or (reason is not None and _NOTHING.fullmatch(reason))):
            continue
        yield Finding(
            f"`{decision.path}` gives no reason",
            Label(decision.span_of(properties.component.BECAUSE)),
            decision.path,
            help=(edit('because "..."'),),
        )
