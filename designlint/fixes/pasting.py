"""Edits of findings as they go into a design: what it states already stays, and nothing is stated twice."""

from __future__ import annotations

import re
from collections.abc import Collection

from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Help
from designlint.model import Component, Design, Known
from designlint.schema.component import IN

_OF_CALL = re.compile(r"(\S+) (->|~>) (\S+) \{ (.*) \}")
_WITH_BLOCK = re.compile(r"([^{}]+?)(?: \{ ([^{}]*) \})?")


def in_design(design: Design, element: str, answer: Help, labels: Collection[Span]) -> Help:
    """An answer to a finding about an element, which shows these places, as it fits into its design.

    An edit of a relation that is declared belongs there; one of a property keeps what the block behind the
    property states; one that says where replicas run names what it takes the place of.
    """
    if not answer.is_edit:
        return answer
    if answer.text.startswith("component "):
        return answer._replace(place=answer.place or "the design")
    of_call = _OF_CALL.fullmatch(answer.text)
    if of_call is not None:
        caller, arrow, callee, inside = of_call.groups()
        flow = _states_itself(design, (caller, callee), inside, labels)
        if flow:
            return answer._replace(
                text=inside, place=f"the step {caller} {arrow} {callee} of `{flow}`"
            )
        if (caller, callee) in design.related:
            return answer._replace(text=inside, place=f"`{caller} {arrow} {callee}`")
        return answer
    component = design.components.get(answer.place.strip("`") or element)
    if component is None:
        return answer
    return _instead(component, answer._replace(text=_with_details(component, answer.text)))


def _states_itself(
    design: Design, pair: tuple[str, str], inside: str, labels: Collection[Span]
) -> str:
    """The flow in which a step states something of the same itself, so that a relation would not count; of
    the steps that a finding shows, where it shows any."""
    words = {statement.split()[0] for statement in inside.split("; ")}
    calls = design.calls.get(pair, ())
    stating = [
        (flow, step)
        for flow, step in calls
        if not words.isdisjoint([key.name for key in step.properties.stated()])
    ]
    if not stating:
        return ""
    shown = [call for call in calls if any(call[1].span.contains(label) for label in labels)]
    return next((flow for flow, step in stating if not shown or (flow, step) in shown), "")


def _with_details(component: Component, text: str) -> str:
    """A statement with the details behind it that the component states now and the statement does not."""
    found = _WITH_BLOCK.fullmatch(text)
    known = _stated(component, text.split(maxsplit=1)[0])
    if found is None or known is None or (found[2] is None and not text.startswith("failover ")):
        return text
    new = found[2].split("; ") if found[2] else []
    words = {statement.split()[0] for statement in new}
    details = [known.details.get(key) for key in known.details.stated()]
    spans = [one.span for one in details if one is not None and one.span is not None]
    kept = [span.text.strip() for span in spans]
    block = [*(one for one in kept if one.split()[0] not in words), *new]
    return f"{found[1]} {{ {'; '.join(block)} }}" if block else text


def _stated(component: Component, word: str) -> Known[object] | None:
    """What a component states of a property."""
    keys = [key for key in component.properties.stated() if key.name == word and not key.repeats]
    return component[keys[0]] if keys else None


def _instead(component: Component, answer: Help) -> Help:
    """Replicas in places take the place of a statement that all of them are in one."""
    stated = component[IN]
    if stated is None or stated.span is None or not re.match(r"replicas \S+ in ", answer.text):
        return answer
    note = f"in place of `{stated.span.text.strip()}`"
    return answer._replace(note=f"{answer.note}; {note}" if answer.note else note)
