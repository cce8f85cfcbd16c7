"""How old reads can be: ages along the way of a copy, HTTP caches with one lifetime, no bound."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.staleness import staleness
from designlint.analyses.judgement import Status
from tests.analyses.designs import facts_of, judged

STORE = (
    "component store : database { holds d; failover auto 30s { fencing yes };"
    " topology leader_follower { followers 2; sync 2; lag 5s } }"
)


def chain(*caches: str, role: str = "follower") -> str:
    """Caches one behind the other in front of a store, the nearest to the reader first."""
    lines = ["actor reader", "data d", STORE]
    steps = ["reader -> c0 reads d"]
    for number, cache in enumerate(caches):
        kind, _, rest = cache.partition(" ")
        lines.append(f"component c{number} : {kind} {{ holds d; {rest} }}")
        after = f"c{number + 1}" if number + 1 < len(caches) else "store"
        clause = f", from {role}" if after == "store" else ""
        steps.append(f"c{number} -> {after} reads d{clause}, on miss of c{number}")
    return "\n".join([*lines, "flow see {", *steps, "}"])


@pytest.mark.parametrize(
    ("caches", "role", "age"),
    [
        (("cache ttl 60s",), "leader", 60.0),
        (("cache ttl 60s",), "follower", 65.0),
        (("cache ttl 60s; stale_while_revalidate 10s; stale_if_error 1min",), "leader", 130.0),
        (("cache ttl 10s", "cache ttl 60s"), "follower", 75.0),
        (("cdn ttl 10s", "cache ttl 60s"), "follower", 75.0),
    ],
)
def test_ages_add_up_along_the_way(caches: tuple[str, ...], role: str, age: float) -> None:
    measure = staleness(facts_of(chain(*caches, role=role)), "d")
    assert (measure.value.low, measure.value.high) == (age, age)


def test_http_caches_share_one_lifetime_if_they_state_the_age() -> None:
    text = chain("cdn ttl 60s", "cdn ttl 60s", role="leader")
    measure = staleness(facts_of(text), "d")
    assert (measure.value.low, measure.value.high) == (60.0, 120.0)
    assert measure.assuming is not None
    assert measure.assuming.high == 60.0
    met = judged(text, "staleness of d <= 60s")
    assert met.status is Status.MET
    assert "RFC 9111" in met.assumptions[0].text
    assert judged(text, "staleness of d <= 59s").status is Status.VIOLATED
    assert judged(text, "staleness of d <= 120s").assumptions == ()


def test_a_cache_in_the_browser_is_an_http_cache() -> None:
    text = chain("cache placement client; ttl 60s", "cdn ttl 60s", role="leader")
    assert judged(text, "staleness of d <= 60s").status is Status.MET
    server = text.replace("placement client", "placement server")
    assert judged(server, "staleness of d <= 60s").status is Status.VIOLATED


@pytest.mark.parametrize("caches", [(10, 60), (60, 10), (60, 60, 30), (5, 5, 5)])
def test_of_shared_lifetimes_the_longest_counts(caches: tuple[int, ...]) -> None:
    text = chain(*(f"cdn ttl {ttl}s" for ttl in caches), role="leader")
    measure = staleness(facts_of(text), "d")
    assert measure.value.high == sum(caches)
    assert measure.assuming is not None
    assert measure.assuming.high == max(caches)


@given(st.lists(st.integers(1, 600), min_size=1, max_size=4), st.integers(0, 60))
@settings(max_examples=30, deadline=None)
def test_a_longer_ttl_is_never_fresher(ttls: list[int], more: int) -> None:
    now = staleness(facts_of(chain(*(f"cache ttl {t}s" for t in ttls))), "d")
    longer = [ttls[0] + more, *ttls[1:]]
    later = staleness(facts_of(chain(*(f"cache ttl {t}s" for t in longer))), "d")
    assert later.value.low >= now.value.low
    assert now.value.high == sum(ttls) + 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (chain("cache", role="leader"), "no TTL expires the copies in `c0`"),
        (
            chain("cache ttl 5s").replace("; lag 5s", ""),
            "the replica lag of `store` is not declared",
        ),
    ],
)
def test_unbounded_says_why(text: str, reason: str) -> None:
    judgement = judged(text, "staleness of d <= 60s")
    assert (judgement.status, judgement.value) == (Status.UNDECIDED, "unknown")
    assert judgement.reason == reason
    assert judgement.missing


def test_nobody_reads_it() -> None:
    judgement = judged("data d", "staleness of d <= 60s")
    assert (judgement.status, judgement.reason) == (Status.UNDECIDED, "no flow reads `d`")


def test_every_answer_has_its_age() -> None:
    ages = facts_of(chain("cache ttl 60s"))[reads_of]["d"].ages
    assert [age.high for age in ages] == [65.0, 5.0]
    assert all(math.isfinite(age.high) for age in ages)
