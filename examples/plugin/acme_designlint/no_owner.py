"""A component has no owner.

Reported when: a component declares no `owner`.

Not reported when: another company runs it, or its kind is in the option `except_kinds`.

How to fix: name the team that is on call for it (`owner TEAM`).

Why: when it fails at night, the alert has to reach a team that can repair it.

Source: Google, Site Reliability Engineering (2016), chapter 11, on who is on call for a service.

Bad:

```design
component cart : service
```

Good:

```design
component cart : service { owner checkout }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from designlint.api import Facts, Finding, Label, edit, option, properties, rule


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    except_kinds: tuple[str, ...] = option((), "Components of these kinds need no owner.")


@rule("ACME001", grade="risk", since="1.0", name="acme-no-owner", options=Options)
def no_owner(facts: Facts, options: Options) -> Iterator[Finding]:
    """One finding for each component without an owner."""
    for path, component in facts.design.components.items():
        if component.is_external or component.kind in options.except_kinds:
            continue
        if component[properties.component.OWNER] is None:
            yield Finding(
                f"nobody answers for `{path}`",
                Label(component.span),
                path,
                help=(edit("owner TEAM"),),
            )
