"""An interface changes in ways that break clients which the team does not release.

Reported when: an interface with `clients public` or `partner` has `compatibility none`.

Not reported when: the interface is `internal`, or nothing says how it changes: that is an open
question.

How to fix: change by additions alone, or offer a new version beside the old one until the last
client has moved.

Why: clients outside of the team are released on their own schedule, phones for years. A change that
breaks them is an outage for all of them, at the moment of the roll-out, and rolling forward does
not fix it.

Source: Google AIP-180, backwards compatibility, and AIP-185, versioning; Zalando RESTful API
Guidelines, rule 106; Hyrum's law in T. Winters and others, Software Engineering at Google (2020),
chapter 1.

Bad:

```design
actor buyer
component shop : service { api public { style rest; clients public; compatibility none } }
flow see { buyer -> shop }
```

Good:

```design
actor buyer
component shop : service { api public { style rest; clients public; compatibility versioned } }
flow see { buyer -> shop }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.properties import context
from designlint.api.text import stated_label


@rule("API006", grade="risk", since="0.2")
def breaking_change(facts: Facts) -> Iterator[Finding]:
    """One finding for each interface."""
    for component in facts.design.components.values():
        for api in (one for one in component.apis if one.is_for_others):
            how = api[context.COMPATIBILITY]
            if how is not None and how.value == "none":
                clients = api.value(context.CLIENTS)
                yield Finding(
                    f"a change of `{api.path}` breaks its {clients} clients",
                    Label(how.span or api.span, "neither additions alone nor versions"),
                    component.path,
                    secondary=stated_label(api[context.CLIENTS], "released on their own schedule"),
                    help=(edit("compatibility versioned", note="or additive"),),
                )
