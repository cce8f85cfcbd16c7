"""Every requirement and expectation with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import Judgement, Status, failed
from designlint.analyses.worlds import at_load, in_scenario
from designlint.model import Claim, Element, Scenario
from designlint.result import Tally


class Verdict(NamedTuple):
    """A claim of a requirement, or an expectation of a scenario, and how it comes out."""

    owner: Element
    claim: Claim
    judgement: Judgement

    @property
    def status(self) -> Status:
        """Met, violated or undecided."""
        return self.judgement.status

    @property
    def word(self) -> str:
        """The status with what it rests on: `met on assumptions`."""
        return self.judgement.word

    @property
    def is_refuted(self) -> bool:
        """Whether facts alone, without assumption or estimate, show that the claim is violated."""
        return self.judgement.is_refuted


def verdicts(facts: Facts) -> tuple[Verdict, ...]:
    """The verdict on each `require`, in the order of the design."""
    return tuple(
        [
            Verdict(requirement, claim, judge(facts, claim))
            for requirement in facts.design.requirements.values()
            for claim in requirement.claims
        ]
    )


def expectations(facts: Facts) -> tuple[Verdict, ...]:
    """The verdict on each scenario's expectations, in the scenario's world."""
    found: list[Verdict] = []
    for scenario in facts.design.scenarios.values():
        found.extend(_expectations(facts, scenario))
    return tuple(found)


def _expectations(facts: Facts, scenario: Scenario) -> Iterable[Verdict]:
    world = in_scenario(facts, scenario)
    for claim in scenario.expectations:
        yield Verdict(scenario, claim, judge(world, claim))


def requirement_verdicts(facts: Facts) -> dict[str, Status]:
    """Each measurable requirement's worst verdict, by path."""
    grave = (Status.MET, Status.UNDECIDED, Status.VIOLATED)
    worst: dict[str, Status] = {}
    for verdict in facts[verdicts]:
        path = verdict.owner.path
        worst[path] = max(worst.get(path, Status.MET), verdict.status, key=grave.index)
    return worst


def tally(facts: Facts) -> Tally:
    """How many requirements are met, violated, undecided."""
    found = list(facts[requirement_verdicts].values())
    return Tally(*(found.count(s) for s in (Status.MET, Status.VIOLATED, Status.UNDECIDED)))


def verdicts_on(facts: Facts) -> dict[tuple[str, str], tuple[Verdict, ...]]:
    """The verdicts of the requirements by subject and metric."""
    found: dict[tuple[str, str], tuple[Verdict, ...]] = {}
    for verdict in facts[verdicts]:
        if verdict.claim.subject is not None:
            key = (verdict.claim.subject.path, verdict.claim.metric.name)
            found[key] = (*found.get(key, ()), verdict)
    return found


def verdicts_about(facts: Facts, *metrics: str) -> Iterator[Verdict]:
    """The verdicts of the requirements on one of these metrics, in the order of the design."""
    return (verdict for verdict in facts[verdicts] if verdict.claim.measures(*metrics))


def violated_requirements(facts: Facts, subjects: Iterable[str], *metrics: str) -> tuple[str, ...]:
    """The paths of the requirements on these metrics of these subjects that are refuted."""
    table = facts[verdicts_on]
    found = [v for s in subjects for metric in metrics for v in table.get((s, metric), ())]
    return tuple(dict.fromkeys(v.owner.path for v in found if v.is_refuted))


def judge(facts: Facts, claim: Claim) -> Judgement:
    """The verdict on one claim, at its load; undecided where its metric raises."""
    try:
        return claim.metric.judge(at_load(facts, claim.load), claim)
    except Exception as error:  # noqa: BLE001  # a metric may raise anything; it is reported, see `failed`
        return failed(claim, error)
