"""One requirement states two.

Reported when: the text has a second obligation with a subject of its own ("a visitor can order, and
the shop must send a receipt"), in the same sentence or the next; or, in the present tense, somebody else does
something ("and the shop sends a receipt"); or it names two qualities of
which the `require` lines measure only some.

Not reported when: the second clause belongs to the first: a condition ("if", "when"), a relative clause
("that can"), or how well the first is met ("... within 2 seconds"). Nor when two verbs share their
subject ("reads and writes"), or each quality is measured.

How to fix: write two requirements, each with its priority.

Why: a requirement is met or not, and has one priority. Of two in one, the forgotten one counts as met
with the other.

Source: INCOSE, Guide to Writing Requirements (2023), on singular statements; ISO/IEC/IEEE 29148:2018,
5.2.5: a requirement is singular.

Bad:

```design
functional FR1 "A visitor can order a product, and the shop must send a receipt."
```

Good:

```design
functional FR1 "A visitor can order a product."
functional FR2 "The shop sends a receipt."
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, advice, model, properties, rule


@rule("REQ006", grade="advice", since="0.2")
def compound_requirement(facts: Facts) -> Iterator[Finding]:
    """One finding for each requirement with a second one in it."""
    for requirement in facts.design.requirements.values():
        if requirement.value(properties.context.PRIORITY) == "wont":
            continue
        found = _obligations(requirement) if requirement.functional else _qualities(requirement)
        if found is not None:
            yield found


def _obligations(requirement: model.Requirement) -> Finding | None:
    words = requirement.statement.second_obligation
    if words is None:
        return None
    return _finding(
        requirement,
        f"`{requirement.path}` states two requirements",
        Label(requirement.part(words), "the second begins here"),
    )


def _qualities(requirement: model.Requirement) -> Finding | None:
    """Two qualities, one of which has a measure: without any there is one finding, of COV006."""
    by_name = {q.name: q for q in requirement.statement.qualities if q.metrics}
    measured = [
        name
        for name, quality in by_name.items()
        if any(claim.measures(*quality.metrics) for claim in requirement.claims)
    ]
    bare = [quality for name, quality in by_name.items() if name not in measured]
    if not measured or not bare:
        return None
    return _finding(
        requirement,
        f"`{requirement.path}` states {len(by_name)} qualities and measures {len(measured)}",
        Label(requirement.part(bare[0].words), "no measure"),
        tuple([f"no measure of {quality.name} in `{requirement.path}`" for quality in bare]),
    )


def _finding(
    requirement: model.Requirement, message: str, at: Label, because: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        message,
        at,
        requirement.path,
        help=(advice("write two requirements, each with its priority"),),
        because=because,
    )
