"""Personal data is disclosed to a third party without a declared reason.

Reported when: a step writes personal or health data to an external component. There is one
finding for each external component.

Not reported when: the external component or the flow has a `because`, or a decision is about the
component.

How to fix: declare the reason, or stop the disclosure.

Why: personal data is disclosed for a stated purpose or not at all. The purpose decides what the
third party gets, which contract covers it, and whether the disclosure is still needed.

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

from designlint.api import Facts, Finding, Label, edit, properties, rule
from designlint.api.model import Component, Flow, Step
from designlint.api.text import listed


@rule("SEC003", grade="risk", since="0.1")
def unexplained_disclosure(facts: Facts) -> Iterator[Finding]:
    """One finding for each external component that gets personal data without a reason."""
    seen = set()
    for flow in facts.design.flows.values():
        if flow[properties.component.BECAUSE] is not None:
            continue
        for call in flow.steps:
            external = facts.design.components.get(call.callee.path)
            if external is None or not external.is_external or external.path in seen:
                continue
            given = [n.path for n in call.stores if facts.design.data[n.path].is_personal]
            if given and not facts.design.is_explained(external):
                seen.add(external.path)
                yield _finding(flow, call, external, given)


def _finding(flow: Flow, call: Step, external: Component, given: list[str]) -> Finding:
    return Finding(
        f"`{flow.path}` discloses personal data {listed(given)} to `{external.path}` without a reason",
        Label(call.stores[0].span, "leaves the system"),
        external.path,
        secondary=(Label(external.span, "no reason declared"),),
        help=(edit('because "..."', place=f"`{external.path}`"),),
    )
