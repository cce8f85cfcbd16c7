"""Data is kept and never read.

What nobody reads is written, replicated, backed up and protected for nothing; or the flow that reads
it was forgotten, and it is often the one that a requirement needs. Data that no flow reads or writes
is told here too, once.

Taking a message off a queue or stream reads the data in it, unless the flow only writes that data on
to somewhere else. It is silent when the design has no flows, about data that nothing mentions
(LNG014), and where it cannot be told: a component that keeps the data is called by a step that says
neither `reads` nor `writes`, or is in no flow.

Source: Create-read-update-delete matrices of information engineering (J. Martin, Information
Engineering, Book II, 1990): every entity has a reader and a writer.

Bad:

```design
actor author
component links : service
component store : database { holds click }
data click
flow count { author -> links; links -> store writes click }
```

Good:

```design
actor author
component links : service
component store : database { holds click }
data click
flow count { author -> links; links -> store writes click }
flow report { author -> links; links -> store reads click }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Severity, edit, rule
from designlint.api.analyses import data_uses


@rule("COV004", severity=Severity.WARNING, since="0.1", about_absence=True)
def data_never_read(facts: Facts) -> Iterator[Finding]:
    """One finding for each datum that has a home and no reader."""
    if not facts.design.flows:
        return
    for path, use in facts[data_uses].items():
        if not use.homes or use.is_read or use.unclear:
            continue
        told = "is written and never read" if use.writes else "is never read or written"
        yield Finding(
            f"`{path}` {told}",
            Label(facts.design.data[path].span),
            path,
            secondary=tuple([Label(named.span, "written here") for named in use.writes]),
            help=(edit(f"reads {path}", note="on the step that asks for it"),),
        )
