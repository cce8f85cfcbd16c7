"""Probabilities and cut sets against SCRAM, an independent program (Debian package `scram`)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from designlint.solvers.bdd import probability
from designlint.solvers.faulttree import (
    Event,
    Key,
    Node,
    all_of,
    any_of,
    at_least,
    postorder,
)
from designlint.solvers.zbdd import minimal_cut_sets
from tests.solvers.formulas import truth

pytestmark = pytest.mark.skipif(
    shutil.which("scram") is None, reason="SCRAM is not installed (apt-get install scram)"
)

EVENTS, GATES = 10, 14
BATCH = 100


class Tree(NamedTuple):
    """A fault tree and the probability of each of its events."""

    top: Node
    p: dict[Key, float]


class Told(NamedTuple):
    """What SCRAM says of a tree."""

    probability: float
    cut_sets: frozenset[frozenset[str]]


def random_tree(chance: Random) -> Tree:
    """A tree whose top is a gate over gates and events that it shares as it likes.

    No two nodes fail together always: SCRAM 0.16.2 confuses equal children of a k-of-n gate. (Trying
    every state of such trees, in `test_bdd` and `test_zbdd`, finds what these solvers find.)
    """
    events = [Event(f"e{n}") for n in range(chance.randint(2, EVENTS))]
    nodes: list[Node] = list(events)
    keys = [event.key for event in events]
    tables = {truth(event, keys) for event in events}
    for _ in range(chance.randint(1, GATES)):
        children = chance.sample(nodes, chance.randint(2, min(5, len(nodes))))
        kind = chance.choice(["any", "all", "k of n"])
        made = at_least(chance.randint(1, len(children)), children)
        made = any_of(children) if kind == "any" else all_of(children) if kind == "all" else made
        table = truth(made, keys)
        if table not in tables:
            nodes.append(made)
            tables.add(table)
    top = nodes[-1] if not isinstance(nodes[-1], Event) else any_of(events[:2])
    return Tree(top, {event.key: chance.choice([0.5, 0.1, 1e-2, 1e-3]) for event in events})


def open_psa(trees: list[Tree]) -> ET.ElementTree[ET.Element]:
    """The trees in the Open-PSA model exchange format."""
    root = ET.Element("opsa-mef")
    for number, tree in enumerate(trees):
        fault_tree = ET.SubElement(root, "define-fault-tree", name=f"t{number}")
        order = list(postorder(tree.top))
        names = {node: f"t{number}_g{place}" for place, node in enumerate(order)}
        for node in reversed(order):
            if isinstance(node, Event):
                event = ET.SubElement(
                    fault_tree, "define-basic-event", name=f"t{number}_{node.key}"
                )
                ET.SubElement(event, "float", value=repr(tree.p[node.key]))
                continue
            gate = ET.SubElement(fault_tree, "define-gate", name=names[node])
            formula = _formula(gate, node.k, len(node.children))
            for child in node.children:
                if isinstance(child, Event):
                    ET.SubElement(formula, "basic-event", name=f"t{number}_{child.key}")
                else:
                    ET.SubElement(formula, "gate", name=names[child])
    return ET.ElementTree(root)


def _formula(gate: ET.Element, k: int, children: int) -> ET.Element:
    if k == 1:
        return ET.SubElement(gate, "or")
    if k == children:
        return ET.SubElement(gate, "and")
    return ET.SubElement(gate, "atleast", min=str(k))


def scram(trees: list[Tree], folder: Path) -> Iterator[Told]:
    """What SCRAM computes of the trees, exactly and with all cut sets."""
    model, report = folder / "model.xml", folder / "report.xml"
    open_psa(trees).write(model)
    command = ["scram", str(model), "--bdd", "--probability", "1", "-o", str(report)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    told = ET.parse(report)  # noqa: S314  # our own run wrote it
    by_top = {found.get("name", ""): found for found in told.iter("sum-of-products")}
    for number, tree in enumerate(trees):
        # Its report names the top gate, which is the last in the order of the children first.
        place = len(list(postorder(tree.top))) - 1
        found = by_top[f"t{number}_g{place}"]
        sets = frozenset(
            frozenset(event.get("name", "").split("_", 1)[1] for event in product)
            for product in found.iter("product")
        )
        yield Told(float(found.get("probability", "nan")), sets)


def compare(seeds: range, folder: Path) -> None:
    """Hold both programs against each other on random trees."""
    trees = [random_tree(Random(seed)) for seed in seeds]
    for seed, tree, told in zip(seeds, trees, scram(trees, folder), strict=True):
        ours = probability(tree.top, tree.p)
        assert ours.exact, seed
        # SCRAM prints six digits.
        assert ours.low == pytest.approx(told.probability, rel=1e-5), seed
        cuts = minimal_cut_sets(tree.top, max_order=EVENTS)
        assert frozenset(frozenset(map(str, cut)) for cut in cuts.sets) == told.cut_sets, seed


def test_random_trees(tmp_path: Path) -> None:
    compare(range(BATCH), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_many_random_trees(batch: int, tmp_path: Path) -> None:
    start = 1000 + batch * BATCH
    compare(range(start, start + BATCH), tmp_path)


# ---- the examples that SCRAM installs, with what their pages say of them

INPUT = Path("/usr/share/scram/input")


def read(path: Path, top: str) -> Tree:
    """The fault tree of a gate in a file in the Open-PSA format, with the events beside it."""
    gates: dict[str, ET.Element] = {}
    p: dict[Key, float] = {}
    for part in (path, *path.parent.glob(f"{path.stem}-basic-events.xml")):
        root = ET.parse(part).getroot()  # noqa: S314  # a package of the system brings it
        for gate in root.iter("define-gate"):
            gates[gate.get("name", "").lower()] = next(
                e for e in gate if e.tag in ("and", "or", "atleast")
            )
        for event in root.iter("define-basic-event"):
            for value in event.iter("float"):
                p[event.get("name", "").lower()] = float(value.get("value", "nan"))
    made: dict[str, Node] = {name: Event(name) for name in map(str, p)}

    def node(name: str) -> Node:
        if name not in made:
            formula = gates[name]
            children = [node(child.get("name", "").lower()) for child in formula]
            counts = {"and": len(children), "or": 1, "atleast": int(formula.get("min", "1"))}
            made[name] = at_least(counts[formula.tag], children)
        return made[name]

    return Tree(node(top.lower()), p)


# Of the Chinese tree, SCRAM itself prints 0.00456932.
@pytest.mark.parametrize(
    ("name", "top", "chance", "cut_sets"),
    [
        ("Lift/lift", "LiftDoor", 1.19999e-5, {1: 12}),
        ("Chinese/chinese", "r1", 0.00456932, {2: 12, 4: 24, 5: 188, 6: 168}),
    ],
)
def test_reference_values(name: str, top: str, chance: float, cut_sets: dict[int, int]) -> None:
    path = INPUT / f"{name}.xml"
    if not path.is_file():
        pytest.skip(f"SCRAM's examples are not installed: {name}")
    tree = read(path, top)
    found = probability(tree.top, tree.p)
    assert found.low == pytest.approx(chance, rel=1e-5)
    assert minimal_cut_sets(tree.top, max_order=12).histogram == cut_sets
