"""From places of which nothing says how far they are the way is looked at once, and comes to the same."""

from __future__ import annotations

import pytest

from designlint.analyses.latency.distances import Distances
from designlint.analyses.latency.network import Network
from tests.analyses.designs import facts_of

DESIGN = """
actor u
provider p {
  region a { zone x; zone y }
  region b { zone x; RTT }
  region c { zone x; zone y }
  region d { zone x; DISTANCE }
}
component s : service { replicas 2 }
component one : service { replicas 2 in p.a.x, p.c.x }
component two : database { replicas 3 in p.b.x, p.c.y, p.d.x; holds k }
data k
flow f { rate 1 req/s; u -> s; s -> one; s -> two reads k }
s -> two { ROUTED }
"""
STATED = [("", ""), ("rtt to p.a 20ms", ""), ("", "distance to p.c 500km"),
          ("rtt to p.d 9ms", "distance to p.a 900km")]  # fmt: skip


@pytest.mark.parametrize(("rtt", "distance"), STATED)
@pytest.mark.parametrize("routed", ["routes_by latency", "timeout 1s"])
def test_the_way_is_that_over_all_pairs(
    rtt: str, distance: str, routed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = DESIGN.replace("RTT", rtt).replace("DISTANCE", distance).replace("ROUTED", routed)
    facts = facts_of(text.replace("; }", " }"))

    def ways() -> list[object]:
        steps = facts.design.flows["f"].steps
        return [Network(facts).round_trip(step, step.callee.path) for step in steps]

    found = ways()
    monkeypatch.setattr(Distances, "_near", lambda _, here, __: set(range(len(here))))
    assert found == ways()
