"""A drawing as a graph of Graphviz: the only module that knows pydot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pydot

from designlint.drawing import Cluster, Drawing, Edge, Node, told_apart
from designlint.render.labels import (
    SMALL,
    beside,
    bold,
    filled,
    html_label,
    pieces_of,
    quoted,
    small,
    text,
)
from designlint.render.legend import head
from designlint.render.measure import text_width
from designlint.render.palette import (
    DASHED,
    FONT,
    FRAME,
    HEATS,
    INK,
    LOOKS,
    MARKS,
    NEUTRAL,
    PAPER,
    STROKES,
)

# Their text needs more room than Graphviz gives it.
_POINTED = ("hexagon", "parallelogram")


Link = Callable[[str], str]


def dot(drawing: Drawing, *, titled: bool = True, link: Link | None = None) -> str:
    """The text of a drawing in the DOT language; the same for the same drawing.

    It has its title, description and legend above it and paper under it if it is `titled`; a page has
    its own. `link` gives the address for the element that a node stands for; empty where there is none.
    """
    drawing = told_apart(drawing)
    graph = pydot.Dot(
        "design",
        graph_type="digraph",
        rankdir="LR" if drawing.across else "TB",
        fontname=FONT,
        fontsize=11,
        bgcolor=quoted(PAPER) if titled else "transparent",
        pad="0.2",
        nodesep="0.3",
        ranksep="0.5",
        newrank="true",
        compound="true",
        labelloc="t",
        labeljust="l",
        label=f"<{head(drawing)}>" if titled else '""',
        tooltip=text(drawing.description),
    )
    graph.set_node_defaults(
        fontname=FONT, fontsize=11, fontcolor=INK, penwidth=1.2, margin="0.14,0.08"
    )
    graph.set_edge_defaults(fontname=FONT, fontsize=SMALL, arrowsize=0.7)
    numbers = {node.key: f"n{number}" for number, node in enumerate(drawing.nodes)}
    ids = node_ids(drawing)
    nodes = {
        node.key: _node(node, numbers[node.key], ids[node.key], link, judged=bool(drawing.marks))
        for node in drawing.nodes
    }
    placed: set[str] = set()
    for number, cluster in enumerate(drawing.clusters):
        graph.add_subgraph(_cluster(cluster, nodes, f"cluster_{number}", placed))
    for key, node in nodes.items():
        if key not in placed:
            graph.add_node(node)
    for edge in drawing.edges:
        graph.add_edge(_edge(edge, numbers))
    return str(graph.to_string())


def node_ids(drawing: Drawing) -> dict[str, str]:
    """The id of each node in an SVG: that of its element for the first node of the element."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, node in enumerate(drawing.nodes):
        name = f"node-{node.anchor}" if node.anchor and node.anchor not in taken else f"n{number}"
        taken.add(node.anchor)
        found[node.key] = name
    return found


def _node(node: Node, name: str, id_: str, link: Link | None, *, judged: bool) -> pydot.Node:
    """A node; in a picture that is `judged` the state owns the frame, and the kind the shape alone."""
    look = LOOKS[node.role]
    frame, width = NEUTRAL if judged else look.frame, 1.2
    if node.mark != "plain":
        frame, width = MARKS[node.mark][0], 2.6
    style = f"{look.style},dashed" if node.mark in DASHED else look.style
    made = pydot.Node(
        name,
        label=html_label(bold(node.name), small(filled(node.lines))),
        shape=look.shape,
        width=f"{_least_width(node):.2f}",
        margin=quoted("0.3,0.12" if look.shape in _POINTED else "0.14,0.08"),
        style=quoted(style),
        fillcolor=quoted(HEATS[node.heat][0] if node.heat else look.fill),
        color=quoted(frame),
        penwidth=width,
        tooltip=text(node.tip or node.name),
        id=text(id_),
    )
    address = link(node.anchor) if link is not None and node.anchor else ""
    if address:
        made.set("URL", text(address))
    heat = f" heat-{node.heat}" if node.heat else ""
    state = " judged" if judged else ""
    return _classed(made, f"role-{node.role} mark-{node.mark}{heat}{state}")


def _least_width(node: Node) -> float:
    """As wide as its text with fonts that are wider than the one that Graphviz measures by, in inches."""
    pieces = [(piece, 12.0) for piece in pieces_of(node.name)]
    pieces += [(line, SMALL) for line in filled(node.lines)]
    return (max(text_width(piece, size) for piece, size in pieces) * 1.1 + 14) / 72


def _cluster(
    cluster: Cluster, nodes: dict[str, pydot.Node], name: str, placed: set[str]
) -> pydot.Subgraph:
    colour = MARKS[cluster.mark][0] or FRAME
    graph = pydot.Subgraph(
        name,
        label=html_label(bold(cluster.name), ""),
        style=quoted("rounded"),
        color=quoted(colour),
        penwidth=1.0,
        margin="14",
        tooltip=text(cluster.tip or cluster.name),
    )
    _classed(graph, f"frame mark-{cluster.mark}")
    for key in cluster.nodes:
        graph.add_node(nodes[key])
        placed.add(key)
    for number, inner in enumerate(cluster.inner):
        graph.add_subgraph(_cluster(inner, nodes, f"{name}_{number}", placed))
    return graph


def _edge(edge: Edge, numbers: dict[str, str]) -> pydot.Edge:
    stroke = STROKES[edge.line]
    colour = MARKS[edge.mark][0] or stroke.colour
    made = pydot.Edge(
        numbers[edge.tail],
        numbers[edge.head],
        style=stroke.style,
        arrowhead=stroke.arrow,
        color=quoted(colour),
        fontcolor=quoted(colour),
        tooltip=text(edge.tip or edge.label or f"{edge.tail} to {edge.head}"),
        # Dots as thin as a line are hardly seen.
        penwidth=1.7 if stroke.style == "dotted" else 1.1,
    )
    if edge.label:
        made.set("label", beside(edge.label))
    return _classed(made, f"line-{edge.line} mark-{edge.mark}")


Thing = TypeVar("Thing", pydot.Node, pydot.Edge, pydot.Subgraph)


def _classed(thing: Thing, names: str) -> Thing:
    """A thing with classes, by which the style sheet of an SVG knows it."""
    thing.set("class", quoted(names))
    return thing
