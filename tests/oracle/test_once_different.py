"""The smallest designs where the product and the oracle differed, each with what the reference says."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Basis, Status
from tests.oracle.claims import judged_in_order

ZONE = "actor u\ndata d\nzone z { availability 100% }\n"
GATE = "component g : gateway { availability 100%; replicas 1 in z"
MET, VIOLATED, UNDECIDED = Status.MET, Status.VIOLATED, Status.UNDECIDED

DESIGNS = {
    "three of three that an autoscaler runs are needed": (
        ZONE
        + """component a : service { availability 99%; replicas 2 in z; autoscale 2..3 in 2min; capacity 140 req/s }
flow f { rate 360 req/s peak; u -> a }""",
        "", "availability of f >= 99.9%", VIOLATED,
    ),
    "an autoscaler may run more than the load needs": (
        ZONE
        + """component a : service { availability 90%; replicas 2 in z; autoscale 2..3 in 2min; capacity 140 req/s }
flow f { rate 100 req/s peak; u -> a }""",
        "", "availability of f >= 99.8%", UNDECIDED,
    ),
    "the failures of its place are among those of a total": (
        """actor u
zone z { availability 98% }
component a : service { availability 95% total; replicas 1 in z; capacity 10 req/s }
component b : service { availability 100%; replicas 1 in z; capacity 10 req/s }
flow f { rate 1 req/s peak; u -> a -> b }""",
        "", "availability of f >= 94.9%", MET,
    ),
    "what a limit refuses does not reach what is behind it": (
        ZONE + GATE + """; rate_limit 40 req/s }
component b : service { availability 100%; replicas 1 in z; capacity 50 req/s }
flow f { rate 100 req/s peak; u -> g -> b }""",
        "", "headroom of b >= 0%", MET,
    ),
    "followers that are all down answer nothing": (
        ZONE
        + """component s : database { availability 90%; topology leader_follower { leader in z; followers 1 in z }
  failover auto 30s }
flow f { rate 1 req/s; u -> s reads d, from follower }""",
        "", "availability of f >= 98%", UNDECIDED,
    ),
    "a key may be on any replica": (
        """actor u
data d
zone x { availability 99.9% }
zone y { availability 98% }
component s : database { availability 100%; replicas 3 in x, y; shards 3; copies 1 }
flow f { rate 60 req/s peak; u -> s writes d }""",
        "lose x", "availability of f >= 1%", UNDECIDED,
    ),
    "a share weighs what fewer replicas serve": (
        ZONE + GATE + """ }
component a : service { availability 99%; replicas 2 in z; capacity 20 req/s }
flow f { rate 60 req/s peak; u -> g; g -> a, 50% }""",
        "", "availability of f >= 99.5%", UNDECIDED,
    ),
    "both calls of a run have to pass a limit": (
        ZONE + GATE + """ }
component b : service { availability 100%; replicas 1 in z; rate_limit 50 req/s }
flow f { rate 50 req/s peak; u -> g; g -> b x2 }""",
        "", "availability of f >= 49%", UNDECIDED,
    ),
    "each that may be lost is lost or left by itself": (
        """actor u
data d
region r { zone x; zone z }
component a : service { availability 99%; replicas 1 }
component c : cache { availability 90%; replicas 1; hit 80% }
component s : database { availability 99.9%; replicas 1 in x; capacity 60 req/s; topology single }
flow f { rate 60 req/s peak; u -> a; a -> c reads d; a -> s reads d, on miss of c }""",
        "lose z", "headroom of s >= 50%", UNDECIDED,
    ),
    "a copy confirms wherever the caller runs": (
        """actor u
data d
region north { zone a; rtt to south 40ms }
region south { zone b }
component n : service { replicas 1; capacity 1k req/s; latency p50 1ms, p99 1ms, p99.9 1ms }
component s : database { topology leader_follower { leader in south.b; followers 1 in north.a; sync 1 }
  capacity 1k req/s; latency p50 1ms, p99 1ms, p99.9 1ms }
flow f { rate 100 req/s peak; u -> n; n -> s writes d }""",
        "", "latency p99 of f <= 20ms", VIOLATED,
    ),
    "a leader that is left alone may not answer the reads of followers": (
        """actor u
data d
zone y { availability 100% }
zone z { availability 100% }
component s : database { availability 100%; topology leader_follower { leader in z; followers 1 in y }
  capacity 60 req/s; failover auto 30s }
flow f { rate 50 req/s peak; u -> s reads d, from leader }
flow g { rate 50 req/s peak; u -> s reads d, from follower }""",
        "lose y", "availability of f >= 90%", UNDECIDED,
    ),
    "the second limit lets a part of those through that the first does": (
        ZONE + GATE + """; capacity 1k req/s; rate_limit 40 req/s }
component b : service { availability 100%; replicas 1 in z; capacity 1k req/s; rate_limit 20 req/s }
flow f { rate 80 req/s peak; u -> g -> b }""",
        "", "availability of f >= 26%", VIOLATED,
    ),
    "a store that is overloaded is not assumed to have room": (
        ZONE
        + """component s : database { availability 100%; topology leader_follower { leader in z; followers 2 in z }
  capacity 60 req/s; failover auto 30s }
