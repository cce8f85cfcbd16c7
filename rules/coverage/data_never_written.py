"""Data is read but never written.

Reported when: a flow reads a data item that no flow writes.

The findings of a design are one, beneath the open questions (COV007).

Not reported when: the design has no flows, most of its data has no writer (it is an excerpt), the data comes from outside (an external system holds it,
or a step reads it from one), an operations component such as `identity` keeps it, or the use is
unclear: a step that calls a component with the data names neither `reads` nor `writes`, or the
component is in no flow.

How to fix: state `writes NAME` on the step that creates the data, or declare the missing flow.

Why: without the flow that creates the data, its write load, its write path and the consistency of
its readers are missing from every verdict.

Source: J. Martin, Information Engineering, Book II (1990), on create-read-update-delete matrices:
every entity has a reader and a writer.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import data_uses


@rule("COV005", grade="advice", since="0.1", about_absence=True)
def data_never_written(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that has a reader and no writer."""
    if _is_excerpt(facts):
        return
    for path, use in facts[data_uses].items():
        if not use.is_read or use.writes or use.supplied or use.unclear:
            continue
        yield Finding(
            f"`{path}` is read but never written",
            Label(facts.design.data[path].span),
            path,
            secondary=tuple([Label(named.span, "read here") for named in use.reads]),
            help=(edit(f"writes {path}", note="on the step that creates it"),),
            causes=("data without a writer",),
            because=("open questions",),
        )


def _is_excerpt(facts: Facts) -> bool:
    """Whether most of the data that is read is never written: the flows that write it are elsewhere."""
    read = [use for use in facts[data_uses].values() if use.is_read and not use.supplied]
    unwritten = [use for use in read if not use.writes]
    return len(read) > 2 and 2 * len(unwritten) > len(read)
