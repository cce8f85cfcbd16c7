"""Users reach a public interface in clear.

Reported when: an interface has `clients public` or `partner`, and the call by which users come to it,
directly or through routers and edges, declares `encryption none`.

Not reported when: the interface is `internal`, or the encryption is not declared: that is an open question.

How to fix: declare `encryption tls` at the first call, and redirect what comes in clear.

Why: between a user and the system lie networks of others. Whoever runs one of them reads tokens and
passwords, and changes answers.

Source: IETF RFC 9325 (BCP 195), recommendations for TLS; OWASP API Security Top 10 (2023), API8, security
misconfiguration.

Bad:

```design
actor buyer
component shop : service { api public { style rest; clients public; auth token } }
buyer -> shop { encryption none }
flow see { buyer -> shop }
```

Good:

```design
actor buyer
component shop : service { api public { style rest; clients public; auth token } }
buyer -> shop { encryption tls }
flow see { buyer -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, model, properties, rule
from designlint.api.analyses import flow_graphs
from designlint.api.text import stated_label

_ENCRYPTION = properties.relation.ENCRYPTION


@rule("API007", grade="risk", since="0.2")
def clear_entry(facts: Facts) -> Iterator[Finding]:
    """One finding for each component with such interfaces, at the first call in clear."""
    for component in facts.design.components.values():
        apis = [api for api in component.apis if api.is_for_others]
        finding = next(_in_clear(facts, component, apis[0]), None) if apis else None
        if finding is not None:
            yield finding


def _in_clear(facts: Facts, component: model.Component, api: model.Api) -> Iterator[Finding]:
    clients = api[properties.context.CLIENTS]
    others = clients.value if clients is not None else ""
    for path, flow in facts.design.flows.items():
        call = facts[flow_graphs][path].entry_to(component.path)
        how = flow.stated(call, _ENCRYPTION) if call is not None else None
        if call is not None and how is not None and how.value == "none":
            caller, callee = call.caller.path, call.callee.path
            yield Finding(
                f"`{caller}` reaches the {others} interface `{api.path}` in clear",
                Label(how.span or call.span, "not encrypted"),
                component.path,
                secondary=stated_label(clients, "over networks of others"),
                help=(edit(f"{caller} -> {callee} {{ encryption tls }}"),),
                causes=(f"entry in clear at `{callee}`",),
                because=(f"no encryption of `{caller} -> {callee}`",),
            )
