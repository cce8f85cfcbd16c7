"""A change to a design as it would be written, and the levers that make a little or a lot of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help
from designlint.model import (
    CallChange,
    Change,
    Component,
    Design,
    Element,
    Known,
    Step,
    StepChange,
    WhatIf,
)
from designlint.model.known import NOTHING
from designlint.quantities.quantity import Quantity
from designlint.quantities.reading import parse_quantity
from designlint.quantities.showing import show
from designlint.schema.property import Property

SUGGESTED = "a change that is tried"

# What a change costs in comparison: a replica more is one machine, a setting is one line; a
# fallback has to be built, and what clients or users notice is asked of others.
REPLICA, SETTING, FALLBACK, NOTICED = 1.0, 1.0, 2.0, 3.0

# Times and sizes are tried by tenths.
TENTHS = 10


class Adjustment(NamedTuple):
    """A change as it would be written: `text` at `where`, and what it means for the model.

    `size` orders changes: the number of machines and lines that it takes. `touches` are the
    components and data that it is about. Where `where` is empty, `text` stands by itself in the file.
    """

    size: float
    where: str
    text: str
    touches: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    steps: tuple[StepChange, ...] = ()
    calls: tuple[CallChange, ...] = ()

    def help(self, *, result: str = "", note: str = "") -> Help:
        """The change as an edit to paste, with what it comes to."""
        return Help(self.text, True, self.where, result, note)


class Lever(NamedTuple):
    """One thing that can be changed a little or a lot: a level from 1 to `most` gives an edit. More of
    it never makes the metric that it is for worse.

    Levers of one name set the same thing, so that only one of them can be used; of these, one of a
    higher `rank` does at its most all that the others do.
    """

    name: str
    most: int
    at: Callable[[int], Adjustment]
    rank: int = 0


def switch(name: str, edit: Adjustment) -> Lever:
    """A lever that is on or off."""
    return Lever(name, 1, lambda _: edit)


def edit(
    element: Element, key: Property[Any], value: object, text: str, *, size: float = SETTING
) -> Adjustment:
    """A property that is set to another value, stated as `text`; the block behind it stays."""
    now = element[key]
    known = Known(value, WhatIf(SUGGESTED), NOTHING if now is None else now.details)
    change = Change(element.path, key, known)
    return Adjustment(size, f"`{element.path}`", text, (element.path,), (change,))


def setting(
    element: Element, key: Property[Any], value: object, text: str, *, size: float = SETTING
) -> Lever:
    """A property that is set to another value, or is not."""
    return switch(f"{element.path}.{key.name}", edit(element, key, value, text, size=size))


def detail(
    component: Component,
    key: Property[Any],
    of: dict[Property[Any], object],
    text: str,
    size: float,
) -> Adjustment:
    """Properties of the block behind a property, which the component has."""
    changes = [
        Change(component.path, key, Known(value, WhatIf(SUGGESTED), NOTHING), one)
        for one, value in of.items()
    ]
    where = f"the {key.name} of `{component.path}`"
    return Adjustment(size, where, text, (component.path,), tuple(changes))


def on_step(
    flow: str, number: int, step: Step, field: str, value: object, text: str, size: float
) -> Adjustment:
    """Another value of a field of a step, written as a clause."""
    changed = StepChange(flow, number, field, value)
    touches = (step.callee.path, *((step.or_else.path,) if step.or_else else ()))
    return Adjustment(size, step_place(flow, step), text, touches, steps=(changed,))


def on_call(
    design: Design,
    place: tuple[str, int],
    key: Property[Any],
    value: object,
    text: str,
    *,
    alone: bool = False,
) -> Adjustment:
    """A property of the call of a step, by its flow and number: of the step that states it, else of
    the relation, which is written where there is none; `alone` of the step in any case."""
    flow, number = place
    step = design.flows[flow].steps[number]
    caller, callee = step.caller.path, step.callee.path
    known = Known(value, WhatIf(SUGGESTED), NOTHING)
    if alone or key in step.properties.stated():
        changed = CallChange(caller, callee, key, known, place)
        return Adjustment(SETTING, step_place(flow, step), text, (caller, callee), calls=(changed,))
    changed = CallChange(caller, callee, key, known)
    pair = f"{caller} {'->' if step.waits else '~>'} {callee}"
    stated = any((r.caller.path, r.callee.path) == (caller, callee) for r in design.relations)
    where, written = (f"`{pair}`", text) if stated else ("", f"{pair} {{ {text} }}")
    return Adjustment(SETTING, where, written, (caller, callee), calls=(changed,))


def step_place(flow: str, step: Step) -> str:
    """How messages call a step of a flow."""
    return f"the step {step.caller.path} -> {step.callee.path} of `{flow}`"


def written(quantity: Quantity, factor: float = 1.0) -> Quantity:
    """A multiple of a quantity, with no more digits than it is written with."""
    shown = show(quantity._replace(value=quantity.value * factor))
    return quantity._replace(value=parse_quantity(shown).value)
