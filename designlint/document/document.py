"""The whole document."""

from __future__ import annotations

from designlint.document.claims import Assumption, Summary
from designlint.document.failure import Failures
from designlint.document.findings import Finding, Risk
from designlint.document.flows import Flow
from designlint.document.parts import Component, DataItem, Decision, Interface
from designlint.document.problem import Problem, Question, Requirement
from designlint.document.reads import Consistency
from designlint.document.scaling import Scaling
from designlint.document.traceability import Traceability
from designlint.document.values import Fact
from designlint.records import NamedTuple


class Document(NamedTuple):
    """A design as a review document."""

    version: int
    name: str
    title: str
    files: tuple[str, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    problem: Problem
    requirements: tuple[Requirement, ...]
    components: tuple[Component, ...]
    decisions: tuple[Decision, ...]
    interfaces: tuple[Interface, ...]
    flows: tuple[Flow, ...]
    data: tuple[DataItem, ...]
    failures: Failures
    scaling: Scaling
    consistency: tuple[Consistency, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    traceability: Traceability
    register: tuple[Assumption, ...]
    assumptions: tuple[Fact, ...]
