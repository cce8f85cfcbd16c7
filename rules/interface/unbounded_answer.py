"""One call of an operation answers with all items of a large collection.

Reported when: an operation with `paginated no` reads data of which there are more than 1000 items,
or which grows.

Not reported when: the data is only looked up by key (`access by_key`), there are few items and no
growth, or nothing says whether the operation is paginated: that is an open question.

How to fix: answer in pages of a limited size, with a token for the next one, and declare `paginated
yes`.

Why: the answer grows with the data. It works in tests, and later a single call fills the memory of
a replica, holds a connection for minutes and times out. Adding pages later breaks all clients.

Source: OWASP API Security Top 10 (2023), API4, unrestricted resource consumption; Google AIP-158,
pagination: it is added from the outset; Zalando RESTful API Guidelines, rule 159.

Bad:

```design
actor clerk
data booking { size 1kB; count 3M }
component desk : service { api public { style rest; operation list { reads booking; paginated no } } }
component store : database { holds booking }
flow look { clerk -> desk -> store reads booking }
```

Good:

```design
actor clerk
data booking { size 1kB; count 3M }
component desk : service { api public { style rest; operation list { reads booking; paginated yes } } }
component store : database { holds booking }
flow look { clerk -> desk -> store reads booking }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, rule
from designlint.api.properties import context
from designlint.api.text import Dimension, show, show_value, stated_label, step

_FEW = 1000


@rule("API004", grade="risk", since="0.2")
def unbounded_answer(facts: Facts) -> Iterator[Finding]:
    """One finding for each operation, about the first such data item."""
    for component in facts.design.components.values():
        for operation in (one for api in component.apis for one in api.operations):
            paginated = operation[context.PAGINATED]
            if paginated is None or paginated.value:
                continue
            read = [facts.design.data[ref.path] for ref in operation.value(context.READS) or ()]
            large = next(filter(_is_large, read), None)
            if large is not None:
                yield _finding(component, operation, paginated, large)


def _is_large(data: model.Data) -> bool:
    count, access = data.value(context.COUNT), data.value(context.ACCESS)
    if access is not None and set(access) == {"by_key"}:
        return False
    growth = data.value(context.GROWTH)
    return (count is not None and count.value > _FEW) or (growth is not None and growth.value > 0.0)


def _finding(
    component: model.Component,
    operation: model.Element,
    paginated: model.Known[bool],
    data: model.Data,
) -> Finding:
    known = data[context.COUNT] or data[context.GROWTH]
    return Finding(
        f"`{operation.path}` answers with every `{data.path}` at once",
        Label(paginated.span or operation.span, "one answer holds all"),
        component.path,
        secondary=stated_label(known, "and one answer holds them"),
        witness=_witness(operation, data),
        help=(edit("paginated yes"),),
    )


def _witness(operation: model.Element, data: model.Data) -> tuple[Step, ...]:
    """How large one answer is, as far as it is known."""
    count, size, growth = (data[k] for k in (context.COUNT, context.SIZE_OF_ONE, context.GROWTH))
    lines = []
    if count is not None:
        items = show(count.value)
        lines.append(step(f"there are {items} of `{data.path}`", count))
        if size is not None:
            total = show_value(count.value.value * size.value.value, Dimension.SIZE)
            lines.append(
                step(
                    f"one answer of `{operation.name}` is {items} x {show(size.value)} = {total}",
                    size,
                )
            )
    if growth is not None:
        lines.append(step(f"{show(growth.value)} more are added", growth))
    return tuple(lines)
