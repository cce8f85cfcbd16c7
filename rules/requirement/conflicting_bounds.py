"""Requirements bound one metric in ways that exclude or repeat each other, or in the wrong direction.

Reported when: two `require` lines bound the same metric of the same subject at the same load,

- and no value meets both (at least 99.9%, and at most 99%);
- or in the same direction by two numbers, of which the weaker then says nothing, in two
  requirements of the same priority;
- or word for word in two requirements.

So is a single bound that only a worse system meets, such as `availability <= 90%`; and two
functional requirements with the same words.

Not reported when: a lower and an upper bound form a band; the weaker of two bounds belongs to a
requirement of another priority; or they are about different percentiles, loads or subjects. What a
scenario expects may be bad.

How to fix: turn the operator, or leave one of the lines.

Why: of two bounds that exclude each other, one is broken in any design. Of two numbers for one thing,
teams build for the one that they read.

Source: ISO/IEC/IEEE 29148:2018, 5.2.6: a set of requirements is consistent, without conflict and
without duplicates.

Bad:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "Orders work." { require availability of order <= 90% }
```

Good:

```design
actor visitor
component shop : service
flow order { visitor -> shop }
nonfunctional NFR1 "Orders work." { require availability of order >= 90% }
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from designlint.api import Facts, Finding, Label, advice, edit, model, properties, rule
from designlint.api.analyses import Status, verdicts
from designlint.api.text import Quantity

_LOWER = (">=", ">")
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


class _Bound(NamedTuple):
    """A `require` line with a number, and the requirement that has it."""

    requirement: model.Requirement
    claim: model.Claim
    value: float

    @property
    def is_lower(self) -> bool:
        """Whether it wants at least the value."""
        return self.claim.operator in _LOWER

    def is_beyond(self, other: _Bound) -> bool:
        """Whether it wants more than another value: above it, or below it."""
        return self.value > other.value if self.is_lower else self.value < other.value

    @property
    def key(self) -> tuple[object, ...]:
        """What it bounds."""
        claim = self.claim
        return claim.metric.name, claim.aspect, claim.about, claim.load, claim.between_failovers


@rule("REQ002", grade="risk", also=("contradiction", "minor", "advice"), since="0.2")
def conflicting_bounds(facts: Facts) -> Iterator[Finding]:
    """One finding for each bound that excludes or repeats an earlier one, and for each in the wrong direction."""
    groups: dict[tuple[object, ...], list[_Bound]] = {}
    for bound in _bounds(facts.design):
        groups.setdefault(bound.key, []).append(bound)
    violated = {v.claim.span for v in facts[verdicts] if v.status is Status.VIOLATED}
    for bounds in groups.values():
        if len({bound.is_lower for bound in bounds}) == 1:
            yield from _inverted(violated, bounds)
        yield from _pairs(bounds)
    yield from _repeated(facts.design)


def _bounds(design: model.Design) -> Iterator[_Bound]:
    for requirement in design.requirements.values():
        if requirement.value(properties.context.PRIORITY) != "wont":
            for claim in requirement.claims:
                if isinstance(claim.target, Quantity) and claim.operator in _TURNED:
                    yield _Bound(requirement, claim, claim.target.value)


def _inverted(violated: set[model.Span], bounds: list[_Bound]) -> Iterator[Finding]:
    """Bounds that only a worse system meets; one half of a band is none. Where the system is better, the
    verdict on the bound stands beneath."""
    for requirement, claim, _ in bounds:
        if (claim.operator in _LOWER) is claim.metric.higher_is_better:
            continue
        turned = claim.text.replace(claim.operator, _TURNED[claim.operator])
        limit = "at least" if claim.operator in _LOWER else "at most"
        yield Finding(
            f"`{requirement.path}` wants {claim.metric.name} of {limit} {_shown(claim)}: "
            "a worse system meets it, and a better one does not",
            Label(claim.span),
            requirement.path,
            help=(edit(f"require {turned}", place=f"`{requirement.path}`"),),
            breaks=(requirement.path,) if claim.span in violated else (),
            grade="minor" if claim.span in violated else None,
        )


def _shown(claim: model.Claim) -> str:
    target = claim.target
    return target.written if isinstance(target, Quantity) else str(target)


def _pairs(bounds: list[_Bound]) -> Iterator[Finding]:
    """Each bound that excludes an earlier one, the farthest from it, and each that repeats one, the first."""
    farthest: dict[bool, _Bound] = {}
    first: dict[tuple[bool, object], _Bound] = {}
    for bound in bounds:
        opposite = farthest.get(not bound.is_lower)
        if opposite is not None and bound.is_beyond(opposite):
            yield _excluded(*((bound, opposite) if bound.is_lower else (opposite, bound)))
        known = farthest.get(bound.is_lower)
        if known is None or bound.is_beyond(known):
            farthest[bound.is_lower] = bound
        priority = bound.requirement.value(properties.context.PRIORITY)
        earlier = first.setdefault((bound.is_lower, priority), bound)
        if earlier.requirement is not bound.requirement:
            yield _doubled(earlier, bound)


def _excluded(lower: _Bound, upper: _Bound) -> Finding:
    names = dict.fromkeys((lower.requirement.path, upper.requirement.path))
    who = " and ".join(f"`{name}`" for name in names)
    return Finding(
        f"{who} cannot both hold: {lower.claim.measured} is at least {_shown(lower.claim)} and at most "
        f"{_shown(upper.claim)}",
        Label(upper.claim.span),
        upper.requirement.path,
        secondary=(Label(lower.claim.span),),
        help=(advice("leave one of the two, or give each the subject that it is about"),),
        breaks=tuple(names),
        grade="contradiction",
    )


def _doubled(one: _Bound, other: _Bound) -> Finding:
    """The later of two bounds in one direction."""
    if one.value == other.value:
        message = (
            f"`{other.requirement.path}` repeats {other.claim.measured} of `{one.requirement.path}`"
        )
    else:
        message = (
            f"`{one.requirement.path}` and `{other.requirement.path}` state two bounds on "
            f"{one.claim.measured}: {_shown(one.claim)} and {_shown(other.claim)}"
        )
    return Finding(
        message,
        Label(other.claim.span),
        other.requirement.path,
        secondary=(Label(one.claim.span),),
        help=(advice("leave one of the two, or give each the subject that it is about"),),
        grade="advice" if one.value == other.value else None,
    )


def _repeated(design: model.Design) -> Iterator[Finding]:
    """Functional requirements with the words of an earlier one."""
    seen: dict[str, model.Requirement] = {}
    for requirement in design.requirements.values():
        words = " ".join(re.findall(r"\w+", requirement.title.lower()))
        earlier = seen.setdefault(words, requirement)
        if requirement.functional and earlier is not requirement and words.count(" "):
            yield Finding(
                f"`{requirement.path}` has the words of `{earlier.path}`",
                Label(requirement.span),
                requirement.path,
                secondary=(Label(earlier.span),),
                help=(advice("leave one of the two"),),
                grade="advice",
            )
