"""What-if worlds, and the layers of what is known."""

from __future__ import annotations

from designlint.base.source import Source, Span
from designlint.model import Design
from designlint.model.known import NOTHING, Assumed, Catalogued, Known, Properties, Stated, WhatIf
from designlint.model.world import scenario_world, world
from designlint.schema.component import CAPACITY, LIMIT, NEEDS, OWNER, REPLICAS
from designlint.schema.store import COPIES, TOPOLOGY
from tests.language.reading import clean

TEXT = """
provider p { region r { zone a; zone b } }
component s : service { replicas 3 in a, b; limit threads 64; limit files 1k; needs 2 }
component d : database { tech cassandra; replicas 3 }
scenario dark "Dark" {
  lose a, d
  load 10x
  set s.replicas 2 in b
  set s.limit sockets 10
  set d.topology consensus { copies 3 }
}
scenario calm { }
"""


def dark() -> tuple[Design, Design]:
    design = clean(TEXT)
    return design, scenario_world(design, design.scenarios["dark"])


def test_a_scenario_loses_loads_and_sets() -> None:
    _, changed = dark()
    assert (changed.world, changed.load) == ("dark", 10.0)
    assert changed.lost == {"p.r.a", "d"}
    replicas = changed.components["s"][REPLICAS]
    assert replicas is not None
    assert replicas.value.number == 2
    assert [place.path for place in replicas.value.places] == ["p.r.b"]
    assert replicas.origin == WhatIf("dark")
    assert replicas.span is None


def test_a_scenario_sets_a_property_with_its_details() -> None:
    _, changed = dark()
    topology = changed.components["d"][TOPOLOGY]
    assert topology is not None
    assert (topology.value, topology.detail(COPIES)) == ("consensus", 3)


def test_a_scenario_sets_a_property_that_repeats() -> None:
    design, changed = dark()
    assert [known.value.name for known in design.components["s"].properties.all(LIMIT)] == [
        "threads", "files",
    ]  # fmt: skip
    assert [known.value.name for known in changed.components["s"].properties.all(LIMIT)] == [
        "threads", "files", "sockets",
    ]  # fmt: skip


def test_the_design_itself_stays_as_it_is() -> None:
    design, changed = dark()
    assert design.world == ""
    assert design.lost == frozenset()
    before = design.components["s"][REPLICAS]
    assert before is not None
    assert before.value.number == 3
    assert changed.components["s"].value(NEEDS) == 2, "what is not set stays"
    assert changed.flows is design.flows


def test_an_empty_scenario_changes_nothing_but_its_name() -> None:
    design = clean(TEXT)
    same = scenario_world(design, design.scenarios["calm"])
    assert (same.components, same.lost, same.load) == (design.components, frozenset(), 1.0)


def test_worlds_add_up() -> None:
    design = clean(TEXT)
    both = world(world(design, "one", lost=["d"], load=2.0), "two", lost=["s"], load=5.0)
    assert (both.lost, both.load, both.world) == (frozenset(("d", "s")), 10.0, "two")


SPAN = Span(Source("x", "text"), 0, 4)
SAID: Known[int] = Known(1, Stated(SPAN), NOTHING)
PUBLISHED: Known[int] = Known(2, Catalogued("x", "sla", "https://example.org", "2026"), NOTHING)
TAKEN: Known[int] = Known(3, Assumed("service", "somebody must"), NOTHING)


def test_stated_beats_catalogue_beats_assumed() -> None:
    assert Properties({NEEDS: SAID}, {NEEDS: PUBLISHED}, {NEEDS: TAKEN})[NEEDS] is SAID
    assert Properties({}, {NEEDS: PUBLISHED}, {NEEDS: TAKEN})[NEEDS] is PUBLISHED
    assert Properties({}, {}, {NEEDS: TAKEN})[NEEDS] is TAKEN
    assert Properties({}, {}, {})[NEEDS] is None
    assert NOTHING[NEEDS] is None


def test_layers_are_looked_through_property_by_property() -> None:
    properties = Properties({OWNER: SAID}, {NEEDS: PUBLISHED})
    assert properties[OWNER] is SAID
    assert properties[NEEDS] is PUBLISHED
    assert properties[CAPACITY] is None
    assert list(properties.stated()) == [OWNER]
    assert NOTHING.stated() == {}


def test_of_a_property_that_repeats_a_lower_layer_adds_what_is_about_other_things() -> None:
    properties = Properties({LIMIT: (SAID, SAID)}, {LIMIT: (PUBLISHED,)})
    assert properties.all(LIMIT) == (SAID, SAID, PUBLISHED)
    assert Properties({LIMIT: (SAID,)}, {LIMIT: (TAKEN._replace(value=1),)}).all(LIMIT) == (SAID,)
    assert Properties({}, {LIMIT: (PUBLISHED,)}).all(LIMIT) == (PUBLISHED,)
    assert NOTHING.all(LIMIT) == ()


def test_a_replaced_property_leaves_the_others() -> None:
    properties = Properties({OWNER: SAID, NEEDS: SAID}, {CAPACITY: PUBLISHED})
    replaced = properties.replaced(NEEDS, TAKEN)
    assert (replaced[NEEDS], replaced[OWNER], replaced[CAPACITY]) == (TAKEN, SAID, PUBLISHED)
    assert properties[NEEDS] is SAID


def test_only_what_is_stated_has_a_place() -> None:
    assert SAID.span == SPAN
    assert PUBLISHED.span is None
    assert Known("x", Stated(SPAN), Properties({COPIES: SAID})).detail(COPIES) == 1
    assert SAID.detail(COPIES) is None


def test_any_element_is_found_by_its_path() -> None:
    design = clean(f"{TEXT}\ndata x\nactor y\ngroup g {{ component c : service }}\ndecision D\n")
    for path in ("p.r.a", "s", "d", "dark", "x", "y", "g", "g.c", "D"):
        element = design.element(path)
        assert element is not None
        assert element.path == path
    assert design.element("nothing") is None
