"""What the views share: how components, actors and calls become nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable

from designlint import drawing
from designlint.analyses.facts import Facts
from designlint.analyses.placement.placement import placements
from designlint.drawing import Cluster, Edge, Line, Mark, Node
from designlint.model import Component, Design, Element, Step
from designlint.schema.roles import Role

# What a component is drawn as: by the first of these roles that it plays.
_DRAWN: dict[Role, drawing.Role] = {
    Role.EXTERNAL: "external",
    Role.CACHE: "cache",
    Role.STORE: "store",
    Role.BROKER: "broker",
    Role.ROUTER: "edge",
    Role.OBSERVER: "operations",
    Role.DEPLOYER: "operations",
    Role.CONFIGURATION: "operations",
    Role.IDENTITY_PROVIDER: "operations",
    Role.SECRETS_MANAGER: "operations",
    Role.SCHEDULER: "operations",
}
LONGEST = 100
"""So many characters of a title stand in a node: three lines or four."""
MARK_OF: dict[str, Mark] = {
    "met": "good",
    "met on assumptions": "assumed",
    "met (likely)": "assumed",
    "undecided": "unknown",
    "violated (likely)": "doubtful",
    "violated on assumptions": "doubtful",
    "violated": "bad",
}
"""How each verdict is marked."""


def role_of(component: Component) -> drawing.Role:
    """What a component is drawn as."""
    return next((drawn for role, drawn in _DRAWN.items() if component.plays(role)), "service")


def kind_of(component: Component) -> str:
    """Its kind and technology as they stand in a node."""
    kind = component.kind.replace("_", " ")
    return kind if component.technology is None else f"{kind}, {component.technology}"


def component_node(
    facts: Facts, component: Component, lines: Iterable[str] = (), mark: Mark = "plain"
) -> Node:
    """A component with its kind, technology and number of replicas."""
    kind = kind_of(component)
    placement = facts[placements][component.path]
    if placement.declared and not placement.whole and placement.count > 1:
        kind += f" x{placement.count}"
    return Node(
        component.path,
        role_of(component),
        component.name,
        (kind, *lines),
        mark,
        component.title or component.path,
        component.path,
    )


def actor_node(design: Design, path: str) -> Node:
    """An actor, or whoever else begins a flow without being a component."""
    actor = design.actors.get(path)
    return Node(path, "actor", path, (), "plain", actor.title if actor else path, path)


def node_of(facts: Facts, path: str) -> Node:
    """The node of whatever takes part in a flow."""
    component = facts.design.components.get(path)
    return actor_node(facts.design, path) if component is None else component_node(facts, component)


def line_of(step: Step) -> Line:
    """How a step is drawn."""
    if step.on_miss_of is not None:
        return "miss"
    return "sync" if step.waits else "async"


def shortened(text: str) -> str:
    """A title that fits into a node."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def title_of(design: Design) -> str:
    """What the design is called, where it says so."""
    header = design.header
    return (header.title or header.name) if header is not None else "The system"


def group_title(design: Design, path: str | None) -> str:
    """The titles of a group and of those around it; empty for no group."""
    titles = []
    while path:
        group: Element | None = design.groups.get(path)
        if group is not None:
            titles.append(group.title or group.name)
        path = path.rpartition(".")[0]
    return " / ".join(reversed(titles))


def group_clusters(design: Design, shown: set[str]) -> tuple[Cluster, ...]:
    """The groups around the components that are shown, nested as they are declared."""
    children: dict[str, list[str]] = {}
    for path in design.groups:
        parent = path.rpartition(".")[0]
        children.setdefault(parent if parent in design.groups else "", []).append(path)

    def cluster(path: str) -> Cluster:
        group: Element = design.groups[path]
        nodes = [c.path for c in design.components.values() if c.group == path and c.path in shown]
        inner = tuple([cluster(child) for child in children.get(path, ())])
        return Cluster(path, group.title or group.name, tuple(nodes), inner, tip=path)

    found = [cluster(path) for path in children.get("", ())]
    return tuple([one for one in found if one.size])


def merged(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """One edge for each pair and kind of line; the first one's label stays."""
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        found.setdefault((edge.tail, edge.head, edge.line), edge)
    return tuple(found.values())
