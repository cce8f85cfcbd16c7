"""A design that states a property: its sample value is made from the property's shape."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import EXAMPLES
from designlint.schema.property import Property
from designlint.schema.shape import (
    DIMENSIONS,
    REFERENCES,
    Literal,
    Maybe,
    Part,
    Slot,
    compile_shape,
)

# What the references of sample values mean.
WORLD = """
provider cloud { region near { zone z1; zone z2 } }
data item
component other : service
functional FR "It works."
"""

_REFERENCES = {
    "node": "other",
    "component": "other",
    "loss": "other",
    "data": "item",
    "growing": "item",
    "place": "near.z1",
    "requirement": "FR",
    "functional": "FR",
    "flow": "run",
    "element": "other",
    "decision": "other_choice",
}
_SAMPLES = {
    "name": "thing",
    "word": "thing",
    "code": "SPF001",
    "label": '"A team"',
    "text": '"Because."',
    "date": "2027-06-30",
    "percentile": "p99",
    "range": "2..10",
    "count": "3",
    "instances": "3",
    "votes": "quorum",
    "yes_no": "yes",
    "scope": "per replica",
    "address": "other.replicas",
}

# Where the parts of a value depend on each other.
_TOGETHER = {"maintenance": ["maintenance every 30d for 1h"]}


def statements(key: Property[Any]) -> list[str]:
    """The property stated in its shortest and in its fullest form, and with each choice."""
    if key.name in _TOGETHER:
        return _TOGETHER[key.name]
    shape = compile_shape(key.shape)
    full = _say(shape.parts, everything=True)
    forms = [_say(shape.parts, everything=False), full]
    if shape.repeated:
        forms.append(f"{full}, {full}")
    for slot in shape.slots:
        first, *others = slot.choices or ("",)
        forms += [full.replace(first, choice) for choice in others]
    return [f"{key.name} {form}".rstrip() for form in dict.fromkeys(forms)]


def _say(parts: tuple[Part, ...], *, everything: bool) -> str:
    said = []
    for part in parts:
        if isinstance(part, Literal):
            said.append(part.text)
        elif isinstance(part, Maybe):
            said += [_say(part.parts, everything=True)] * everything
        else:
            said.append(_sample(part))
    return " ".join(said)


def _sample(slot: Slot) -> str:
    if slot.choices:
        return slot.choices[0]
    if slot.type in DIMENSIONS:
        return EXAMPLES[DIMENSIONS[slot.type][0]]
    if slot.type in REFERENCES:
        return _REFERENCES[slot.type]
    return _SAMPLES[slot.type]
