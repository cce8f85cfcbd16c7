"""A requirement promises a quality without exception.

Reported when: the text promises that something works 100% of the time, always, or never fails, is
never down, loses nothing, or has no errors.

Not reported when: a `require` states what is meant and can be proved: "no order is lost" with `rpo` or
`durability`. "24/7" is a time of service, and "always" and "never" about what users may do are
rules of business.

How to fix: state the target that is worth its cost, such as `availability >= 99.95%`.

Why: no design of parts that fail is always available, so the promise is broken on the first day. The
number that people can live with stays unknown, and with it the money that it costs.

Source: INCOSE, Guide to Writing Requirements (2023), on absolutes; B. Beyer et al., Site Reliability
Engineering (2016), chapter 3: 100% is the wrong target.

Bad:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "The shop is always available." { require availability of order >= 99.9% }
```

Good:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "The shop is available 99.9% of the time." { require availability of order >= 99.9% }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, properties, rule


@rule("REQ008", grade="advice", since="0.2")
def absolute_promise(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement with a promise that no `require` makes precise."""
    for requirement in facts.design.requirements.values():
        if requirement.value(properties.context.PRIORITY) == "wont":
            continue
        for absolute in requirement.statement.absolutes:
            if any(claim.measures(*absolute.metrics) for claim in requirement.claims):
                continue
            yield Finding(
                f'no design can prove "{absolute.words.text}" of `{requirement.path}`',
                Label(requirement.part(absolute.words)),
                requirement.path,
                help=(advice("state the number that is worth its cost, such as 99.95%"),),
                because=(f"functional `{requirement.path}` states a quality",),
            )
            break
