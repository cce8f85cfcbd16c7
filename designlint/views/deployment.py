"""Where replicas run: places in places, what is copied between them and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.placement.placement import Placement, Replica, placements
from designlint.drawing import Cluster, Drawing, Edge, Mark, Node
from designlint.model import Component
from designlint.quantity import show
from designlint.schema.component import MANAGED
from designlint.schema.store import BACKUP, LAG, TOPOLOGY
from designlint.views.parts import component_node, kind_of, title_of
from designlint.wording import counted

ELSEWHERE = ""
# More than this, and each place is one node with a list.
MOST = 60


# What is to be said of a component in a place: a mark, and words.
Said = Callable[[str, str], tuple[Mark, list[str]]]


def nothing_said(_component: str, _place: str) -> tuple[Mark, list[str]]:
    """No marks."""
    return "plain", []


def deployment(facts: Facts, said: Said = nothing_said) -> Drawing:
    """The places with the replicas in them; a component stands once in each place where it runs."""
    design = facts.design
    nodes: list[Node] = []
    edges: list[Edge] = []
    inside: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for component in design.components.values():
        if component.is_external:
            continue
        spots = _spots(component, facts[placements][component.path])
        keys = []
        for place, (count, leads) in spots.items():
            key = f"{component.path}@{place}" if place else component.path
            node = component_node(facts, component)
            mark, words = said(component.path, place)
            lines = (kind_of(component) + _times(count), *(["leader"] if leads else []), *words)
            nodes.append(node._replace(key=key, lines=lines, mark=mark))
            counts[key] = count
            inside.setdefault(place, []).append(key)
            keys.append((key, leads))
        edges += _replication(component, keys)
        edges += _backup(component, keys)
    groups = counted(len(nodes), "group of replicas")
    described = f"{groups} in {counted(len(design.places), 'place')}"
    if len(nodes) > MOST:
        nodes, inside, edges = _listed(facts, nodes, counts, inside)
    known = {node.key for node in nodes}
    return Drawing(
        f"{title_of(design)}: deployment",
        described,
        tuple(nodes),
        tuple([edge for edge in edges if edge.tail in known and edge.head in known]),
        tuple(_places(facts, inside)),
        across=False,
        grid=True,
    )


def _times(count: int) -> str:
    return f" x{count}" if count > 1 else ""


def _listed(
    facts: Facts, nodes: list[Node], counts: dict[str, int], inside: dict[str, list[str]]
) -> tuple[list[Node], dict[str, list[str]], list[Edge]]:
    """Each place as one node that lists what runs there."""
    by_key = {node.key: node for node in nodes}
    listed: dict[str, Node] = {}
    for place, keys in inside.items():
        lines = tuple([_line(by_key[key], counts[key]) for key in keys])
        marks = {by_key[key].mark for key in keys}
        mark: Mark = "bad" if "bad" in marks else marks.pop() if len(marks) == 1 else "plain"
        name = facts.design.places[place].name if place else "elsewhere"
        listed[place] = Node(
            f"in {place}", "group", name, lines, mark, tip=place or name, anchor=place
        )
    return list(listed.values()), {place: [node.key] for place, node in listed.items()}, []


def _line(node: Node, count: int) -> str:
    leads = ", leader" if "leader" in node.lines else ""
    words = f": {', '.join(node.lines[1:])}" if node.mark != "plain" else leads
    return f"{node.name}{_times(count)}{words}"


def _spots(component: Component, placement: Placement) -> dict[str, tuple[int, bool]]:
    """How many replicas run in each place, and whether the leader is among them."""
    replicas = sorted((*placement.replicas, *placement.lost))
    if placement.whole and component.value(MANAGED) is not None:
        domain = placement.shared_domains[-1] if placement.shared_domains else ELSEWHERE
        return {domain: (1, False)}
    several = placement.count > 1
    counts = Counter(map(spot_of, replicas))
    leading = {spot_of(replica) for replica in replicas if replica.leads and several}
    return {place: (count, place in leading) for place, count in counts.items()}


def spot_of(replica: Replica) -> str:
    """The place in which a replica is drawn: its own, or the narrowest around it."""
    return replica.place or (replica.domains[-1] if replica.domains else ELSEWHERE)


def _replication(component: Component, keys: list[tuple[str, bool]]) -> Iterator[Edge]:
    """From where writes go first to the other places, with the lag where it is stated."""
    topology = component[TOPOLOGY]
    if topology is None or len(keys) < 2:
        return
    lag = topology.detail(LAG)
    # Between places that stand close, a longer label would lie over their frames.
    label = f"lag {show(lag)}" if lag is not None else ""
    tip = f"{component.path}, {topology.value.replace('_', ' ')}"
    sources = [key for key, leads in keys if leads] or [keys[0][0]]
    for number, (key, _) in enumerate(other for other in keys if other[0] not in sources):
        yield Edge(sources[0], key, "replication", label if number == 0 else "", tip=tip)


def _backup(component: Component, keys: list[tuple[str, bool]]) -> Iterator[Edge]:
    backup = component[BACKUP]
    if backup is None or backup.value.to is None or not keys:
        return
    yield Edge(
        keys[0][0], backup.value.to.path, "backup", f"backup every {show(backup.value.every)}"
    )


def _places(facts: Facts, inside: dict[str, list[str]]) -> Iterator[Cluster]:
    places = facts.design.places
    children: dict[str | None, list[str]] = {}
    for path, place in places.items():
        children.setdefault(place.parent, []).append(path)

    def cluster(path: str) -> Cluster:
        inner = [cluster(child) for child in children.get(path, ())]
        place = places[path]
        return Cluster(
            path,
            f"{place.level} {place.name}",
            tuple(inside.get(path, ())),
            tuple([one for one in inner if one.size]),
            tip=place.title or path,
        )

    for path in children.get(None, ()):
        found = cluster(path)
        if found.size:
            yield found
