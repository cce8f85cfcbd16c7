"""Questions about the requirements: which there are, how much they matter, how they are measured."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.diagnostic import edit
from designlint.model import Flow
from designlint.schema.context import PRIORITY


def requirements(facts: Facts) -> Iterator[Question]:
    """Functional requirements, their priorities, and targets for what must work."""
    design = facts.design
    functional = [r for r in design.requirements.values() if r.functional]
    if not functional:
        text = 'functional FR1 "A user can ..." { priority must }'
        yield Question("What must users be able to do?", "functional", edit(text))
    elif not any(r[PRIORITY] for r in functional):
        yield from ask(
            "Which of {} matter most?" if len(functional) > 1 else "Can {} wait?",
            PRIORITY, "priority must", functional,
        )  # fmt: skip
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


_REQUIREMENT = "a nonfunctional requirement"


def _first(flows: tuple[Flow, ...]) -> str:
    return flows[0].path if flows else "FLOW"


def _untargeted(facts: Facts, flows: tuple[Flow, ...], *metrics: str) -> list[Flow]:
    """All of these flows where no requirement has a target of this sort: one will do for a beginning."""
    return [] if any(True for _ in facts.design.claims_on(*metrics)) else list(flows)


def _losses(facts: Facts) -> Iterator[Question]:
    """How much critical data may be lost, where no requirement bounds that."""
    claimed = any(True for _ in facts.design.claims_on("rpo", "durability"))
    critical = [] if claimed else [data for data in facts[at_stake].data if data.is_critical]
    if critical:
        line = f"require rpo of {critical[0].path} <= 1min"
        yield from ask("How much of {} may be lost?", "rpo", line, critical, place=_REQUIREMENT)
