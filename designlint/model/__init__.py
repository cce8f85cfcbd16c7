"""A design as designlint understands it: frozen, typed, every value with its origin.

Elements name each other by dotted path (`Ref`), so that a changed element (see `world`) is seen by
all that mention it. Properties are read by key: `component[CAPACITY]` is a `Known` or None.
"""

from __future__ import annotations

from designlint.model.declarations import paths_of
from designlint.model.design import Design
from designlint.model.elements import (
    Actor,
    Api,
    Component,
    Data,
    Element,
    Group,
    Meaning,
    Operation,
    Place,
    Published,
)
from designlint.model.known import (
    NOTHING,
    Assumed,
    Catalogued,
    Known,
    Origin,
    Properties,
    Stated,
    WhatIf,
)
from designlint.model.statements import (
    Acceptance,
    CallChange,
    Change,
    Claim,
    Decision,
    Flow,
    Named,
    Option,
    Relation,
    Requirement,
    Scenario,
    Step,
    StepChange,
)

__all__ = [
    "NOTHING",
    "Acceptance",
    "Actor",
    "Api",
    "Assumed",
    "CallChange",
    "Catalogued",
    "Change",
    "Claim",
    "Component",
    "Data",
    "Decision",
    "Design",
    "Element",
    "Flow",
    "Group",
    "Known",
    "Meaning",
    "Named",
    "Operation",
    "Option",
    "Origin",
    "Place",
    "Properties",
    "Published",
    "Relation",
    "Requirement",
    "Scenario",
    "Stated",
    "Step",
    "StepChange",
    "WhatIf",
    "paths_of",
]
