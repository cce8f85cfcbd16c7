"""Designs with one read of one store, and what it gets."""

from __future__ import annotations

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.judgement import Judgement, Status
from tests.analyses.designs import facts_of, judged

MET, VIOLATED, UNDECIDED = Status.MET, Status.VIOLATED, Status.UNDECIDED


def read(store: str, clause: str = "", data: str = "") -> str:
    """A design with one read of one store."""
    return (
        f"actor reader\ndata item {{ {data} }}\ncomponent store : database {{ holds item; {store} }}\n"
        f"flow read {{ reader -> store reads item{clause} }}\n"
        "flow write { reader -> store writes item }"
    )


def hop_of(text: str) -> Hop:
    """The one hop of a design's reads."""
    (hop,) = facts_of(text)[reads_of]["item"]
    return hop


def asked(text: str, wanted: str) -> Judgement:
    """The verdict on the consistency of the item."""
    return judged(text, f"consistency of item >= {wanted}")


FOLLOWED = "topology leader_follower { followers 2"
STRICT = "topology leaderless { copies 3; read 2; write 2 }; quorum strict"
SETTINGS = [
    ("topology single", "", "linearizable", MET),
    ("replicas 1", "", "linearizable", MET),
    ("topology consensus", "", "linearizable", MET),
    ("topology consensus", ", from any", "linearizable", VIOLATED),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "consistent_prefix", MET),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "bounded_staleness", MET),
    (f"{FOLLOWED}; lag 5s }}", ", from follower", "monotonic_reads", VIOLATED),
    (f"{FOLLOWED} }}", ", from follower", "bounded_staleness", UNDECIDED),
    (f"{FOLLOWED} }}; reads_from follower", "", "read_your_writes", VIOLATED),
    (f"{FOLLOWED} }}; reads_from follower", ", from leader", "read_your_writes", MET),
    ("topology leader_follower { followers 1 }", ", from follower", "monotonic_reads", MET),
    (f"{FOLLOWED}; lag 5s }}; session pinned", ", from follower", "read_your_writes", MET),
    (f"{FOLLOWED} }}; session pinned", ", from follower", "read_your_writes", UNDECIDED),
    (f"{FOLLOWED} }}; shards 4", ", from follower", "consistent_prefix", UNDECIDED),
    (f"{FOLLOWED} }}; session pinned", ", from follower", "monotonic_reads", VIOLATED),
    (f"{FOLLOWED} }}; session sticky", ", from follower", "monotonic_reads", MET),
    (f"{FOLLOWED} }}; session sticky", ", from follower", "read_your_writes", VIOLATED),
    (f"{FOLLOWED} }}; session token", ", from follower", "causal", MET),
    (f"{FOLLOWED} }}; session token", ", from follower", "linearizable", VIOLATED),
    (f"{FOLLOWED}; sync 2 }}", ", from follower", "read_your_writes", UNDECIDED),
    (f"{FOLLOWED}; sync 2 }}", ", from follower", "linearizable", VIOLATED),
    ("topology multi_leader", "", "linearizable", VIOLATED),
    ("topology multi_leader", "", "read_your_writes", UNDECIDED),
    ("topology multi_leader; session none", "", "read_your_writes", VIOLATED),
    ("topology multi_leader; session sticky", "", "pram", MET),
    (f"{STRICT}", "", "read_your_writes", MET),
    (f"{STRICT}", "", "bounded_staleness", MET),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "read_your_writes", UNDECIDED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "bounded_staleness", UNDECIDED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "linearizable", VIOLATED),
    ("topology leaderless { copies 3; read 2; write 2 }", "", "monotonic_reads", UNDECIDED),
    ("topology leaderless { copies 3; read 1; write 2 }", "", "read_your_writes", VIOLATED),
    ("topology leaderless { copies 3; read 2; write 2 }; quorum sloppy", "", "read_your_writes",
     VIOLATED),
    ("topology leaderless", "", "read_your_writes", UNDECIDED),
    ("delivers causal", "", "causal", MET),
    ("delivers causal", "", "sequential", VIOLATED),
    ("tech dynamodb", "", "linearizable", VIOLATED),
    ("tech dynamodb; delivers linearizable", "", "linearizable", MET),
]  # fmt: skip
