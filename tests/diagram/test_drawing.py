"""Parts of drawings: what is near a node, groups as one node, and what is in a legend."""

from __future__ import annotations

import pytest

from designlint.drawing import Cluster, Drawing, Edge, Node, collapsed, focused, listed

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
    assert isinstance(part, Drawing)
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
    assert small.notes == ("4 components are drawn as 2 groups; --focus GROUP draws one of them",)


def test_a_folded_group_has_the_worst_mark_and_says_how_many() -> None:
    marks = {"a": "warn", "b": "bad", "c": "good"}
    nodes = tuple([node._replace(mark=marks.get(node.key, "plain")) for node in NODES])  # type: ignore[arg-type]
    edges = (*EDGES, Edge("a", "d", "async", mark="warn"))
    small = collapsed(DRAWING._replace(nodes=nodes, edges=edges))
    one = next(node for node in small.nodes if node.key == "one")
    assert (one.mark, one.lines) == ("bad", ("2 components", "2 marked, worst:", "b"))
    merged = next(edge for edge in small.edges if edge.tail == "one")
    assert (merged.label, merged.mark) == ("x2", "warn")


def test_a_part_may_be_a_group() -> None:
    part = focused(DRAWING, "one", 0)
    assert isinstance(part, Drawing)
    assert [node.key for node in part.nodes] == ["a", "b"]


def test_what_is_listed_has_all_nodes_and_lines() -> None:
    rows = listed(DRAWING).rows
    assert [(row.name, row.band) for row in rows] == [
        ("e", ""), ("a", "One"), ("b", "One"), ("c", "Two"), ("d", "Two"),
    ]  # fmt: skip
    assert [cell.lines for cell in rows[2].cells] == [("c",), ("a",)]


def test_a_legend_has_what_is_there() -> None:
    marked = DRAWING._replace(clusters=(Cluster("x", "X", ("a",), mark="gone"),))
    assert (marked.roles, marked.lines, marked.marks) == (
        ("service",),
        ("sync", "async", "miss"),
        ("gone",),
    )
