"""The smallest change: applied to the file it meets the claim, and nothing smaller does."""

from __future__ import annotations

from itertools import combinations

import pytest

from designlint.analyses.availability.availability import flow_availability
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.remedies.adjustment import Adjustment, Lever
from designlint.analyses.remedies.search import remedies
from designlint.analyses.remedies.trials import what_if
from designlint.analyses.verdicts.verdicts import Verdict, judge, verdicts
from tests.analyses.designs import facts_of
from tests.analyses.pasting import applied, shown_as
from tests.analyses.random_designs import small_design

# Brute force tries this many levels of each lever, alone and in pairs.
LEVELS = 6
WANTED = 12


def violated(seed: int) -> tuple[str, Facts, Verdict] | None:
    """The random design of a seed with a requirement that it does not meet, if it can be missed."""
    text = small_design(seed)[0].text()
    up = facts_of(text)[flow_availability]["f"].value.high
    target = next((t for t in (0.9, 0.99, 0.999, 0.9999, 0.99999) if t > up + 1e-9), None)
    if target is None:
        return None
    text += f'\nnonfunctional N "n" {{ require availability of f >= {target * 100:.6g}% }}\n'
    facts = facts_of(text)
    (verdict,) = facts[verdicts]
    assert verdict.status is Status.VIOLATED
    return text, facts, verdict


def meets(facts: Facts, verdict: Verdict, edits: tuple[Adjustment, ...]) -> bool:
    return judge(what_if(facts, edits), verdict.claim).status is Status.MET


def smaller(levers: tuple[Lever, ...], size: float, number: int) -> list[tuple[Adjustment, ...]]:
    """All changes of one lever, or of two, that are smaller than a size."""
    edits = [
        (lever, lever.at(n)) for lever in levers for n in range(1, min(lever.most, LEVELS) + 1)
    ]
    singles = [(edit,) for _, edit in edits]
    pairs = [(a, b) for (one, a), (other, b) in combinations(edits, 2) if one.name != other.name]
    return [
        t for t in (singles if number == 1 else singles + pairs) if sum(e.size for e in t) < size
    ]


def compare(seed: int) -> bool:
    """Hold the suggestion for a random design against brute force; whether there was one."""
    case = violated(seed)
    if case is None:
        return False
    text, facts, verdict = case
    context = f"seed {seed}\n{text}"
    search = facts[remedies][verdict.claim.span]
    levers = tuple(verdict.claim.metric.levers(facts, verdict.claim))
    if not search.edits:
        for tried in smaller(levers, 1000.0, 2):
            assert not meets(facts, verdict, tried), context
        return True
    (after,) = facts_of(applied(text, facts, search.edits))[verdicts]
    # Where nothing meets it for certain, what may be enough is the next best.
    assert search.judgement is not None
    assert after.status is search.judgement.status, context
    assert after.status is not Status.VIOLATED, context
    size = sum(edit.size for edit in search.edits)
    for tried in smaller(levers, size, len(search.edits)):
        assert not meets(facts, verdict, tried), f"{context}\n{[shown_as(e) for e in tried]}"
    return True


def test_small_designs() -> None:
    assert sum(compare(seed) for seed in range(3 * WANTED)) >= WANTED


@pytest.mark.slow
def test_many_small_designs() -> None:
    assert sum(compare(seed) for seed in range(10_000, 10_600)) >= 200


SHOP = """
actor buyer
component gate : gateway { replicas 2; capacity 100 req/s per replica; availability 99% }
component cart : service { replicas 1; capacity 100 req/s per replica; availability 99% }
flow buy { rate 90 req/s peak; buyer -> gate -> cart }
"""


@pytest.mark.parametrize(
    ("design", "claim", "shown"),
    [
        (SHOP, "availability of buy >= 99.9%", ["in `cart`: replicas 2"]),
        (SHOP, "availability of buy >= 99.995%", ["in `cart`: replicas 3", "in `gate`: replicas 3"]),
        (SHOP, "headroom of cart >= 50%", ["in `cart`: replicas 2"]),
        (SHOP, "throughput of buy >= 250 req/s", ["in `gate`: replicas 3", "in `cart`: replicas 3"]),
        (
            "data d; actor a\n"
            "component s : database {\n"
            "  holds d; topology leader_follower { followers 2 }; capacity 1k req/s per replica\n"
            "}\n"
            "flow w { rate 900 req/s peak; a -> s writes d }",
            "headroom of s >= 40%",
            ["in `s`: capacity 1.5k req/s per replica"],
        ),
        (
            "data d; actor a\n"
            "component s : database { holds d; topology leader_follower { followers 2; lag 5s } }\n"
            "flow r { rate 1 req/s; a -> s reads d, from follower }",
            "consistency of d >= linearizable",
            ["in the step a -> s of `r`: from leader"],
        ),
        (
            "data d; actor a\n"
            "component s : database { holds d; topology leaderless { copies 3; read 1; write 1 } }\n"
            "flow r { rate 1 req/s; a -> s reads d }",
            "consistency of d >= read_your_writes",
            ["in the topology of `s`: read quorum; write quorum"],
        ),
        (
            "component links : service {\n"
            "  replicas 6; capacity 1k req/s per replica; cost 100 USD/month per replica\n"
            "}\n"
            "actor a; flow f { rate 2k req/s peak; a -> links }\n"
            'nonfunctional R "room" { require headroom of links >= 20% }',
            "cost of everything <= 400 USD/month",
            ["in `links`: replicas 4"],
        ),
        (
            "data d; actor a\ncomponent c : cache { holds d; ttl 5min }\n"
            "flow r { rate 1 req/s; a -> c reads d }",
            "staleness of d <= 60s",
            ["in `c`: ttl 60s"],
        ),
    ],
)  # fmt: skip
def test_what_is_suggested(design: str, claim: str, shown: list[str]) -> None:
    facts = facts_of(f'{design}\nnonfunctional N "n" {{ require {claim} }}\n')
    verdict = facts[verdicts][-1]
    search = facts[remedies][verdict.claim.span]
    assert sorted(shown_as(edit) for edit in search.edits) == sorted(shown)


def test_what_breaks_another_requirement_is_not_suggested() -> None:
    design = """
    data d; actor a
    component s : database {
      holds d; replicas 3; topology leaderless { copies 3; read 1; write 1 }; availability 99%
    }
    flow r { rate 1 req/s; a -> s reads d }
    flow w { rate 1 req/s; a -> s writes d }
    nonfunctional N1 "fresh" { require consistency of d >= read_your_writes }
    nonfunctional N2 "up" { require availability of r >= 99.99% }
    nonfunctional N3 "up" { require availability of w >= 99.99% }
    """
    facts = facts_of(design)
    fresh, up, _ = facts[verdicts]
    assert (fresh.status, up.status) == (Status.VIOLATED, Status.MET)
    search = facts[remedies][fresh.claim.span]
    assert search.edits == ()
    assert [shown_as(edit) for edit in search.blocked] == [
        "in the topology of `s`: read quorum; write quorum"
    ]
    assert search.breaks == ("N2", "N3")


def test_a_provider_that_promises_too_little_is_named() -> None:
    design = """
    actor a; external bank { availability 99% }
    component s : service { replicas 1; availability 99.9% }
    flow r { rate 1 req/s; a -> s -> bank writes d }
    data d
    nonfunctional N "up" { require availability of r >= 99.9% }
    """
    facts = facts_of(design)
    (verdict,) = facts[verdicts]
    search = facts[remedies][verdict.claim.span]
    assert search.edits == ()
    assert search.judgement is not None
    assert search.judgement.status is Status.VIOLATED
