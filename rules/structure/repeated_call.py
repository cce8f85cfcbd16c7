"""A flow writes the same call twice on the way to different callees.

Reported when: two lines of a flow have the same arrow, from the same caller to the same callee with the
same data, and each goes on to another callee behind it; or one line ends with the arrow, and another is
the arrow alone.

Not reported when: a share, a multiplicity or a property distinguishes the two; or the lines go on
to the same callee, or one alone goes on: two calls one after the other, such as a read and then a write.

How to fix: if the call is made once, write it once: a line that begins at the callee counts for every call
that arrives there. If it is made twice, write `x2`.

Why: every line counts, so the callee gets twice the load, and each line goes on with its own calls.

Source: the reference of the language, What does a second arrow in a line count?

Bad:

```design
actor visitor
component links : service
component near : service
component far : service
flow follow { rate 10 req/s; visitor -> links -> near; visitor -> links -> far }
```

Good:

```design
actor visitor
component links : service
component near : service
component far : service
flow follow { rate 10 req/s; visitor -> links -> near; links -> far }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TypeAlias

from designlint.api import Facts, Finding, Label, Step, advice, model, rule


@rule("ARC003", grade="advice", since="0.1")
def repeated_call(facts: Facts) -> Iterator[Finding]:
    """One finding for each call that a flow has several times."""
    for flow in facts.design.flows.values():
        on, ending = _alike(flow)
        for steps in (*on.values(), *ending.values()):
            if len(steps) > 1:
                yield _finding(flow, list(steps.values()))


_Alike: TypeAlias = "dict[tuple[object, ...], dict[object, model.Step]]"


def _alike(flow: model.Flow) -> tuple[_Alike, _Alike]:
    """The calls of each meaning: those that go on, the first to each callee behind; and those that end a
    line, the first behind another call and the first by itself."""
    on: _Alike = {}
    ending: _Alike = {}
    for step, behind in zip_longest(flow.steps, flow.steps[1:]):
        if behind is not None and behind.follows:
            on.setdefault(_meaning(step), {}).setdefault(behind.callee.path, step)
        else:
            ending.setdefault(_meaning(step), {}).setdefault(step.follows, step)
    return on, ending


def _meaning(step: model.Step) -> tuple[object, ...]:
    """What distinguishes a call from others of its flow."""
    names = [
        step.caller,
        step.callee,
        step.on_miss_of,
        step.or_else,
        *step.reads,
        None,
        *step.writes,
    ]
    paths = [None if named is None else named.path for named in names]
    how = (step.waits, step.share, step.times, step.role, step.optional)
    return (*paths, *how, *sorted(key.name for key in step.properties.present()))


def _finding(flow: model.Flow, steps: list[model.Step]) -> Finding:
    first, *others = steps
    arrow = f"{first.caller.path} {'->' if first.waits else '~>'} {first.callee.path}"
    return Finding(
        f"`{flow.path}` calls `{arrow}` {len(steps)} times",
        Label(others[0].span, "counts again"),
        flow.path,
        secondary=(Label(first.span, "the first"),),
        witness=(Step(f"`{first.callee.path}` gets {len(steps)} calls by these lines"),),
        help=(
            advice(
                f"write `{arrow}` once: other lines begin with `{first.callee.path} ->`, and a second call is `x2`"
            ),
        ),
    )
