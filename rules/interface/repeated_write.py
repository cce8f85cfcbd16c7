"""A client that repeats a call doubles critical data.

Reported when: an operation with `idempotent no` writes data of `importance critical` or payments,
and clients outside of the team call it (`clients public` or `partner`).

Not reported when: the data is `immutable`, of less importance, the interface is `internal`, or
nothing says whether the operation is idempotent: that is an open question.

How to fix: take an idempotency key with each request, and answer a repeated key with the first
result. Then declare `idempotent yes`.

Why: a phone loses its network after the request is sent. The user presses the button again, the
library tries again, a proxy tries again: none of them can know that the first request was served.
Their retries are not in the design, so no timeout or budget of ours prevents them.

Source: IETF RFC 9110, section 9.2.2, on idempotent methods; B. Leach, Designing robust and
predictable APIs with idempotency (Stripe, 2017); M. Featonby, Making Retries Safe with Idempotent
APIs (Amazon Builders' Library).

Bad:

```design
actor buyer
data charge { contains payment }
component shop : service {
  api public { style rest; clients public; operation pay { writes charge; idempotent no } }
}
component ledger : database { holds charge }
flow pay { buyer -> shop -> ledger writes charge }
```

Good:

```design
actor buyer
data charge { contains payment }
component shop : service {
  api public { style rest; clients public; operation pay { writes charge; idempotent yes } }
}
component ledger : database { holds charge }
flow pay { buyer -> shop -> ledger writes charge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Step, edit, model, properties, rule
from designlint.api.properties import context
from designlint.api.text import stated_label, step


@rule("API005", grade="risk", since="0.2")
def repeated_write(facts: Facts) -> Iterator[Finding]:
    """One finding for each operation."""
    for component in facts.design.components.values():
        for api in (one for one in component.apis if one.is_for_others):
            for operation in api.operations:
                stated = operation[properties.component.IDEMPOTENT]
                data = _critical(facts.design, operation)
                if stated is not None and not stated.value and data is not None:
                    yield _finding(component, api, operation, stated, data)


def _critical(design: model.Design, operation: model.Element) -> str | None:
    """The first critical data that an operation changes and that changes a second time."""
    written = [design.data[ref.path] for ref in operation.value(context.WRITES) or ()]
    return next((one.path for one in written if one.is_critical and not one.is_immutable), None)


def _finding(
    component: model.Component,
    api: model.Api,
    operation: model.Element,
    stated: model.Known[bool],
    data: str,
) -> Finding:
    clients = api[context.CLIENTS]
    return Finding(
        f"a client that repeats `{operation.path}` writes `{data}` twice",
        Label(stated.span or operation.span, "a second call has a second effect"),
        component.path,
        secondary=stated_label(clients, "their retries are not in our hands"),
        witness=(
            Step(
                f"1. a client calls `{operation.path}`, and the answer is lost on its way",
                operation.span,
            ),
            Step("2. the client cannot know that, and calls again"),
            step(f"3. `{data}` is written a second time", stated),
        ),
        help=(edit("idempotent yes", note="once a repeated key gets the first result"),),
    )
