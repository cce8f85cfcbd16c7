"""The content of a diagram, without its layout: nodes, edges and clusters with their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from designlint.base.records import NamedTuple
from designlint.drawing.terms import Heat, Line, Mark, Role


class Node(NamedTuple):
    """A thing in a diagram: `name` in bold, `lines` under it, `tip` for whoever points at it.

    `anchor` is the element of the design that it stands for, so that a report can be linked.
    """

    key: str
    role: Role
    name: str
    lines: tuple[str, ...] = ()
    mark: Mark = "plain"
    tip: str = ""
    anchor: str = ""
    heat: Heat = ""


class Edge(NamedTuple):
    """A line from one node to another, with what is written beside it."""

    tail: str
    head: str
    line: Line
    label: str = ""
    mark: Mark = "plain"
    tip: str = ""


class Cluster(NamedTuple):
    """A frame around nodes and other frames."""

    key: str
    name: str
    nodes: tuple[str, ...] = ()
    inner: tuple[Cluster, ...] = ()
    mark: Mark = "plain"
    tip: str = ""

    @property
    def size(self) -> int:
        """How many nodes are inside, at any depth."""
        return len(self.nodes) + sum(inner.size for inner in self.inner)


class Drawing(NamedTuple):
    """A diagram: what it is called, what it says in a sentence for whoever cannot see it, and all
    that is in it. It runs `across` the page, or down.
    `notes` are shown beside it (that something was left out, say)."""

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...] = ()
    across: bool = True
    notes: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of nodes that occur, for the legend."""
        return tuple(dict.fromkeys(node.role for node in self.nodes))

    @property
    def heats(self) -> tuple[Heat, ...]:
        """The steps of the utilisation scale that occur, for the legend, the least first."""
        there = {node.heat for node in self.nodes}
        return tuple([heat for heat in get_args(Heat) if heat and heat in there])

    @property
    def heated(self) -> frozenset[Role]:
        """The roles of nodes whose fill shows how full they are, not their role."""
        return frozenset(node.role for node in self.nodes if node.heat)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The kinds of lines that occur, for the legend."""
        return tuple(dict.fromkeys(edge.line for edge in self.edges))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, for the legend."""
        things: Iterable[Node | Edge | Cluster] = (*self.nodes, *self.edges, *frames(self.clusters))
        return tuple(dict.fromkeys(thing.mark for thing in things if thing.mark != "plain"))


def frames(clusters: Iterable[Cluster]) -> Iterable[Cluster]:
    """The clusters and all that are in them."""
    for cluster in clusters:
        yield cluster
        yield from frames(cluster.inner)


def nodes_in(cluster: Cluster) -> Iterable[str]:
    """The nodes in a cluster, at any depth."""
    for frame in frames((cluster,)):
        yield from frame.nodes
