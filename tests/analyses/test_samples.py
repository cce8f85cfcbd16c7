"""A fact that is missing is shown with a value that does not rule out the claim, and keeps what is stated."""

from __future__ import annotations

import pytest

from designlint.analyses.verdicts.verdicts import verdicts
from tests.analyses.designs import facts_of


def samples(text: str) -> list[str]:
    facts = facts_of(text)
    return [str(one) for verdict in facts[verdicts] for one in verdict.facts_to_declare]


@pytest.mark.parametrize(
    ("target", "sample"), [("99.9%", "99.99%"), ("99.95%", "99.995%"), ("90%", "99%")]
)
def test_ten_such_parts_meet_an_availability(target: str, sample: str) -> None:
    found = samples(
        f"""
        external bank
        component gate : gateway {{ replicas 2; availability 99.9% }}
        flow pay {{ rate 1 req/s; gate -> bank }}
        nonfunctional N1 "N." {{ require availability of pay >= {target} }}
        """
    )
    assert f"availability {sample}  # in `bank`" in found


def test_a_time_is_below_the_target() -> None:
    found = samples(
        """
        actor u
        data d
        component store : database {
          holds d; replicas 2; topology leader_follower { followers 1; sync 1 }
          failover auto 5s { promotes synchronous; fencing yes }
        }
        component gate : service { replicas 1 }
        flow f { u -> gate -> store reads d }
        nonfunctional N1 "N." { require rto of f <= 30s }
        """
    )
    assert "boot_time 15s  # in `gate`" in found


def test_the_payload_is_that_of_the_data() -> None:
    found = samples(
        """
        actor u
        data event { size 20kB }
        component log : stream { replicas 1; capacity 20MB/s total; retention 1d }
        component api : service { replicas 1; capacity 1k req/s }
        flow f { rate 10 req/s peak; u -> api; api ~> log writes event }
        nonfunctional N1 "N." { require headroom of f >= 0% }
        """
    )
    assert found == ["payload 20kB  # in `api -> log`"]


def test_a_failover_keeps_what_is_stated_of_it() -> None:
    found = samples(
        """
        actor u
        data d
        component store : database {
          holds d; replicas 2; topology leader_follower { followers 1; sync 1 }
          failover auto 60s { promotes synchronous }
        }
        flow f { u -> store reads d, writes d }
        nonfunctional N1 "N." { require consistency of d >= linearizable }
        """
    )
    assert "failover auto 60s { promotes synchronous; fencing yes }  # in `store`" in found


def test_of_a_store_of_the_team_the_durability_follows_from_its_failures() -> None:
    found = samples(
        """
        data d
        component store : database { holds d; topology single; replicas 1 }
        nonfunctional N1 "N." { require durability of d >= 99.9% }
        """
    )
    assert found == ["mtbf 3y  # in `store`"]
