"""From a checked design to its review document."""

from __future__ import annotations

from datetime import date

from designlint.check import Checked
from designlint.document import VERSION, Document, Edition, Front
from designlint.review.claims import claims, register
from designlint.review.consistency import consistency
from designlint.review.costs import costs
from designlint.review.failures import failures
from designlint.review.findings import asked_once, findings
from designlint.review.flows import flows
from designlint.review.front import front
from designlint.review.glossary import glossary
from designlint.review.matrix import matrix, titles
from designlint.review.operations import operations
from designlint.review.parts import assumptions, components, data, decisions, interfaces
from designlint.review.problem import problem, questions, requirements
from designlint.review.risks import risks
from designlint.review.scaling import scaling
from designlint.review.security import security
from designlint.review.sensitivity import tornado
from designlint.review.summary import summary
from designlint.review.traceability import traceability
from designlint.review.wrap_up import wrap_up

NOWHERE = Edition()
EMPTY = Front(NOWHERE, "", "", "", "", "")
"""What stands for the front page, which sums up all the others, until these are made."""


def review(checked: Checked, today: date, found_in: Edition = NOWHERE) -> Document:
    """The document, in the order of a design review. `today` decides which acceptances have ended;
    `found_in` is the state of the design as its version control has it."""
    facts, result = checked.facts, checked.result
    header = facts.design.header
    judged = claims(facts)
    asked = questions(facts, judged)
    found = asked_once(findings(result.diagnostics), asked)
    required = requirements(facts, judged)
    accepted = risks(facts, result.suppressed, today)
    summed = summary(result.tally, judged, found, accepted)
    trace = traceability(facts, required)
    listed = flows(facts, found)
    document = Document(
        version=VERSION,
        name=header.name if header is not None else "design",
        title=header.title if header is not None and header.title else "Design",
        files=tuple([syntax.source.name for syntax in checked.project.files]),
        front=EMPTY,
        summary=summed,
        matrix=matrix(required, listed, titles(facts)),
        findings=found,
        problem=problem(facts),
        requirements=required,
        components=components(facts, found),
        decisions=decisions(facts),
        interfaces=interfaces(facts),
        flows=listed,
        data=data(facts, found),
        failures=failures(facts, judged),
        scaling=scaling(facts),
        consistency=consistency(facts, judged),
        security=security(facts),
        operations=operations(facts),
        costs=costs(facts),
        risks=accepted,
        questions=asked,
        traceability=trace,
        register=register(facts),
        assumptions=assumptions(facts),
        tornado=tornado(facts),
        glossary=glossary(facts),
        wrap_up=wrap_up(trace, summed.tally, summed.claims, found, asked),
    )
    return document._replace(
        front=front(facts, document, found_in._replace(date=today.isoformat()))
    )
