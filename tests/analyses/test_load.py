"""Rates, worked out by hand and by going round until nothing changes."""

from __future__ import annotations

import math
import random

import pytest

from designlint.analyses.load.load import loads
from designlint.analyses.measure import Interval
from designlint.analyses.worlds import at_load, in_scenario
from tests.analyses.designs import facts_of, lacks

PARTS = "\n".join(f"component {name} : service" for name in "abcem")
CACHE = "component k : cache {{ {} }}\ncomponent s : database\ndata d"


def of(text: str, component: str) -> Interval:
    """All calls per second that a component gets."""
    return facts_of(f'actor u "user"\n{PARTS}\n{text}')[loads].of(component)


def exactly(value: float) -> Interval:
    return Interval(pytest.approx(value, rel=1e-12), pytest.approx(value, rel=1e-12))


@pytest.mark.parametrize(
    ("steps", "component", "rate"),
    [
        ("u -> a", "a", 100),
        ("u -> a -> b", "b", 100),
        ("u -> a 5%", "a", 5),
        ("u -> a x3", "a", 300),
        ("u -> a 5%, x16 parallel", "a", 80),
        ("u -> a x3; a -> b 50%; b -> c x2", "c", 300),
        ("u -> a; a -> b; a -> c; b -> m; c -> m", "m", 200),
        ("u -> a; u -> a 10%", "a", 110),
        ("u -> a; a -> b, optional", "b", 100),
        ("u -> a; a ~> b", "b", 100),
        ("u -> a; a -> b, or else c", "c", 0),
        ("u -> a; a -> b, or else c; c -> m", "m", 0),
        ("u -> a; a -> b, or else c; c -> m", "a", 100),
        ("u -> a; b -> a 50%", "a", 150),  # two ways in, each at the flow's rate
        ("u -> a; b -> c; c -> b 50%", "c", 200),  # b and c begin by themselves
    ],
)
def test_shares_and_multiplicities(steps: str, component: str, rate: float) -> None:
    assert of(f"flow f {{ rate 100 req/s peak\n {steps} }}", component) == exactly(rate)


def test_flows_add_up() -> None:
    text = "flow f { rate 100 req/s peak; u -> a x2 }\nflow g { rate 30 req/s peak; u -> a }"
    assert of(text, "a") == exactly(230)


@pytest.mark.parametrize(
    ("cache", "step", "rate"),
    [
        ("hit 95%", "a -> s reads d, on miss of k", Interval(5, 5)),
        ("hit 0%", "a -> s reads d, on miss of k", Interval(100, 100)),
        ("hit 90%", "a -> s reads d, on miss of k, x3", Interval(30, 30)),
        ("hit 90%", "a -> s writes d, 10%", Interval(10, 10)),
        ("", "a -> s reads d, on miss of k", Interval(0, 100)),
        ("", "a -> s 20%, reads d, on miss of k", Interval(0, 20)),
    ],
)
def test_misses(cache: str, step: str, rate: Interval) -> None:
    text = (
        f"{CACHE.format(cache)}\nflow f {{ rate 100 req/s peak; u -> a; a -> k reads d; {step} }}"
    )
    found = of(text, "s")
    assert (found.low, found.high) == (pytest.approx(rate.low), pytest.approx(rate.high))


def test_only_the_first_arrow_of_a_chain_is_on_miss() -> None:
    text = (
        f"{CACHE.format('hit 60%')}\n"
        "flow f { rate 100 req/s peak; u -> k; k -> a -> b 50%, on miss of k; a -> s reads d }"
    )
    assert of(text, "a") == exactly(40)
    assert of(text, "b") == exactly(20)
    assert of(text, "s") == exactly(40)


def test_an_unknown_hit_ratio_is_named() -> None:
    text = (
        f"actor u\ncomponent a : service\n{CACHE.format('')}\n"
        "flow f { rate 1 req/s peak; u -> a; a -> k; a -> s, on miss of k }"
    )
    assert lacks(facts_of(text)[loads].missing_for("s")) == {("k", "hit ratio")}


BROKER = "component q : {} \ncomponent w : worker\n"


