"""A scenario: what becomes of each flow and each component, and where."""

from __future__ import annotations

import math
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.judgement import Status
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.verdicts import Verdict, expectations
from designlint.analyses.worlds import in_scenario
from designlint.base.wording import counted
from designlint.drawing import EMPTY, Cell, Column, Mark, Row, Table
from designlint.quantities.showing import show_share
from designlint.views.deployment import Said, deployment, spot_of
from designlint.views.parts import MARK_OF

FULL = 1.0
_STATES: dict[State, Mark] = {
    State.WORKS: "plain",
    State.SLOWER: "warn",
    State.DEGRADED: "warn",
    State.MAY_STOP: "unknown",
    State.OVERLOADED: "bad",
    State.STOPPED: "bad",
}


def scenario(facts: Facts, name: str) -> Table:
    """What becomes of flows, of expectations, and of components with their replicas in each place.
    Raises KeyError."""
    declared = facts.design.scenarios[name]
    world = in_scenario(facts, declared)
    table = deployment(world, _said(world))
    found = [one for one in facts[expectations] if one.owner is declared]
    blank = tuple([EMPTY for _ in table.columns])
    rows = [
        *_flows(world, blank),
        *_expected(found, blank),
        *(
            row._replace(cells=(_state(world, row.key), *row.cells), band=row.band or "components")
            for row in table.rows
        ),
    ]
    lost = ", ".join(sorted(world.design.lost)) or "nothing"
    stopped = [
        flow for flow in world.design.flows if world[conditions][flow].state is State.STOPPED
    ]
    failed = [one for one in found if one.status is not Status.MET]
    return table._replace(
        title=declared.title or name,
        description=f"lost: {lost}; flows that stop: {', '.join(stopped) or 'none'};"
        f" {counted(len(failed), 'expectation')} not met",
        corner="element",
        columns=(Column("state", "state", wide=True), *table.columns),
        rows=tuple(rows),
    )


def _flows(world: Facts, blank: tuple[Cell, ...]) -> Iterator[Row]:
    """The flows that are not as before, the worst first, and how many others work."""
    found = [(world[conditions][flow.path], flow) for flow in world.design.flows.values()]
    working = [flow for condition, flow in found if condition.state is State.WORKS]
    for condition, flow in sorted(found, key=lambda one: -one[0].state):
        if condition.state is State.WORKS:
            continue
        words = (str(condition.state), *(reason.replace("`", "") for reason in condition.reasons))
        state = Cell(words, _STATES[condition.state])
        yield Row(
            f"flow {flow.path}", "flow", flow.path, (state, *blank), (flow.title,),
            "flows", tip=flow.title or flow.path, anchor=flow.path,
        )  # fmt: skip
    if working:
        names = ", ".join(flow.path for flow in working)
        all_of_them = "all" if len(working) == len(found) else "the others"
        yield Row(
            "flows that work", "flow", f"{all_of_them}: {counted(len(working), 'flow')}",
            (Cell(("works" if len(working) == 1 else "work",), tip=names), *blank), (names,), "flows",
        )  # fmt: skip


def _expected(found: list[Verdict], blank: tuple[Cell, ...]) -> Iterator[Row]:
    for one in found:
        state = Cell((one.word, one.judgement.value), MARK_OF[one.word])
        yield Row(
            one.claim.text, "requirement", one.claim.text, (state, *blank), (), "expectations",
            tip=one.claim.text, anchor=one.owner.path,
        )  # fmt: skip


def _state(world: Facts, path: str) -> Cell:
    """What is left of a component, and whether that is enough for what it gets."""
    placement = world[placements][path]
    if path in world.design.lost or not placement.replicas:
        return Cell(("dark",), "gone")
    words: list[str] = []
    mark: Mark = "plain"
    if placement.in_doubt:
        words, mark = ["may be dark: its place is not declared"], "unknown"
    if placement.lost:
        words.append(f"degraded: {len(placement.replicas)} of {placement.count} replicas left")
        mark = "warn"
    used = world[capacities][path].utilisation()
    if used is not None and math.isfinite(used.low):
        # Above its capacity as exactly as in the reason of a flow.
        digits = 2 if used.low < FULL else 3
        words.append(f"{show_share(float(f'{used.low:.{digits}g}'))} full at peak")
        if used.low > FULL:
            return Cell(("overloaded", *words), "bad")
    return Cell(tuple(words) or ("works",), mark)


def _said(world: Facts) -> Said:
    lost = world.design.lost

    def said(path: str, place: str) -> tuple[Mark, list[str]]:
        placement = world[placements][path]
        if path in lost or not placement.replicas or place in map(spot_of, placement.lost):
            return "gone", ["dark"]
        here = [replica.number for replica in placement.replicas if spot_of(replica) == place]
        if placement.in_doubt.intersection(here):
            return "unknown", ["may be dark"]
        return "plain", []

    return said
