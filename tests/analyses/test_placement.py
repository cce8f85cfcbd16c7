"""Where replicas run, which of them lead, and which a world takes away."""

from __future__ import annotations

import pytest

from designlint.analyses.failure.copies import holders_of
from designlint.analyses.placement.placement import Placement, placements
from designlint.analyses.worlds import in_scenario
from tests.analyses.designs import facts_of

PLACES = (
    "provider p { region r { zone a { host h }; zone b }; region q { zone c; zone e } }\n"
    "domain power\n"
)


def placed(part: str, kind: str = "service", lost: str = "") -> Placement:
    scenario = f'scenario S "s" {{ lose {lost} }}' if lost else 'scenario S "s" { load 1x }'
    facts = facts_of(f"{PLACES}component s : {kind} {{ {part} }}\n{scenario}")
    return in_scenario(facts, facts.design.scenarios["S"])[placements]["s"]


def test_domains_nest() -> None:
    assert facts_of(PLACES).design.domains_of("p.r.a.h") == ("p", "p.r", "p.r.a", "p.r.a.h")
    assert facts_of(PLACES).design.domains_of("power") == ("power",)


@pytest.mark.parametrize(
    ("part", "places"),
    [
        ("replicas 3 in p.r.a, p.r.b", ["p.r.a", "p.r.b", "p.r.a"]),
        ("replicas 2 in p.r", ["p.r", "p.r"]),
        ("replicas 1 in p.r.a, p.r.b", ["p.r.a"]),
        ("replicas 2", [None, None]),
        ("autoscale 2..5 in 1min on cpu", [None, None]),
        ("", [None]),
    ],
)
def test_replicas_are_spread(part: str, places: list[str | None]) -> None:
    found = placed(part)
    assert [replica.place for replica in found.replicas] == places
    assert [replica.number for replica in found.replicas] == list(range(1, len(places) + 1))
    assert found.declared == (part != "")


def test_all_domains_around_a_replica() -> None:
    (replica,) = placed("replicas 1 in p.r.a.h; in power").replicas
    assert replica.domains == ("power", "p", "p.r", "p.r.a", "p.r.a.h")
    assert placed("replicas 3 in p.r.a, p.r.b; in power").shared_domains == ("power", "p", "p.r")


@pytest.mark.parametrize(
    ("scope", "place", "domains"),
    [
        ("zonal", "p.r.a", ("p", "p.r", "p.r.a")),
        ("regional", "p.r", ("p", "p.r")),
        ("global", "p.r", ("p",)),
    ],
)
def test_managed_services_outlive_what_is_smaller(
    scope: str, place: str, domains: tuple[str, ...]
) -> None:
    found = placed(f"managed {scope}; in {place}")
    assert found.whole
    assert [replica.domains for replica in found.replicas] == [domains]
    stated = placed(f"managed {scope}; replicas 2 in p.r.a.h, p.r.a.h")
    assert not stated.whole
    assert [replica.domains for replica in stated.replicas] == [domains] * 2


@pytest.mark.parametrize(
    ("lost", "left", "gone"),
    [
        ("p.r.a", [2], [1, 3]),
        ("p.r.b", [1, 3], [2]),
        ("p.r", [], [1, 2, 3]),
        ("p", [], [1, 2, 3]),
        ("s", [], [1, 2, 3]),
        ("p.q", [1, 2, 3], []),
        ("p.r.a.h", [1, 2, 3], []),
        ("p.r.a, p.r.b", [], [1, 2, 3]),
    ],
)
def test_what_a_world_takes_away(lost: str, left: list[int], gone: list[int]) -> None:
    found = placed("replicas 3 in p.r.a, p.r.b", lost=lost)
    assert [replica.number for replica in found.replicas] == left
    assert [replica.number for replica in found.lost] == gone
    assert found.count == 3


@pytest.mark.parametrize(
    ("part", "places", "leading"),
    [
        ("topology leader_follower; replicas 3 in p.r.a, p.r.b", "a b a", [1]),
        ("topology leader_follower { leader in p.r.b }; replicas 3 in p.r.a, p.r.b", "a b a", [2]),
        (
            "topology leader_follower { leader in p.r.b; followers 2 in p.r.a }",
            "b a a",
            [1],
        ),
        ("topology leader_follower { followers 2 }; replicas 3 in p.r.a, p.r.b", "a b a", [1]),
        (
            "topology multi_leader { leaders in p.r.b, p.q.c }; replicas 3 in p.r.a, p.r.b, p.q.c",
            "a b c",
            [2, 3],
        ),
        ("topology multi_leader; replicas 2 in p.r.a, p.r.b", "a b", [1, 2]),
        ("topology leaderless; replicas 2 in p.r.a, p.r.b", "a b", []),
        ("replicas 2 in p.r.a, p.r.b", "a b", []),
    ],
)
def test_leaders(part: str, places: str, leading: list[int]) -> None:
    found = placed(part, "database")
    assert [str(replica.place)[-1] for replica in found.replicas] == places.split()
    assert [replica.number for replica in found.replicas if replica.leads] == leading


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("topology leaderless { copies 2 }; replicas 4 in p.r.a, p.r.b, p.q.c, p.q.e", [1, 3]),
        ("topology leaderless { copies 3 }; replicas 4 in p.r.a, p.r.b, p.q.c, p.q.e", [1, 2, 3]),
        ("topology leaderless { copies 2 }; replicas 4 in p.r.a, p.r.a, p.r.b", [1, 3]),
        ("topology leaderless; replicas 3 in p.r.a", [1, 2, 3]),
    ],
)
def test_copies_are_put_far_apart(part: str, kept: list[int]) -> None:
    facts = facts_of(f"{PLACES}component s : database {{ {part} }}")
    holders, copies = holders_of(facts.design.components["s"], facts[placements]["s"])
    assert sorted(replica.number for replica in holders) == kept
    assert copies == len(kept)
