"""Every requirement and expectation with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from designlint.analyses.facts import Facts, Results
from designlint.analyses.graph.doubts import calls_nothing, contradicted, unread
from designlint.analyses.judgement import (
    GRAVITY,
    Judgement,
    Status,
    failed,
    in_contradiction,
    not_understood,
    out_of_budget,
    untried,
    without_calls,
    without_load,
)
from designlint.analyses.verdicts.judged_worlds import at_load_of, judged_loads, judged_scenarios
from designlint.analyses.verdicts.linked import on_the_way
from designlint.analyses.verdicts.ranges import Ends, better_ends, has_too_many, judged_over
from designlint.analyses.verdicts.samples import samples
from designlint.analyses.worlds import at_load, in_scenario
from designlint.base.cached import cached_property
from designlint.base.guest import LIMIT, Guest
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help, Step, grouped_lines
from designlint.diagnostics.result import Standing, Tally
from designlint.model import Claim, Element, Requirement, Scenario

ASSUMED = "assumed: "


class Verdict(NamedTuple):
    """A claim of a requirement, or an expectation of a scenario, with its outcome."""

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

    @property
    def facts_to_declare(self) -> tuple[Help, ...]:
        """The facts that would decide or prove it, as samples."""
        return tuple(samples(self.claim, self.judgement.missing))

    def world_around(self, facts: Facts) -> Facts:
        """The facts that its claim is judged by: of its scenario, if it has one."""
        return in_scenario(facts, self.owner) if isinstance(self.owner, Scenario) else facts

    def world(self, facts: Facts) -> Facts:
        """The facts that it rests on: of its scenario, at its load."""
        return at_load(self.world_around(facts), self.claim.load)

    def proof(self, facts: Facts) -> tuple[Step, ...]:
        """The lines that show it, the gravest first; of many, the rest is counted."""
        has_world = self.judgement.has_world
        return tuple(self.claim.metric.proof(self.world(facts), self)) if has_world else ()

    def because(self, facts: Facts) -> tuple[str, ...]:
        """The causes that it follows from, the nearest first."""
        lost = self.owner.lost if isinstance(self.owner, Scenario) else ()
        has_world = self.judgement.has_world
        found = self.claim.metric.causes(self.world(facts), self) if has_world else ()
        return (*found, *(f"loss of `{one.path}`" for one in lost))

    def proof_on_assumptions(self, facts: Facts) -> tuple[Step, ...]:
        """The lines that show it, then those that state its assumptions; no line is shown twice."""
        assumptions = self.judgement.assumptions
        texts = {line.text for line in assumptions}
        origins = {line.origin for line in assumptions if line.origin.startswith("assumed")}
        proof = [
            line
            for line in self.proof(facts)
            if line.origin not in origins and line.text.removeprefix(ASSUMED) not in texts
        ]
        grouped = [line._replace(text=ASSUMED + line.text) for line in grouped_lines(assumptions)]
        return (*proof, *grouped)

    def derivation(self, facts: Facts) -> Sequence[Step]:
        """All numbers behind it, as a tree."""
        has_world = self.judgement.has_world
        return self.claim.metric.derivation(self.world(facts), self) if has_world else ()


class Verdicts(Results[Verdict]):
    """The verdict on each `require`, in the order of the design."""

    def __init__(self, facts: Facts, found: Iterable[Verdict]) -> None:
        super().__init__(found)
        self._facts = facts
        self._causes: dict[int, frozenset[str]] = {}

    @property
    def expectations(self) -> tuple[Verdict, ...]:
        """The verdict on each scenario's expectations, in the scenario's world."""
        return self._facts[expectations]

    def about(self, *metrics: str) -> Iterator[Verdict]:
        """The verdicts on one of these metrics."""
        return (verdict for verdict in self if verdict.claim.measures(*metrics))

    def on(self, subject: str, *metrics: str) -> tuple[Verdict, ...]:
        """The verdicts on metrics of a subject."""
        found = self._by_subject
        return tuple([one for metric in metrics for one in found.get((subject, metric), ())])

    def unmet(self, subject: str, metric: str) -> list[Verdict]:
        """The verdicts on a metric of a subject that are not met, the violated ones first."""
        unmet = [one for one in self.on(subject, metric) if one.status is not Status.MET]
        return sorted(unmet, key=lambda verdict: verdict.status is not Status.VIOLATED)

    def violated(
        self, subjects: Iterable[str], *metrics: str, by: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The paths of the requirements on these metrics of these subjects that are refuted; with causes
        (`by`), of those that follow from one of them."""
        found = [one for s in subjects for metric in metrics for one in self.on(s, metric)]
        refuted = [one for one in found if one.is_refuted]
        causes = set(by)
        if causes:
            refuted = [one for one in refuted if not causes.isdisjoint(self._because(one))]
        return tuple(dict.fromkeys(one.owner.path for one in refuted))

    def _because(self, verdict: Verdict) -> frozenset[str]:
        """The causes of one of the verdicts: each finding that may break it asks for them."""
        known = self._causes.get(id(verdict))
        if known is None:
            known = self._causes[id(verdict)] = frozenset(verdict.because(self._facts))
        return known

    def is_at_stake(self, flow: str) -> bool:
        """Whether a flow's availability is not proved to be enough."""
        found = self.on(flow, "availability")
        return not found or any(verdict.status is not Status.MET for verdict in found)

    @cached_property
    def _by_subject(self) -> dict[tuple[str, str], tuple[Verdict, ...]]:
        found: dict[tuple[str, str], tuple[Verdict, ...]] = {}
        for verdict in self:
            if verdict.claim.subject is not None:
                key = (verdict.claim.subject.path, verdict.claim.metric.name)
                found[key] = (*found.get(key, ()), verdict)
        return found


