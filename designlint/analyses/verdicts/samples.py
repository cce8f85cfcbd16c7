"""The facts that a claim lacks as lines to begin with, whose values are samples.

A sample is no proposal: the author puts the value that is true in its place. It does not contradict the
claim, though: a design that declares it could meet the target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.analyses.measure import Missing
from designlint.diagnostics.diagnostic import Help
from designlint.model import Claim
from designlint.quantities.quantity import Dimension, Quantity
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show, show_availability

# What ten parts of such an unavailability cost together is what the target allows.
PARTS = 10

# Of more missing facts than these the first ones are shown: nobody declares so many for one claim.
MOST = 100

_TIME = re.compile(r"(?<![\w.])(every )?(\d+(?:\.\d+)?(?:ms|s|min|h|d))\b")
_COST = re.compile(r"^cost \S+ [^\s/]+/[a-z]+")
_AVAILABILITY = re.compile(r"^(availability|durability) \S+%")


def samples(claim: Claim, missing: tuple[Missing, ...]) -> Iterator[Help]:
    """How to declare each missing fact, the first ones of very many, with values that do not rule out that the
    claim is met."""
    for fact in missing[:MOST]:
        help_ = fact.help()
        yield help_._replace(text=_fitting(claim, help_.text))


def _fitting(claim: Claim, text: str) -> str:
    target = claim.target
    if not isinstance(target, Quantity) or target.value <= 0.0:
        return text
    if target.dimension is Dimension.SHARE and claim.metric.higher_is_better:
        share = show_availability((1.0 - target.value) / PARTS)
        return _AVAILABILITY.sub(lambda found: f"{found[1]} {share}", text)
    if target.dimension is Dimension.TIME and not claim.metric.higher_is_better:
        return _TIME.sub(lambda found: _shorter(found, target, claim), text)
    if target.dimension is Dimension.SPENDING and not claim.metric.higher_is_better:
        return _COST.sub(f"cost {show(_half(target))}", text)
    return text


def _half(target: Quantity) -> Quantity:
    return target._replace(value=target.value / 2.0, written="", ends=None)


def _shorter(found: re.Match[str], target: Quantity, claim: Claim) -> str:
    """Half of the target in place of a time above it. How often a backup is made bounds what it loses, not
    how long its restore takes."""
    every, time = found[1] or "", found[2]
    if every and not claim.measures("rpo"):
        return found[0]
    if parse_quantity(time).value <= target.value:
        return found[0]
    return f"{every}{show(_half(target))}"
