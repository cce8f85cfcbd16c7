"""The design leaves questions about its problem open.

Reported when: the design does not declare its `customers`, `scope` or `growth`; the `rate` of a flow
that an actor, a client program or an external system starts; the `count` of an actor that starts one;
or, for data that `contains personal` or `health`, a requirement on its residency or a `jurisdiction`
around every component that keeps it. There is one finding for a design, with everything that is
missing.

Not reported when: the design is a sketch, without a `design` header.

How to fix: declare what the finding lists.

Why: a design review begins with these questions, and capacity, availability and cost depend on the
answers.

Source: ISO/IEC/IEEE 29148:2018, 6.2 and 6.3, on business analysis and stakeholder needs; GDPR,
chapter V, on where personal data may go.

Bad:

```design
design shortlink { customers "Anyone"; scope "Short links" }
```

Good:

```design
design shortlink { customers "Anyone"; scope "Short links"; growth 10x }
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.api import Facts, Finding, Help, Label, edit, model, rule
from designlint.api.analyses import open_questions as questions_of

_Flows = tuple[model.Flow, ...]
_Actors = tuple[model.Actor, ...]
_Data = tuple[model.Data, ...]

_EXAMPLES = {"customers": 'customers "..."', "scope": 'scope "..."', "growth": "growth 10x"}


@rule(
    "COV007",
    grade="advice",
    since="0.1",
    about_absence=True,
    formerly=("coverage-unanswered-problem-space",),
)
def open_questions(facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the name of the design."""
    header = facts.design.header
    asked = facts[questions_of]
    keys = [key.name for key in asked.properties]
    about = (asked.flows, asked.actors, asked.data)
    topics = list(_topics(keys, *about))
    if header is None or not topics:
        return
    yield Finding(
        f"`{header.name}` does not declare: {', '.join(topics)}",
        Label(header.span),
        "",
        secondary=tuple(_labels(*about)),
        help=tuple(_help(keys, *about)),
    )


def _topics(keys: Sequence[str], flows: _Flows, actors: _Actors, data: _Data) -> Iterator[str]:
    yield from (f"`{key}`" for key in keys)
    if flows:
        yield f"the rate of {_names(flows, 'flows')}"
    if actors:
        yield f"the number of {_names(actors, 'actors')}"
    if data:
        yield f"the residency of {_names(data, 'personal data items')}"


def _names(elements: Sequence[model.Element], what: str) -> str:
    return f"`{elements[0].path}`" if len(elements) == 1 else f"{len(elements)} {what}"


def _labels(flows: _Flows, actors: _Actors, data: _Data) -> Iterator[Label]:
    yield from (Label(flow.span, "rate not declared") for flow in flows)
    yield from (Label(actor.span, "number not declared") for actor in actors)
    yield from (Label(item.span, "residency not declared") for item in data)


def _help(keys: Sequence[str], flows: _Flows, actors: _Actors, data: _Data) -> Iterator[Help]:
    yield from (edit(_EXAMPLES[key]) for key in keys)
    yield from (edit("rate 100 req/s peak", place=f"`{flow.path}`") for flow in flows[:1])
    yield from (edit("count 10k", place=f"`{actor.path}`") for actor in actors[:1])
    yield from (
        edit(f"require residency of {item.path} in eu", place="a nonfunctional requirement")
        for item in data[:1]
    )