flow f { rate 181 req/s peak; u -> s reads d, from any }""",
        "", "availability of f >= 99.9%", VIOLATED,
    ),
    "a write loads every copy": (
        ZONE
        + """component s : database { replicas 2 in z; capacity 50 req/s; topology leaderless { copies 2; read 2; write 1 } }
flow f { rate 10 req/s peak; u -> s writes d }""",
        "", "headroom of s >= 85%", VIOLATED,
    ),
    "one elected leader takes the writes": (
        ZONE
        + """component s : database { replicas 3 in z; capacity 50 req/s; topology consensus }
flow f { rate 60 req/s peak; u -> s writes d }""",
        "", "headroom of s >= 20%", VIOLATED,
    ),
    "what is lost has no room": (
        """actor u
region r { availability 100%; zone y { availability 99% }; zone z { availability 100% } }
component g : gateway { availability 100%; replicas 1 in z; capacity 1k req/s }
component a : service { availability 98%; replicas 1 in y; capacity 1k req/s }
component b : service { availability 100%; replicas 1 in z; capacity 1k req/s }
flow f { rate 60 req/s peak; u -> g; g -> a, or else b }""",
        "lose y", "headroom of a >= 0%", VIOLATED,
    ),
    "how much there is of data that nobody writes is not declared": (
        """actor u
data d
data e
component q : stream { replicas 1; holds d, e }
component w : worker { replicas 1; capacity 40 msg/s }
flow put { rate 50 req/s peak; u -> q writes d }
flow take { q ~> w reads e }""",
        "", "headroom of w >= 0%", UNDECIDED,
    ),
    "a read waits for no follower": (
        ZONE
        + """component s : database { availability 99%; topology leader_follower { leader in z; followers 1 in z; sync 1 }
  failover manual 30s; capacity 100 req/s }
flow f { rate 10 req/s peak; u -> s reads d, from leader }""",
        "", "availability of f >= 98.9%", MET,
    ),
    "a call with a share is made by those that a limit lets through": (
        ZONE + GATE + """; capacity 1k req/s; rate_limit 40 req/s }
component b : service { availability 99%; replicas 1 in z; capacity 1k req/s }
flow f { rate 80 req/s peak; u -> g; g -> b, 50% }""",
        "", "availability of f >= 49.7%", MET,
    ),
    "each of several calls with shares fails its own runs": (
        ZONE + GATE + """; capacity 1k req/s }
component b : service { availability 99%; replicas 1 in z; capacity 1k req/s }
component c : service { availability 95%; replicas 1 in z; capacity 1k req/s }
flow f { rate 80 req/s peak; u -> g; g -> b, 50%; g -> c, 50% }""",
        "", "availability of f >= 96.9%", MET,
    ),
    "how much a spare serves at the least while it takes over is open": (
        ZONE + GATE + """ }
component a : service { availability 90%; replicas 1 in z }
component b : service { availability 100%; replicas 1 in z; capacity 60 req/s }
flow f { rate 50 req/s peak; u -> g; g -> a, or else b }
flow h { rate 50 req/s peak; u -> b }""",
        "", "availability of h >= 99%", UNDECIDED,
    ),
    "a total may be on a power feed that it does not name": (
        """actor u
data d
provider p { availability 99.99%; region r { availability 99.9%; zone x { availability 99%; host h { availability 99% } } } }
domain power { availability 99.9% }
component a : service { availability 95% total; replicas 1 in x }
component b : database { availability 99.99%; replicas 2 in h; shards 2; copies 1 }
flow f { rate 40 req/s peak; u -> a -> b reads d }""",
        "", "availability of f >= 94.1%", UNDECIDED,
    ),
    "calls that name no use may be writes": (
        ZONE + GATE + """; capacity 1k req/s }
component s : database { availability 100%; topology leader_follower { leader in z; followers 2 in z }
  capacity 45 req/s; failover auto 30s; reads_from follower }
flow f { rate 40 req/s peak; u -> g -> s }""",
        "", "headroom of s >= 50%", UNDECIDED,
    ),
    "what a loss leaves too little of serves nothing": (
        """actor u
zone x { availability 100% }
zone y { availability 100% }
component g : gateway { availability 100%; replicas 1 in x; capacity 1k req/s }
component a : service { availability 90%; replicas 2 in x, y; needs 2; capacity 1k req/s }
component b : service { availability 99%; replicas 1 in x; capacity 100 req/s }
flow f { rate 60 req/s peak; u -> g; g -> a, or else b }""",
        "lose y", "headroom of b >= 50%", VIOLATED,
    ),
    "a third party outside or a capacity that is enough is assumed either way": (
        """actor u
