"""A component has no owner.

When it breaks at night, nobody knows whom to wake.

It is silent about what another company runs, and about the kinds that the option `except_kinds`
names.

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

from designlint.api import Facts, Finding, Label, Severity, edit, option, properties, rule


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    except_kinds: tuple[str, ...] = option((), "Components of these kinds need no owner.")


@rule("ACME001", severity=Severity.WARNING, since="1.0", name="acme-no-owner", options=Options)
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
