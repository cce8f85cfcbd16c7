"""Traceability as a matrix: requirements by flows, with the verdict where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.judgement import GRAVITY
from designlint.analyses.verdicts.verdicts import Verdict, requirement_verdicts, verdicts
from designlint.base.wording import counted
from designlint.drawing import EMPTY, Cell, Column, Row, Table, gravity
from designlint.model import Requirement
from designlint.views.parts import MARK_OF, title_of

_BANDS = {True: "functional requirements", False: "nonfunctional requirements"}


def requirements(facts: Facts) -> Table:
    """Each requirement with its verdict, what it measures beside flows, and each flow that serves it or
    that it measures; the worst first."""
    design = facts.design
    serving = facts[coverage].flows_serving
    found: dict[str, list[Verdict]] = {}
    for verdict in facts[verdicts]:
        found.setdefault(verdict.owner.path, []).append(verdict)
    linked = {flow for flows in serving.values() for flow in flows}
    linked |= {one.claim.about for owned in found.values() for one in owned}
    flows = [path for path in design.flows if path in linked]
    has_others = any(_others(facts, owned) for owned in found.values())
    columns = [
        Column("verdict", "verdict"),
        *([Column("other", "measured elsewhere")] if has_others else []),
        *(Column(f, f, tip=design.flows[f].title or f, anchor=f) for f in flows),
    ]
    overall = {one.path: _overall(facts, one) for one in design.requirements.values()}
    ordered = _worst_first(design.requirements.values(), overall)
    rows = []
    for one in ordered:
        owned = found.get(one.path, [])
        cells = [overall[one.path]]
        if has_others:
            cells.append(_measured(_others(facts, owned), named=True))
        cells += [_cell(path, serving.get(one.path, ()), owned) for path in flows]
        rows.append(Row(
            one.path, "requirement", one.path, tuple(cells), (one.title,),
            _BANDS[one.functional], tip=one.title, anchor=one.path,
        ))  # fmt: skip
    required = counted(len(design.requirements), "requirement")
    return Table(
        f"{title_of(design)}: requirements",
        f"{required}, {counted(len(flows), 'flow')} for them",
        "requirement",
        tuple(columns),
        tuple(rows),
    )


def _worst_first(
    requirements: Iterable[Requirement], overall: Mapping[str, Cell]
) -> list[Requirement]:
    """The functional and the nonfunctional ones, each the worst first, and first those of which one is
    worse than any of the others."""
    grave = {one: gravity(overall[one.path].mark) for one in requirements}
    worst = {
        is_functional: max(
            (g for one, g in grave.items() if one.functional is is_functional), default=0
        )
        for is_functional in (True, False)
    }
    return sorted(grave, key=lambda one: (-worst[one.functional], not one.functional, -grave[one]))


def _overall(facts: Facts, requirement: Requirement) -> Cell:
    """The worst verdict on a requirement; whether a flow serves one that nothing measures."""
    verdict = facts[requirement_verdicts].get(requirement.path)
    if verdict is not None:
        return Cell((verdict.word,), MARK_OF[verdict.word], verdict.claim.text)
    if requirement.path in facts[coverage].unserved:
        return Cell(("served by no flow",), "warn")
    if facts[coverage].optional_messages(facts, requirement.path):
        return Cell(("served by optional steps alone",), "warn")
    return Cell(("served",)) if requirement.functional else Cell(("not measured",), "unknown")


def _others(facts: Facts, owned: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts that are about no flow."""
    return [one for one in owned if one.claim.about not in facts.design.flows]


def _cell(flow: str, serving: Iterable[str], owned: Iterable[Verdict]) -> Cell:
    """What a requirement has to do with a flow."""
    here = [one for one in owned if one.claim.about == flow]
    if here:
        return _measured(here)
    return Cell(("serves",)) if flow in serving else EMPTY


def _measured(found: list[Verdict], *, named: bool = False) -> Cell:
    """The verdicts on claims, the worst first."""
    ranked = sorted(found, key=lambda one: -GRAVITY.index(one.word))
    if not ranked:
        return EMPTY
    lines = [
        f"{one.claim.metric.name}{f' of {one.claim.about}' if named and one.claim.about else ''}: {one.word}"
        for one in ranked
    ]
    return Cell(tuple(lines), MARK_OF[ranked[0].word], "; ".join(one.claim.text for one in ranked))
