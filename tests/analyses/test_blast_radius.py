"""What share of the flows a loss takes: by hand, by going through the calls, and by losing it."""

from __future__ import annotations

from random import Random

import pytest

from designlint.analyses.availability.availability import flow_availability
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement
from designlint.analyses.measure import Missing
from designlint.analyses.remedies.search import find_remedy
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.analyses.worlds import in_scenario
from tests.analyses.designs import expected, facts_of, judged, lacks
from tests.analyses.mixed_designs import Mixed
from tests.analyses.pasting import shown_as

CELLS = """
actor visitor
component gate : gateway { replicas 2 }
component cell_a : service { replicas 2 }
component cell_b : service { replicas 2 }
component cell_c : service { replicas 2 }
component cell_d : service { replicas 2 }
component audit : service { replicas 1 }
external bank
flow a { visitor -> gate -> cell_a; cell_a -> audit, optional }
flow b { visitor -> gate -> cell_b -> bank }
flow c { visitor -> gate -> cell_c -> cell_d }
flow d { visitor -> gate; gate -> cell_d, or else cell_a }
flow again recovers cell_a { visitor -> cell_a }
"""
PLACES = """
provider cloud { region north { zone a; zone b }; region south { zone c } }
component near : service { replicas 1 in north.a }
component pair : service { replicas 2 in north.a, north.b }
component wide : service { replicas 2 in north.a, south.c }
component full : service { replicas 2 in north.a, south.c; needs 2 }
component copy : service { replicas 1 in south.c }
actor visitor
flow one { visitor -> near }
flow two { visitor -> pair }
flow three { visitor -> wide }
flow four { visitor -> full }
flow five { visitor -> near, or else copy }
"""


def radius(text: str, subject: str) -> Judgement:
    return judged(text, f"blast_radius of {subject} <= 0%")


def texts(judgement: Judgement) -> list[str]:
    return [line.text for line in judgement.derivation]


@pytest.mark.parametrize(
    ("subject", "share"),
    [
        ("gate", "100%"),
        ("cell_a", "25%"),
        ("cell_b", "25%"),
        ("cell_c", "25%"),
        ("cell_d", "25%"),
        ("bank", "25%"),
        ("audit", "0%"),
    ],
)
def test_a_component_takes_the_flows_that_need_it(subject: str, share: str) -> None:
    """Not those that call it optionally, those with a fallback, nor those of a recovery."""
    assert radius(CELLS, subject).value == share


@pytest.mark.parametrize(
    ("subject", "share"),
    [
        ("cloud", "100%"),
        ("north", "60%"),
        ("north.a", "40%"),
        ("north.b", "0%"),
        ("south", "20%"),
        ("south.c", "20%"),
    ],
)
def test_a_place_takes_the_flows_that_too_little_is_left_of(subject: str, share: str) -> None:
    """All replicas in a region, and all that it takes of several; a fallback elsewhere goes on."""
    assert radius(PLACES, subject).value == share


def test_the_flows_taken_are_named_with_the_way_to_what_is_gone() -> None:
    judgement = radius(CELLS, "cell_d")
    assert texts(judgement) == [
        "c goes down: visitor -> gate -> cell_c -> cell_d",
        "3 flows left: `a`, `b` and `d`",
    ]
    assert judgement.derivation[0].span is not None
    assert texts(radius(PLACES, "north"))[:3] == [
        "one goes down: visitor -> near",
        "two goes down: visitor -> pair",
        "four goes down: visitor -> full",
    ]
    both = "actor v\ncomponent x : service { replicas 1 in z }\nregion z\ncomponent y : service { replicas 1 in z }\n"
    lines = texts(radius(f"{both}flow f {{ v -> x -> y }}", "z"))
    assert lines == ["f goes down: v -> x, one of 2 parts that are gone"]


def test_a_part_with_a_fallback_is_not_what_the_flow_misses() -> None:
    text = PLACES.replace("or else copy }", "or else copy; visitor -> pair }")
    assert "five goes down: visitor -> pair" in texts(radius(text, "north"))


def test_what_is_down_already_is_not_taken_again() -> None:
    judgement = expected(CELLS, "lose cell_d", "blast_radius of cell_a <= 10%")
    assert (judgement.status.value, judgement.value) == ("violated", "50%")
    assert texts(judgement) == [
        "a goes down: visitor -> gate -> cell_a",
        "d goes down: visitor -> gate -> cell_d, one of 2 parts that are gone",
        "1 flow left: `b`",
        "1 flow down before: `c`",
    ]


