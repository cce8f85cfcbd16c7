"""A design as rules see it: frozen elements that name each other by dotted path."""

from __future__ import annotations

from designlint.base.source import Span
from designlint.model import (
    Actor,
    Api,
    Claim,
    Component,
    Data,
    Decision,
    Design,
    Element,
    Flow,
    Group,
    Known,
    Named,
    Option,
    Place,
    Relation,
    Requirement,
    Scenario,
    Step,
)
from designlint.schema.values import Ref

__since__ = "0.1"
__stability__ = "stable"

__all__ = [
    "Actor",
    "Api",
    "Claim",
    "Component",
    "Data",
    "Decision",
    "Design",
    "Element",
    "Flow",
    "Group",
    "Known",
    "Named",
    "Option",
    "Place",
    "Ref",
    "Relation",
    "Requirement",
    "Scenario",
    "Span",
    "Step",
]
