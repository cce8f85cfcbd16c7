"""Probabilities and cut sets against SCRAM, an independent program (Debian package `scram`)."""

from __future__ import annotations

import math
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


class Reported(NamedTuple):
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


def scram(trees: list[Tree], folder: Path) -> Iterator[Reported]:
    """What SCRAM computes of the trees, exactly and with all cut sets."""
    model, report = folder / "model.xml", folder / "report.xml"
    open_psa(trees).write(model)
    command = ["scram", str(model), "--bdd", "--probability", "1", "-o", str(report)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    reported = ET.parse(report)  # noqa: S314  # our own run wrote it
    by_top = {found.get("name", ""): found for found in reported.iter("sum-of-products")}
    for number, tree in enumerate(trees):
        # Its report names the top gate, which is the last in the order of the children first.
        place = len(list(postorder(tree.top))) - 1
        found = by_top[f"t{number}_g{place}"]
        sets = frozenset(
            frozenset(event.get("name", "").split("_", 1)[1] for event in product)
            for product in found.iter("product")
        )
        yield Reported(float(found.get("probability", "nan")), sets)


def compare(seeds: range, folder: Path) -> None:
    """Hold both programs against each other on random trees."""
    trees = [random_tree(Random(seed)) for seed in seeds]
    for seed, tree, reported in zip(seeds, trees, scram(trees, folder), strict=True):
        ours = probability(tree.top, tree.p)
        assert ours.exact, seed
        # SCRAM prints six digits.
        assert ours.low == pytest.approx(reported.probability, rel=1e-5), seed
        cuts = minimal_cut_sets(tree.top, max_order=EVENTS)
        assert frozenset(frozenset(map(str, cut)) for cut in cuts.sets) == reported.cut_sets, seed


def test_random_trees(tmp_path: Path) -> None:
    compare(range(BATCH), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_many_random_trees(batch: int, tmp_path: Path) -> None:
    start = 1000 + batch * BATCH
    compare(range(start, start + BATCH), tmp_path)


# ---- the examples that SCRAM installs, with what their pages say of them

INPUT = Path("/usr/share/scram/input")

# SCRAM's default, a year: what rates of failure are reckoned over.
MISSION_HOURS = 8760.0


class Reader:
    """A file in the Open-PSA format, with the events beside it: gates, also those of components, basic
    events with a probability or a rate, house events."""

    def __init__(self, path: Path) -> None:
        self._gates: dict[str, tuple[str, ET.Element]] = {}
        self._parameters: dict[str, ET.Element] = {}
        self._made: dict[str, Node] = {}
        self.p: dict[Key, float] = {}
        roots = [
            ET.parse(part).getroot()  # noqa: S314  # a package of the system brings it
            for part in (path, *path.parent.glob(f"{path.stem}-basic-events.xml"))
        ]
        for root in roots:
            self._declare(root, "")
        for root in roots:
            self._give(root)

    def tree(self, top: str) -> Tree:
        """The fault tree of a gate."""
        return Tree(self._node(top.lower(), ""), self.p)

    def _declare(self, parent: ET.Element, within: str) -> None:
        """The gates of an element, by their names; those of a component have its name before theirs."""
        for child in parent:
            name = within + child.get("name", "").lower()
            if child.tag == "define-gate":
                formula = next(e for e in child if e.tag in ("and", "or", "atleast"))
                self._gates[name] = (within, formula)
            elif child.tag == "define-parameter":
                self._parameters[name] = child[-1]
            elif child.tag == "define-component":
                self._declare(child, f"{name}.")
            elif child.tag == "define-fault-tree":
                self._declare(child, within)

    def _give(self, root: ET.Element) -> None:
        """What each event comes to: a house event has happened or has not."""
        for event in root.iter("define-house-event"):
            is_true = event.find("constant[@value='true']") is not None
            self._made[event.get("name", "").lower()] = at_least(0 if is_true else 1, ())
        for event in root.iter("define-basic-event"):
            name = event.get("name", "").lower()
            said = next((e for e in event if e.tag in ("float", "exponential")), None)
            if said is not None:
                self._made[name] = Event(name)
                self.p[name] = self._value(said)

    def _value(self, said: ET.Element) -> float:
        match said.tag:
            case "float":
                return float(said.get("value", "nan"))
            case "parameter":
                return self._value(self._parameters[said.get("name", "").lower()])
            case "lognormal-deviate":
                return self._value(said[0])  # its mean
            case "system-mission-time":
                return MISSION_HOURS
            case "exponential":
                rate, time = (self._value(part) for part in said)
                return 1.0 - math.exp(-rate * time)
        raise ValueError(said.tag)

    def _node(self, name: str, within: str) -> Node:
        """The node of a name as it is named in a component, or outside of any."""
        full = within + name if within + name in self._gates else name
        if full not in self._made:
            inside, formula = self._gates[full]
            children = [self._node(child.get("name", "").lower(), inside) for child in formula]
            counts = {"and": len(children), "or": 1, "atleast": int(formula.get("min", "1"))}
            self._made[full] = at_least(counts[formula.tag], children)
        return self._made[full]


# Of the Chinese tree, SCRAM itself prints 0.00456932.
@pytest.mark.parametrize(
    ("name", "top", "chance", "rare", "cut_sets"),
    [
        ("Lift/lift", "LiftDoor", "1.19999e-05", "1.2e-05", {1: 12}),
        ("Chinese/chinese", "r1", "0.00456932", None, {2: 12, 4: 24, 5: 188, 6: 168}),
        ("ThreeMotor/three_motor", "E1", "0.0211538", "0.0212013", {1: 1, 2: 3, 4: 8}),
        ("SmallTree/SmallTree", "top", "0.02678", "0.02696", {2: 2}),
    ],
)
def test_reference_values(
    name: str, top: str, chance: str, rare: str | None, cut_sets: dict[int, int]
) -> None:
    """The exact probability, the sum over the minimal cut sets (rare-event), and their number."""
    path = INPUT / f"{name}.xml"
    if not path.is_file():
        pytest.skip(f"SCRAM's examples are not installed: {name}")
    tree = Reader(path).tree(top)
    assert rounded(probability(tree.top, tree.p).low, chance) == chance
    found = minimal_cut_sets(tree.top, max_order=12)
    assert found.histogram == cut_sets
    if rare is not None:
        total = math.fsum(math.prod(tree.p[event] for event in cut) for cut in found.sets)
        assert rounded(total, rare) == rare


def rounded(value: float, like: str) -> str:
    """A number with as many digits as another is printed with."""
    digits = len(like.partition("e")[0].replace(".", "").lstrip("0"))
    return f"{value:.{digits}g}"
