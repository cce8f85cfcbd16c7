"""A drawing made readable: names that differ, a part of it, groups as one node each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from designlint.drawing.graph import Cluster, Drawing, Edge, Node, frames
from designlint.drawing.sequence import Message, Participant, Sequence
from designlint.drawing.terms import Line
from designlint.wording import counted

Picture = Drawing | Sequence
"""What a view makes."""
PictureT = TypeVar("PictureT", Drawing, Sequence)

# Above this number of nodes a drawing is unreadable, so groups are drawn as one node each.
MOST_NODES = 120
# Above this number of nodes or lines (in all, and for each node) a drawing is unreadable, and its
# layout takes too long because of the crossings.
MOST_EVER, MOST_LINES, MOST_LINES_EACH = 400, 200, 6


def told_apart(drawing: PictureT) -> PictureT:
    """The picture with as much of its path as the name of a node or participant that else reads like
    another one in the same frame."""
    if isinstance(drawing, Sequence):
        names = _told_apart(drawing.participants, {})
        people = tuple([n._replace(name=names.get(n.key, n.name)) for n in drawing.participants])
        return drawing._replace(participants=people)
    names = _told_apart(
        drawing.nodes, {key: one.key for one in frames(drawing.clusters) for key in one.nodes}
    )
    nodes = tuple([n._replace(name=names.get(n.key, n.name)) for n in drawing.nodes])
    return drawing._replace(nodes=nodes)


def _told_apart(things: Iterable[Node | Participant], around: Mapping[str, str]) -> dict[str, str]:
    """New names by key, for things that read alike in the frame that is `around` them."""
    alike: dict[tuple[str, str], list[Node | Participant]] = {}
    for one in things:
        alike.setdefault((around.get(one.key, ""), one.name), []).append(one)
    names: dict[str, str] = {}
    for group in alike.values():
        paths = {one.anchor for one in group if one.anchor}
        if len(paths) > 1:
            names.update({n.key: _unique_end(n.anchor, paths) for n in group if n.anchor})
    return names


def _unique_end(path: str, paths: set[str]) -> str:
    """The shortest end of a path, in whole names, that no other of the paths has."""
    parts = path.split(".")
    for count in range(1, len(parts)):
        end = ".".join(parts[-count:])
        if not any(one.endswith(f".{end}") or one == end for one in paths - {path}):
            return end
    return path


def focused(drawing: Picture, key: str, depth: int) -> Picture:
    """The part of a picture that is at most `depth` lines away from a node. Raises KeyError."""
    if key not in keys_of(drawing):
        raise KeyError(key)
    title = f"{drawing.title}, around {key}"
    if isinstance(drawing, Sequence):
        near = _near(drawing.messages, key, depth)
        return drawing._replace(
            title=title,
            participants=tuple([one for one in drawing.participants if one.key in near]),
            messages=tuple([m for m in drawing.messages if m.tail in near and m.head in near]),
            budget=None,
        )
    near = _near(drawing.edges, key, depth)
    return drawing._replace(
        title=title,
        nodes=tuple([node for node in drawing.nodes if node.key in near]),
        edges=tuple([e for e in drawing.edges if e.tail in near and e.head in near]),
        clusters=kept(drawing.clusters, near),
    )


def keys_of(drawing: Picture) -> tuple[str, ...]:
    """The keys of the nodes or participants."""
    things = drawing.participants if isinstance(drawing, Sequence) else drawing.nodes
    return tuple([one.key for one in things])


def _near(lines: Iterable[Edge | Message], key: str, depth: int) -> set[str]:
    near = {key}
    for _ in range(depth):
        near |= {line.head for line in lines if line.tail in near} | {
            line.tail for line in lines if line.head in near
        }
    return near


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
