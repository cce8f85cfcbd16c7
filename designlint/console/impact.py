"""From facts about an impact to the rows that are shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import Coverage, coverage
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.impact.drill import Drill, Outcome, Trial
from designlint.analyses.impact.impact import FlowChange, Turned, flow_changes
from designlint.analyses.impact.words import outcome_text, trial_text, why
from designlint.analyses.verdicts.judged_worlds import judged_scenarios
from designlint.analyses.worlds import in_scenario
from designlint.base.wording import listed
from designlint.model import Step
from designlint.render.functional import Functional
from designlint.render.impact.drill_rows import DrillRows, TrialRow
from designlint.render.impact.rows import ClaimRow, FlowRow
from designlint.render.verdicts import Row


def flow_rows(changes: Iterable[FlowChange]) -> list[FlowRow]:
    """What becomes of flows, as text."""
    return [
        FlowRow(one.flow, str(one.after.state), why(one), str(one.before.state)) for one in changes
    ]


def claim_rows(claims: Iterable[Turned]) -> list[ClaimRow]:
    """What becomes of claims, as text."""
    return [
        ClaimRow(
            one.after.owner.path,
            one.after.claim.text,
            one.before.word,
            one.before.judgement.value,
            one.after.word,
            one.after.judgement.value,
            one.is_worse,
        )
        for one in claims
    ]


def drill_rows(found: Drill, design: str) -> DrillRows:
    """A drill as text; `design` is the name of the design's main file."""
    return DrillRows(
        design,
        tuple(map(_trial, found.outcomes)),
        tuple([trial_text(one) for one in found.not_tried]),
    )


def _trial(one: Outcome) -> TrialRow:
    return TrialRow(
        one.trial.sort,
        one.trial.what,
        trial_text(one.trial),
        tuple(flow_rows(one.flows)),
        tuple(claim_rows(one.claims)),
        one.not_judged,
    )


def functional_rows(facts: Facts, design: str) -> list[Functional]:
    """The functional requirements that are to be built, with the flows that serve each."""
    found = facts[coverage]
    return [_functional(facts, path, found)._replace(design=design) for path in found.wanted]


def _functional(facts: Facts, path: str, found: Coverage) -> Functional:
    title = facts.design.requirements[path].title
    flows = found.flows_for(facts.design, path)
    if not flows:
        return Functional(path, title, "not served")
    bad = [flow for flow in flows if facts[conditions][flow].state >= State.OVERLOADED]
    if bad:
        return Functional(path, title, "overloaded", flows, facts[conditions][bad[0]].reasons[0])
    optional = found.optional_messages(facts, path)
    if optional:
        calls = listed(tuple(dict.fromkeys(map(_call, optional))))
        return Functional(path, title, "optional", flows, f"they work without {calls}")
    return Functional(path, title, "served", flows)


def _call(step: Step) -> str:
    return f"{step.caller.path} {'->' if step.waits else '~>'} {step.callee.path}"


def with_flows(facts: Facts, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; the first of each scenario says what becomes of the flows in it, where all of the design is
    understood."""
    shown: set[str] = set()
    for row in rows:
        scenario = facts.design.scenarios.get(row.name)
        is_looked_at = row.name in facts[judged_scenarios] and row.name not in shown
        if scenario is None or not is_looked_at or facts.design.unread or facts.design.in_doubt:
            yield row
            continue
        shown.add(row.name)
        changes = flow_changes(facts, in_scenario(facts, scenario), facts.design.flows)
        # What is overloaded or dark without the scenario, too, does not work in it, either.
        bad = tuple([one for one in changes if one.is_worse or one.after.state > State.WORKS])
        said = outcome_text(Outcome(Trial("scenario", row.name), bad, ()))
        yield row._replace(flows=said or "every flow works")
