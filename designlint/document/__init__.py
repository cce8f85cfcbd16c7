"""The content of a review document, without its layout: plain values in the order of a design
review. Texts are worded by the design or an analysis, names in backticks; nothing is markup.

Elements are named by their dotted path. Its JSON form and the schema of that are made from these
types, so a field that is renamed or removed is a change for whoever reads them.
"""

from __future__ import annotations

from designlint.document.care import Bill, Cost, Entry, Keeper, Operated, Protected, Security
from designlint.document.claims import Assumption, Claim, Summary, Tally
from designlint.document.document import Document
from designlint.document.failure import (
    Cut,
    Drill,
    Drilled,
    Failing,
    Failures,
    RecoveryPath,
    Scenario,
)
from designlint.document.findings import Finding, Risk
from designlint.document.flows import Budget, Flow, Hop
from designlint.document.front import Edition, Front, Term, WrapUp
from designlint.document.matrix import Mark, Matrix, Row
from designlint.document.parts import (
    Component,
    Copy,
    DataItem,
    Decision,
    Interface,
    Operation,
    Option,
)
from designlint.document.problem import Party, Problem, Question, Requirement
from designlint.document.reads import Consistency, Read
from designlint.document.scaling import Load, Scaling, Stored
from designlint.document.sensitivity import Tornado, TurningPoint
from designlint.document.traceability import Covered, Purpose, Traceability, Traced
from designlint.document.values import Bar, Fact, Line, Place, Source

VERSION = 1

__all__ = [
    "VERSION",
    "Assumption",
    "Bar",
    "Bill",
    "Budget",
    "Claim",
    "Component",
    "Consistency",
    "Copy",
    "Cost",
    "Covered",
    "Cut",
    "DataItem",
    "Decision",
    "Document",
    "Drill",
    "Drilled",
    "Edition",
    "Entry",
    "Fact",
    "Failing",
    "Failures",
    "Finding",
    "Flow",
    "Front",
    "Hop",
    "Interface",
    "Keeper",
    "Line",
    "Load",
    "Mark",
    "Matrix",
    "Operated",
    "Operation",
    "Option",
    "Party",
    "Place",
    "Problem",
    "Protected",
    "Purpose",
    "Question",
    "Read",
    "RecoveryPath",
    "Requirement",
    "Risk",
    "Row",
    "Scaling",
    "Scenario",
    "Security",
    "Source",
    "Stored",
    "Summary",
    "Tally",
    "Term",
    "Tornado",
    "Traceability",
    "Traced",
    "TurningPoint",
    "WrapUp",
]
