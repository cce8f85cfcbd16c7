"""Every property of the schema can be stated, and is read back under its key."""

from __future__ import annotations

from typing import Any

import pytest

from designlint.language.catalogue import read_text
from designlint.model import Stated
from designlint.schema.component import TECH
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.kinds import EXTERNAL, KINDS, PLACE_ASSUMPTIONS
from designlint.schema.property import Property
from designlint.schema.relation import RELATION_PROPERTIES
from designlint.schema.shape import compile_shape
from tests.language.reading import clean
from tests.language.samples import WORLD, statements

OF_KINDS = [
    pytest.param(kind.name, key, id=f"{kind.name}-{key.name}")
    for kind in (*KINDS.values(), EXTERNAL)
    for key in kind.properties.values()
    if key is not TECH  # a word that the catalogue must have
]
OF_DECLARATIONS = [
    pytest.param(declaration.keyword, key, id=f"{declaration.keyword}-{key.name}")
    for declaration in DECLARATIONS.values()
    for key in declaration.properties.values()
]
# Where a declaration of each sort may stand, and where the model has it.
FRAMES = {
    "design": ("design it {{ {} }}", lambda design: design.header),
    "actor": ("actor it {{ {} }}", lambda design: design.actors["it"]),
    "functional": ('functional it "It." {{ {} }}', lambda design: design.requirements["it"]),
    "nonfunctional": ('nonfunctional it "It." {{ {} }}', lambda design: design.requirements["it"]),
    **{
        level: (f"{level} it {{{{ {{}} }}}}", lambda design: design.places["it"])
        for level in ("provider", "region", "zone", "host", "domain")
    },
    "data": ("data it {{ {} }}", lambda design: design.data["it"]),
    "group": ("group it {{ {} }}", lambda design: design.groups["it"]),
    "api": (
        "component c : service {{ api it {{ {} }} }}",
        lambda design: design.components["c"].apis[0],
    ),
    "operation": (
        "component c : service {{ api i {{ operation it {{ {} }} }} }}",
        lambda design: design.components["c"].apis[0].operations[0],
    ),
    "flow": ("flow it {{ {} }}", lambda design: design.flows["it"]),
    "decision": (
        "decision other_choice {{ }}\ndecision it {{ {} }}",
        lambda design: design.decisions["it"],
    ),
    "option": (
        "decision d {{ option it {{ {} }} }}",
        lambda design: design.decisions["d"].options[0],
    ),
}


@pytest.mark.parametrize(("kind", "key"), OF_KINDS)
def test_a_property_of_a_kind_is_read(kind: str, key: Property[Any]) -> None:
    head = "external it" if kind == "external" else f"component it : {kind}"
    for statement in statements(key):
        component = clean(f"{WORLD}{head} {{ {statement} }}").components["it"]
        known = component.properties.all(key)[0] if key.repeats else component[key]
        assert known is not None
        assert isinstance(known.origin, Stated)
        assert known.span is not None
        assert known.span.text == statement


@pytest.mark.parametrize(("keyword", "key"), OF_DECLARATIONS)
def test_a_property_of_a_declaration_is_read(keyword: str, key: Property[Any]) -> None:
    frame, find = FRAMES[keyword]
    for statement in statements(key):
        element = find(clean(WORLD + frame.format(statement)))
        assert element.properties.all(key) if key.repeats else element[key] is not None


@pytest.mark.parametrize("key", RELATION_PROPERTIES, ids=lambda key: key.name)
def test_a_property_of_a_call_is_read_in_three_places(key: Property[Any]) -> None:
    for statement in statements(key):
        design = clean(
            f"{WORLD}component a : service\ncomponent b : service\n"
            f"a -> b {{ {statement} }}\n"
            f"b -> a {statement}\n"
            f"flow f {{\n  a -> b\n  b -> a\n  a -> other {statement}\n"
            f"  b -> other {{ {statement} }}\n}}"
        )
        assert [relation.properties[key] is not None for relation in design.relations] == [True] * 2
        assert [step.properties[key] is not None for step in design.flows["f"].steps] == [True] * 4


@pytest.mark.parametrize(
    "key",
    dict.fromkeys(
        key for kind in KINDS.values() for key in kind.properties.values() if key.details
    ),
    ids=lambda key: key.name,
)
def test_the_details_of_a_property_are_read(key: Property[Any]) -> None:
    kind = next(kind.name for kind in KINDS.values() if kind.properties.get(key.name) is key)
    for detail in key.details.values():
        for statement in statements(detail):
            head = statements(key)[0].replace("single", "leader_follower")
            text = f"{WORLD}component it : {kind} {{ {head} {{ {statement} }} }}"
            component = clean(text).components["it"]
            known = component.properties.all(key)[0] if key.repeats else component[key]
            assert known is not None
            assert known.detail(detail) is not None


def test_all_frames_are_tried() -> None:
    with_properties = {d.keyword for d in DECLARATIONS.values() if d.properties}
    assert with_properties == set(FRAMES)


def test_assumptions_read_as_their_properties() -> None:
    for kind in KINDS.values():
        for key, assumption in kind.assumed.items():
            assert read_text(key, assumption.value, kind.name) is not None
            assert assumption.page.startswith("https://")
    for level in PLACE_ASSUMPTIONS.values():
        for key, assumption in level.items():
            assert read_text(key, assumption.value, "place") is not None


def test_every_property_is_documented_and_compiles() -> None:
    keys = {key for kind in KINDS.values() for key in kind.properties.values()}
    keys |= {key for d in DECLARATIONS.values() for key in d.properties.values()}
    keys |= {detail for key in keys for detail in key.details.values()}
    for key in keys:
        assert key.doc.endswith("."), key.name
        shape = compile_shape(key.shape)
        assert key.value is not None or len(shape.slots) <= 1, key.name
        if key.value is not None:
            fields = getattr(key.value, "_fields", ())
            assert set(fields) == {slot.name for slot in shape.slots}, key.name
