"""A suggested change written into the text of a design, as the one who reads it would do it."""

from __future__ import annotations

import re

from designlint.analyses.facts import Facts
from designlint.analyses.remedies.adjustment import Adjustment
from designlint.base.source import Span
from designlint.model import CallChange, Change, Known

Place = tuple[int, int, str]


def applied(text: str, facts: Facts, edits: tuple[Adjustment, ...]) -> str:
    """The text with changes written into it."""
    places: list[Place] = []
    end = "\n"
    for edit in edits:
        if edit.changes:
            places += _changed(text, facts, edit, edit.changes)
        for step in edit.steps:
            taken = facts.design.flows[step.flow].steps[step.number]
            if step.field == "waits":
                places.append((taken.caller.span.start, taken.callee.span.end, edit.text))
            else:
                places.append(_clause(text, taken.span.end, edit.text))
        if edit.calls and not edit.where:
            end += f"{edit.text}\n"
        elif edit.calls:
            places.append(_called(text, facts, edit, edit.calls[0]))
    for start, stop, written in sorted(places, reverse=True):
        text = text[:start] + written + text[stop:]
    return text + end


def shown_as(edit: Adjustment) -> str:
    """A change with the place that it belongs to, in one line."""
    return f"in {edit.where}: {edit.text}" if edit.where else edit.text


def _clause(text: str, start: int, written: str) -> Place:
    """Behind the clauses of a step, or in the place of one that begins with the same word."""
    end = start + len(re.split(r"[\n;{}]", text[start:])[0].rstrip())
    line = text.rfind("->", 0, end)
    same = re.compile(rf", {written.split(maxsplit=1)[0]} \w+").search(text, line, end)
    if same is not None:
        return (same.start(), same.end(), f", {written}")
    clauses = text[text.index("->", line) + 2 : end].split()
    # The first clause stands behind the name without a comma.
    return (end, end, f", {written}" if len(clauses) > 1 else f" {written}")


def _changed(text: str, facts: Facts, edit: Adjustment, changes: tuple[Change, ...]) -> list[Place]:
    element = facts.design.element(changes[0].element)
    assert element is not None
    known = element[changes[0].key]
    if changes[0].detail is not None:
        assert known is not None
        old = [known.details[c.detail] for c in changes if c.detail is not None]
        spans = [one.span for one in old if one is not None]
        gone = [(span.start, span.end, "") for span in spans if span is not None]
        return [_inside(text, known, edit.text), *gone]
    if known is not None and known.span is not None:
        return [(known.span.start, known.span.end, edit.text)]
    inside = text.index("{", element.span.end) + 1
    return [(inside, inside, f" {edit.text};")]


def _inside(text: str, known: Known[object], written: str) -> Place:
    """In the block behind a property, which begins where there is none yet."""
    assert known.span is not None
    end = known.span.end
    if text[end:].lstrip(" ").startswith("{"):
        inside = text.index("{", end) + 1
        return (inside, inside, f" {written};")
    return (end, end, f" {{ {written} }}")


def _called(text: str, facts: Facts, edit: Adjustment, change: CallChange) -> Place:
    if change.step is not None:
        flow, number = change.step
        step = facts.design.flows[flow].steps[number]
        if change.key in step.properties.stated():
            return _over(step.properties[change.key], edit)
        return _clause(text, step.span.end, edit.text)
    (relation,) = [
        r
        for r in facts.design.relations
        if (r.caller.path, r.callee.path) == (change.caller, change.callee)
    ]
    known = relation.properties[change.key]
    if known is not None:
        return _over(known, edit)
    inside = text.index("{", relation.span.end) + 1
    return (inside, inside, f" {edit.text};")


def _over(known: Known[object] | None, edit: Adjustment) -> Place:
    span: Span | None = known.span if known is not None else None
    assert span is not None
    return (span.start, span.end, edit.text)
