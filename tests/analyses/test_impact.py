"""What a loss does to flows and claims, and the drill over all losses."""

from __future__ import annotations

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.impact.drill import Outcome, drill
from designlint.analyses.impact.impact import impact
from designlint.analyses.impact.reach import Reach
from designlint.analyses.impact.words import outcome_text, trial_text
from designlint.analyses.worlds import without
from designlint.check import understood
from designlint.language.project import load_text
from tests.support.fixtures import registry
from tests.verdicts.anything import Drawn

SHOP = """
actor user "Buys"
provider cloud { region eu { zone a
zone b } }
component shop : service { replicas 2 in cloud.eu.a, cloud.eu.b; availability 99.9% per replica; capacity 100 req/s per replica }
component hot : cache { replicas 1 in cloud.eu.a; availability 99.9% per replica; capacity 1k req/s per replica; hit 90%; holds item }
component store : database { replicas 2 in cloud.eu.a, cloud.eu.b; availability 99.9% per replica; capacity 100 req/s per replica; holds item }
component tips : service { replicas 1 in cloud.eu.b; availability 99.9% per replica }
component payer : service { replicas 1 in cloud.eu.a; availability 99.9% per replica }
component payer_2 : service { replicas 1 in cloud.eu.b; availability 99.9% per replica }
component audit : service { replicas 1; availability 99.9% per replica }
data item
flow see { rate 90 req/s peak
  user -> shop
  shop -> hot reads item
  shop -> store reads item, on miss of hot
  shop -> tips, optional }
flow buy { rate 1 req/s peak
  user -> shop -> payer or else payer_2 }
flow look { user -> audit }
nonfunctional N1 "Seen." { require availability of see >= 99% }
nonfunctional N2 "Room." { require headroom of store >= 60% }
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return understood(load_text(SHOP, "shop.design"), registry()).facts


@pytest.mark.parametrize(
    ("lost", "flow", "state", "reason"),
    [
        ("shop", "see", State.STOPPED, "`shop` is lost"),
        ("cloud.eu", "buy", State.STOPPED, "`shop` runs only in what is lost"),
        ("tips", "see", State.DEGRADED, "without `tips`"),
        ("payer", "buy", State.DEGRADED, "`payer_2` answers for `payer`"),
        ("hot", "see", State.SLOWER, "`hot` is lost: its reads go to the origin"),
        ("payer_2", "buy", State.WORKS, ""),
        ("cloud.eu.b", "look", State.MAY_STOP, "where does `audit` run?"),
    ],
)
def test_what_a_loss_does_to_a_flow(
    facts: Facts, lost: str, flow: str, state: State, reason: str
) -> None:
    found = without(facts, lost)[conditions][flow]
    assert found.state is state
    assert reason == "" or reason in found.reasons


def test_a_flow_is_overloaded_by_what_a_loss_sends_elsewhere() -> None:
    text = SHOP.replace("rate 90 req/s", "rate 150 req/s")
    facts = understood(load_text(text, "shop.design"), registry()).facts
    found = without(facts, "cloud.eu.a")[conditions]["see"]
    assert found.state is State.OVERLOADED
    assert "`store` is at 150% of its capacity" in found.reasons
    assert found.reasons[-1] == "`hot` is lost: its reads go to the origin"


def test_a_flow_that_is_overloaded_also_says_which_keys_it_lacks() -> None:
    text = """
actor u
zone a; zone b
component shop : service { replicas 4 in a, b; capacity 30 req/s per replica }
component store : database { replicas 4 in a, b; shards 4; copies 1; capacity 1k req/s per replica }
flow f { rate 100 req/s peak; u -> shop -> store }
"""
    facts = understood(load_text(text, "shop.design"), registry()).facts
    found = without(facts, "a")[conditions]["f"]
    assert found.state is State.OVERLOADED
    keys = "some keys are not served: `store` cannot serve with 2 of 4 replicas"
    assert found.reasons == ("`shop` is at 167% of its capacity", keys)


def test_a_flow_whose_calls_amplify_themselves_is_overloaded() -> None:
    text = """
actor u
component shop : service { replicas 2; capacity 100 req/s per replica }
component bus : queue
flow f { rate 10 req/s peak; u -> shop; shop ~> bus, x2; bus ~> shop }
"""
    facts = understood(load_text(text, "loop.design"), registry()).facts
    found = facts[conditions]["f"]
    assert (found.state, found.reasons[0]) == (State.OVERLOADED, "`shop` gets calls without bound")


def test_a_claim_turns_with_its_flow(facts: Facts) -> None:
    found = impact(facts, without(facts, "shop"))
    assert found.fails
    assert [one.after.owner.path for one in found.claims if one.is_worse] == ["N1"]
    assert not impact(facts, without(facts, "payer_2")).fails


def test_the_drill_tries_each_loss_and_growth_worst_first(facts: Facts) -> None:
    found = drill(facts)
    assert not found.not_tried
    tried = [trial_text(one.trial) for one in found.outcomes]
    assert tried[0] in {"loss of provider `cloud`", "loss of region `cloud.eu`"}
    assert {"10x load", "loss of zone `cloud.eu.a`", "loss of `audit`"} <= set(tried)
    by_text = {trial_text(one.trial): one for one in found.outcomes}
    assert outcome_text(by_text["loss of `tips`"]) == "degraded: `see`"
    assert [t.after.owner.path for t in by_text["loss of `hot`"].claims] == ["N2"]


EDGE = """
actor fan
data page
component edge : cdn { availability 99.9%; holds page; hit 95% }
component shop : service { replicas 4; availability 99.9% per replica; capacity 100 req/s per replica }
flow look { rate 1k req/s peak; fan -> edge reads page; edge -> shop reads page, on miss of edge }
flow buy { rate 50 req/s peak; fan -> shop }
nonfunctional N1 "Bought." { require availability of buy >= 99% }
"""
"""An edge without which its own flow stops, and whose calls take down another flow at their origin."""


def test_the_drill_and_the_world_of_a_loss_agree(facts: Facts) -> None:
    assert differences(facts) == []


def test_what_a_lost_edge_no_longer_keeps_from_its_origin_harms_other_flows() -> None:
    facts = understood(load_text(EDGE, "edge.design"), registry()).facts
    found = {one.trial.what: _states(one) for one in drill(facts).outcomes}
    assert found["edge"] == {"look": State.STOPPED, "buy": State.OVERLOADED}
    assert differences(facts) == []


SEEDS = (0, 4)
MANY = range(5, 100)


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(n, marks=pytest.mark.slow) for n in MANY)])
def test_they_agree_on_any_design(seed: int) -> None:
    text = Drawn(seed).design().text
    assert differences(understood(load_text(text, "any.design"), registry()).facts) == []


def differences(facts: Facts) -> list[str]:
    """The losses of which a drill says something else than the world without what is lost, of the flows that
    the loss reaches and the claims on these."""
    found, reach = [], Reach(facts)
    for one in drill(facts).outcomes:
        if one.trial.sort in ("load", "scenario"):
            continue
        whole = impact(facts, without(facts, one.trial.what))
        flows = {flow.flow: flow.after.state for flow in whole.flows if flow.is_worse}
        reached = {*reach.flows(one.trial.what), one.trial.what}
        claims, judged = (
            {t.after.claim.span for t in turned if t.is_worse and t.after.claim.about in reached}
            for turned in (whole.claims, one.claims)
        )
        if _states(one) != flows or not (judged == claims or (one.not_judged and judged < claims)):
            found.append(one.trial.what)
    return found


def _states(outcome: Outcome) -> dict[str, State]:
    return {one.flow: one.after.state for one in outcome.flows}
