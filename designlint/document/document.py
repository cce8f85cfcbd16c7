"""The whole document."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.care import Bill, Operated, Security
from designlint.document.claims import Assumption, Summary
from designlint.document.failure import Failures
from designlint.document.findings import Finding, Risk
from designlint.document.flows import Flow
from designlint.document.front import Front, Term, WrapUp
from designlint.document.matrix import Matrix
from designlint.document.parts import Component, DataItem, Decision, Interface
from designlint.document.problem import Problem, Question, Requirement
from designlint.document.reads import Consistency
from designlint.document.scaling import Scaling
from designlint.document.sensitivity import Tornado
from designlint.document.traceability import Traceability
from designlint.document.values import Fact


class Document(NamedTuple):
    """A design as a review document."""

    version: int
    name: str
    title: str
    files: tuple[str, ...]
    front: Front
    summary: Summary
    matrix: Matrix
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
    security: Security
    operations: tuple[Operated, ...]
    costs: tuple[Bill, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    traceability: Traceability
    register: tuple[Assumption, ...]
    assumptions: tuple[Fact, ...]
    tornado: Tornado
    glossary: tuple[Term, ...]
    wrap_up: WrapUp
