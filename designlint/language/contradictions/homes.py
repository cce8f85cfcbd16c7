"""Places of a component that no replica of it can be inside of together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from designlint.diagnostics.edits import removed
from designlint.language import codes
from designlint.language.contradictions.figures import Figures
from designlint.model import Design
from designlint.model.known import Known
from designlint.schema.component import IN, REPLICAS
from designlint.schema.store import FOLLOWERS, LEADER, LEADERS, TOPOLOGY
from designlint.schema.values import Ref, Replicas

_NAME = re.compile(r"[\w.-]+")


def apart_homes(figures: Figures, design: Design) -> Iterator[Diagnostic]:
    """`in` two places that are apart, and replicas in a place apart from what all of them share."""
    shared = figures.known(IN)
    if shared is None:
        return
    first, *others = shared.value
    for ref in others:
        if design.are_apart(first.path, ref.path):
            fix = _spread(shared, figures.known(REPLICAS))
            yield _diagnostic(shared, ref, shared, first, fix)
            return
    for known, refs in _own(figures):
        for ref in refs:
            for one in shared.value:
                if design.are_apart(one.path, ref.path):
                    yield _diagnostic(known, ref, shared, one, None)
                    return


def _own(figures: Figures) -> Iterator[tuple[Known[object], tuple[Ref, ...]]]:
    """The statements that place single replicas, with their places."""
    replicas = figures.known(REPLICAS)
    if replicas is not None:
        yield replicas, replicas.value.places
    for key in (LEADER, LEADERS, FOLLOWERS):
        known = figures.known(TOPOLOGY, key)
        if known is not None:
            value = known.value
            yield known, (value,) if key is LEADER else value.places if key is FOLLOWERS else value


def _diagnostic(
    known: Known[object], ref: Ref, shared: Known[tuple[Ref, ...]], first: Ref, fix: Fix | None
) -> Diagnostic:
    at, other = _span_of(known, ref), _span_of(shared, first)
    return codes.CONTRADICTION.at(
        at,
        secondary=(Label(other),),
        stated=f"in {at.text}",
        other=f"in {other.text}",
        reason="no replica is inside both",
        fix=fix,
    )


def _span_of(known: Known[object], ref: Ref) -> Span:
    """Where a place is named in a statement."""
    span = known.span
    if span is None:
        raise ValueError("a value that no design states")
    found = None
    for match in _NAME.finditer(span.text):
        if ref.path == match[0] or ref.path.endswith(f".{match[0]}"):
            found = match
    if found is None:
        return span
    return span._replace(start=span.start + found.start(), end=span.start + found.end())


def _spread(shared: Known[tuple[Ref, ...]], replicas: Known[Replicas] | None) -> Fix | None:
    """One replica in each of the places, or as many as there are, spread over them."""
    if shared.span is None or (
        replicas is not None and (replicas.span is None or replicas.value.places)
    ):
        return None
    _, _, named = shared.span.text.partition("in")
    places = " ".join(named.split())
    count = len(shared.value) if replicas is None else replicas.value.number
    text = f"replicas {count} in {places}"
    title = f"write `{text}`: each replica is in one of them"
    if replicas is None or replicas.span is None:
        return Fix(title, (Edit(shared.span, text),))
    return Fix(title, (Edit(replicas.span, text), *removed("", shared.span).edits))
