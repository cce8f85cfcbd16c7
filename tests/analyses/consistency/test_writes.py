"""Writes that belong together, that come twice, that do not see each other."""

from __future__ import annotations

import pytest

from designlint.analyses.consistency.cross_region_writes import cross_region_write
from designlint.analyses.consistency.redeliveries import redeliveries
from tests.analyses.designs import facts_of, findings

SHOP = """
actor buyer
data order { importance critical }
component shop : service
component orders : database { holds order; topology single }
component events : stream { availability 99.9% total; PLACE }
flow buy { rate 60 req/s peak; buyer -> shop; shop -> orders writes order; shop ~> events writes order }
"""


DUAL_WRITE, REDELIVERY, CONFLICT = "CON002", "CON003", "CON005"


def test_a_dual_write_is_reported_with_how_many_writes_it_loses() -> None:
    text = SHOP.replace("PLACE", "managed global").replace(
        "critical }", "critical; growth 5M/day }"
    )
    (dual,) = findings(facts_of(text), DUAL_WRITE)
    assert [line.text for line in dual.witness] == [
        "1. `shop` commits a write to `orders`",
        "2. `shop` stops, or `events` does not answer",
        "3. `events` never gets the message: the two stay inconsistent",
        "estimate: 5M a day x 0.1% downtime of `events` = 5k lost a day",
    ]


def test_without_a_rate_there_is_no_estimate() -> None:
    text = SHOP.replace("PLACE", "managed global").replace("rate 60 req/s peak; ", "")
    (dual,) = findings(facts_of(text), DUAL_WRITE)
    assert not any(line.text.startswith("estimate") for line in dual.witness)


def test_flows_with_the_same_two_places_are_one() -> None:
    text = SHOP.replace("PLACE", "") + SHOP.split("\n")[-2].replace("flow buy", "flow again")
    (dual,) = findings(facts_of(text), DUAL_WRITE)
    assert "`buy` and `again`" in dual.message


@pytest.mark.parametrize(
    "held",
    ["outbox yes", "saga yes", "atomic_with orders"],
)
def test_what_holds_two_together_ends_it(held: str) -> None:
    text = SHOP.replace("PLACE", "").replace(
        "~> events writes order", f"~> events writes order {{ {held} }}"
    )
    assert findings(facts_of(text), DUAL_WRITE) == []


def test_a_recovery_is_a_persons_doing() -> None:
    text = SHOP.replace("PLACE", "").replace("flow buy", "flow buy recovers orders")
    assert findings(facts_of(text), DUAL_WRITE) == []


def test_a_second_delivery_is_reported_once_a_worker() -> None:
    text = (
        "data charge { contains payment }\ncomponent jobs : queue { delivery at_least_once }\n"
        "component payer : worker\ncomponent ledger : database { holds charge }\n"
        "flow one { jobs ~> payer -> ledger writes charge }\n"
        "flow two { jobs ~> payer -> ledger writes charge }"
    )
    one, two = facts_of(text)[redeliveries]
    for found in (one, two):
        assert (found.broker.path, found.worker.path) == ("jobs", "payer")
        assert [effect.target.path for effect in found.repeated] == ["ledger"]
    (diagnostic,) = findings(facts_of(text), REDELIVERY)
    assert diagnostic.element == "payer"
    assert "not declared idempotent" in diagnostic.message


def test_writes_that_share_no_copy_are_shown() -> None:
    text = (
        "actor owner\ndata cart { importance critical }\n"
        "component carts : database { holds cart; topology leaderless { copies 5; read 4; write 2 } }\n"
        "flow fill { owner -> carts writes cart }"
    )
    (found,) = findings(facts_of(text), CONFLICT)
    assert "write quorum 2 of 5 copies: two writes need not overlap" in [
        s.text for s in found.witness
    ]
    (meets,) = findings(facts_of(text.replace("write 2", "write 3")), CONFLICT)
    assert not any("need not overlap" in step.text for step in meets.witness)


REGIONS = """
provider cloud {
  region north { rtt to cloud.south 40ms }
  region south { rtt to cloud.east 60ms }
  region east { distance to cloud.north 7000km }
}
data d
component store : database { holds d; STORE }
"""


@pytest.mark.parametrize(
    ("store", "seconds"),
    [
        ("replicas 3 in north, south, east; topology consensus { copies 3 }", 0.04),
        ("replicas 5 in north, north, north, south, east; topology consensus { copies 5 }", None),
        ("replicas 2 in north, east; topology consensus { copies 2 }", 0.07),
        ("topology leader_follower { leader in north; followers 1 in south; sync 1 }", 0.04),
        ("topology leader_follower { leader in north; followers 1 in south; sync 0 }", None),
        ("replicas 3 in north; topology consensus { copies 3 }", None),
        ("replicas 3; topology consensus { copies 3 }", None),
    ],
)
def test_what_a_write_waits_for_between_regions(store: str, seconds: float | None) -> None:
    found = cross_region_write(facts_of(REGIONS.replace("STORE", store)), "store")
    assert (found and found.seconds) == (pytest.approx(seconds) if seconds else None)
