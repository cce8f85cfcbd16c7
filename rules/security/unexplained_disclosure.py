"""Personal data or secrets are disclosed to a third party without a declared reason.

Reported when: a step writes personal or health data or secrets to an external component. There is one
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
from designlint.api.model import Component, Data, Flow, Step
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
            given = [n.path for n in call.stores if _is_private(facts.design.data[n.path])]
            if given and not facts.design.is_explained(external):
                seen.add(external.path)
                is_personal = any(facts.design.data[path].is_personal for path in given)
                yield _finding(
                    flow, call, external, given, "personal data" if is_personal else "secret"
                )


def _is_private(data: Data) -> bool:
    """Whether it is about people, or a secret; payments have their own purpose."""
    contains = data.value(properties.context.CONTAINS)
    return data.is_personal or (contains is not None and "secret" in contains)


def _finding(flow: Flow, call: Step, external: Component, given: list[str], what: str) -> Finding:
    return Finding(
        f"`{flow.path}` discloses {what} {listed(given)} to `{external.path}` without a reason",
        Label(call.stores[0].span, "leaves the system"),
        external.path,
        secondary=(Label(external.span, "no reason declared"),),
        help=(edit('because "..."', place=f"`{external.path}`"),),
    )