@pytest.mark.parametrize("kind", ["queue", "stream"])
def test_a_flow_gets_what_others_put_into_its_queue(kind: str) -> None:
    text = (
        BROKER.format(kind) + "flow f { rate 100 req/s peak; u -> a; a ~> q x2 }\n"
        "flow g { rate 7 req/s peak; u ~> q }\n"
        "flow h { q ~> w -> b 50% }"
    )
    assert of(text, "w") == exactly(207)
    assert of(text, "b") == exactly(103.5)


def test_a_stated_rate_beats_what_is_put_in() -> None:
    text = BROKER.format("queue") + (
        "flow f { rate 100 req/s peak; u ~> q }\nflow h { rate 40 req/s peak; q ~> w }"
    )
    assert of(text, "w") == exactly(40)


def test_streams_are_read_whole_and_queues_are_shared() -> None:
    rest = "flow f { rate 100 req/s peak; u ~> q }\nflow g { q ~> w }\nflow h { q ~> a }"
    assert of(BROKER.format("stream") + rest, "a") == exactly(100)
    assert of(BROKER.format("queue") + rest, "a") == Interval(0, 100)


def test_what_nobody_puts_in_is_unknown() -> None:
    facts = facts_of(BROKER.format("queue") + "flow h { q ~> w }")
    assert facts[loads].of("w") == Interval(0, math.inf)
    assert lacks(facts[loads].missing_for("w")) == {("h", "rate")}


@pytest.mark.parametrize("order", ["fgh", "hgf", "gfh", "ghf"])
def test_what_the_first_flow_lacks_all_that_follow_lack(order: str) -> None:
    flows = {
        "f": "flow f { u ~> q }",
        "g": "flow g { q ~> w; w ~> r }",
        "h": "flow h { r ~> v }",
    }
    parts = "actor u\ncomponent q : queue\ncomponent w : worker\n"
    parts += "component r : queue\ncomponent v : worker\n"
    found = facts_of(parts + "\n".join(flows[name] for name in order))[loads]
    assert found.of("v") == Interval(0, math.inf)
    assert lacks(found.missing_for("v")) == {("f", "rate")}


@pytest.mark.parametrize(
    ("header", "rate", "expected"),
    [
        ("", "100 req/s", Interval(100, 100)),
        ("", "100 req/s peak", Interval(100, 100)),
        ("", "100 req/s average", Interval(100, math.inf)),
        ("design x { peak 3x }", "100 req/s average", Interval(300, 300)),
        ("design x { peak 3x }", "100 req/s peak", Interval(100, 100)),
    ],
)
def test_peaks(header: str, rate: str, expected: Interval) -> None:
    facts = facts_of(f"{header}\nactor u\ncomponent a : service\nflow f {{ rate {rate}; u -> a }}")
    assert facts[loads].of("a") == expected
    known = expected.low == expected.high
    missing = set() if known else {("", "peak factor")}
    assert lacks(facts[loads].missing_for("a")) == missing


def test_load_multiplies_what_is_stated() -> None:
    facts = facts_of(
        "actor u\ncomponent a : service\nflow f { rate 5 req/s average; u -> a }\n"
        'design x { peak 2x }\nscenario S "s" { load 3x }'
    )
    assert at_load(facts, 10.0)[loads].of("a") == exactly(100)
    world = in_scenario(facts, facts.design.scenarios["S"])
    assert world[loads].of("a") == exactly(30)
    assert at_load(world, 10.0)[loads].of("a") == exactly(300)


def test_an_unknown_rate_is_named() -> None:
    facts = facts_of("actor u\ncomponent a : service\nflow f { u -> a }")
    assert facts[loads].of("a") == Interval(0, math.inf)
    assert lacks(facts[loads].missing_for("a")) == {("f", "rate")}


# ---- what is gone in a world


LOST = """
actor u
provider p { region r { zone x; zone y } }
component a : service
component k : cache { hit 90%; replicas 2 in p.r.x }
component s : database { replicas 2 in p.r.y }
component t : database { replicas 2 in p.r.x }
data d
flow f { rate 100 req/s peak; u -> a; a -> k; a -> s, on miss of k; a -> t, or else s }
scenario NONE "" { load 1x }
scenario CACHE "" { lose k }
scenario ZONE "" { lose p.r.x }
"""


@pytest.mark.parametrize(
    ("scenario", "s", "t"), [("NONE", 10, 100), ("CACHE", 100, 100), ("ZONE", 200, 0)]
)
def test_a_lost_cache_misses_and_a_lost_callee_is_replaced(
    scenario: str, s: float, t: float
) -> None:
    facts = facts_of(LOST)
    found = in_scenario(facts, facts.design.scenarios[scenario])[loads]
    assert found.of("s") == exactly(s)
    assert found.of("t") == exactly(t)


