"""A drawing made readable: names that differ, a part of it, groups as one node each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from designlint.drawing.graph import Cluster, Drawing, Edge, Node, frames, nodes_in
from designlint.drawing.sequence import Message, Participant, Sequence
from designlint.drawing.table import Row, Table

Graph = Drawing | Table
"""What Graphviz draws."""
Picture = Graph | Sequence
"""What a view makes."""
PictureT = TypeVar("PictureT", Drawing, Sequence, Table)


def told_apart(drawing: PictureT) -> PictureT:
    """The picture with as much of its path as the name of a node or participant that else reads like
    another one in the same frame."""
    if isinstance(drawing, Sequence):
        names = _told_apart(drawing.participants, {})
        people = tuple([n._replace(name=names.get(n.key, n.name)) for n in drawing.participants])
        return drawing._replace(participants=people)
    if isinstance(drawing, Table):
        names = _told_apart(drawing.rows, {row.key: row.band for row in drawing.rows})
        rows = tuple([row._replace(name=names.get(row.key, row.name)) for row in drawing.rows])
        return drawing._replace(rows=rows)
    names = _told_apart(
        drawing.nodes, {key: one.key for one in frames(drawing.clusters) for key in one.nodes}
    )
    nodes = tuple([n._replace(name=names.get(n.key, n.name)) for n in drawing.nodes])
    return drawing._replace(nodes=nodes)


def _told_apart(
    things: Iterable[Node | Participant | Row], around: Mapping[str, str]
) -> dict[str, str]:
    """New names by key, for things that read alike in the frame that is `around` them."""
    alike: dict[tuple[str, str], list[Node | Participant | Row]] = {}
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
    """The part of a picture that is at most `depth` lines away from a node or a frame. Raises
    KeyError."""
    if key not in keys_of(drawing):
        raise KeyError(key)
    title = f"{drawing.title}, around {key}"
    if isinstance(drawing, Sequence):
        near = _near(drawing.messages, {key}, depth)
        return drawing._replace(
            title=title,
            participants=tuple([one for one in drawing.participants if one.key in near]),
            messages=tuple([m for m in drawing.messages if m.tail in near and m.head in near]),
            budget=None,
        )
    if isinstance(drawing, Table):
        return _of_table(drawing, key)._replace(title=title)
    near = _near(drawing.edges, _start(drawing, key), depth)
    return drawing._replace(
        title=title,
        nodes=tuple([node for node in drawing.nodes if node.key in near]),
        edges=tuple([e for e in drawing.edges if e.tail in near and e.head in near]),
        clusters=kept(drawing.clusters, near),
    )


def keys_of(drawing: Picture) -> tuple[str, ...]:
    """The keys of the nodes or participants."""
    if isinstance(drawing, Sequence):
        return tuple([one.key for one in drawing.participants])
    if isinstance(drawing, Table):
        return (*(row.key for row in drawing.rows), *(column.key for column in drawing.columns))
    inside = (frame.key for frame in frames(drawing.clusters))
    return (*(node.key for node in drawing.nodes), *inside)


def _of_table(table: Table, key: str) -> Table:
    """The row of a key, with the columns that say something of it; or the column, with such rows."""
    rows = [row for row in table.rows if row.key == key]
    kept_columns = [
        number
        for number, column in enumerate(table.columns)
        if column.key == key or any(row.cells[number].lines for row in rows)
    ]
    rows = rows or [row for row in table.rows if any(row.cells[n].lines for n in kept_columns)]
    return table._replace(
        columns=tuple([table.columns[n] for n in kept_columns]),
        rows=tuple([r._replace(cells=tuple([r.cells[n] for n in kept_columns])) for r in rows]),
    )


def _start(drawing: Drawing, key: str) -> set[str]:
    """A node, or all that is in a frame."""
    return next((set(nodes_in(one)) for one in frames(drawing.clusters) if one.key == key), {key})


def _near(lines: Iterable[Edge | Message], start: set[str], depth: int) -> set[str]:
    near = set(start)
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
