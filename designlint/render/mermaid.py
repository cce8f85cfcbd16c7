"""A drawing as a Mermaid flowchart, which GitHub and GitLab show in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from designlint.drawing import Cluster, Drawing, Edge, Line, Node, Role, told_apart
from designlint.render.cells import clean
from designlint.render.palette import LOOKS, MARKS, STROKES

_SHAPES: dict[Role, tuple[str, str]] = {
    "actor": ("([", "])"),
    "edge": ("{{", "}}"),
    "service": ("(", ")"),
    "store": ("[(", ")]"),
    "cache": ("[(", ")]"),
    "broker": (">", "]"),
    "external": ("[", "]"),
    "operations": ("[[", "]]"),
    "requirement": ("[", "]"),
    "flow": ("[/", "/]"),
    "api": ("[", "]"),
    "group": ("[", "]"),
    "place": ("[", "]"),
    "note": ("[", "]"),
}
# Mermaid has three strokes and three heads for all lines.
_ARROWS: dict[Line, str] = {
    "sync": "-->", "async": "-.->", "miss": "-.-o", "fallback": "-.-x", "needs": "--o",
    "backup": "==o", "serves": "-->", "depends_on": "-.->",
}  # fmt: skip


def render(drawing: Drawing) -> str:
    """The text of the flowchart."""
    drawing = told_apart(drawing)
    numbers = {node.key: f"n{number}" for number, node in enumerate(drawing.nodes)}
    nodes = {node.key: _node(node, numbers[node.key]) for node in drawing.nodes}
    lines = [f"%% {plain(drawing.title)}", f"flowchart {'LR' if drawing.across else 'TB'}"]
    placed: set[str] = set()
    for number, cluster in enumerate(drawing.clusters):
        lines += _cluster(cluster, nodes, f"c{number}", placed, "  ")
    lines += [f"  {text}" for key, text in nodes.items() if key not in placed]
    lines += [f"  {_edge(edge, numbers)}" for edge in drawing.edges]
    lines += _legend(drawing)
    lines += _classes(drawing, numbers)
    return "\n".join(lines) + "\n"


def _node(node: Node, name: str) -> str:
    opening, closing = _SHAPES[node.role]
    label = "<br/>".join([f"<b>{plain(node.name)}</b>", *(plain(line) for line in node.lines)])
    return f'{name}{opening}"{label}"{closing}'


def _cluster(
    cluster: Cluster, nodes: dict[str, str], name: str, placed: set[str], indent: str
) -> Iterator[str]:
    yield f'{indent}subgraph {name}["{plain(cluster.name)}"]'
    for key in cluster.nodes:
        placed.add(key)
        yield f"{indent}  {nodes[key]}"
    for number, inner in enumerate(cluster.inner):
        yield from _cluster(inner, nodes, f"{name}_{number}", placed, f"{indent}  ")
    yield f"{indent}end"


def _edge(edge: Edge, numbers: dict[str, str]) -> str:
    label = f'|"{plain(edge.label)}"|' if edge.label else ""
    return f"{numbers[edge.tail]} {_ARROWS[edge.line]}{label} {numbers[edge.head]}"


def _legend(drawing: Drawing) -> Iterator[str]:
    """What the lines and marks mean, where there is more than one meaning."""
    if len(drawing.lines) > 1 or drawing.marks:
        yield '  subgraph legend["Legend"]'
        for number, line in enumerate(drawing.lines):
            words = plain(STROKES[line].words)
            yield f'    k{number}[" "] {_ARROWS[line]}|"{words}"| l{number}[" "]'
        for mark in drawing.marks:
            yield f'    m_{mark}["{plain(MARKS[mark][2])}"]'
            yield f"    style m_{mark} stroke:{MARKS[mark][0]},stroke-width:3px"
        yield "  end"


def _classes(drawing: Drawing, numbers: dict[str, str]) -> Iterator[str]:
    for role in drawing.roles:
        look = LOOKS[role]
        own = ",".join(numbers[node.key] for node in drawing.nodes if node.role == role)
        yield f"  classDef {role}_ fill:{look.fill},stroke:{look.frame},color:#1f2328"
        yield f"  class {own} {role}_"
    for mark in drawing.marks:
        own = ",".join(numbers[node.key] for node in drawing.nodes if node.mark == mark)
        if own:
            yield f"  classDef {mark}_ stroke:{MARKS[mark][0]},stroke-width:3px"
            yield f"  class {own} {mark}_"


def plain(text: str) -> str:
    """A text that cannot end its label: Mermaid reads entities, and `#` begins one. It refuses empty labels."""
    shown = " ".join(clean(text).split())[:200] or " "
    return escape(shown).replace("&#x27;", "'").replace("#", "#35;").replace("`", "#96;")
