"""A requirement names a quality that nothing measures.

Reported when: the text has a word for a quality or a degree ("fast", "scalable", "easy", "as soon as
possible") that neither a number in the text nor a `require` of the requirement measures.

Not reported when: a number of the text measures it ("easy to use: 95% finish within 2 minutes"); a
`require` is on a metric of that quality (`latency` for "fast"); the requirement is non-functional and
has no `require` at all, which COV006 reports; or its priority is `wont`.

How to fix: state what is measured and the target, or leave the word out.

Why: two people who test "the site is fast" come to two results. What is not measured is neither built
nor tested.

Source: INCOSE, Guide to Writing Requirements (2023), on vague terms and measurable performance;
ISO/IEC/IEEE 29148:2018, 5.2.7, on terms to avoid.

Bad:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "High availability and scalability." { require availability of order >= 99% }
```

Good:

```design
actor visitor
component shop : service { capacity 1k req/s per replica }
flow order { visitor -> shop }
nonfunctional NFR1 "High availability." { require availability of order >= 99% }
nonfunctional NFR2 "Scalability." { require throughput of order >= 100 req/s }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, model, properties, rule
from designlint.api.text import listed

_MEASURES = {
    "speed": "require latency p99 of FLOW <= 300ms",
    "availability": "require availability of FLOW >= 99.9%",
    "scalability": "require throughput of FLOW >= 1k req/s",
    "security": "require encryption in_transit of FLOW",
    "cost": "require cost of everything <= 1k USD/month",
}


@rule("REQ003", grade="advice", since="0.2")
def vague_word(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement with words that nothing measures."""
    for requirement in facts.design.requirements.values():
        if requirement.value(properties.context.PRIORITY) == "wont":
            continue
        if not requirement.functional and not requirement.claims:
            continue
        yield from _of(requirement)


def _of(requirement: model.Requirement) -> Iterator[Finding]:
    vague = [
        quality
        for quality in requirement.statement.unmeasured
        if not any(claim.measures(*quality.metrics) for claim in requirement.claims)
    ]
    if not vague:
        return
    words = list(dict.fromkeys(quality.words.text for quality in vague))
    measure = _MEASURES.get(vague[0].name)
    more = f", such as `{measure}`" if measure else ""
    yield Finding(
        f"`{requirement.path}` does not measure {listed(words).replace('`', chr(34))}",
        Label(requirement.part(vague[0].words)),
        requirement.path,
        secondary=tuple([Label(requirement.part(quality.words)) for quality in vague[1:]]),
        help=(advice(f"state what is measured and the target{more}, or leave the word out"),),
        because=(f"functional `{requirement.path}` states a quality",),
        causes=tuple(
            [f"no measure of {quality.name} in `{requirement.path}`" for quality in vague]
        ),
    )
