"""From a checked design to its review document."""

from __future__ import annotations

from datetime import date

from designlint.check import Checked
from designlint.document import VERSION, Document
from designlint.review.claims import claims, register
from designlint.review.consistency import consistency
from designlint.review.failures import failures
from designlint.review.findings import findings
from designlint.review.flows import flows
from designlint.review.parts import assumptions, components, data, decisions, interfaces
from designlint.review.problem import problem, questions, requirements
from designlint.review.risks import risks
from designlint.review.scaling import scaling
from designlint.review.summary import summary
from designlint.review.traceability import traceability


def review(checked: Checked, today: date) -> Document:
    """The document, in the order of a design review. `today` decides which acceptances have ended."""
    facts, result = checked.facts, checked.result
    header = facts.design.header
    found = findings(result.diagnostics)
    judged = claims(facts)
    required = requirements(facts, judged)
    accepted = risks(facts, result.suppressed, today)
    return Document(
        version=VERSION,
        name=header.name if header is not None else "design",
        title=header.title if header is not None and header.title else "Design",
        files=tuple([syntax.source.name for syntax in checked.project.files]),
        summary=summary(result.tally, judged, found, accepted),
        findings=found,
        problem=problem(facts),
        requirements=required,
        components=components(facts, found),
        decisions=decisions(facts),
        interfaces=interfaces(facts),
        flows=flows(facts, found),
        data=data(facts, found),
        failures=failures(facts, judged),
        scaling=scaling(facts),
        consistency=consistency(facts, judged),
        risks=accepted,
        questions=questions(facts, judged),
        traceability=traceability(facts, required),
        register=register(facts),
        assumptions=assumptions(facts),
    )