zone z { availability 100% }
zone x { availability 100% }
component g : gateway { availability 100%; replicas 1 in z; capacity 1k req/s }
component a : service { availability 99%; replicas 1 in z }
external b { availability 99% }
flow f { rate 60 req/s peak; u -> g; g -> a, or else b }""",
        "lose x", "availability of f >= 95%", UNDECIDED,
    ),
    "what a third party refuses is not headroom": (
        ZONE + GATE + """; capacity 100 req/s }
external b { availability 100%; rate_limit 40 req/s }
flow f { rate 80 req/s peak; u -> g -> b }""",
        "", "headroom of f >= 0%", VIOLATED,
    ),
    "the headroom of a spare rests on the capacity of the first": (
        ZONE + GATE + """; capacity 1k req/s }
component a : service { availability 99%; replicas 1 in z }
component b : service { availability 99%; replicas 1 in z; capacity 100 req/s }
flow f { rate 80 req/s peak; u -> g; g -> a, or else b }""",
        "", "headroom of b >= 50%", UNDECIDED,
    ),
    "a limit and the callee itself fail runs of the only call with a share": (
        ZONE + GATE + """; capacity 1k req/s }
external b { availability 98%; rate_limit 10 req/s }
flow f { rate 60 req/s peak; u -> g; g -> b, 50% }""",
        "", "availability of f >= 66.4%", VIOLATED,
    ),
    "a spare with fewer replicas than its load needs serves a part": (
        ZONE + GATE + """ }
external a { availability 100%; rate_limit 10 req/s }
component b : service { availability 90%; replicas 3 in z; capacity 25 req/s }
flow f { rate 80 req/s peak; u -> g; g -> a, or else b }""",
        "", "availability of f >= 85%", UNDECIDED,
    ),
    "an autoscaled spare with fewer replicas than its load needs serves a part": (
        ZONE + GATE + """ }
component a : service { availability 100%; replicas 1 in z; capacity 10 req/s }
component b : service { availability 90%; replicas 2 in z; autoscale 2..3 in 2min; capacity 25 req/s }
flow f { rate 80 req/s peak; u -> g; g -> a, rate_limit 10 req/s, or else b }""",
        "", "availability of f >= 85%", UNDECIDED,
    ),
    "a spare serves a part of what too few replicas leave": (
        ZONE + GATE + """ }
component a : service { availability 90%; replicas 2 in z; capacity 20 req/s }
component b : service { availability 100%; replicas 1 in z; capacity 20 req/s }
flow f { rate 38 req/s peak; u -> g; g -> a, or else b }""",
        "", "availability of f >= 95%", UNDECIDED,
    ),
    "what the limit of a call refuses goes to its fallback, too": (
        ZONE + GATE + """; capacity 1k req/s }
component a : service { availability 100%; replicas 1 in z; rate_limit 20 req/s; capacity 1k req/s }
component b : service { availability 100%; replicas 1 in z; capacity 30 req/s }
flow f { rate 60 req/s peak; u -> g; g -> a, rate_limit 5 req/s, or else b }
flow h { rate 40 req/s peak; u -> a }""",
        "", "availability of f >= 30%", UNDECIDED,
    ),
    "what a limit behind the first refuses goes to the fallback": (
        ZONE + GATE + """; capacity 1k req/s }
component a : service { availability 100%; replicas 1 in z; capacity 1k req/s }
component b : service { availability 100%; replicas 1 in z; capacity 100 req/s }
component c : service { availability 100%; replicas 1 in z; capacity 1k req/s }
flow f { rate 60 req/s peak; u -> g; g -> a, or else b; a -> c, rate_limit 5 req/s }""",
        "", "headroom of b >= 60%", UNDECIDED,
    ),
    "the limit of a call refuses more while the calls of others come": (
        ZONE + GATE + """; capacity 1k req/s }
component a : service { availability 90%; replicas 1 in z; capacity 1k req/s }
component b : service { availability 100%; replicas 1 in z; capacity 1k req/s }
component c : service { availability 100%; replicas 1 in z; capacity 1k req/s }
flow f { rate 60 req/s peak; u -> g; g -> b; g -> a, or else b; b -> c, rate_limit 60 req/s }""",
        "", "availability of f >= 99%", UNDECIDED,
    ),
    "more runs make a call with a share behind a fallback": (
        ZONE + GATE + """; capacity 1k req/s }
component a : service { availability 90%; replicas 1 in z; capacity 1k req/s }
component b : service { availability 100%; replicas 1 in z; capacity 1k req/s }
component c : service { availability 90%; replicas 1 in z; capacity 1k req/s }
flow f { rate 60 req/s peak; u -> g; g -> b, 10%; g -> a, or else b; b -> c, 10% }""",
        "", "availability of f >= 99.805%", UNDECIDED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DESIGNS)
def test_the_product_finds_what_the_oracle_finds(name: str) -> None:
    assert _is_right(*DESIGNS[name])


def _is_right(text: str, when: str, claim: str, right: Status) -> bool:
    """Whether what is proved, without an assumption, is the right status."""
    (found,) = judged_in_order(text, [claim], [when] if when else [])
    return (found.status if found.basis is Basis.PROOF else UNDECIDED) is right
