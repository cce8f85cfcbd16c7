"""What reads get from copies: of caches, and of what is filled later."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.consistency.reads import (
    MET,
    UNDECIDED,
    VIOLATED,
    asked,
)
from tests.analyses.designs import expected, judged


def cached(cache: str, data: str = "") -> str:
    """A cache in front of a store with one leader."""
    return (
        f"actor reader\ndata item {{ {data} }}\ncomponent hot : cache {{ holds item; {cache} }}\n"
        "component store : database { holds item; topology single }\n"
        "flow read { reader -> hot reads item; reader -> store reads item, on miss of hot }\n"
        "flow write { reader -> store writes item }"
    )


@pytest.mark.parametrize(
    ("cache", "wanted", "status"),
    [
        ("ttl 60s", "bounded_staleness", MET),
        ("ttl 60s", "read_your_writes", VIOLATED),
        ("ttl 60s", "monotonic_reads", UNDECIDED),
        ("ttl 60s", "pram", VIOLATED),
        ("", "eventual", MET),
        ("", "read_your_writes", VIOLATED),
        ("ttl 60s; invalidation before_commit", "read_your_writes", VIOLATED),
        ("ttl 60s; invalidation after_commit", "read_your_writes", UNDECIDED),
        ("ttl 60s; invalidation after_commit", "linearizable", VIOLATED),
        ("ttl 60s; invalidation after_commit", "bounded_staleness", MET),
        ("ttl 60s; write_policy write_through", "linearizable", UNDECIDED),
    ],
)
def test_a_cache_is_the_weakest_hop(cache: str, wanted: str, status: Status) -> None:
    assert asked(cached(cache), wanted).status is status


def test_what_is_immutable_is_never_stale() -> None:
    judgement = asked(cached("ttl 30d", "immutable yes"), "linearizable")
    assert (judgement.status, judgement.value) == (MET, "linearizable")


def test_a_lost_cache_answers_nothing() -> None:
    text = cached("ttl 60s")
    assert asked(text, "linearizable").status is VIOLATED
    assert expected(text, "lose hot", "consistency of item >= linearizable").status is MET


INDEXED = """
actor author
data item
component posts : database { holds item; topology single }
component events : stream { BOUND }
component indexer : worker { idempotent yes }
component finder : search { holds item; topology single }
flow write { author -> posts writes item; author ~> events writes item }
flow index { events ~> indexer -> finder writes item }
flow find { author -> finder reads item }
"""


def test_an_index_that_a_stream_fills_is_behind() -> None:
    judgement = asked(INDEXED.replace("BOUND", ""), "read_your_writes")
    assert judgement.status is VIOLATED
    assert [line.text for line in judgement.derivation] == [
        "`finder` receives `item` through `events`, after `posts` has acknowledged it",
        "1. `posts` acknowledges a write of `item`",
        "2. the change waits in `events`",
        "3. a read from `finder` returns the old value",
    ]


def test_the_bound_of_a_stream_bounds_the_staleness() -> None:
    bounded = judged(INDEXED.replace("BOUND", "bound 5min"), "staleness of item <= 4min")
    assert (bounded.status, bounded.value) == (VIOLATED, "at least 5min")
    unbounded = judged(INDEXED.replace("BOUND", ""), "staleness of item <= 4min")
    assert (unbounded.status, unbounded.value) == (UNDECIDED, "unknown")
    assert unbounded.reason == "how long `events` delays changes is not declared"


def test_a_copy_that_is_filled_asynchronously_is_behind() -> None:
    text = (
        "actor author\ndata item\ncomponent posts : database { holds item; topology single }\n"
        "component finder : search { holds item; topology single }\n"
        "flow write { author -> posts writes item; author ~> finder writes item }\n"
        "flow find { author -> finder reads item }"
    )
    assert asked(text, "read_your_writes").status is VIOLATED
    assert asked(text.replace("~>", "->"), "read_your_writes").status is MET
