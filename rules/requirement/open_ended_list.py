"""A requirement ends in a list that goes on.

Reported when: the text has "etc.", "and so on", "and the like", "including but not limited to", or ends
with dots.

Not reported when: the list is closed, or examples stand behind a general term ("documents, such as
invoices").

How to fix: list all that is meant, or name the class of things that is meant.

Why: what stands behind "etc." can be neither built nor tested, and each reader adds something else.

Source: INCOSE, Guide to Writing Requirements (2023), on open-ended clauses; ISO/IEC/IEEE 29148:2018,
5.2.7.

Bad:

```design
functional FR1 "A visitor can pay by card, transfer, etc."
```

Good:

```design
functional FR1 "A visitor can pay by card or transfer."
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, properties, rule


@rule("REQ007", grade="advice", since="0.2")
def open_ended_list(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement that goes on without end."""
    for requirement in facts.design.requirements.values():
        ends = requirement.statement.open_ends
        if ends and requirement.value(properties.context.PRIORITY) != "wont":
            yield Finding(
                f'`{requirement.path}` leaves open what it requires: "{ends[0].text}"',
                Label(requirement.part(ends[0])),
                requirement.path,
                secondary=tuple([Label(requirement.part(words)) for words in ends[1:]]),
                help=(advice("list all that is meant, or name the class of things"),),
            )
