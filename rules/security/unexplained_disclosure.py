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

from designlint.analyses.detectors.protected import Disclosure, unexplained_disclosures
from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.text import listed


@rule("SEC003", severity=Severity.WARNING, since="0.1")
def unexplained_disclosure(facts: Facts) -> Iterator[Finding]:
    """One finding for each outsider that gets personal data without a reason."""
    for disclosure in facts[unexplained_disclosures]:
        yield _finding(facts, disclosure)


def _finding(facts: Facts, disclosure: Disclosure) -> Finding:
    outsider = facts.design.components[disclosure.outsider]
    span = disclosure.step.writes[0].span
    return Finding(
        f"`{disclosure.flow}` hands personal {listed(disclosure.data)} to `{outsider.path}`, and "
        "nothing says why",
        Label(span, "leaves the system"),
        outsider.path,
        secondary=(Label(outsider.span, "no reason stated"),),
        help=(edit('because "..."', place=f"`{outsider.path}`"),),
    )
