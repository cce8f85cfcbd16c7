"""The design leaves questions of a review open.

Reported when: the design does not answer a question that a review of it would ask, in the order of a
review: the problem, the requirements, the interfaces, the load, the data, availability, consistency, security,
operation, decisions. Each question comes with a line that answers it. There is one finding for a
design. Asked is only about what the flows that must work use (all flows, where no requirement says
which must), about critical data and about requirements. Of many questions `shown` are shown: of
each stage the gravest first, then those quickly answered.

Not reported when: the text states no problem with `design` and has no flow.

How to fix: answer the questions that matter, in the element that each line names. `out_of_scope` answers
for existing systems where there are none.

Why: a fact that is not declared is no defect, but it hides defects: a design without rates is never
overloaded. Capacity, availability and cost depend on the answers.

Source: ISO/IEC/IEEE 29148:2018, 6.2 and 6.3, on business analysis and stakeholder needs; ISO/IEC/IEEE
42010:2022, on architecture rationale; GDPR, article 5 and chapter V, on how long and where personal
data may be kept.

Bad:

```design
design shortlink { customers "Anyone"; scope "Short links" }
```

Good:

```design
design shortlink { customers "Anyone"; scope "Short links"; growth 10x; integrates billing }
external billing
functional FR1 "A visitor follows a link." { priority must }
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from designlint.api import Facts, Finding, Label, option, rule
from designlint.api.analyses import flow_graphs
from designlint.api.analyses import open_questions as questions_of
from designlint.api.model import Span
from designlint.api.text import counted


@dataclass(frozen=True)
class Options:
    """What can be configured."""

    shown: int = option(40, "The most questions that are shown; the rest is counted.", at_least=1)


@rule(
    "COV007",
    grade="question",
    since="0.1",
    about_absence=True,
    options=Options,
    formerly=("coverage-unanswered-problem-space",),
)
def open_questions(facts: Facts, options: Options) -> Iterator[Finding]:
    """At most one finding, at the name of the design."""
    header, asked = facts.design.header, facts[questions_of]
    if not asked.total:
        return
    shown = asked.first(options.shown)
    rest = asked.total - len(shown)
    stages = ", ".join(f"{stage.name} ({len(stage.questions)})" for stage in asked.stages)
    name = f"`{header.name}`" if header is not None else "the design"
    lacks: dict[Span, dict[str, None]] = {}
    for question in shown:
        for span in question.spans:
            lacks.setdefault(span, {})[question.key] = None
    at = header.span if header is not None else _begin(facts)
    own = lacks.pop(at, {})
    yield Finding(
        f"{name} leaves {counted(asked.total, 'question')} open: {stages}",
        Label(at, _words(own) if own else f"{rest} more not shown" if rest else ""),
        "",
        secondary=tuple([Label(span, _words(keys)) for span, keys in lacks.items()]),
        help=tuple([q.answer._replace(note=q.text) for q in shown]),
        causes=("open questions",),
    )


def _words(keys: dict[str, None]) -> str:
    return f"{', '.join(f'`{key}`' for key in keys)} not declared"


def _begin(facts: Facts) -> Span:
    """Where a sketch begins: its first flow."""
    path = next(iter(facts[flow_graphs]))
    return facts.design.flows[path].span
