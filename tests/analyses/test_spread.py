"""Where the design's own spread ends, and which share of the runs comes to a component."""

from __future__ import annotations

import pytest

from designlint.analyses.availability.cuts import single_points_of_failure
from designlint.analyses.resilience.hard_dependencies import hard_dependencies
from tests.analyses.designs import facts_of

PLACES = """
provider own { region north { zone a; zone b }; region south { zone c } }
actor visitor
component entry : load_balancer { replicas 4 in north.a, north.b, south.c }
"""
CHAT = f"""{PLACES}
component chat : service {{ replicas 6 in WHERE }}
component login : identity {{ replicas 4 in HERE }}
flow send {{ visitor -> entry -> chat -> login }}
"""


def ends(where: str, here: str, text: str = CHAT) -> tuple[str, tuple[str, ...]] | None:
    points = facts_of(text.replace("WHERE", where).replace("HERE", here))[single_points_of_failure]
    found = points.end_of_spread(["send"], "login")
    return None if found is None else (found.domain, found.callers)


def test_the_level_is_that_of_the_spread() -> None:
    assert ends("north, south", "north.a, north.b") == ("own.north", ("chat",))
    assert ends("north.a, south.c", "north.a") == ("own.north.a", ("entry", "chat"))
    assert ends("north, south", "north, south") is None
    assert ends("north.a", "north.a") == ("own.north.a", ("entry",))


def test_an_entry_for_all_flows_says_nothing_of_regions() -> None:
    assert ends("north.a, north.b", "north.a, north.b") is None


@pytest.mark.parametrize(
    "call", ["chat ~> login", "chat -> login, optional", "chat -> login, or else spare"]
)
def test_only_what_is_waited_for_and_needed_counts(call: str) -> None:
    text = CHAT.replace("chat -> login }", f"chat; {call} }}")
    text += "component spare : identity { replicas 2 in south.c }\n"
    assert ends("north, south", "north.a, north.b", text) is None


def test_several_flows_of_one_loss_are_told_with_their_own_components() -> None:
    text = f"""{PLACES}
component chat : service {{ replicas 6 in north, south }}
component login : identity {{ replicas 4 in north.a, north.b }}
component rooms : database {{ replicas 4 in north.a, north.b }}
flow send {{ visitor -> chat -> rooms }}
flow sign_in {{ visitor -> chat -> login }}
"""
    (shared,) = facts_of(text)[single_points_of_failure].shared_domains
    assert shared.domain == "own.north"
    assert shared.lost == {"send": ("rooms",), "sign_in": ("login",)}
    assert shared.components == ("rooms", "login")


@pytest.mark.parametrize(
    ("steps", "share"),
    [
        ("visitor -> web; web -> store 2%", 0.02),
        ("visitor -> web 50%; web -> store 20%", 0.1),
        ("visitor -> web; web -> store 30%; web -> store 30%", 0.6),
        ("visitor -> web; web -> store 30%, x10", 1.0),
        ("visitor -> web; web -> hot; web -> store, on miss of hot", 0.25),
        ("visitor -> web; web -> side 10%; side -> web; web -> store 50%", 0.5),
    ],
)
def test_the_share_of_the_runs(steps: str, share: float) -> None:
    text = f"""
actor visitor
component web : service
component side : service
component hot : cache {{ hit 75% }}
component store : database
flow f {{ {steps} }}
"""
    points = facts_of(text)[single_points_of_failure]
    assert points.share_of_runs("f", "store") == pytest.approx(share)


@pytest.mark.parametrize(
    ("region", "place", "is_site"),
    [
        ("region north { zone a; zone b }", "own.north", None),
        ("region north { one_site yes; zone a; zone b }", "own.north", True),
        ("region north { zone a }; region south", "own.north", True),
        ("region north { one_site no; zone a }; region south", "own.north", False),
        ("region north { zone a }", "own.north.a", True),
        ("region north { zone a }", "own", False),
    ],
)
def test_one_physical_site(region: str, place: str, is_site: bool | None) -> None:
    assert facts_of(f"provider own {{ {region} }}").design.is_one_site(place) is is_site


def test_regions_of_a_large_cloud_are_several_sites() -> None:
    design = facts_of("provider aws { region north { zone a }; region south }\ndomain feed").design
    assert design.is_one_site("aws.north") is False
    assert design.is_one_site("feed") is False


def test_a_queue_of_two_zones_is_shared_work() -> None:
    text = f"""{PLACES}
component jobs : queue {{ replicas 2 in north.a, north.b }}
component one : worker {{ replicas 4 in north.a }}
component two : worker {{ replicas 4 in north.b }}
flow first {{ visitor -> jobs ~> one }}
flow second {{ visitor -> jobs ~> two }}
"""
    (shared,) = facts_of(text)[hard_dependencies].shared_work
    assert (shared.component, shared.first.place, shared.is_apart) == ("jobs", "own.north.a", False)
    assert [one.flow for one in shared.others] == ["second"]
    one_zone = text.replace("replicas 2 in north.a, north.b", "replicas 2 in north.a")
    assert facts_of(one_zone)[hard_dependencies].shared_work == ()
