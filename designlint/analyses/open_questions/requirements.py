"""Questions about the requirements: which there are, how much they matter, how they are measured."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.place_losses import losses_of_places
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.open_questions.security import encryption
from designlint.diagnostics.diagnostic import edit
from designlint.model import Flow
from designlint.schema.context import CONTAINS, PRIORITY


def requirements(facts: Facts) -> Iterator[Question]:
    """Functional requirements, their priorities, and targets for what must work."""
    design = facts.design
    functional = [r for r in design.requirements.values() if r.functional]
    if not functional:
        text = 'functional FR1 "A user can ..." { priority must }'
        yield Question("What must users be able to do?", "functional", edit(text))
    else:
        unranked = [r for r in functional if design.priority_of(r.path) is None]
        is_rest = len(unranked) < len(functional)
        if len(functional) > 1:
            yield from ask("Can {} wait?" if is_rest else "Which of {} matter most?",
                           PRIORITY, "priority must", unranked)  # fmt: skip
        if len(functional) >= _MANY and all(r.value(PRIORITY) == "must" for r in functional):
            yield from ask("Which of {} could wait?", PRIORITY, "priority should", functional)
    flows = facts[at_stake].flows if design.must_flows else ()
    yield from ask(
        "How often may {} fail?", "availability", f"require availability of {_first(flows)} >= 99.9%",
        _untargeted(facts, flows, "availability", "error_budget"), place=_REQUIREMENT,
    )  # fmt: skip
    yield from ask(
        "How fast must {} answer?", "latency", f"require latency p99 of {_first(flows)} <= 300ms",
        _untargeted(facts, flows, "latency", "staleness"), place=_REQUIREMENT,
    )  # fmt: skip
    yield from _losses(facts)
    yield from _protection(facts)
    yield from losses_of_places(facts)


_MANY = 4
"""Where so many requirements are all musts, nothing says what to do without first."""
_REQUIREMENT = "a nonfunctional requirement"


def _first(flows: tuple[Flow, ...]) -> str:
    return flows[0].path if flows else "FLOW"


def _untargeted(facts: Facts, flows: tuple[Flow, ...], *metrics: str) -> list[Flow]:
    """All of these flows where no requirement has a target of this sort: one will do for a beginning."""
    return [] if any(True for _ in facts.design.claims_on(*metrics)) else list(flows)


def _losses(facts: Facts) -> Iterator[Question]:
    """How much important data may be lost, where no requirement bounds that."""
    claimed = any(True for _ in facts.design.claims_on("rpo", "durability"))
    critical = (
        []
        if claimed
        else [data for data in facts[at_stake].data if data.is_critical or data.is_important]
    )
    if critical:
        line = f"require rpo of {critical[0].path} <= 1min"
        yield from ask("How much of {} may be lost?", "rpo", line, critical, place=_REQUIREMENT)


def _protection(facts: Facts) -> Iterator[Question]:
    """What protects data that the law protects. Where its encryption is not declared, that is asked
    instead: one question for one thing."""
    claimed = any(True for _ in facts.design.claims_on("encryption"))
    if claimed or any(True for _ in encryption(facts)):
        return
    protected = [d for d in facts[at_stake].data if d.value(CONTAINS)]
    if protected:
        line = f"require encryption at_rest of {protected[0].path}"
        yield from ask(
            "Which protection must {} have?", "encryption", line, protected, place=_REQUIREMENT
        )
