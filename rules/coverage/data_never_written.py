"""Data is read and nothing ever writes it.

The flow that creates it is missing: with it the write load, the path that has to be up for new data,
and every question about what a reader may see of it.

It is silent when the design has no flows; about data that comes from outside (an external system
holds it, or it is read from one) or is kept by an operations component such as `identity`; and where
it cannot be told: a component that keeps the data is called by a step that says neither `reads` nor
`writes`, or is in no flow.

Source: Create-read-update-delete matrices of information engineering (J. Martin, Information
Engineering, Book II, 1990): every entity has a reader and a writer.

Bad:

```design
actor visitor
component links : service
component store : database { holds link }
data link
flow follow { visitor -> links; links -> store reads link }
```

Good:

```design
actor visitor
actor author
component links : service
component store : database { holds link }
data link
flow follow { visitor -> links; links -> store reads link }
flow create { author -> links; links -> store writes link }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import data_uses


@rule("COV005", severity=Severity.WARNING, since="0.1", about_absence=True)
def data_never_written(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum that has a reader and no writer."""
    for path, use in facts[data_uses].items():
        if not use.is_read or use.writes or use.supplied or use.unclear:
            continue
        yield Finding(
            f"`{path}` is read and never written",
            Label(facts.design.data[path].span),
            path,
            secondary=tuple([Label(named.span, "read here") for named in use.reads]),
            help=(edit(f"writes {path}", note="on the step that creates it"),),
        )
