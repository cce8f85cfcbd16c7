"""A graph that is too large to read, shown otherwise: its groups as one node each, or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from designlint.base.wording import counted
from designlint.drawing.graph import Cluster, Drawing, Edge, Node, nodes_in
from designlint.drawing.parts import Graph, told_apart
from designlint.drawing.table import EMPTY, Cell, Column, Row, Table, gravity, worst_of
from designlint.drawing.terms import Line

# Above this number of nodes a drawing is unreadable, so groups are drawn as one node each.
MOST_NODES = 120
MOST_NAMES = 16
"""So many things are named in one cell of a table; the others are counted."""
# Above this number of nodes or lines (in all, and for each node) a drawing is unreadable, and its
# layout takes too long because of the crossings.
MOST_EVER, MOST_LINES, MOST_LINES_EACH = 400, 200, 6


def fitting(drawing: Graph) -> Graph:
    """The picture as far as it is readable: as it is, its groups as one node each, or as a table."""
    if not isinstance(drawing, Drawing):
        return drawing
    if len(drawing.nodes) > MOST_NODES and drawing.clusters:
        drawing = collapsed(drawing)
    return listed(drawing) if is_wall(drawing) else drawing


def is_wall(drawing: Drawing) -> bool:
    """Whether a graph has too many nodes or lines to read."""
    nodes, lines = len(drawing.nodes), len(drawing.edges)
    return nodes > MOST_EVER or lines > max(MOST_LINES, MOST_LINES_EACH * nodes)


def collapsed(drawing: Drawing) -> Drawing:
    """The drawing with each outermost cluster as one node, and the lines between them merged. A node has
    the worst mark of what is inside and says how many things have one; so does a line."""
    inside = {node: cluster for cluster in drawing.clusters for node in nodes_in(cluster)}
    by_key = {node.key: node for node in drawing.nodes}
    nodes = [node for node in drawing.nodes if node.key not in inside]
    nodes += [_folded(cluster, by_key) for cluster in drawing.clusters]
    merged: dict[tuple[str, str, Line], list[Edge]] = {}
    for edge in drawing.edges:
        ends = [inside[n].key if n in inside else n for n in (edge.tail, edge.head)]
        if ends[0] != ends[1]:
            merged.setdefault((ends[0], ends[1], edge.line), []).append(edge)
    edges = [
        _merged(tail, head, line, found) if {tail, head} & _keys(drawing.clusters) else found[0]
        for (tail, head, line), found in merged.items()
    ]
    groups = counted(len(drawing.clusters), "group")
    note = f"{len(inside)} components are drawn as {groups}; --focus GROUP draws one of them"
    return drawing._replace(
        nodes=tuple(nodes), edges=tuple(edges), clusters=(), notes=(*drawing.notes, note)
    )


def _keys(clusters: Iterable[Cluster]) -> set[str]:
    return {cluster.key for cluster in clusters}


def _folded(cluster: Cluster, by_key: Mapping[str, Node]) -> Node:
    inner = [by_key[key] for key in nodes_in(cluster) if key in by_key]
    marked = [node for node in inner if node.mark != "plain"]
    mark = worst_of(cluster.mark, *(node.mark for node in marked))
    lines = [counted(cluster.size, "component")]
    worst = [node.name for node in marked if node.mark == mark]
    if worst:
        left = f" and {len(worst) - 2} more" if len(worst) > 2 else ""
        lines += [f"{len(marked)} marked, worst:", f"{', '.join(worst[:2])}{left}"]
    return Node(cluster.key, "group", cluster.name, tuple(lines), mark, cluster.tip, cluster.key)


def _merged(tail: str, head: str, line: Line, found: list[Edge]) -> Edge:
    label = f"x{len(found)}" if len(found) > 1 else found[0].label
    tip = "; ".join(f"{edge.tail} to {edge.head}" for edge in found)
    return Edge(tail, head, line, label, worst_of(*(edge.mark for edge in found)), tip)


def listed(drawing: Drawing) -> Table:
    """The drawing as a table: each node with its state, whom it calls and who calls it; the worst group
    first, and in each the worst node."""
    drawing = told_apart(drawing)
    bands = {node: cluster.name for cluster in drawing.clusters for node in nodes_in(cluster)}
    nodes = _worst_first(drawing, bands)
    names = {node.key: node.name for node in nodes}
    out: dict[str, list[str]] = {}
    into: dict[str, list[str]] = {}
    for edge in drawing.edges:
        out.setdefault(edge.tail, []).append(names[edge.head])
        into.setdefault(edge.head, []).append(names[edge.tail])
    rows = [
        Row(
            node.key,
            node.role,
            node.name,
            (_state(node), _names(out.get(node.key, ())), _names(into.get(node.key, ()))),
            node.lines[:1] if node.lines[1:] or node.mark == "plain" else (),
            bands.get(node.key, ""),
            tip=node.tip,
            anchor=node.anchor,
        )
        for node in nodes
    ]
    size = f"{counted(len(drawing.nodes), 'node')} and {counted(len(drawing.edges), 'line')}"
    note = f"{size} are too many for a graph, so they are listed; --focus NAME draws a part"
    columns = [
        Column("state", "state", wide=True),
        Column("out", "lines to", wide=True),
        Column("into", "lines from", wide=True),
    ]
    table = Table(
        drawing.title,
        drawing.description,
        "element",
        tuple(columns),
        tuple(rows),
        (*drawing.notes, note),
    )
    return _without_empty(table)


def _worst_first(drawing: Drawing, bands: Mapping[str, str]) -> list[Node]:
    """The nodes by their groups."""
    order = {band: number for number, band in enumerate(dict.fromkeys(bands.values()))}
    worst: dict[str, int] = {}
    for node in drawing.nodes:
        band = bands.get(node.key, "")
        worst[band] = max(worst.get(band, 0), gravity(node.mark))

    def key(node: Node) -> tuple[int, int, int]:
        band = bands.get(node.key, "")
        return -worst[band], order.get(band, -1), -gravity(node.mark)

    return sorted(drawing.nodes, key=key)


def _state(node: Node) -> Cell:
    words = node.lines[1:]
    if not words and node.mark == "plain":
        return EMPTY
    return Cell(words or node.lines, node.mark, node.tip)


def _names(names: Iterable[str]) -> Cell:
    """The names, counted from some on; whoever points at the cell gets all."""
    found = list(dict.fromkeys(names))
    if not found:
        return EMPTY
    if len(found) <= MOST_NAMES + 2:
        return Cell((", ".join(found),))
    first = f"{', '.join(found[:MOST_NAMES])} and {len(found) - MOST_NAMES} more"
    return Cell((first,), tip=", ".join(found))


def _without_empty(table: Table) -> Table:
    """Without the columns in which nothing stands."""
    kept = list(_said(table))
    return table._replace(
        columns=tuple([table.columns[n] for n in kept]),
        rows=tuple([r._replace(cells=tuple([r.cells[n] for n in kept])) for r in table.rows]),
    )


def _said(table: Table) -> Iterator[int]:
    for number in range(len(table.columns)):
        if any(row.cells[number].lines for row in table.rows):
            yield number
