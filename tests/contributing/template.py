"""What `poe new-rule` writes: the texts of a rule that is not finished.

Whatever the author has to replace stands behind `FILL IN`. The files load as they are, and the rule
finds nothing, so that its `Bad` cases fail until it is written.
"""

from __future__ import annotations

RULE = '''\
"""FILL IN what is wrong with the design, in one sentence.

Reported when: FILL IN what the design declares, and what it lacks.

Not reported when: FILL IN what looks alike and is right, or which facts are not declared.

How to fix: FILL IN what to write or to change.

Why: FILL IN what fails, when, and for whom.

Source: FILL IN author, title (year), chapter; or a public postmortem with its date.

Bad:

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```

Good:

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, rule


@rule("$code", grade="risk", since="$since")
def $function(facts: Facts) -> Iterator[Finding]:
    """One finding for each FILL IN."""
    for path, component in facts.design.components.items():
        if component.title == "FILL IN the condition":
            yield Finding(
                f"`{path}` FILL IN what is wrong, in a few words",
                Label(component.span),
                path,
                help=(advice("FILL IN what would fix it"),),
            )
'''

FIXTURE = """\
# $name

## Bad: FILL IN what is wrong

```design
actor visitor
component links : service { replicas 2 }  # expect: $code warning "FILL IN a part of the message"
flow follow { rate 10 req/s; visitor -> links }
```

## Good: FILL IN what is right

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```

## Near miss: FILL IN what looks wrong and is right

```design
actor visitor
component links : service { replicas 2 }
flow follow { rate 10 req/s; visitor -> links }
```
"""

FRAGMENT = "The rule `$code` (`$name`) reports FILL IN.\n"

NEXT = """\
Replace every `FILL IN`. Then run:
  poe snapshots tests/rules -k $name    writes what the rule reports beside its fixture
  pytest -q tests/rules -k $name
  poe format
  poe docs
  poe check
"""
