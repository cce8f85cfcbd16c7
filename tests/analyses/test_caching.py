"""Caches: hit ratios of designs, and empty caches against the world in which they are lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.load.capacity import Capacity, capacities
from designlint.analyses.load.cold import _cold_capacities
from designlint.analyses.load.hit_ratio import HitRatio
from designlint.analyses.stores import stores
from designlint.model.world import world
from designlint.quantities.showing import show_share
from tests.analyses.designs import facts_of, findings

COLD_CACHE, UNDERSIZED, UNLIKELY = "CAC001", "CAC004", "CAC003"


def ratio(cache: str, data: str, rate: str = "5k") -> HitRatio | None:
    text = (
        f"actor u\ndata d {{ {data} }}\ncomponent c : cache {{ holds d; {cache} }}\n"
        "component s : database { holds d }\n"
        f"flow f {{ rate {rate} req/s peak; u -> c reads d; u -> s reads d, on miss of c }}"
    )
    return facts_of(text)[stores]["c"].hit_ratio


def test_the_reference_cache() -> None:
    found = ratio("size 1MB; hit 40%", "size 1kB; count 10k; skew 0.8")
    assert found is not None
    assert found.likely == pytest.approx(0.436660, abs=1e-6)
    weights = [rank**-0.8 for rank in range(1, 10_001)]
    assert found.best == pytest.approx(sum(weights[:1000]) / sum(weights))
    assert not found.is_impossible


@pytest.mark.parametrize(("claimed", "is_reported"), [("45%", False), ("46%", True)])
def test_an_estimate_that_is_two_points_below_is_reported(claimed: str, is_reported: bool) -> None:
    text = (
        "actor u\ndata d { size 1kB; count 10k; skew 0.8 }\n"
        f"component c : cache {{ holds d; size 1MB; hit {claimed} }}"
    )
    assert bool(findings(facts_of(text), UNLIKELY)) == is_reported


@pytest.mark.parametrize(
    ("cache", "data", "best", "likely"),
    [
        ("size 250kB; hit 1%", "size 1kB; count 1k; skew 0", 0.25, 0.25),
        ("size 250kB; skew 0; hit 1%", "size 1kB; count 1k; skew 2", 0.25, 0.25),
        ("size 2MB; hit 1%", "size 1kB; count 1k; skew 0.5", 1.0, 1.0),
        ("size 250kB; working_set 500kB; skew 0; hit 1%", "size 1kB; count 1k", 0.5, 0.5),
        # 10 a second on each key, each kept for a tenth of a second: one of two is a hit.
        ("size 1MB; ttl 100ms; hit 1%", "size 1kB; count 500; skew 0", 1.0, 0.5),
    ],
)
def test_by_hand(cache: str, data: str, best: float, likely: float) -> None:
    found = ratio(cache, data)
    assert found is not None
    assert (found.best, found.likely) == (pytest.approx(best), pytest.approx(likely))


@pytest.mark.parametrize(
    ("cache", "data"),
    [
        ("hit 90%", "size 1kB; count 1k; skew 1"),
        ("size 1MB", "size 1kB; count 1k; skew 1"),
        ("size 1MB; hit 90%", "count 1k; skew 1"),
        ("size 1MB; hit 90%", "size 1kB; count 1k"),
        ("size 1MB; hit 90%", "size 1kB; skew 1"),
        ("size 1MB; hit 90%", "size 1kB; count 0; skew 1"),
        ("size 1MB; hit 90%", "size 1kB; count 1k; skew 40"),
    ],
)
def test_a_number_that_is_missing_or_makes_no_sense(cache: str, data: str) -> None:
    assert ratio(cache, data) is None


def test_lfu_is_as_good_as_it_gets() -> None:
    found = ratio("size 1MB; eviction lfu; hit 40%", "size 1kB; count 10k; skew 0.8")
    assert found is not None
    assert found.likely == found.best


def test_what_does_not_fit() -> None:
    text = "data d\ncomponent c : cache { holds d; size 1GB; working_set 4GB; hit 50% }"
    (found,) = findings(facts_of(text), UNDERSIZED)
    assert found.at.text.startswith("25%")


SHARES = st.sampled_from(["", "50%, ", "x3, "])


@st.composite
def cached_designs(draw: st.DrawFn) -> str:
    """Flows over two caches, each in front of a store or of a service with a store."""
    lines = ["actor u", "data d"]
    lines += [
        f"component {name} : cache {{ holds d; ttl 9s; hit {draw(st.integers(0, 99))}% }}"
        for name in ("c", "e")
    ]
    for name in ("s", "t", "v"):
        replicas, each = draw(st.integers(1, 4)), draw(st.integers(50, 900))
        kind = draw(st.sampled_from(["service", "database"]))
        lines.append(f"component {name} : {kind} {{ replicas {replicas}; capacity {each} req/s }}")
    for number in range(draw(st.integers(1, 3))):
        cache, store = draw(st.sampled_from("ce")), draw(st.sampled_from("st"))
        share = draw(SHARES)
        lines += [
            f"flow f{number} {{",
            f"  rate {draw(st.integers(1, 900))} req/s peak",
            f"  u -> {cache} reads d",
            f"  u -> {store} {share}reads d, on miss of {cache}",
            f"  {store} -> v {draw(SHARES)}reads d",
            "}",
        ]
    return "\n".join(lines)


@settings(max_examples=60)
@given(cached_designs())
def test_an_empty_cache_is_the_world_without_it(text: str) -> None:
    facts = facts_of(text)
    found = {diagnostic.element: diagnostic for diagnostic in findings(facts, COLD_CACHE)}
    for cache in ("c", "e"):
        lost = facts.other(
            f"no {cache}", lambda design, cache=cache: world(design, "cold", lost=[cache])
        )
        cold = {
            capacity.component.path: used(capacity) for capacity in _cold_capacities(facts, cache)
        }
        full = {}
        for path in ("s", "t", "v"):
            warm, empty = used(facts[capacities][path]), used(lost[capacities][path])
            assert cold.get(path, warm) == pytest.approx(empty)
            if warm <= 1.0 + 1e-9 < empty:
                full[path] = empty
        assert (cache in found) == bool(full)
        if full:
            shown = found[cache].message
            assert any(shown.startswith(f"`{path}`") for path in full)
            assert f" {show_share(max(full.values()))} utilisation" in shown
            assert all(f"`{path}`" in f"{shown} {found[cache].witness}" for path in full)


def used(capacity: Capacity) -> float:
    utilisation = capacity.utilisation()
    assert utilisation is not None
    return utilisation.low
