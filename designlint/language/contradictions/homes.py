"""Places of a component that cannot all be its own: no replica is inside both of two, one has no replica, or
one is narrower than what its provider spreads it over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from designlint.diagnostics.edits import removed
from designlint.language import codes
from designlint.language.contradictions.figures import Figures
from designlint.model import Design
from designlint.model.known import Known
from designlint.schema.component import IN, MANAGED, REPLICAS
from designlint.schema.store import FOLLOWERS, LEADER, LEADERS, TOPOLOGY
from designlint.schema.values import Ref, Replicas

_NAME = re.compile(r"[\w.-]+")


# What a managed service spans, and the places that are too narrow for that.
_SPANNED = {
    "zonal": ("a zone", ("host",)),
    "regional": ("the zones of a region", ("zone", "host")),
    "global": ("several regions", ("zone", "host")),
}


def apart_homes(figures: Figures, design: Design) -> Iterator[Diagnostic]:
    """The first contradiction between the places of a component."""
    for check in (_shared_apart, _unlike_replicas, _too_narrow):
        found = next(check(figures, design), None)
        if found is not None:
            yield found
            return


def _shared_apart(figures: Figures, design: Design) -> Iterator[Diagnostic]:
    """`in` two places that are apart, and replicas in a place apart from what all of them share."""
    shared = figures.known(IN)
    if shared is None:
        return
    first, *others = shared.value
    for ref in others:
        if design.are_apart(first.path, ref.path):
            fix = _spread(shared, figures.known(REPLICAS))
            yield _diagnostic(shared, ref, shared, first, fix)
    for known, refs in _own(figures):
        for ref in refs:
            for one in shared.value:
                if design.are_apart(one.path, ref.path):
                    yield _diagnostic(known, ref, shared, one, None)


def _unlike_replicas(figures: Figures, design: Design) -> Iterator[Diagnostic]:
    """A leader or followers in a place where `replicas` has none, and a place of replicas where, with all
    of the leaders and followers placed, none of them is."""
    replicas = figures.known(REPLICAS)
    roles = [(known, refs) for known, refs in _own(figures) if known is not replicas]
    if replicas is None or not replicas.value.places:
        return
    for known, refs in roles:
        for ref in refs:
            if _is_apart_from(design, ref, replicas.value.places):
                yield _no_replica(
                    known, replicas, f"no replica is in `{_span_of(known, ref).text}`"
                )
    followers = figures.known(TOPOLOGY, FOLLOWERS)
    placed = [ref for _, refs in roles for ref in refs]
    if followers is None or not followers.value.places or len(roles) < 2 or figures.is_sharded:
        return
    for ref in replicas.value.places[: replicas.value.number]:
        if _is_apart_from(design, ref, placed):
            at = _span_of(replicas, ref).text
            yield _no_replica(followers, replicas, f"neither a leader nor a follower is in `{at}`")


def _is_apart_from(design: Design, ref: Ref, places: Iterable[Ref]) -> bool:
    return all(design.are_apart(ref.path, one.path) for one in places)


def _no_replica(known: Known[object], replicas: Known[Replicas], reason: str) -> Diagnostic:
    at, other = _whole(known), _whole(replicas)
    return codes.CONTRADICTION.at(
        at,
        secondary=(Label(other),),
        stated=" ".join(at.text.split()),
        other=" ".join(other.text.split()),
        reason=reason,
    )


def _too_narrow(figures: Figures, design: Design) -> Iterator[Diagnostic]:
    """`in` a place that is narrower than what the provider spreads a managed service over."""
    shared, managed = figures.known(IN), figures.known(MANAGED)
    if shared is None or managed is None:
        return
    spanned, narrow = _SPANNED[managed.value]
    for ref in shared.value:
        level = design.places[ref.path].level
        if level in narrow:
            at, other = _span_of(shared, ref), _whole(managed)
            yield codes.CONTRADICTION.at(
                at,
                secondary=(Label(other),),
                stated=f"in {at.text}",
                other=" ".join(other.text.split()),
                reason=f"it spans {spanned}, and `{at.text}` is one {level}",
            )


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


def _whole(known: Known[object]) -> Span:
    """A whole statement."""
    if known.span is None:
        raise ValueError("a value that no design states")
    return known.span


def _span_of(known: Known[object], ref: Ref) -> Span:
    """Where a place is named in a statement."""
    span = _whole(known)
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
