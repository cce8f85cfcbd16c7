"""No picture contradicts a finding, a verdict or what becomes of a flow, whatever the design is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.placement.placement import placements
from designlint.analyses.verdicts.verdicts import requirement_verdicts
from designlint.analyses.worlds import in_scenario
from designlint.check import Checked, check
from designlint.config import Settings
from designlint.drawing import Drawing, Row, Table, collapsed, listed, worst_of
from designlint.language.project import Project, load_project, load_text
from designlint.testing import registry
from designlint.views.badges import MARK_OF_SEVERITY, flattened
from designlint.views.components import components
from designlint.views.deployment import deployment, spot_of
from designlint.views.failure import FAMILIES, failure
from designlint.views.parts import MARK_OF
from designlint.views.requirements import requirements
from designlint.views.scenario import scenario
from tests.verdicts.anything import Drawn

TODAY = date(2026, 1, 1)
ROOT = Path(__file__).resolve().parents[2] / "examples"
DESIGNS = ("shortlink.design", "photoshare/main.design", *(
    path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "outages").glob("*/before.design"))
))  # fmt: skip


def is_as_grave(mark: str, least: str) -> bool:
    return worst_of(mark, least) == mark  # type: ignore[arg-type]


def contradictions(checked: Checked) -> list[str]:
    """What the views of a design show otherwise than it is reported."""
    return [*_failure(checked), *_requirements(checked), *_scenarios(checked)]


def _failure(checked: Checked) -> list[str]:
    drawing = failure(checked.facts, checked.result.diagnostics)
    found = flattened(checked.result.diagnostics, FAMILIES)
    nodes = {node.key: node for node in drawing.nodes}
    owners = {node.anchor for node in drawing.nodes if node.role == "requirement"}
    wrong = []
    noted = " ".join(drawing.notes)
    for one in found:
        node = nodes.get(one.element)
        if node is None and one.element not in owners:
            wrong += [] if f"{one.severity} {one.code} on" in noted else [f"no note of {one.code}"]
        elif node is not None and not is_as_grave(node.mark, MARK_OF_SEVERITY[one.severity]):
            wrong.append(f"{one.code} on {one.element} is drawn as {node.mark}")
        elif node is not None and one.code not in " ".join(node.lines) + node.tip:
            wrong += [] if "more" in node.lines[-1] else [f"{one.code} is not on {one.element}"]
    return [*wrong, *_folded(drawing)]


def _folded(drawing: Drawing) -> list[str]:
    """A folded or listed drawing that hides the worst of what is in it."""
    worst = worst_of(*(node.mark for node in drawing.nodes))
    forms = {"listed": worst_of(*(row.worst for row in listed(drawing).rows))}
    if drawing.clusters:
        forms["folded"] = worst_of(*(node.mark for node in collapsed(drawing).nodes))
    return [f"{form} hides {worst}" for form, mark in forms.items() if mark != worst]


def _requirements(checked: Checked) -> list[str]:
    found = checked.facts[requirement_verdicts]
    rows = {row.key: row.cells[0] for row in requirements(checked.facts).rows}
    return [
        f"{path} is {one.word}"
        for path, one in found.items()
        if (rows[path].lines, rows[path].mark) != ((one.word,), MARK_OF[one.word])
    ]


def _scenarios(checked: Checked) -> list[str]:
    wrong = []
    before = _places(deployment(checked.facts))
    for name, declared in checked.facts.design.scenarios.items():
        world, grid = in_scenario(checked.facts, declared), scenario(checked.facts, name)
        rows = {row.key: row for row in grid.rows}
        for flow in world.design.flows:
            state = world[conditions][flow].state
            row = rows.get(f"flow {flow}")
            shown = row.cells[0].lines[0] if row is not None else str(State.WORKS)
            wrong += (
                [] if shown == str(state) else [f"{flow} is {state} in {name}, shown as {shown}"]
            )
        after = _places(grid)
        wrong += [f"{path} moves in {name}" for path in before if not before[path] <= after[path]]
        wrong += [
            f"{path} in {name}" for path in rows if _is_shown_up(world, path, grid, rows[path])
        ]
    return wrong


def _places(grid: Table) -> dict[str, set[str]]:
    """The columns in which each row has a cell."""
    return {
        row.key: {c.key for c, cell in zip(grid.columns, row.cells, strict=True) if cell.lines}
        for row in grid.rows
    }


def _is_shown_up(world: Facts, path: str, grid: Table, row: Row) -> bool:
    """Whether something that is lost of a component is shown as if it were left."""
    placement = world[placements].get(path)
    if placement is None:
        return False
    if path in world.design.lost or not placement.replicas:
        return row.cells[0].lines != ("dark",)
    lost = {spot_of(replica) for replica in placement.lost}
    cells = [c for c, column in zip(row.cells, grid.columns, strict=True) if column.key in lost]
    return any(cell.mark != "gone" for cell in cells)


def _of(project: Project) -> list[str]:
    return contradictions(check(project, registry(), Settings(), TODAY))


@pytest.mark.parametrize("name", DESIGNS)
def test_no_picture_of_an_example_contradicts_what_is_reported(name: str) -> None:
    assert _of(load_project(ROOT / name, name)) == []


TRAPS = """
provider aws { region eu { zone a; zone b } }
actor user { count 10k }
group front {
  component web : service { replicas 4 in aws.eu.a, aws.eu.b; capacity 500 req/s per replica }
  component site : cdn { in aws; managed global }
}
group back {
  component hot : cache { replicas 1 in aws.eu.a; hit 90%; holds item }
  component store : database { topology leader_follower { leader in aws.eu.a; followers 1 in aws.eu.b }; failover manual; holds item }
  component spare : database { replicas 1 in aws.eu.b; holds item }
  component rec : service { replicas 1 in aws.eu.a }
}
data item "Item" { size 1kB; count 10k }
flow see { rate 600 req/s peak; user -> site -> front.web; front.web -> back.hot reads item
  front.web -> back.store reads item, on miss of hot, or else back.spare; front.web -> back.rec, optional }
flow buy { rate 300 req/s peak; user -> front.web -> back.store writes item }
nonfunctional NFR1 "Up" { require availability of see >= 99.9% }
scenario zone "A zone lost" { lose aws.eu.a; expect availability of see >= 90% }
scenario optional "An optional part lost" { lose back.rec }
scenario all "Everything of a provider lost" { lose aws }
scenario rush "Rush" { load 4x }
"""


def test_no_picture_of_what_misleads_easily_contradicts_what_is_reported() -> None:
    """Managed things, optional steps, folded groups, lost places, fallbacks."""
    found = check(load_text(TRAPS, "traps.design"), registry(), Settings(), TODAY)
    assert contradictions(found) == []
    assert [one.code for one in found.result.diagnostics if one.code.startswith("LNG")] == []
    drawn = {(edge.tail, edge.head, edge.line) for edge in components(found.facts).edges}
    assert ("front.web", "back.spare", "fallback") in drawn
    folded = collapsed(failure(found.facts, found.result.diagnostics))
    assert {node.key: node.mark for node in folded.nodes}["back"] == "bad"


@pytest.mark.parametrize("seed", range(8))
def test_no_picture_of_any_design_contradicts_what_is_reported(seed: int) -> None:
    assert _of(load_text(Drawn(seed).design().text, "any.design")) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 500, 50))
def test_no_picture_of_many_designs_contradicts_what_is_reported(first: int) -> None:
    found = {
        seed: _of(load_text(Drawn(seed).design().text, "any.design"))
        for seed in range(first, first + 50)
    }
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}
