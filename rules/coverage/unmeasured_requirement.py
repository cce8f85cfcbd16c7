"""A non-functional requirement has no `require`, so it cannot be verified.

Reported when: a non-functional requirement states no `require`.

Not reported when: the requirement has priority `wont`, or others refine it.

How to fix: state the metric, what is measured and the target, such as
`require availability of follow >= 99.9%`.

Why: a sentence such as "redirects are fast" can neither be met nor missed. With `require`, the design
is checked against the target, at each load that is stated, and the answer comes with its derivation.

Source: ISO/IEC/IEEE 29148:2018, 5.2.5: a requirement is verifiable; T. Gilb, Competitive Engineering
(2005), on quantifying qualities.

Bad:

```design
nonfunctional NFR1 "Redirects are available."
actor visitor
component links : service
flow follow { visitor -> links }
```

Good:

```design
nonfunctional NFR1 "Redirects are available." { require availability of follow >= 99.9% }
actor visitor
component links : service
flow follow { visitor -> links }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.api import Facts, Finding, Help, Label, edit, model, rule

# What a statement is about, by its words; {flow} and {data} are the first of the design.
_MEASURES = (
    (r"at rest", "encryption at_rest of everything"),
    (r"encrypt|tls|in transit", "encryption in_transit of everything"),
    (r"fast|latency|respon[ds]|answer|\bms\b|millisecond|quick", "latency p99 of {flow} <= 300ms"),
    (r"\b(lost|lose|loss|durab\w*)\b", "rpo of {data} <= 0s"),
    (r"consisten|stale|up to date|immediately|as soon as", "consistency of {data} >= causal"),
    (r"jurisdiction|residen|stays? in|\bgdpr\b", "residency of {data} in eu"),
    (r"cost|budget|cheap|afford", "cost of everything <= 1k USD/month"),
    (r"scal|throughput|per second|load|peak|users", "throughput of {flow} >= 1k req/s"),
    (r"recover|restor", "rto of {flow} <= 1h"),
    (r"", "availability of {flow} >= 99.9%"),
)


@rule("COV006", grade="risk", since="0.1", about_absence=True)
def unmeasured_requirement(facts: Facts) -> Iterator[Finding]:
    """One finding for each non-functional requirement that is not measured."""
    for requirement in facts.design.requirements.values():
        path = requirement.path
        dropped = facts.design.priority_of(path) == "wont" or facts.design.parts_of(path)
        if not requirement.functional and not requirement.claims and not dropped:
            yield Finding(
                f"`{requirement.path}` has no `require`, so it cannot be verified",
                Label(requirement.span),
                requirement.path,
                help=tuple(_require(requirement, facts.design)),
                causes=(f"`{requirement.path}` is not measured",),
            )


def _require(requirement: model.Requirement, design: model.Design) -> Iterator[Help]:
    """A line to begin with, on the metric that the statement seems to be about."""
    text = requirement.title.lower()
    measure = next(measure for words, measure in _MEASURES if re.search(words, text))
    subjects = {"flow": next(iter(design.flows), None), "data": next(iter(design.data), None)}
    if all(subject or f"{{{kind}}}" not in measure for kind, subject in subjects.items()):
        yield edit(f"require {measure.format(**subjects)}", sample=True)
