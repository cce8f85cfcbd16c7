"""A drawing as a graph of Graphviz: the only module that knows pydot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

import pydot

from designlint.drawing import Cluster, Drawing, Edge, Mark, Node
from designlint.render.cells import clean
from designlint.render.palette import INK, LOOKS, MARKS, NAMES, STROKES

FONT = "Helvetica, Arial, sans-serif"
SMALL = 9
LONGEST_WORD = 40


def dot(drawing: Drawing, *, legend: bool = True) -> str:
    """The text of a drawing in the DOT language; the same for the same drawing."""
    graph = pydot.Dot(
        "design",
        graph_type="digraph",
        rankdir="LR" if drawing.across else "TB",
        fontname=FONT,
        fontsize=11,
        bgcolor="transparent",
        pad="0.3",
        nodesep="0.35",
        ranksep="0.6",
        newrank="true",
        compound="true",
        labelloc="t",
        labeljust="l",
        label=_html(_bold(drawing.title), _small(_notes(drawing))),
        tooltip=_text(drawing.description),
    )
    graph.set_node_defaults(fontname=FONT, fontsize=11, fontcolor=INK, penwidth=1.2, margin="0.14,0.08")
    graph.set_edge_defaults(fontname=FONT, fontsize=SMALL, arrowsize=0.7, penwidth=1.1)
    numbers = {node.key: f"n{number}" for number, node in enumerate(drawing.nodes)}
    nodes = {node.key: _node(node, numbers[node.key]) for node in drawing.nodes}
    placed: set[str] = set()
    for number, cluster in enumerate(drawing.clusters):
        graph.add_subgraph(_cluster(cluster, nodes, f"cluster_{number}", placed))
    for key, node in nodes.items():
        if key not in placed:
            graph.add_node(node)
    for edge in drawing.edges:
        graph.add_edge(_edge(edge, numbers))
    if legend:
        graph.add_subgraph(_legend(drawing))
    return str(graph.to_string())


def _notes(drawing: Drawing) -> tuple[str, ...]:
    return (drawing.description, *drawing.notes)


def _node(node: Node, name: str) -> pydot.Node:
    look = LOOKS[node.role]
    frame, width = look.frame, 1.2
    if node.mark != "plain":
        frame, width = MARKS[node.mark][0], 2.6
    style = f"{look.style},dashed" if node.mark == "gone" else look.style
    return pydot.Node(
        name,
        label=_html(_bold(node.name), _small(node.lines)),
        shape=look.shape,
        style=_quoted(style),
        fillcolor=_quoted(look.fill),
        color=_quoted(frame),
        penwidth=width,
        tooltip=_text(node.tip or node.name),
        id=_text(f"node-{node.anchor or node.key}"),
        **{"class": _quoted(f"role-{node.role} mark-{node.mark}")},
    )


def _cluster(
    cluster: Cluster, nodes: dict[str, pydot.Node], name: str, placed: set[str]
) -> pydot.Subgraph:
    colour = MARKS[cluster.mark][0] or "#8c959f"
    graph = pydot.Subgraph(
        name,
        label=_html(_bold(cluster.name), ""),
        style=_quoted("rounded"),
        color=_quoted(colour),
        penwidth=1.0,
        margin="14",
        tooltip=_text(cluster.tip or cluster.name),
        **{"class": _quoted(f"frame mark-{cluster.mark}")},
    )
    for key in cluster.nodes:
        graph.add_node(nodes[key])
        placed.add(key)
    for number, inner in enumerate(cluster.inner):
        graph.add_subgraph(_cluster(inner, nodes, f"{name}_{number}", placed))
    return graph


def _edge(edge: Edge, numbers: dict[str, str]) -> pydot.Edge:
    stroke = STROKES[edge.line]
    colour = MARKS[edge.mark][0] or stroke.colour
    return pydot.Edge(
        numbers[edge.tail],
        numbers[edge.head],
        label=_text(f" {edge.label}") if edge.label else '""',
        style=stroke.style,
        arrowhead=stroke.arrow,
        color=_quoted(colour),
        fontcolor=_quoted(colour),
        tooltip=_text(edge.tip or edge.label or f"{edge.tail} to {edge.head}"),
        constraint="false" if edge.line in ("replication", "backup") else "true",
        **{"class": _quoted(f"line-{edge.line} mark-{edge.mark}")},
    )


# ---- the legend: what is in this drawing, and nothing else


def _legend(drawing: Drawing) -> pydot.Subgraph:
    graph = pydot.Subgraph(
        "cluster_legend",
        label=_html(_bold("legend"), ""),
        style=_quoted("rounded"),
        color=_quoted("#d0d7de"),
        margin="10",
        **{"class": _quoted("frame legend")},
    )
    entries = list(_entries(drawing))
    for entry in entries:
        graph.add_node(entry)
    for one, other in pairwise(entries):
        graph.add_edge(pydot.Edge(one.get_name(), other.get_name(), style="invis"))
    return graph


def _entries(drawing: Drawing) -> Iterator[pydot.Node]:
    """A small node for each role and mark, and a row of words for the lines."""
    for role in drawing.roles:
        node = Node(f"legend-{role}", role, NAMES[role])
        yield _entry(_node(node, f"legend_{role}"))
    for mark in drawing.marks:
        node = Node(f"legend-{mark}", "note", MARKS[mark][2], (), mark)
        yield _entry(_marked(node, mark))
    if drawing.lines:
        rows = "".join(
            f"<tr><td align='left'>{_SAMPLE[STROKES[line].style]}</td>"
            f"<td align='left'>{escape(STROKES[line].words)}</td></tr>"
            for line in drawing.lines
        )
        table = f"<<table border='0' cellspacing='2' cellpadding='0'>{rows}</table>>"
        yield _entry(
            pydot.Node("legend_lines", label=table, shape="plaintext",
                       **{"class": _quoted("role-note")})  # fmt: skip
        )


_SAMPLE = {"solid": "&#8212;&gt;", "dashed": "- -&gt;", "dotted": "&#183;&#183;&#183;&gt;", "bold": "<b>&#8212;</b>&#9671;"}


def _marked(node: Node, mark: Mark) -> pydot.Node:
    return _node(node._replace(role="service"), f"legend_mark_{mark}")


def _entry(node: pydot.Node) -> pydot.Node:
    node.set("fontsize", SMALL)
    node.set("margin", '"0.08,0.04"')
    node.set("height", "0.2")
    node.set("width", "0.4")
    return node


# ---- texts: whatever a design says is escaped, and a word that is too long is broken


def _bold(text: str) -> str:
    return f"<b>{_escaped(text)}</b>"


def _small(lines: Iterable[str]) -> str:
    told = [f"<font point-size='{SMALL}'>{_escaped(line)}</font>" for line in lines if line]
    return "<br/>".join(told)


def _html(head: str, body: str) -> str:
    return f"<{head}<br/>{body}>" if body else f"<{head}>"


def _escaped(text: str) -> str:
    words = (
        " ".join(_pieces(word)) if len(word) > LONGEST_WORD else word for word in clean(text).split()
    )
    return escape(" ".join(words)) or " "


def _pieces(word: str) -> Iterator[str]:
    """A word that no node has room for, cut short."""
    yield f"{word[: LONGEST_WORD - 1]}…"


def _text(text: str) -> str:
    """A text as a quoted string of the DOT language: no escapes of its own, one line."""
    plain = " ".join(clean(text).split())[:400]
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(text: str) -> str:
    return f'"{text}"'
