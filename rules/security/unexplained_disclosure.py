"""Personal data is handed to a third party, and nothing says why.

What is about people is passed on for a stated purpose or not at all. The reason belongs to the
design: it decides what the outsider gets, whether a contract covers it, and whether it is still
needed.

It is told once for each outsider that a step writes personal or health data to. It is silent where
the outsider or the flow has a `because`, or a decision is about the outsider.

Source: Regulation (EU) 2016/679 (GDPR), article 5(1)(b), purpose limitation, and article 28, on
processors.

Bad:

```design
actor visitor
data visit { contains personal; retention 30d }
external tracker
component web : service { replicas 2 }
flow see { visitor -> web; web ~> tracker writes visit }
```

Good:

```design
actor visitor
data visit { contains personal; retention 30d }
external tracker { because "Counts visits for the invoices; under contract." }
component web : service { replicas 2 }
flow see { visitor -> web; web ~> tracker writes visit }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, properties, rule
from designlint.api.analyses import is_explained
from designlint.api.model import Component, Flow, Step
from designlint.api.text import listed


@rule("SEC003", severity=Severity.WARNING, since="0.1")
def unexplained_disclosure(facts: Facts) -> Iterator[Finding]:
    """One finding for each outsider that gets personal data without a reason."""
    told = set()
    for flow in facts.design.flows.values():
        if flow[properties.component.BECAUSE] is not None:
            continue
        for call in flow.steps:
            outsider = facts.design.components.get(call.callee.path)
            if outsider is None or not outsider.is_external or outsider.path in told:
                continue
            given = [path for path in call.written if facts.design.data[path].is_personal]
            if given and not is_explained(facts, outsider):
                told.add(outsider.path)
                yield _finding(flow, call, outsider, given)


def _finding(flow: Flow, call: Step, outsider: Component, given: list[str]) -> Finding:
    return Finding(
        f"`{flow.path}` hands personal {listed(given)} to `{outsider.path}`, and nothing says why",
        Label(call.writes[0].span, "leaves the system"),
        outsider.path,
        secondary=(Label(outsider.span, "no reason stated"),),
        help=(edit('because "..."', place=f"`{outsider.path}`"),),
    )
