"""Parts of drawings: what is near a node, groups as one node, and what is in a legend."""

from __future__ import annotations

import pytest

from designlint.drawing import Cluster, Drawing, Edge, Node, collapsed, focused

NODES = tuple([Node(name, "service", name) for name in "abcde"])
EDGES = (
    Edge("a", "b", "sync"),
    Edge("b", "c", "async"),
    Edge("c", "d", "sync"),
    Edge("d", "e", "miss"),
)
FRAMES = (
    Cluster("one", "One", ("a", "b")),
    Cluster("two", "Two", ("c",), (Cluster("in", "In", ("d",)),)),
)
DRAWING = Drawing("t", "d", NODES, EDGES, FRAMES)


@pytest.mark.parametrize(
    ("depth", "near", "frames"),
    [(0, "b", ["one"]), (1, "abc", ["one", "two"]), (2, "abcd", ["one", "two"]), (9, "abcde", ["one", "two"])],
)  # fmt: skip
def test_focus(depth: int, near: str, frames: list[str]) -> None:
    part = focused(DRAWING, "b", depth)
    assert "".join(node.key for node in part.nodes) == near
    assert [cluster.key for cluster in part.clusters] == frames
    assert all({edge.tail, edge.head} <= set(near) for edge in part.edges)


def test_what_is_not_there_has_no_surroundings() -> None:
    with pytest.raises(KeyError):
        focused(DRAWING, "z", 1)


def test_groups_become_nodes_and_their_calls_one_line() -> None:
    small = collapsed(DRAWING)
    assert [node.key for node in small.nodes] == ["e", "one", "two"]
    assert small.nodes[2].lines == ("2 components",)
    assert [(edge.tail, edge.head, edge.line) for edge in small.edges] == [
        ("one", "two", "async"),
        ("two", "e", "miss"),
    ]
    assert small.notes == ("4 components are drawn as 2 groups",)


def test_a_legend_has_what_is_there() -> None:
    marked = DRAWING._replace(clusters=(Cluster("x", "X", ("a",), mark="gone"),))
    assert (marked.roles, marked.lines, marked.marks) == (
        ("service",),
        ("sync", "async", "miss"),
        ("gone",),
    )
