"""What a search may take counts the worlds that a verdict is made of."""

from __future__ import annotations

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.remedies.search import find_remedy
from designlint.analyses.verdicts.effort import Effort, GaveUpError
from designlint.analyses.verdicts.verdicts import Verdict, expectations
from designlint.analyses.worlds import without
from tests.analyses.designs import facts_of

PLACE = "replicas 1 in p.r.y"
DESIGN = """
actor u
provider p {{ region r {{ zone x; zone y }} }}
component a : service {{ {at}; capacity 100 req/s }}
component b : service {{ {at}; capacity 100 req/s }}
component c : service {{ {at}; capacity 100 req/s }}
flow f {{ rate 250 req/s peak; u -> a; a -> b; b -> c }}
scenario X {{ lose p.r.x; expect headroom of f >= 10% }}
"""


def violated(at: str) -> tuple[Facts, Verdict]:
    facts = facts_of(DESIGN.format(at=at))
    (found,) = facts[expectations]
    return facts, found


def test_the_worlds_of_facts_are_all_that_were_made_of_them() -> None:
    facts, _ = violated(PLACE)
    before = facts.worlds
    lost = without(facts, "a")
    without(facts, "a")
    without(lost, "b")
    assert (facts.worlds - before, lost.worlds) == (
        3,
        1,
    )  # the last one beside what it is compared with


def test_a_verdict_that_takes_many_worlds_uses_up_the_effort() -> None:
    facts, verdict = violated(PLACE)
    effort = Effort(facts, 1_000)
    effort.took(verdict, 1, 0)
    effort.spend(verdict)
    effort.took(verdict, 100, 0)
    with pytest.raises(GaveUpError):
        effort.spend(verdict)


def test_a_search_ends_earlier_where_it_is_not_declared_where_all_runs() -> None:
    enough = next(n for n in range(50, 5_000, 50) if not find_remedy(*violated(PLACE), n).gave_up)
    assert find_remedy(*violated("replicas 1"), enough).gave_up
    assert not find_remedy(*violated("replicas 1"), 100 * enough).gave_up
