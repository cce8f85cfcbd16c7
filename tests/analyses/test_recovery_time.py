"""How long one failure can last."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.judgement import Status
from designlint.analyses.recovery.recovery_time import recovery_time
from tests.analyses.designs import expected, facts_of, judged, lacks

PLACES = "provider p { region r { zone a; zone b; zone c }; region q { zone e } }\n"
INF = math.inf


def times(text: str, subject: str) -> tuple[tuple[float, float], tuple[float, float] | None]:
    found = recovery_time(facts_of(PLACES + text), subject)
    assuming = found.assuming
    return tuple(found.value), None if assuming is None else tuple(assuming)  # type: ignore[return-value]


LED = "topology leader_follower { leader in p.r.a; followers 2 in p.r.b, p.r.c }"


@pytest.mark.parametrize(
    ("kind", "part", "certain", "assuming"),
    [
        # enough is left
        ("service", "replicas 2 in p.r.a, p.r.b", (0, 0), None),
        (
            "database",
            "replicas 3; topology leaderless { copies 3; read 2; write 2 }",
            (0, INF),
            (0, 0),
        ),
        # a standby takes over
        ("database", f"{LED}; failover auto 30s", (30, 30), None),
        ("database", f"{LED}; failover manual 20min", (1200, 1200), None),
        ("database", f"{LED}; failover manual", (0, INF), None),
        ("database", LED, (0, INF), None),
        ("database", "replicas 3; topology consensus; failover auto 5s", (5, INF), (5, 5)),
        ("scheduler", "replicas 2; failover auto 10s", (10, INF), (10, 10)),
        ("database", "tech aws.rds", (120, 120), None),
        ("database", "managed regional", (0, 0), None),
        # it must come back by itself
        ("service", "replicas 1; boot_time 2min", (120, INF), (120, 120)),
        ("service", "replicas 1", (0, INF), None),
        ("service", "replicas 1; mttr 4h; mtbf 90d", (4 * 3600, INF), None),
        ("service", "replicas 2 in p.r.a; boot_time 2min", (120, INF), (120, 120)),
        # its data must come back first
        (
            "database",
            "replicas 1; backup every 1h to vault { restore_time 2h }; boot_time 1min",
            (7260, INF),
            (7260, 7260),
        ),
        ("database", "replicas 1; backup every 1h to vault", (0, INF), None),
        (
            "database",
            "replicas 3 in p.r.a, p.r.a, p.r.b; topology consensus; failover auto 5s; rebuild_time 3h",
            (10800, INF),
            (10800, 10800),
        ),
        ("service", "", (0, INF), None),
    ],
)
def test_components(
    kind: str, part: str, certain: tuple[float, float], assuming: tuple[float, float] | None
) -> None:
    text = (
        "component vault : object_store { managed regional; in p.r }\n"
        f"component s : {kind} {{ {part} }}"
    )
    found = times(text, "s")
    assert found[0] == certain
    if assuming is not None:
        assert found[1] == assuming


CHAIN = (
    "component c : service { replicas 1; boot_time 10s; needs_at_boot b }\n"
    "component b : config { replicas 1 in p.r.a; boot_time 20s; needs_at_boot a }\n"
    "component a : identity { replicas 1 in p.r.a; boot_time 40s }\n"
    "scenario dark { lose p.r.a; expect rto of b <= 1min; expect rto of c <= 1min }\n"
)


def test_what_is_needed_at_boot_comes_first() -> None:
    assert times(CHAIN, "a")[1] == (40, 40)
    assert times(CHAIN, "b")[1] == (60, 60)
    # Alone it is started while the others are up.
    assert times(CHAIN, "c")[1] == (10, 10)


def test_a_cycle_of_boots_never_ends() -> None:
    text = PLACES + (
        "component a : service { replicas 2 in p.r.a; boot_time 10s; needs_at_boot b }\n"
        "component b : service { replicas 2 in p.r.a; boot_time 10s; needs_at_boot a }\n"
    )
    assert times(text.removeprefix(PLACES), "a")[0] == (INF, INF)
    unsaid = text.removeprefix(PLACES).replace("boot_time 10s; ", "")
    assert times(unsaid, "a")[0] == (INF, INF)
    found = judged(text, "rto of a <= 1d")
    assert found.status is Status.VIOLATED
    assert "a -> b -> a: each waits for the next" in found.derivation[-1].text


RESTORE = (
    "actor operator\n"
    "component vault : object_store { managed regional; in p.r }\n"
    "component s : database { replicas 1 in p.r.a; backup every 1h to vault { restore_time 2h } }\n"
    "flow restore recovers s { operator -> console -> vault }\n"
)


def test_the_way_back_must_be_there() -> None:
    apart = RESTORE + "component console : service { replicas 1 in p.r.b; boot_time 5min }"
    beside = RESTORE + "component console : service { replicas 1 in p.r.a; boot_time 5min }"
    assert times(apart, "s")[1] == (7200, 7200)
    assert times(beside, "s")[1] == (7500, 7500)
    inside = RESTORE + (
        "component console : service { replicas 1 in p.r.a; boot_time 5min; needs_at_boot s }"
    )
    assert times(inside, "s")[0] == (INF, INF)
    signed = RESTORE + (
        "component console : service { replicas 2 in p.r.b; identity_from sso }\n"
        "component sso : identity { replicas 1 in p.r.a; boot_time 1min; needs_at_boot s }"
    )
    assert times(signed, "s")[0] == (INF, INF)
    assert times(signed.replace("identity_from sso", ""), "s")[1] == (7200, 7200)


def test_backups_that_are_gone_too() -> None:
    text = (
        "component vault : object_store { replicas 1 in p.r.a }\n"
        "component s : database { replicas 1 in p.r.a; backup every 1h to vault { restore_time 2h } }\n"
    )
    assert times(text, "s")[0] == (INF, INF)


def test_a_flow_is_away_as_long_as_what_it_needs() -> None:
    text = (
        "actor user\n"
        "component web : service { replicas 2 in p.r.a, p.r.b }\n"
        f"component s : database {{ {LED}; failover auto 30s }}\n"
        "component ads : service { replicas 1; boot_time 10min }\n"
        "component one : service { replicas 1; boot_time 7min }\n"
        "flow f { user -> web -> s; web -> ads, optional }\n"
        "flow g { user -> web; web -> one, or else ads }\n"
        "flow h { user -> web -> one }\n"
    )
    assert times(text, "f")[0] == (30, 30)
    assert times(text, "g")[0] == (0, 0)
    assert times(text, "h")[1] == (420, 420)


def test_a_data_item_is_down_with_its_store() -> None:
    text = (
        "actor user\ndata d\n"
        f"component s : database {{ holds d; {LED}; failover auto 30s }}\n"
        "component c : cache { holds d; replicas 1 }\n"
        "flow f { user -> c; user -> s reads d, on miss of c }\n"
    )
    assert times(text, "d")[0] == (30, 30)
    assert judged(PLACES + text, "rto of d <= 30s").status is Status.MET
    assert judged(PLACES + text, "rto of d <= 29s").status is Status.VIOLATED
    assert judged(PLACES + "data e\n" + text, "rto of e <= 29s").status is Status.UNDECIDED


def test_a_scenario_is_the_failure() -> None:
    text = PLACES + f"component s : database {{ {LED}; failover auto 30s }}"
    assert expected(text, "lose p.r.b", "rto of s <= 0s").status is Status.MET
    assert expected(text, "lose p.r.a", "rto of s <= 30s").status is Status.MET
    assert expected(text, "lose p.r.a", "rto of s <= 10s").status is Status.VIOLATED
    assert expected(text, "lose p.r", "rto of s <= 10s").status is Status.UNDECIDED
    set_to = expected(text, "set s.failover auto 5s; lose p.r.a", "rto of s <= 10s")
    assert set_to.status is Status.MET


def test_a_repair_begins_at_once_is_an_assumption() -> None:
    text = PLACES + "component s : service { replicas 1; boot_time 1min }"
    met = judged(text, "rto of s <= 5min")
    assert met.status is Status.MET
    assert [line.text for line in met.assumptions] == ["recovery of `s` starts at once"]
    assert judged(text, "rto of s <= 30s").status is Status.VIOLATED


@pytest.mark.parametrize(
    ("kind", "part", "missing"),
    [
        ("service", "replicas 1", {("s", "boot time")}),
        ("service", "", {("s", "replicas")}),
        ("database", LED, {("s", "failover time")}),
        ("database", "replicas 1", {("s", "restore time")}),
        ("database", f"{LED}; failover auto", {("s", "failover time")}),
    ],
)
def test_what_would_decide(kind: str, part: str, missing: set[tuple[str, str]]) -> None:
    found = judged(f"{PLACES}component s : {kind} {{ {part} }}", "rto of s <= 1h")
    assert (found.status, lacks(found.missing)) == (Status.UNDECIDED, missing)


def test_a_long_chain_of_boots() -> None:
    parts = "\n".join(
        f"component c{n} : service {{ replicas 1 in p.r.a; boot_time 1s; needs_at_boot c{n + 1} }}"
        for n in range(1500)
    )
    last = "component c1500 : service { replicas 1 in p.r.a; boot_time 1s }"
    text = f"{PLACES}{parts}\n{last}"
    assert expected(text, "lose p.r.a", "rto of c0 <= 1501s").status is Status.MET
    assert expected(text, "lose p.r.a", "rto of c0 <= 1500s").status is Status.VIOLATED


@given(data=st.data())
def test_against_waiting_step_by_step(data: st.DataObject) -> None:
    """Services with times to boot and needs at boot, brought back one after the other by hand."""
    count = data.draw(st.integers(1, 6), label="services")
    names = [f"c{n}" for n in range(count)]
    zones = {
        name: data.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), label=name)
        for name in names
    }
    boots = {name: data.draw(st.integers(1, 9), label=f"boot of {name}") for name in names}
    needs = {
        name: data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True), label="needs")
        for name in names
    }
    parts = []
    for name in names:
        spots = ", ".join(f"p.r.{zone}" for zone in zones[name])
        wants = f"; needs_at_boot {', '.join(needs[name])}" if needs[name] else ""
        parts.append(
            f"component {name} : service {{ replicas {len(zones[name])} in {spots};"
            f" boot_time {boots[name]}s{wants} }}"
        )
    losses = [{name} for name in names if len(zones[name]) == 1]
    losses += [{name for name in names if set(zones[name]) == {zone}} for zone in "abc"]
    after = [_brought_back(down, boots, needs) for down in losses if "c0" in down]
    longest = max((times["c0"] for times in after), default=0.0)
    found = recovery_time(facts_of(PLACES + "\n".join(parts)), "c0")
    assert found.value.low == longest
    assert (found.assuming or found.value).high == longest


def _brought_back(
    down: set[str], boots: dict[str, int], needs: dict[str, list[str]]
) -> dict[str, float]:
    """When each is back: those whose needs are all there start, until none is left that can."""
    back: dict[str, float] = {}
    while True:
        ready = {
            name: max((back.get(other, 0.0) for other in needs[name]), default=0.0) + boots[name]
            for name in down - back.keys()
            if all(other not in down or other in back for other in needs[name])
        }
        if not ready:
            return {**dict.fromkeys(down, INF), **back}
        back.update(ready)


@pytest.mark.parametrize(
    ("needs", "certain"),
    [("", (0, INF)), ("; needs 3", (120, INF)), ("; needs 2", (0, 0))],
)
def test_short_of_replicas_is_down_only_where_the_design_says_so(
    needs: str, certain: tuple[float, float]
) -> None:
    text = (
        "actor u\n"
        "component s : service { replicas 3 in p.r.a, p.r.b, p.r.c; capacity 10 req/s; boot_time 2min"
        f"{needs} }}\n"
        "flow f { rate 30 req/s peak; u -> s }"
    )
    assert times(text, "f")[0] == certain


FALLBACK = (
    "actor u\n"
    "component vault : object_store { managed regional; in p.r }\n"
    "component page : service { replicas 3 in p.r.a, p.r.b, p.r.c }\n"
    "component shop : service { replicas 3 in p.r.a, p.r.b, p.r.c }\n"
    "component store : database { replicas 1 in p.r.a; backup every 1h to vault { restore_time 1h } }\n"
    "component spare : service { replicas 3 in p.r.a, p.r.b, p.r.c }\n"
    "component far : database { replicas 1 in p.r.b; backup every 1h to vault { restore_time 30min } }\n"
)


@pytest.mark.parametrize(
    ("steps", "least"),
    [
        ("page -> shop; shop -> store", 3600),
        ("page -> shop or else spare; shop -> store", 0),
        ("page -> shop or else spare; shop -> store; spare -> store", 3600),
        ("page -> shop or else spare; shop -> store; spare -> far", 0),
        ("page -> shop or else spare; shop -> store; page -> far", 1800),
        ("page -> shop or else spare; shop -> store; store -> shop", 0),
        ("page -> shop, optional; shop -> store", 0),
    ],
)
def test_what_stands_behind_a_call_counts_only_where_its_fallback_does_not_answer(
    steps: str, least: float
) -> None:
    assert times(f"{FALLBACK}flow f {{ u -> page; {steps} }}", "f")[0][0] == least


def test_a_recovery_that_waits_for_itself_names_all_that_it_leads_through() -> None:
    text = (
        PLACES
        + "actor u\n"
        + "component registry : coordinator { replicas 1 in p.r.a; boot_time 1min }\n"
        + "component board : monitoring { replicas 3 in p.r.a, p.r.b, p.r.c }\n"
        + "component shop : service { replicas 3 in p.r.a, p.r.b, p.r.c }\n"
        + "flow buy { u -> shop -> registry }\n"
        + "flow watch { u -> board -> registry }\n"
        + "flow repair recovers registry { u -> board }\n"
    )
    lines = [line.text for line in recovery_time(facts_of(text), "buy").derivation]
    assert "registry -> board -> registry: each waits for the next, so none comes back" in lines
