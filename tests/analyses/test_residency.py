"""Where every copy of a data item is, and how it gets there."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Judgement, Status
from tests.analyses.designs import expected, judged, lacks

PLACES = (
    "provider p { region eu-1 { jurisdiction eu; zone a; zone b }; "
    "region us-1 { jurisdiction us; zone c }; region nowhere { zone x } }\n"
)
BASE = (
    f"{PLACES}data d\nactor author\ncomponent web : service {{ replicas 2 }}\n"
    "component s : database { holds d; replicas 2 in p.eu-1.a, p.eu-1.b }\n"
    "flow f { author -> web -> s writes d }\n"
)


def verdict(more: str, where: str = "eu") -> Judgement:
    return judged(BASE + more, f"residency of d in {where}")


@pytest.mark.parametrize("where", ["eu", "eu-1", "p.eu-1", "p"])
def test_met_by_jurisdiction_or_by_place(where: str) -> None:
    assert verdict("", where).status is Status.MET


@pytest.mark.parametrize(
    ("more", "place", "route"),
    [
        (
            "component c : cache { holds d; replicas 1 in p.us-1.c }",
            "p.us-1.c",
            "`c` holds `d`",
        ),
        (
            "component q : stream { replicas 3 in p.us-1 }\nflow g { author -> web ~> q writes d }",
            "p.us-1",
            "g: author -> web ~> q writes `d`",
        ),
        (
            "component i : search { replicas 1 in p.us-1 }\nflow g { author -> i reads d }",
            "p.us-1",
            "g: `d` is read from `i`",
        ),
        (
            "component t : third_party { in p.us-1 }\nflow g { author -> web -> t writes d }",
            "p.us-1",
            "g: author -> web -> t writes `d`",
        ),
    ],
)
def test_a_copy_elsewhere(more: str, place: str, route: str) -> None:
    found = verdict(more)
    assert found.status is Status.VIOLATED
    assert place in found.value
    shown = [line.text for line in found.derivation]
    assert shown[0] == route
    assert shown[-1].endswith(f"is in `{place}`, jurisdiction `us`")


def test_a_backup_elsewhere() -> None:
    text = BASE.replace("p.eu-1.b }", "p.eu-1.b; backup every 1h to v }")
    found = judged(f"{text}component v : object_store {{ in p.us-1 }}", "residency of d in eu")
    assert found.status is Status.VIOLATED
    assert [line.text for line in found.derivation] == [
        "f: author -> web -> s writes `d`",
        "`s` is backed up to `v` every 1h",
        "`v` is in `p.us-1`, jurisdiction `us`",
    ]


def test_one_replica_elsewhere() -> None:
    text = BASE.replace("p.eu-1.b }", "p.us-1.c }")
    assert judged(text, "residency of d in eu").status is Status.VIOLATED
    assert judged(text, "residency of d in eu-1").status is Status.VIOLATED
    assert judged(text, "residency of d in p").status is Status.MET


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ("component c : cdn { holds d; managed global }", ("c", "edge locations")),
        ("component c : cdn { holds d; tech cloudfront }", ("c", "edge locations")),
        ("component c : cache { holds d; replicas 3 }", ("c", "place")),
        ("component c : database { holds d; managed global }", ("c", "regions")),
        (
            "component c : cache { holds d; replicas 1 in p.nowhere.x }",
            ("p.nowhere", "jurisdiction"),
        ),
        ("component c : cache { holds d; replicas 1 in p }", ("c", "place")),
    ],
)
def test_what_would_decide(more: str, missing: tuple[str, str]) -> None:
    found = verdict(more)
    assert (found.status, lacks(found.missing)) == (Status.UNDECIDED, {missing})
    assert missing[0].startswith("p.") or f"`{missing[0]}`" in found.reason


def test_edges_that_are_kept_in_one_place() -> None:
    assert verdict("component c : cdn { holds d; managed global; in p.eu-1 }").status is Status.MET


def test_a_place_that_the_replicas_share() -> None:
    text = BASE + "component c : cache { holds d; replicas 2; in p.us-1 }"
    assert judged(text, "residency of d in eu").status is Status.VIOLATED


def test_what_is_no_place_on_the_map_decides_nothing() -> None:
    text = f"domain feed\nzone lone\n{BASE}"
    for where in ("feed", "lone"):
        more = f"component c : cache {{ holds d; replicas 1 in {where} }}"
        assert judged(text + more, "residency of d in eu-1").status is Status.UNDECIDED
        assert judged(text + more, "residency of d in eu").status is Status.UNDECIDED
    both = "component c : cache { holds d; replicas 1 in p.eu-1.a; in feed }"
    assert judged(text + both, "residency of d in eu").status is Status.MET


def test_a_follower_elsewhere_is_enough() -> None:
    more = "component c : database { holds d; topology leader_follower { followers 1 in p.us-1 } }"
    assert verdict(more).status is Status.VIOLATED
    near = more.replace("us-1", "eu-1")
    assert verdict(near).status is Status.UNDECIDED


def test_what_passes_a_data_item_on_keeps_none() -> None:
    more = (
        "component far : service { replicas 1 in p.us-1.c }\n"
        "component phone : client { holds d; in p.us-1 }\nflow g { author -> far reads d }"
    )
    assert verdict(more).status is Status.MET


def test_nothing_keeps_it() -> None:
    found = judged("data d", "residency of d in eu")
    assert (found.status, found.reason) == (Status.UNDECIDED, "no component keeps `d`")


def test_a_scenario_can_move_a_copy() -> None:
    moved = expected(BASE, "set s.replicas 2 in p.us-1.c", "residency of d in eu")
    assert moved.status is Status.VIOLATED
    # What is lost in a place was kept there.
    assert expected(BASE, "lose p.eu-1.a", "residency of d in eu").status is Status.MET


@pytest.mark.parametrize("extra", ["p.eu-1.a", "p.us-1.c", "p"])
def test_one_more_copy_never_meets_a_residency(extra: str) -> None:
    order = [Status.MET, Status.UNDECIDED, Status.VIOLATED]
    for start in ("p.eu-1.a", "p.us-1.c", "p.nowhere.x"):
        text = BASE.replace("2 in p.eu-1.a, p.eu-1.b", f"1 in {start}")
        more = f"component c : cache {{ holds d; replicas 1 in {extra} }}"
        before = judged(text, "residency of d in eu").status
        after = judged(text + more, "residency of d in eu").status
        assert order.index(after) >= order.index(before)
