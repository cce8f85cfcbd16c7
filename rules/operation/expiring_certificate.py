"""A certificate expires because nobody renews it in time.

Reported when: flows need a component whose `certificate` a person renews (`manual`), or of which no alert comes
before it expires.

Not reported when: a program renews it and an alert comes where that fails; no flow needs the component; or
nothing is declared of its certificate: the open questions (COV007) ask for that where users call it by TLS.

How to fix: let a program renew the certificate well before its end, and alert people on the days that are left,
as a caller sees them: `certificate 90d auto { alerts yes }`.

Why: on the day of its end, all replicas refuse or lose all callers at once, however redundant they are. Nothing is
slow before. A new certificate has to reach every copy of it, also those that no list has.

Source: Epic Games, Postmortem of a wildcard certificate that expired (2021-04-06); Ericsson, update on software
issue impacting certain customers (2018-12-06), on an expired certificate; NIST SP 1800-16, Securing Web
Transactions: TLS Server Certificate Management (2020).

Bad:

```design
actor visitor
component edge : gateway { replicas 3; certificate 1y manual }
component shop : service { replicas 3 }
flow buy { rate 10 req/s; visitor -> edge -> shop }
```

Good:

```design
actor visitor
component edge : gateway { replicas 3; certificate 90d auto { alerts yes } }
component shop : service { replicas 3 }
flow buy { rate 10 req/s; visitor -> edge -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import hard_dependencies
from designlint.api.text import listed, show, step


@rule("OPS004", grade="minor", also=("risk",), since="0.2")
def expiring_certificate(facts: Facts) -> Iterator[Finding]:
    """One finding for each component whose certificate may expire."""
    for path, component in facts.design.components.items():
        known = component[properties.component.CERTIFICATE]
        flows = _stopped(facts, path) if known is not None else ()
        if known is None or not flows:
            continue
        is_watched = known.detail(properties.component.ALERTS) is True
        if known.value.renewed == "manual" or not is_watched:
            yield _finding(component, known, flows, is_watched=is_watched)


def _stopped(facts: Facts, path: str) -> tuple[str, ...]:
    """The flows that need a component."""
    return tuple(
        [
            flow
            for flow in facts.design.flows_by_element.get(path, ())
            if not facts.design.flows[flow].recovers
            and path in facts[hard_dependencies][flow].critical_components
        ]
    )


def _finding(
    component: model.Component,
    known: model.Known[Any],
    flows: tuple[str, ...],
    *,
    is_watched: bool,
) -> Finding:
    lasts, is_manual = show(known.value.lasts), known.value.renewed == "manual"
    path, stop = component.path, "stops" if len(flows) == 1 else "stop"
    whose = (
        f"a person renews it every {lasts}" if is_manual else f"a program renews it every {lasts}"
    )
    warned = "" if is_watched else ", and no alert comes before"
    return Finding(
        f"{listed(list(flows))} {stop} when the certificate of `{path}` expires: {whose}{warned}",
        Label(known.span or component.span, "expires for all replicas at once"),
        path,
        witness=(step(f"{path}: a certificate of {lasts}", known),),
        help=(edit("certificate 90d auto { alerts yes }", place=f"`{path}`"),),
        flows=flows,
        grade="risk" if is_manual and not is_watched else None,
    )
