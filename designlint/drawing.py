"""The content of a diagram, without its layout: nodes, edges and clusters with their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from designlint.records import NamedTuple
from designlint.wording import counted

# What a node is, which decides its shape.
Role = Literal[
    "actor", "edge", "service", "store", "cache", "broker", "external", "operations", "requirement",
    "flow", "api", "group", "note",
]  # fmt: skip
# What a line means, which decides how it is drawn.
Line = Literal["sync", "async", "miss", "replication", "backup", "serves", "depends_on"]
# What is shown of a thing; never by colour alone.
Mark = Literal["plain", "bad", "warn", "good", "assumed", "doubtful", "unknown", "gone"]
# How full a thing is, in words of a scale; empty where the drawing is not about that.
Heat = Literal["", "unknown", "free", "light", "half", "high", "full"]


# Above this number of nodes a drawing is unreadable, so groups are drawn as one node each.
MOST_NODES = 120
# Above this number of nodes or lines (in all, and for each node) a drawing is unreadable, and its
# layout takes too long because of the crossings.
MOST_EVER, MOST_LINES, MOST_LINES_EACH = 400, 200, 6


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
    that is in it. It runs `across` the page, or down; in a `grid`, things in a frame stand in rows.
    `notes` are shown beside it (that something was left out, say)."""

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...] = ()
    across: bool = True
    grid: bool = False
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
        things: Iterable[Node | Edge | Cluster] = (*self.nodes, *self.edges, *_all(self.clusters))
        return tuple(dict.fromkeys(thing.mark for thing in things if thing.mark != "plain"))


def _all(clusters: Iterable[Cluster]) -> Iterable[Cluster]:
    for cluster in clusters:
        yield cluster
        yield from _all(cluster.inner)


def told_apart(drawing: Drawing) -> Drawing:
    """The drawing with as much of its path as the name of a node that else reads like another one in the
    same frame."""
    frames = {key: frame.key for frame in _all(drawing.clusters) for key in frame.nodes}
    alike: dict[tuple[str, str], list[Node]] = {}
    for node in drawing.nodes:
        alike.setdefault((frames.get(node.key, ""), node.name), []).append(node)
    names: dict[str, str] = {}
    for nodes in alike.values():
        paths = {node.anchor for node in nodes if node.anchor}
        if len(paths) > 1:
            names.update({n.key: _unique_end(n.anchor, paths) for n in nodes if n.anchor})
    if not names:
        return drawing
    nodes_now = [n._replace(name=names.get(n.key, n.name)) for n in drawing.nodes]
    return drawing._replace(nodes=tuple(nodes_now))


def _unique_end(path: str, paths: set[str]) -> str:
    """The shortest end of a path, in whole names, that no other of the paths has."""
    parts = path.split(".")
    for count in range(1, len(parts)):
        end = ".".join(parts[-count:])
        if not any(one.endswith(f".{end}") or one == end for one in paths - {path}):
            return end
    return path


def focused(drawing: Drawing, key: str, depth: int) -> Drawing:
    """The part of a drawing that is at most `depth` lines away from a node. Raises KeyError."""
    if key not in {node.key for node in drawing.nodes}:
        raise KeyError(key)
    near = {key}
    for _ in range(depth):
        near |= {edge.head for edge in drawing.edges if edge.tail in near} | {
            edge.tail for edge in drawing.edges if edge.head in near
        }
    return drawing._replace(
        title=f"{drawing.title}, around {key}",
        nodes=tuple([node for node in drawing.nodes if node.key in near]),
        edges=tuple([e for e in drawing.edges if e.tail in near and e.head in near]),
        clusters=kept(drawing.clusters, near),
    )


def kept(clusters: Iterable[Cluster], nodes: set[str]) -> tuple[Cluster, ...]:
    """The clusters with those nodes alone, without the ones that are empty then."""
    found = [
        cluster._replace(
            nodes=tuple([node for node in cluster.nodes if node in nodes]),
            inner=kept(cluster.inner, nodes),
        )
        for cluster in clusters
    ]
    return tuple([cluster for cluster in found if cluster.size])


def fitting(drawing: Drawing) -> Drawing:
    """The drawing with its groups as one node each, if it would be unreadable otherwise."""
    return collapsed(drawing) if len(drawing.nodes) > MOST_NODES and drawing.clusters else drawing


def is_wall(drawing: Drawing) -> bool:
    """Whether a drawing has too many nodes or lines to read."""
    nodes, lines = len(drawing.nodes), len(drawing.edges)
    return nodes > MOST_EVER or lines > max(MOST_LINES, MOST_LINES_EACH * nodes)


def collapsed(drawing: Drawing) -> Drawing:
    """The drawing with each outermost cluster as one node, and the lines between them merged."""
    inside: dict[str, Cluster] = {}
    for cluster in drawing.clusters:
        for node in _nodes_of(cluster):
            inside[node] = cluster
    nodes = [node for node in drawing.nodes if node.key not in inside]
    nodes += [
        Node(c.key, "group", c.name, (counted(c.size, "component"),), c.mark, c.tip, c.key)
        for c in drawing.clusters
    ]
    edges: dict[tuple[str, str, Line], Edge] = {}
    for edge in drawing.edges:
        ends = [inside[n].key if n in inside else n for n in (edge.tail, edge.head)]
        if ends[0] != ends[1]:
            merged = Edge(ends[0], ends[1], edge.line)
            edges.setdefault((merged.tail, merged.head, merged.line), merged)
    groups = counted(len(drawing.clusters), "group")
    note = f"{len(inside)} components are drawn as {groups}"
    return drawing._replace(
        nodes=tuple(nodes), edges=tuple(edges.values()), clusters=(), notes=(*drawing.notes, note)
    )


def _nodes_of(cluster: Cluster) -> Iterable[str]:
    yield from cluster.nodes
    for inner in cluster.inner:
        yield from _nodes_of(inner)
