"""A drawing as a graph of Graphviz: the only module that knows pydot."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TypeVar

import pydot

from designlint.drawing import Cluster, Drawing, Edge, Node, told_apart
from designlint.render.cells import clean
from designlint.render.palette import FONT, HEATS, INK, LOOKS, MARKS, NAMES, PAPER, STROKES

SMALL = 9
# Their text needs more room than Graphviz gives it.
_DASHED = ("gone", "assumed", "doubtful")
_POINTED = ("cds", "parallelogram")
LONGEST_WORD = 40
FRAME = "#8c959f"
_BREAK = re.compile(r"[-_.:/]+")


Link = Callable[[str], str]


def dot(drawing: Drawing, *, titled: bool = True, link: Link | None = None) -> str:
    """The text of a drawing in the DOT language; the same for the same drawing.

    It has its title, description and legend above it if it is `titled`; a page has them in its own
    words. `link` gives the address for the element that a node stands for; empty where there is none.
    """
    drawing = told_apart(drawing)
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
        newrank="false" if drawing.grid else "true",
        compound="true",
        labelloc="t",
        labeljust="l",
        label=f"<{_head(drawing)}>" if titled else '""',
        tooltip=_text(drawing.description),
    )
    graph.set_node_defaults(
        fontname=FONT, fontsize=11, fontcolor=INK, penwidth=1.2, margin="0.14,0.08"
    )
    graph.set_edge_defaults(fontname=FONT, fontsize=SMALL, arrowsize=0.7)
    numbers = {node.key: f"n{number}" for number, node in enumerate(drawing.nodes)}
    ids = node_ids(drawing)
    nodes = {
        node.key: _node(node, numbers[node.key], ids[node.key], link) for node in drawing.nodes
    }
    placed: set[str] = set()
    for number, cluster in enumerate(drawing.clusters):
        graph.add_subgraph(_cluster(cluster, nodes, f"cluster_{number}", placed, grid=drawing.grid))
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


def _node(node: Node, name: str, id_: str, link: Link | None) -> pydot.Node:
    look = LOOKS[node.role]
    frame, width = look.frame, 1.2
    if node.mark != "plain":
        frame, width = MARKS[node.mark][0], 2.6
    style = f"{look.style},dashed" if node.mark in _DASHED else look.style
    made = pydot.Node(
        name,
        label=_html(_bold(node.name), _small(node.lines)),
        shape=look.shape,
        margin=_quoted("0.3,0.12" if look.shape in _POINTED else "0.14,0.08"),
        style=_quoted(style),
        fillcolor=_quoted(HEATS[node.heat][0] if node.heat else look.fill),
        color=_quoted(frame),
        penwidth=width,
        tooltip=_text(node.tip or node.name),
        id=_text(id_),
    )
    address = link(node.anchor) if link is not None and node.anchor else ""
    if address:
        made.set("URL", _text(address))
    heat = f" heat-{node.heat}" if node.heat else ""
    return _classed(made, f"role-{node.role} mark-{node.mark}{heat}")


def _cluster(
    cluster: Cluster, nodes: dict[str, pydot.Node], name: str, placed: set[str], *, grid: bool
) -> pydot.Subgraph:
    colour = MARKS[cluster.mark][0] or FRAME
    graph = pydot.Subgraph(
        name,
        label=_html(_bold(cluster.name), ""),
        style=_quoted("rounded"),
        color=_quoted(colour),
        penwidth=1.0,
        margin="14",
        tooltip=_text(cluster.tip or cluster.name),
    )
    _classed(graph, f"frame mark-{cluster.mark}")
    for key in cluster.nodes:
        graph.add_node(nodes[key])
        placed.add(key)
    if grid:
        for edge in _rows([nodes[key].get_name() for key in cluster.nodes]):
            graph.add_edge(edge)
    for number, inner in enumerate(cluster.inner):
        graph.add_subgraph(_cluster(inner, nodes, f"{name}_{number}", placed, grid=grid))
    return graph


def _rows(names: list[str]) -> Iterator[pydot.Edge]:
    """Invisible lines that arrange nodes without lines in rows."""
    columns = math.ceil(math.sqrt(len(names)))
    for upper, lower in zip(names, names[columns:], strict=False):
        yield pydot.Edge(upper, lower, style="invis")


def _edge(edge: Edge, numbers: dict[str, str]) -> pydot.Edge:
    stroke = STROKES[edge.line]
    is_loose = edge.line in ("replication", "backup")
    colour = MARKS[edge.mark][0] or stroke.colour
    made = pydot.Edge(
        numbers[edge.tail],
        numbers[edge.head],
        style=stroke.style,
        arrowhead=stroke.arrow,
        color=_quoted(colour),
        fontcolor=_quoted(colour),
        tooltip=_text(edge.tip or edge.label or f"{edge.tail} to {edge.head}"),
        constraint="false" if is_loose else "true",
        # Dots as thin as a line are hardly seen.
        penwidth=1.7 if stroke.style == "dotted" else 1.1,
    )
    if edge.label:
        # Between things of one row a label would tear frames apart; there it floats beside the line.
        made.set("xlabel" if is_loose else "label", _beside(edge.label))
    return _classed(made, f"line-{edge.line} mark-{edge.mark}")


# ---- the legend: what is in this drawing, and nothing else


def _head(drawing: Drawing) -> str:
    """The title, what is to be seen in a sentence, and the legend, above the picture."""
    rows = [_row(f"<font point-size='15'>{_bold(drawing.title)}</font>")]
    rows += [_row(_small((text,))) for text in (drawing.description, *drawing.notes)]
    rows.append(_row(_swatches(drawing)) or _row(" "))
    return _table("".join(rows), 0)


def _swatches(drawing: Drawing) -> str:
    heated = drawing.heated
    fills = {role: PAPER if role in heated else LOOKS[role].fill for role in drawing.roles}
    cells = [
        f"<td bgcolor='{fills[role]}' border='1' color='{LOOKS[role].frame}'>"
        f"{_small((NAMES[role],))}</td>"
        for role in drawing.roles
    ]
    cells += [
        f"<td bgcolor='{HEATS[heat][0]}' border='1' color='{FRAME}'>{_small((HEATS[heat][2],))}</td>"
        for heat in drawing.heats
    ]
    cells += [
        f"<td border='2' color='{MARKS[mark][0]}'>{_small((MARKS[mark][2],))}</td>"
        for mark in drawing.marks
    ]
    cells += [
        f"<td><font point-size='{SMALL}' color='{STROKES[line].colour}'>"
        f"{_SAMPLE[STROKES[line].style]} {escape(STROKES[line].words)}</font></td>"
        for line in drawing.lines
    ]
    return _table(f"<tr>{''.join(cells)}</tr>", 6) if cells else ""


_SAMPLE = {"solid": "&#8212;&#8212;&gt;", "dashed": "&#8211; &#8211;&gt;", "dotted": "&#183; &#183; &#183;&gt;",
           "bold": "<b>&#8212;&#8212;</b>&gt;"}  # fmt: skip


def _row(cell: str) -> str:
    return f"<tr><td align='left'>{cell}</td></tr>" if cell else ""


def _table(rows: str, spacing: int) -> str:
    return (
        f"<table border='0' cellborder='0' cellspacing='{spacing}' cellpadding='3'>{rows}</table>"
    )


Thing = TypeVar("Thing", pydot.Node, pydot.Edge, pydot.Subgraph)


def _classed(thing: Thing, names: str) -> Thing:
    """A thing with classes, by which the style sheet of an SVG knows it."""
    thing.set("class", _quoted(names))
    return thing


# ---- texts: whatever a design says is escaped, and a word that is too long is broken


def _bold(text: str) -> str:
    return f"<b>{_escaped(text)}</b>"


def _small(lines: Iterable[str]) -> str:
    rows = [f"<font point-size='{SMALL}'>{_escaped(line)}</font>" for line in lines if line]
    return "<br/>".join(rows)


def _beside(text: str) -> str:
    """A text over a line: a thin row under it keeps it off the line."""
    return f"<<font point-size='{SMALL}'>{_escaped(text)}</font><br/><font point-size='5'> </font>>"


def _html(head: str, body: str) -> str:
    # A thin row between them, or the letters of the two touch.
    return f"<{head}<br/><font point-size='2'> </font><br/>{body}>" if body else f"<{head}>"


def _escaped(text: str) -> str:
    """A text with a line break in each word that is too long for a node: none of it is left out, so that
    two names that differ read differently."""
    lines = [""]
    for word in clean(text).split():
        first, *others = _pieces(word)
        lines[-1] = f"{lines[-1]} {first}".strip()
        lines.extend(others)
    return "<br/>".join([escape(line) for line in lines]) or " "


def _pieces(word: str) -> Iterator[str]:
    """A word in pieces that a node has room for, broken behind a hyphen, a dot or the like."""
    while len(word) > LONGEST_WORD:
        breaks = [match.end() for match in _BREAK.finditer(word, 1, LONGEST_WORD)]
        at = breaks[-1] if breaks else LONGEST_WORD
        yield word[:at]
        word = word[at:]
    yield word


def _text(text: str) -> str:
    """A text as a quoted string of the DOT language: no escapes of its own, one line."""
    plain = " ".join(clean(text).split())[:400]
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(text: str) -> str:
    return f'"{text}"'
