"""The problem space: the problem, its users, the requirements, and the open questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.open_questions import open_questions
from designlint.document import Claim, Party, Problem, Question, Requirement
from designlint.model import Element
from designlint.review.claims import worst
from designlint.review.values import facts_of

MOST_ANSWERS = 4


def problem(facts: Facts) -> Problem:
    """The header of the design, its users, and the systems of others that it works with."""
    design = facts.design
    return Problem(
        facts_of(design.header) if design.header is not None else (),
        tuple([_party(actor) for actor in design.actors.values()]),
        tuple([_party(c) for c in design.components.values() if c.is_external]),
    )


def _party(element: Element) -> Party:
    return Party(element.path, element.title, facts_of(element))


def requirements(facts: Facts, claims: Mapping[str, tuple[Claim, ...]]) -> tuple[Requirement, ...]:
    """All requirements with the parts that serve them, and their verdicts."""
    served = facts[coverage]
    return tuple(
        [
            Requirement(
                one.path,
                one.title,
                one.functional,
                facts_of(one),
                served.flows_serving.get(one.path, ()),
                served.apis_serving.get(one.path, ()),
                *worst(claims.get(one.path, ())),
                claims.get(one.path, ()),
            )
            for one in facts.design.requirements.values()
        ]
    )


def questions(facts: Facts, claims: Mapping[str, tuple[Claim, ...]]) -> tuple[Question, ...]:
    """Undecided claims, and facts of the problem space that are not declared."""
    return (*_undecided(claims), *_unanswered(facts))


def _undecided(claims: Mapping[str, tuple[Claim, ...]]) -> Iterator[Question]:
    for path, found in claims.items():
        for claim in found:
            if claim.status == "undecided":
                reason = f" {claim.reason[0].upper()}{claim.reason[1:]}." if claim.reason else ""
                yield Question(path, f"Does `{claim.text}` hold?{reason}", _first(claim.missing))


def _first(missing: tuple[str, ...]) -> tuple[str, ...]:
    """The first of many answers; all of them stand with the requirement."""
    more = len(missing) - MOST_ANSWERS
    return (*missing[:MOST_ANSWERS], f"and {more} more") if more > 1 else missing


def _unanswered(facts: Facts) -> Iterator[Question]:
    for stage in facts[open_questions].stages:
        for asked in stage.questions:
            about = asked.about[0] if asked.about else ""
            yield Question(about, asked.text, (f"`{asked.answer.text}`",))
    for path in facts[coverage].unserved:
        yield Question(path, f"Which flow serves `{path}`?", (f"`flow NAME serves {path}`",))
