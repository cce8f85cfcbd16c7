"""Data is stored but never read.

Reported when: a component keeps a data item that no flow reads. Data that no flow reads or writes
is reported here, not by COV005. A flow that takes a message off a queue or stream reads the data in
it, unless the flow only writes that data elsewhere.

The findings of a design are one, beneath the open questions (COV007).

Not reported when: the design has no flows, most of its data has no reader (it is an excerpt), nothing mentions the data (LNG014), or the use is unclear:
a step that calls a component with the data names neither `reads` nor `writes`, or the component is in
no flow.

How to fix: state `reads NAME` on the step that reads the data, declare the missing flow, or stop
storing the data.

Why: data without a reader is written, replicated, backed up and protected for nothing, or the flow
that reads it is missing.

Source: J. Martin, Information Engineering, Book II (1990), on create-read-update-delete matrices:
every entity has a reader and a writer.

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

from designlint.api import Facts, Finding, Label, edit, rule
from designlint.api.analyses import data_uses


@rule("COV004", grade="advice", since="0.1", about_absence=True)
def data_never_read(facts: Facts) -> Iterator[Finding]:
    """One finding for each data item that a component keeps and no flow reads."""
    if not facts.design.flows or _is_excerpt(facts):
        return
    for path, use in facts[data_uses].items():
        if not use.homes or use.is_read or use.unclear:
            continue
        use_text = "is written but never read" if use.writes else "is never read or written"
        yield Finding(
            f"`{path}` {use_text}",
            Label(facts.design.data[path].span),
            path,
            secondary=tuple([Label(named.span, "written here") for named in use.writes]),
            help=(edit(f"reads {path}", note="on the step that reads it"),),
            causes=("data without a reader",),
            because=("open questions",),
        )


def _is_excerpt(facts: Facts) -> bool:
    """Whether most of the data that is written is never read: the flows that read it are elsewhere."""
    written = [use for use in facts[data_uses].values() if use.writes]
    unread = [use for use in written if not use.is_read]
    return len(written) > 2 and 2 * len(unread) > len(written)