# ---- cycles


def test_a_cycle_is_a_linear_system() -> None:
    # a = 100 + 0.5 b, b = a: a = 200
    assert of("flow f { rate 100 req/s peak; u -> a; a -> b; b -> a 50% }", "b") == exactly(200)
    # a = 100 + 0.2 a + 0.1 c, b = 2 a, c = 0.5 b = a: 0.7 a = 100
    text = "flow f { rate 100 req/s peak; u -> a; a -> a 20%; a -> b x2; b -> c 50%; c -> a 10% }"
    assert of(text, "c") == exactly(100 * (1 / 0.7))


def test_a_cycle_through_two_flows_and_queues() -> None:
    # What fails is put back: q = 100 + 0.2 q.
    text = BROKER.format("queue") + (
        "component r : queue\n"
        "flow f { rate 100 req/s peak; u ~> q }\n"
        "flow g { q ~> w; w ~> r 20% }\n"
        "flow h { r ~> b; b ~> q }"
    )
    assert of(text, "w") == exactly(125)
    assert of(text, "b") == exactly(25)


def test_a_cycle_that_amplifies_itself() -> None:
    facts = facts_of(f"actor u\n{PARTS}\nflow f {{ rate 1 req/s peak; u -> a; a -> b x2; b -> a }}")
    found = facts[loads]
    assert [sorted(block) for block in found.amplifying_cycles] == [[("f", "a"), ("f", "b")]]
    assert found.of("a").high == math.inf


def test_a_cycle_that_may_amplify_itself_is_bracketed() -> None:
    text = (
        f"actor u\n{PARTS}\n{CACHE.format('')}\n"
        "flow f { rate 1 req/s peak; u -> a; a -> k; a -> b x2, on miss of k; b -> a }"
    )
    found = facts_of(text)[loads]
    assert found.amplifying_cycles == ()
    assert found.of("a") == Interval(1, math.inf)


# ---- large and random


def test_a_dense_flow_is_done_at_once() -> None:
    nodes = 200
    lines = ["actor u", *(f"component n{i} : service" for i in range(nodes))]
    lines += ["flow f {", "rate 1 req/s peak", "u -> n0"]
    lines += [f"n{i} -> n{j}" for i in range(nodes) for j in range(i + 1, nodes)]
    facts = facts_of("\n".join([*lines, "}"]))
    found = facts[loads]  # ways are never listed: there are 2^198 of them
    assert found.of("n1") == Interval(1, 1)
    # Each node is called by all before it, so the calls double with every node.
    assert found.of(f"n{nodes - 1}") == exactly(2.0 ** (nodes - 2))


def around(calls: list[tuple[int, int, float]], size: int) -> list[float]:
    """Rates by going round until they stay; the actor calls node 0 a hundred times a second."""
    rates = [0.0] * size
    for _ in range(3000):
        fresh = [100.0, *[0.0] * (size - 1)]
        for caller, callee, share in calls:
            fresh[callee] += rates[caller] * share / 100
        if fresh == rates:
            break
        rates = fresh
    return rates


@pytest.mark.parametrize("seed", range(60))
def test_random_graphs(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(2, 8)
    calls = [(chance.randrange(node), node, chance.choice([5, 50, 100])) for node in range(1, size)]
    for _ in range(chance.randint(0, 2 * size)):
        caller, callee = chance.randrange(size), chance.randrange(size)
        back = callee <= caller
        calls.append((caller, callee, chance.choice([1, 2, 3] if back else [10, 100])))
    lines = ["actor u", *(f"component n{i} : service" for i in range(size))]
    lines += ["flow f {", "rate 100 req/s peak", "u -> n0"]
    lines += [f"n{caller} -> n{callee} {share}%" for caller, callee, share in calls]
    found = facts_of("\n".join([*lines, "}"]))[loads]
    if found.amplifying_cycles:
        assert max(around(calls, size)) > 1e6
        return
    for node, rate in enumerate(around(calls, size)):
        assert found.rates["f", f"n{node}"].low == pytest.approx(rate, rel=1e-9)
        assert found.rates["f", f"n{node}"].is_exact
