"""The catalogue as it is used: its index is fresh, its facts are values of properties."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from designlint.language.catalogue import (
    PRECEDENCE,
    CatalogueError,
    aliases,
    facts_for,
    read_text,
    technology,
    technology_names,
)
from designlint.language.catalogue_index import INDEX, TECHNOLOGIES, make_index
from designlint.model.known import Assumed, Catalogued, Stated
from designlint.schema.component import AVAILABILITY, REPLICAS
from designlint.schema.kinds import KINDS
from designlint.schema.store import DELIVERS, TOPOLOGY
from tests.language.reading import clean, read


def test_the_index_is_fresh() -> None:
    stored = files(TECHNOLOGIES).joinpath(INDEX).read_text(encoding="utf-8")
    assert stored == make_index(), "run python -m designlint.language.catalogue_index"


def test_the_index_is_sorted_and_whole() -> None:
    entries = json.loads(files(TECHNOLOGIES).joinpath(INDEX).read_text(encoding="utf-8"))
    names = sorted(
        entry.name.removesuffix(".yaml")
        for entry in files(TECHNOLOGIES).iterdir()
        if entry.name.endswith(".yaml")
    )
    assert list(entries) == names
    assert technology_names() == tuple(names)


@pytest.mark.parametrize("name", technology_names())
def test_every_fact_is_a_value_of_each_of_its_kinds(name: str) -> None:
    found = technology(name)
    assert found is not None
    for kind in found.kinds:
        stated = {fact.key() for fact in found.facts if fact.origin.of != "platform"}
        unknown = stated - set(KINDS[kind].properties)
        # What keeps messages in a store has the facts of the store that a queue can state, too.
        of_a_store = set(KINDS["database"].properties) if kind in ("queue", "stream") else set()
        is_store = not {"database", "cache"}.isdisjoint(found.kinds)
        assert unknown <= (of_a_store if is_store else set()), f"a {kind} has no such property"
        known = facts_for(found, KINDS[kind])
        assert {key.name for key in known} == stated - unknown


def test_a_fact_has_its_page_and_date() -> None:
    found = technology("cassandra")
    assert found is not None
    (topology,) = [fact for fact in found.facts if fact.property == "topology"]
    assert topology.value == "leaderless"
    assert topology.origin.technology == "cassandra"
    assert topology.origin.page.startswith("https://")
    assert topology.origin.date[:2] == "20"


def test_a_better_kind_of_fact_comes_first() -> None:
    for name in technology_names():
        found = technology(name)
        assert found is not None
        ranks = [PRECEDENCE[fact.origin.kind] for fact in found.facts]
        assert ranks == sorted(ranks)


def test_an_unknown_technology_has_no_facts() -> None:
    assert technology("homegrown") is None
    assert technology("../catalogue") is None


def test_stated_beats_catalogue_beats_assumed() -> None:
    design = clean(
        "component a : database { tech cassandra; topology consensus }\n"
        "component b : database { tech cassandra }\n"
        "component c : database\n"
    )
    stated, catalogued = design.components["a"][TOPOLOGY], design.components["b"][TOPOLOGY]
    assert stated is not None
    assert catalogued is not None
    assert (stated.value, type(stated.origin)) == ("consensus", Stated)
    assert (catalogued.value, type(catalogued.origin)) == ("leaderless", Catalogued)
    assert design.components["c"][TOPOLOGY] is None
    assumed = design.components["c"][AVAILABILITY]
    assert assumed is not None
    assert isinstance(assumed.origin, Assumed)
    other = design.components["a"][DELIVERS]
    assert other is not None
    assert isinstance(other.origin, Catalogued), "what is not stated still comes from the catalogue"


def test_a_misfit_gives_no_facts() -> None:
    _, design = read("component a : service { tech redis }")
    assert design.components["a"].technology == "redis"
    assert not [
        known
        for key in KINDS["service"].properties.values()
        if key is not REPLICAS
        for known in [design.components["a"][key]]
        if known is not None and not key.repeats and isinstance(known.origin, Catalogued)
    ]


def test_a_slip_in_the_kind_does_not_leak_facts_to_others() -> None:
    read("component a : nonsense { tech kafka }\n")
    found = technology("lambda")
    assert found is not None
    before = dict(facts_for(found, KINDS["function"]))
    read("component a : nonsense { tech lambda }\n")
    assert facts_for(found, KINDS["function"]) == before
    assert all(key.name in KINDS["function"].properties for key in before)


@pytest.mark.parametrize("text", ["many", "5GB", "", "3 4", "[", "store"])
def test_a_value_that_does_not_read_is_a_mistake_of_the_catalogue(text: str) -> None:
    with pytest.raises(CatalogueError, match="is not a value of replicas"):
        read_text(REPLICAS, text, "somewhere")


def test_a_short_name_is_the_same_technology() -> None:
    design = clean(
        "component a : object_store { tech s3 }\ncomponent b : object_store { tech aws.s3 }"
    )
    short, whole = design.components["a"], design.components["b"]
    assert short.technology == whole.technology == "aws.s3"
    assert short.properties.present()[1:] == whole.properties.present()[1:]


def test_an_alias_is_no_technology_of_its_own() -> None:
    assert not set(aliases()) & set(technology_names())
    count = sum(len(found.aliases) for name in technology_names() if (found := technology(name)))
    assert len(aliases()) == count, "an alias of two technologies"


def test_a_vendor_is_known_without_a_prefix() -> None:
    design = clean("component a : database { tech dynamodb }\ncomponent b : queue { tech sqs }")
    assert [design.components[path].vendor for path in "ab"] == ["aws", "aws"]