def test_the_load_may_need_every_replica() -> None:
    busy = (
        "provider cloud { region north { zone a; zone b } }\nactor v\n"
        "component s : service { replicas 2 in north.a, north.b; capacity 100 req/s per replica }\n"
        "flow f { rate RATE req/s peak; v -> s }\n"
    )
    assert radius(busy.replace("RATE", "90"), "north.a").value == "0%"
    # Half of what is left over serves half of the calls, or none.
    assert radius(busy.replace("RATE", "190"), "north.a").value == "unknown"
    doubled = judged(busy.replace("RATE", "90"), "blast_radius of north.a <= 0% at 2x")
    assert doubled.value == "unknown"
    assert doubled.missing == (Missing("s", "rate limit", "rate_limit 100 req/s"),)


def test_a_cache_may_take_what_the_store_cannot_carry_without_it() -> None:
    shop = (
        "actor v\ndata d\ncomponent s : service { replicas 2 }\n"
        "component hot : cache { holds d; hit 90%; ttl 5min; replicas 1 }\n"
        "component db : database { holds d; replicas 1CAPACITY }\n"
        "flow f { rate 100 req/s peak; v -> s; s -> hot reads d; s -> db reads d, on miss of hot }\n"
    )
    carried = radius(shop.replace("CAPACITY", "; capacity 200 req/s total"), "hot")
    overrun = radius(shop.replace("CAPACITY", "; capacity 20 req/s total"), "hot")
    unsaid = radius(shop.replace("CAPACITY", ""), "hot")
    assert carried.value == "0%"
    # It may serve a part, or collapse.
    assert overrun.status.value == "undecided"
    assert lacks(overrun.missing) == {("db", "rate limit")}
    assert unsaid.status.value == "undecided"
    assert lacks(unsaid.missing) == {("db", "capacity")}
    assert texts(unsaid) == ["f may go down"]


def test_what_runs_without_another_for_a_while_may_go_down() -> None:
    shop = (
        "actor v\ncomponent s : service { replicas 2; runs_without sso TIME }\n"
        "component sso : identity { replicas 1 }\ncomponent db : database { replicas 1 }\n"
        "flow f { v -> s; s -> sso; s -> db }\n"
    )
    assert radius(shop.replace("TIME", ""), "sso").value == "0%"
    limited = radius(shop.replace("TIME", "for 1h"), "sso")
    assert limited.status.value == "undecided"
    assert lacks(limited.missing) == {("s", "tolerance to `sso` outages longer than 1h")}


def test_a_leader_that_nobody_replaces_takes_the_writes() -> None:
    store = (
        "region north\nregion south\nactor v\ndata d\ncomponent s : service { replicas 2 in north, south }\n"
        "component db : database { holds d; FAILOVER\n"
        "  topology leader_follower { leader in north; followers 1 in south } }\n"
        "flow w { v -> s; s -> db writes d }\n"
    )
    assert radius(store.replace("FAILOVER", "failover auto 30s"), "north").value == "0%"
    assert radius(store.replace("FAILOVER", "failover manual 1h"), "north").value == "100%"
    unsaid = radius(store.replace("FAILOVER", ""), "north")
    assert lacks(unsaid.missing) == {("db", "failover")}

    scenario = store.replace("FAILOVER", "")
    before = expected(scenario, "lose north", "blast_radius of s <= 0%")
    assert (before.value, texts(before)) == ("unknown", ["w may go down"])


def test_what_others_run_is_in_a_place_only_where_that_is_said() -> None:
    text = (
        PLACES
        + "external bank\ncomponent q : queue { managed regional }\nflow six { v -> bank -> q }\nactor v\n"
    )
    assert radius(text, "south.c").missing == ()
    assert radius(text, "south.c").value == "16.67%"


def test_a_violated_claim_comes_with_what_takes_a_flow_out_of_the_radius() -> None:
    bank = facts_of(f'{CELLS}\nnonfunctional N "n" {{ require blast_radius of bank <= 0% }}\n')
    found = find_remedy(bank, bank[verdicts][0])
    assert [shown_as(edit) for edit in found.edits] == [
        "in the step cell_b -> bank of `b`: optional"
    ]
    assert found.judgement is not None
    assert found.judgement.value == "0%"
    north = facts_of(
        f'{PLACES}\nnonfunctional N "n" {{ require blast_radius of north.a <= 20% }}\n'
    )
    assert [edit.where for edit in find_remedy(north, north[verdicts][0]).edits] == ["`near`"]
    south = facts_of(f'{PLACES}\nnonfunctional N "n" {{ require blast_radius of south <= 0% }}\n')
    assert find_remedy(south, south[verdicts][0]).tried == 0


