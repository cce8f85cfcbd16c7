"""Inlay hints: the verdict beside a claim, the utilisation beside a capacity, the rate beside a step."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.load.capacity import capacities
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.quantities.showing import show_share
from designlint.review.flows import hops
from designlint.schema.component import CAPACITY
from designlint.server.analysis import Analysis
from designlint.server.features.verdict_text import short, verdicts_by_place


class Hint(NamedTuple):
    """Words behind a place of a text, and what they mean."""

    offset: int
    text: str
    meaning: str


def hints(analysis: Analysis, within: Span) -> list[Hint]:
    """The hints in a part of a file, in their order."""
    found = {
        at.end: Hint(at.end, text, meaning)
        for stated, text, meaning in (
            *_of_claims(analysis),
            *_of_capacities(analysis),
            *_of_steps(analysis),
        )
        for at in (stated.whole,)
        if at.source.name == within.source.name and within.start <= at.end <= within.end
    }
    return [found[offset] for offset in sorted(found)]


def _of_claims(analysis: Analysis) -> Iterator[tuple[Span, str, str]]:
    for span, verdict in verdicts_by_place(analysis).items():
        yield span, short(verdict), verdict.judgement.reason


def _of_capacities(analysis: Analysis) -> Iterator[tuple[Span, str, str]]:
    for path, component in analysis.design.components.items():
        stated = component[CAPACITY]
        if stated is None or stated.span is None:
            continue
        capacity = analysis.facts[capacities][path]
        used = capacity.utilisation()
        if used is not None and math.isfinite(used.low):
            yield stated.span, f"{show_share(used.low)} used", capacity.line.text


def _of_steps(analysis: Analysis) -> Iterator[tuple[Span, str, str]]:
    """The rates of the steps, one beside each line: that of its last arrow, where there are several."""
    for flow in analysis.design.flows.values():
        for step, hop in zip(flow.steps, hops(analysis.facts, flow), strict=True):
            if hop.rate:
                yield step.span, hop.rate, f"calls from {hop.caller} to {hop.callee} at peak"