def verdicts(facts: Facts) -> Verdicts:
    """The verdict on each `require`, in the order of the design."""
    return Verdicts(
        facts,
        [
            verdict_on(facts, requirement, claim)
            for requirement in facts.design.requirements.values()
            for claim in requirement.claims
        ],
    )


def expectations(facts: Facts) -> tuple[Verdict, ...]:
    """The verdict on each scenario's expectations, in the scenario's world: of the first worlds of the
    design, as many as the budget has."""
    found: list[Verdict] = []
    judged = facts[judged_scenarios]
    for path, scenario in facts.design.scenarios.items():
        if path in judged:
            found.extend(_expectations(facts, scenario))
        else:
            found += [Verdict(scenario, one, out_of_budget(one)) for one in scenario.expectations]
    return tuple(found)


def _expectations(facts: Facts, scenario: Scenario) -> Iterable[Verdict]:
    world = in_scenario(facts, scenario)
    for claim in scenario.expectations:
        if scenario.path in facts.design.in_doubt:
            yield Verdict(scenario, claim, in_contradiction(claim, (scenario.path,)))
        else:
            yield verdict_on(world, scenario, claim)


def verdict_on(facts: Facts, owner: Requirement | Scenario, claim: Claim) -> Verdict:
    """The verdict on a claim in the world of the facts; what rests on a part that has an error is
    undecided."""
    paths = unread(facts, claim, owner.path) if facts.design.unread else ()
    if paths:
        return Verdict(owner, claim, not_understood(claim, paths))
    has_world = claim.load == 1.0 or at_load_of(owner, claim) in facts[judged_loads]
    return Verdict(owner, claim, judge(facts, claim) if has_world else without_load(claim))


def requirement_verdicts(facts: Facts) -> dict[str, Verdict]:
    """Each measurable requirement's worst verdict, by path."""
    worst: dict[str, Verdict] = {}
    for verdict in facts[verdicts]:
        path = verdict.owner.path
        worst[path] = max(worst.get(path, verdict), verdict, key=lambda v: GRAVITY.index(v.word))
    return worst


def standings(facts: Facts) -> tuple[Standing, ...]:
    """How each claim of a requirement or scenario comes out, as text."""
    return tuple(map(_standing, (*facts[verdicts], *facts[expectations])))


def _standing(verdict: Verdict) -> Standing:
    judged = verdict.judgement
    needs = judged.missing if judged.status is Status.UNDECIDED else ()
    return Standing(
        verdict.owner.path,
        verdict.claim.text,
        judged.word,
        judged.value,
        judged.margin,
        tuple(dict.fromkeys(need.of(need.element) for need in needs)),
    )


def tally(facts: Facts) -> Tally:
    """How many requirements have which verdict."""
    words = [verdict.word for verdict in facts[requirement_verdicts].values()]
    return Tally(
        met=words.count("met"),
        violated=words.count("violated"),
        undecided=words.count("undecided"),
        met_on_assumptions=words.count("met on assumptions"),
        met_likely=words.count("met (likely)"),
        violated_on_assumptions=words.count("violated on assumptions"),
        violated_likely=words.count("violated (likely)"),
    )


def judge(facts: Facts, claim: Claim, known: Ends | None = None) -> Judgement:
    """The verdict on one claim, at its load; undecided where its metric raises, and where the design
    contradicts itself. For `known` ends of ranges see `judged_over`."""
    paths = contradicted(facts, claim)
    if paths:
        return in_contradiction(claim, paths)
    if calls_nothing(facts, claim):
        return without_calls(claim)
    if known is None and has_too_many(facts):
        return untried(claim, in_scenario=facts.base is not None)
    try:
        with Guest(_limit(claim), f"metric {claim.metric.name}"):
            judged = judged_over(facts, _at_load(claim), known)
        if not isinstance(judged, Judgement):
            raise TypeError(f"{type(judged).__name__} is no Judgement")
        judged = on_the_way(facts, claim, judged)
    except Exception as error:  # noqa: BLE001  # a metric may raise anything; it is reported, see `failed`
        return failed(claim, error)
    if judged.status is Status.UNDECIDED and not (judged.missing or judged.reason):
        return judged._replace(
            reason=f"no single fact that can be declared decides {claim.measured}"
        )
    return judged


def ends_for(facts: Facts, claim: Claim) -> Ends:
    """The better ends of the ranges of a design for a claim; empty where its metric raises."""
    try:
        with Guest(_limit(claim), f"metric {claim.metric.name}"):
            return better_ends(facts, _at_load(claim))
    except Exception:  # noqa: BLE001  # a metric may raise anything; the verdict reports it
        return {}


def _limit(claim: Claim) -> float | None:
    """The seconds that a verdict may take: those of the built-in metrics are bounded by their work."""
    module = getattr(claim.metric.judge, "__module__", "")
    return None if str(module).startswith("designlint.") else LIMIT


def _at_load(claim: Claim) -> Callable[[Facts], Judgement]:
    def judged_at(now: Facts) -> Judgement:
        world = at_load(now, claim.load)
        if not world.design.lost:
            return claim.metric.judge(world, claim)
        # Placements are a heavy import: what loses nothing need not ask where it runs.
        from designlint.analyses.verdicts.whereabouts import judged_wherever

        return judged_wherever(world, claim, lambda one: claim.metric.judge(one, claim))

    return judged_at
