"""Cost: the sum of what is stated, of each replica or in all."""

from __future__ import annotations

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.designs import expected, facts_of, judged, lacks

TEXT = """
provider p { region r { zone a; zone b } }
external bank
component s : service { replicas 4 in p.r.a, p.r.b; cost 100 USD/month per replica }
component d : database { replicas 3; cost 500 USD/month total }
"""


@pytest.mark.parametrize(
    ("claim", "status", "value"),
    [
        ("cost of everything <= 900 USD/month", Status.MET, "900 USD/month"),
        ("cost of everything <= 899 USD/month", Status.VIOLATED, "900 USD/month"),
        ("cost of s <= 400 USD/month", Status.MET, "400 USD/month"),
        ("cost of d < 500 USD/month", Status.VIOLATED, "500 USD/month"),
    ],
)
def test_verdicts(claim: str, status: Status, value: str) -> None:
    judgement = judged(TEXT, claim)
    assert (judgement.status, judgement.value) == (status, value)


def test_what_nobody_prices_is_asked_for() -> None:
    text = f"{TEXT}component q : queue\n"
    judgement = judged(text, "cost of everything <= 5k USD/month")
    assert judgement.status is Status.UNDECIDED
    assert lacks(judgement.missing) == {("q", "cost")}
    assert judged(text, "cost of everything <= 800 USD/month").status is Status.VIOLATED


def test_currencies_are_not_mixed() -> None:
    text = f"{TEXT}component q : queue {{ cost 10 EUR/month total }}\n"
    judgement = judged(text, "cost of everything <= 5k USD/month")
    assert lacks(judgement.missing) == {("q", "cost in USD")}


def test_others_count_where_their_price_is_stated() -> None:
    text = TEXT.replace("external bank", "external bank { cost 50 USD/month total }")
    assert judged(text, "cost of everything <= 950 USD/month").value == "950 USD/month"


def test_a_fleet_that_grows_by_itself_is_a_range() -> None:
    text = TEXT.replace("total }", "total }\ncomponent w : worker { replicas 2; autoscale 1..9 in 1min on cpu; cost 10 USD/month per replica }")  # fmt: skip
    assert judged(text, "cost of w <= 90 USD/month").status is Status.MET
    within = judged(text, "cost of w <= 20 USD/month")
    assert within.status is Status.MET
    assert [line.text for line in within.assumptions] == ["w: 2 of 1 to 9 replicas run on average"]
    assert judged(text, "cost of w <= 15 USD/month").word == "violated on assumptions"
    assert judged(text, "cost of w <= 9 USD/month").status is Status.VIOLATED


def test_how_many_replicas_an_autoscaler_runs_is_unknown_without_capacity_or_load() -> None:
    text = (
        "actor u\ncomponent w : worker { autoscale 1..9 in 1min; cost 10 USD/month per replica }\n"
    )
    flow = "flow f { rate 10 req/s peak; u -> w }\n"
    for design, unknown in (
        (text + flow, "capacity"),
        (text.replace("autoscale", "capacity 5 req/s per replica; autoscale")
         + "flow f { u -> w }", "rate"),
    ):  # fmt: skip
        judgement = judged(design, "cost of w <= 20 USD/month")
        assert judgement.status is Status.UNDECIDED
        assert unknown in {fact for _, fact in lacks(judgement.missing)}
        assert judged(design, "cost of w <= 90 USD/month").status is Status.MET
        assert judged(design, "cost of w <= 9 USD/month").status is Status.VIOLATED


def test_replicas_that_nobody_counts_are_asked_for() -> None:
    judgement = judged(
        "component s : service { cost 9 USD/month per replica }", "cost of s <= 90 USD/month"
    )
    assert lacks(judgement.missing) == {("s", "replicas")}


def test_a_scenario_adds_replicas_and_a_lost_zone_is_paid_for() -> None:
    more = expected(TEXT, "set s.replicas 8", "cost of everything <= 1300 USD/month")
    assert (more.status, more.value) == (Status.MET, "1300 USD/month")
    lost = expected(TEXT, "lose p.r.a", "cost of everything <= 899 USD/month")
    assert (lost.status, lost.value) == (Status.VIOLATED, "900 USD/month")


def test_no_components_cost_nobody_knows_what() -> None:
    assert judged("actor u", "cost of everything <= 9 USD/month").status is Status.UNDECIDED


def test_the_most_expensive_part_is_shown_first() -> None:
    from designlint.analyses.cost import cost

    lines = [line.text for line in cost(facts_of(TEXT), "", "USD").derivation]
    assert lines == ["d: 500 USD/month", "s: 4 x 100 USD/month = 400 USD/month"]
