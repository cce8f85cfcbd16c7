"""A decision lists a single option.

Reported when: a decision has exactly one option. The severity is info.

Not reported when: the decision lists no options and only states what was decided and why.

How to fix: add an option that was not chosen; if there was no other, add the option to change nothing.

Why: a decision without an alternative hides what was given up.

Source: J. Tyree and A. Akerman, Architecture Decisions: Demystifying Architecture, IEEE Software
22(2), 2005, on recording the positions that were considered.

Bad:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; con "Repairs to run"; chosen }
}
```

Good:

```design
decision D1 "Where links are kept" {
  option cassandra { pro "No failover pause"; con "Repairs to run"; chosen }
  option postgres  { pro "Transactions"; con "Failover pause" }
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, edit, rule


@rule("DEC004", grade="advice", since="0.1", about_absence=True)
def single_option(facts: Facts) -> Iterator[Finding]:
    """One finding for each decision with one option."""
    for decision in facts.design.decisions.values():
        if len(decision.options) == 1:
            option = decision.options[0]
            yield Finding(
                f"`{decision.path}` lists only one option, `{option.name}`",
                Label(option.span),
                decision.path,
                help=(edit('option as_it_is "Change nothing" { pro "..."; con "..." }'),),
            )
