"""Laws of what reads get, over random stores and reads."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.consistency.lattice import give, meet
from designlint.analyses.consistency.reads import delivered, reads_of
from designlint.schema.store import MODELS
from tests.analyses.consistency.reads import (
    SETTINGS,
    hop_of,
    read,
)
from tests.analyses.designs import facts_of

stores = st.sampled_from([case[0] for case in SETTINGS if case[0]])
clauses = st.sampled_from(["", ", from leader", ", from follower", ", from any"])


@given(st.lists(st.tuples(stores, clauses), min_size=1, max_size=3), st.sampled_from([0, 5, 60]))
@settings(max_examples=40, deadline=None)
def test_a_path_gives_the_meet_of_its_hops(reads: list[tuple[str, str]], ttl: int) -> None:
    lines = ["actor reader", "data item"]
    for number, (store, clause) in enumerate(reads):
        lines.append(f"component s{number} : database {{ holds item; {store} }}")
        lines.append(f"flow f{number} {{ reader -> s{number} reads item{clause} }}")
    if ttl:
        lines.append(f"component hot : cache {{ holds item; ttl {ttl}s }}")
        lines.append("flow h { reader -> hot reads item }")
    hops = facts_of("\n".join(lines))[reads_of]["item"]
    together = delivered(hops)
    for model in MODELS.split("|"):
        assert give(together, model) == all(hop.gives(model) for hop in hops)
    assert meet(*(hop.delivers for hop in hops)) >= set(together)
    for hop in hops:
        assert all(give(hop.at_most, model) for model in hop.delivers), "surely within at most"


votes = st.integers(1, 5)


@given(st.integers(1, 5), votes, votes)
@settings(max_examples=40, deadline=None)
def test_more_votes_never_give_less(copies: int, one: int, other: int) -> None:
    read_votes, write_votes = min(one, copies), min(other, copies)
    least = hop_of(_quorum(copies, read_votes, write_votes))
    for more in (
        (min(read_votes + 1, copies), write_votes),
        (read_votes, min(write_votes + 1, copies)),
    ):
        stronger = hop_of(_quorum(copies, *more))
        assert all(stronger.gives(model) for model in least.delivers)
        assert stronger.staleness <= least.staleness


def _quorum(copies: int, read_votes: int, write_votes: int) -> str:
    return read(
        f"topology leaderless {{ copies {copies}; read {read_votes}; write {write_votes} }}"
    )


@given(stores, clauses, st.sampled_from(["session token", "session pinned", "session sticky"]))
@settings(max_examples=40, deadline=None)
def test_a_session_never_gives_less(store: str, clause: str, session: str) -> None:
    if "session" in store:
        return
    without, within = hop_of(read(store, clause)), hop_of(read(f"{store}; {session}", clause))
    assert all(within.gives(model) for model in without.delivers)