def test_what_may_run_in_a_place_leaves_it_undecided() -> None:
    text = PLACES.replace("replicas 1 in north.a }", "replicas 1 }")
    judgement = radius(text, "south.c")
    assert (judgement.status.value, judgement.value) == ("violated", "20% to 60%")
    unplaced = judged(text, "blast_radius of north.b <= 50%")
    assert (unplaced.status.value, unplaced.value) == ("met", "at most 20%")
    in_region = PLACES.replace("replicas 1 in north.a }", "replicas 1; in north }")
    assert judged(in_region, "blast_radius of south.c <= 20%").status.value == "met"
    zone = judged(in_region, "blast_radius of north.b <= 0%")
    assert zone.value == "at most 20%"
    assert lacks(zone.missing) == {("near", "place")}


def test_without_any_flow_the_blast_radius_is_unknown() -> None:
    judgement = radius("component s : service { replicas 2 }", "s")
    assert (judgement.status.value, judgement.value) == ("undecided", "unknown")
    assert lacks(judgement.missing) == {("", "flows")}


class Calls:
    """A random flow as a tree of calls, some optional, some with a fallback; the same seed makes the
    same."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.names = [f"c{n}" for n in range(self.chance.randint(3, 6))]
        self.flows = {f"f{n}": self._flow() for n in range(self.chance.randint(1, 4))}

    def _flow(self) -> dict[str, list[tuple[str, str, bool]]]:
        """By caller, each call: who is asked, who is asked instead, whether it is optional."""
        order = self.chance.sample(self.names, self.chance.randint(2, len(self.names)))
        calls: dict[str, list[tuple[str, str, bool]]] = {"v": [(order[0], "", False)]}
        for place, callee in enumerate(order[1:], 1):
            caller = self.chance.choice(order[:place])
            others = [name for name in self.names if name not in order]
            other = self.chance.choice(["", "", *others])
            calls.setdefault(caller, []).append((callee, other, self.chance.random() < 0.2))
        return calls

    def text(self) -> str:
        parts = [
            "actor v",
            *(f"component {name} : service {{ replicas 2 }}" for name in self.names),
        ]
        for flow, calls in self.flows.items():
            steps = [
                f"{caller} -> {callee}"
                + (f", or else {other}" if other else "")
                + (", optional" if optional else "")
                for caller, made in calls.items()
                for callee, other, optional in made
            ]
            parts.append(f"flow {flow} {{ {'; '.join(steps)} }}")
        return "\n".join(parts)

    def works(self, flow: str, node: str, lost: str) -> bool:
        """Whether a node answers in a flow when another is lost."""
        return node != lost and all(
            optional
            or self.works(flow, callee, lost)
            or (other != "" and self.works(flow, other, lost))
            for callee, other, optional in self.flows[flow].get(node, ())
        )

    def share(self, lost: str) -> float:
        down = [flow for flow in self.flows if not self.works(flow, "v", lost)]
        return len(down) / len(self.flows)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_going_through_the_calls_comes_to(seed: int) -> None:
    calls = Calls(seed)
    claims = [f"require blast_radius of {name} <= 100%" for name in calls.names]
    facts = facts_of(f'{calls.text()}\nnonfunctional N "n" {{ {"; ".join(claims)} }}\n')
    for verdict, name in zip(facts[verdicts], calls.names, strict=True):
        share = f"{calls.share(name) * 100:.4g}%"
        assert verdict.judgement.value == share, f"{name} in {calls.text()}"


@pytest.mark.parametrize("seed", range(40))
def test_it_is_what_the_scenario_of_the_loss_comes_to(seed: int) -> None:
    """In mixed designs: the flows that can work in no case when it is lost, and those that can."""
    text = Mixed(seed).text()
    for subject in ("s", "db", "c", "one", "p.eu", "p.eu.a"):
        lines = f"lose {subject}; expect blast_radius of t <= 100%"
        facts = facts_of(
            f'{text}\nscenario S "s" {{ {lines} }}\n'
            f'nonfunctional N "n" {{ require blast_radius of {subject} <= 0% }}\n'
        )
        (verdict,) = facts[verdicts]
        least, most = _bounds(verdict.judgement)
        down = _down_in(facts)
        assert least <= down <= most, f"{subject}: {verdict.judgement.value} in {text}"
        assert len(facts[expectations]) == 1
        if verdict.judgement.status.value == "undecided":
            assert verdict.judgement.missing, f"{subject} in {text}"


def _bounds(judgement: Judgement) -> tuple[int, int]:
    """How many flows go down, and how many may, by the lines of the derivation."""
    lines = texts(judgement)
    taken = sum(" goes down: " in line for line in lines)
    return taken, taken + sum(line.endswith(" may go down") for line in lines)


def _down_in(facts: Facts) -> int:
    """How many flows surely never work in the scenario."""
    lost = in_scenario(facts, facts.design.scenarios["S"])
    return sum(lost[flow_availability][flow].value.high == 0.0 for flow in lost.design.flows)
