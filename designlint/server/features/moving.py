"""Findings about a text that has changed since: where they stand in the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache

from designlint.base.source import Source, Span
from designlint.diagnostics.diagnostic import Diagnostic

MOST_RELATED = 100
"""The other places of a finding that an editor is sent."""


def moved(found: Diagnostic, sources: Mapping[str, Source]) -> Diagnostic | None:
    """A finding in the new texts of its files, with as many of its other places as are shown; None where its
    own place was edited. What the edit touches of the others is left out, and so is a fix: it was made for
    the old text."""
    span = _moved(found.primary.span, sources)
    if span is None:
        return None
    labels = [(label, _moved(label.span, sources)) for label in found.secondary[:MOST_RELATED]]
    breaks = [(breach, _moved(breach.span, sources)) for breach in found.breaks[:MOST_RELATED]]
    steps = [
        (step, _moved(step.span, sources) if step.span else None)
        for step in found.witness[:MOST_RELATED]
    ]
    return found._replace(
        primary=found.primary._replace(span=span),
        secondary=tuple([label._replace(span=at) for label, at in labels if at is not None]),
        breaks=tuple([breach._replace(span=at) for breach, at in breaks if at is not None]),
        witness=tuple([step._replace(span=at) for step, at in steps]),
        fix=None,
    )


def _moved(span: Span, sources: Mapping[str, Source]) -> Span | None:
    new = sources.get(span.source.name)
    if new is None:
        return None
    if new is span.source:
        return span
    before, behind = _common(span.source, new)
    if span.end <= before:
        return Span(new, span.start, span.end)
    if span.start >= len(span.source.text) - behind:
        shift = len(new.text) - len(span.source.text)
        return Span(new, span.start + shift, span.end + shift)
    return None


@lru_cache(maxsize=16)
def _common(old: Source, new: Source) -> tuple[int, int]:
    """How many characters two texts begin and end with alike."""
    one, other = old.text, new.text
    most = min(len(one), len(other))
    before = _most(most, lambda n: one[:n] == other[:n])
    behind = _most(most - before, lambda n: one[len(one) - n :] == other[len(other) - n :])
    return before, behind


def _most(limit: int, is_alike: Callable[[int], bool]) -> int:
    """The largest number up to a limit of which something holds that holds of all below it."""
    return bisect_left(range(1, limit + 1), x=True, key=lambda n: not is_alike(n))
