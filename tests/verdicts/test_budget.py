"""Laws of the work of a check: less of it decides less, and never something else."""

from __future__ import annotations

import pytest

from designlint.analyses import budget
from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Status
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.language.project import load_text
from designlint.language.resolve import resolve
from designlint.model import Design
from tests.attacks.complexity.all import ATTACKS
from tests.support.metrics import METRICS
from tests.verdicts.anything import Drawn

SEEDS = range(0, 60, 4)
SMALL = (
    "entangled_zones",
    "fallback_ladder",
    "crowds",
    "dense_shares",
    "scenarios_of_flows",
    "shards",
    "ranges",
    "ranges_of_flows",
    "few_ranges",
    "doubtful_stores",
    "doubtful_recoveries",
)
UNRELATED = """
actor stranger
component island : service { replicas 2; capacity 100 req/s; availability 99% }
flow apart { rate 1 req/s peak; stranger -> island }
nonfunctional Apart "x" { require availability of apart >= 99.99999% }
"""


def judged(text: str) -> dict[str, Verdict]:
    """The verdicts on a design's claims, by the place of each in the text."""
    project = load_text(text, "test.design")
    facts = Facts(resolve(project.files, METRICS).design)
    found = (*facts[verdicts], *facts[expectations])
    return {f"{one.owner.path} {one.claim.span.start}": one for one in found}


def texts() -> list[str]:
    """Random designs, and some that take work."""
    return [
        *(Drawn(seed).design().text for seed in SEEDS),
        *(ATTACKS[name](7) for name in SMALL),
    ]


@pytest.mark.parametrize("text", texts())
def test_with_less_work_less_is_decided_and_nothing_else(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = judged(text)

    def little(_: Design) -> budget.Budget:
        return budget.Budget(tree=20, remedies=0, scenarios=2, ranges=0, fallbacks=False, alone=0)

    monkeypatch.setattr(budget, "dealt", little)
    for name, less in judged(text).items():
        assert less.status in (whole[name].status, Status.UNDECIDED)


@pytest.mark.parametrize("text", texts()[::2])
def test_what_is_unrelated_changes_no_verdict(text: str) -> None:
    whole, more = judged(text), judged(text + UNRELATED)
    for name, one in whole.items():
        assert more[name].word == one.word
        assert more[name].judgement.value == one.judgement.value


def test_what_is_out_of_budget_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ATTACKS["entangled_zones"](9).replace("99.99%", "99.7%")
    little = budget.Budget(tree=1, remedies=0, scenarios=0, ranges=0, fallbacks=False)
    monkeypatch.setattr(budget, "dealt", lambda _: little)
    scenarios = ATTACKS["scenarios_of_flows"](3)
    (first, *_) = judged(scenarios).values()
    assert "no work left for so many scenarios" in first.judgement.reason
    (found,) = judged(text).values()
    assert (found.status, found.judgement.missing) == (Status.UNDECIDED, ())
    assert found.judgement.reason == budget.SPENT


def test_claims_at_more_loads_than_there_is_work_for_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    little = budget.Budget(tree=100, remedies=0, scenarios=1, ranges=0, fallbacks=False, loads=1)
    monkeypatch.setattr(budget, "dealt", lambda _: little)
    claims = "".join(
        f'nonfunctional N{n} "n" {{ require headroom of s >= 0% at {n}x }}\n' for n in (1, 2, 3)
    )
    text = (
        "actor u\ncomponent s : service { replicas 1; capacity 100 req/s }\n"
        f"flow f {{ rate 10 req/s; u -> s }}\n{claims}"
    )
    first, second, third = (one.judgement for one in judged(text).values())
    assert (first.status, second.status, third.status) == (
        Status.MET,
        Status.MET,
        Status.UNDECIDED,
    )
    assert "no work left for so many loads" in third.reason


def test_the_shares_are_those_of_a_small_design_up_to_its_size() -> None:
    project = load_text(ATTACKS["chain"](5), "test.design")
    shares = budget.dealt(resolve(project.files, METRICS).design)
    assert shares.tree == budget.MOST_FOR_TREE
    assert shares.fallbacks
    large = load_text(ATTACKS["scenarios_of_flows"](600), "test.design")
    dealt = budget.dealt(resolve(large.files, METRICS).design)
    assert dealt.tree == budget.LEAST_FOR_TREE
    assert dealt.scenarios == budget.LEAST_SCENARIOS


def test_what_stands_in_for_others_has_its_share_in_scenarios_too() -> None:
    def shares(text: str) -> budget.Budget:
        project = load_text(text, "test.design")
        return budget.dealt(resolve(project.files, METRICS).design)

    text = ATTACKS["ranges_in_scenarios"](25)
    alone = "".join(line for line in text.splitlines(True) if not line.startswith("scenario"))
    assert (shares(alone).fallbacks, shares(alone).diversions) == (True, True)
    assert (shares(text).fallbacks, shares(text).diversions) == (False, False)
    assert shares(ATTACKS["ranges_in_scenarios"](400)).scenarios < budget.LEAST_SCENARIOS


def test_ranges_and_doubts_have_their_share_in_scenarios_too() -> None:
    def shares(text: str) -> budget.Budget:
        project = load_text(text, "test.design")
        return budget.dealt(resolve(project.files, METRICS).design)

    text = ATTACKS["ranges_in_scenarios"](13)
    alone = "".join(line for line in text.splitlines(True) if not line.startswith("scenario"))
    assert shares(alone).ranges >= budget.LEAST_RANGES > shares(text).ranges
    few, many = (shares(ATTACKS["doubtful_stores"](count)).alone for count in (9, 90))
    assert few > 9
    assert budget.LEAST_IN_DOUBT <= many < 90


IN_DOUBT = """
provider p { region r { zone a; zone b } }
actor u
data d
component s : service { replicas 2 }
component db : database { holds d; replicas 3 in p.r.b; topology consensus }
flow f { rate 1 req/s peak; u -> s; s -> db writes d; s -> db reads d }
scenario x { lose p.r.a; expect consistency of d >= eventual }
"""


def test_a_claim_is_undecided_where_too_many_may_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = judged(IN_DOUBT).values()
    assert whole.status is not Status.UNDECIDED
    dealt = budget.dealt
    monkeypatch.setattr(budget, "dealt", lambda design: dealt(design)._replace(alone=0))
    (less,) = judged(IN_DOUBT).values()
    assert less.status is Status.UNDECIDED
    assert "too many possibilities" in less.judgement.reason
