"""Graphs, against their definitions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.solvers.faulttree import Event, Node, all_of, any_of, singles
from designlint.solvers.graph import (
    condensation,
    cycles,
    dominator_path,
    dominators,
    postorder,
    reachable,
    shortest_cycle,
    strongly_connected,
)
from tests.solvers.formulas import brief, quick, thorough

Graph = dict[int, list[int]]


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> Graph:
    size = draw(st.integers(1, most))
    targets = st.lists(st.integers(0, size - 1), max_size=4)
    return {node: draw(targets) for node in range(size)}


def acyclic(graph: Graph) -> Graph:
    return {node: [other for other in after if other > node] for node, after in graph.items()}


def reaches(graph: Graph, start: int, without: int | None = None) -> set[int]:
    seen: set[int] = set()
    stack = [start]
    while stack:
        node = stack.pop()
        if node not in seen and node != without:
            seen.add(node)
            stack += graph[node]
    return seen


@given(graphs())
@brief
def test_reachable(graph: Graph) -> None:
    assert set(reachable(graph, [0])) == reaches(graph, 0)
    assert set(reachable(graph, list(graph))) == set(graph)


def test_reachable_has_the_nearest_first() -> None:
    assert list(reachable({1: [2, 3], 2: [4], 4: [5], 3: [5]}, [1])) == [1, 2, 3, 4, 5]


@given(graphs())
@brief
def test_components_are_the_classes_of_mutual_reach(graph: Graph) -> None:
    components = strongly_connected(graph)
    assert sorted(node for component in components for node in component) == sorted(graph)
    for component in components:
        for node in component:
            mutual = {o for o in reaches(graph, node) if node in reaches(graph, o)}
            assert mutual == set(component)


@given(graphs())
@brief
def test_a_component_comes_after_all_it_reaches(graph: Graph) -> None:
    seen: set[int] = set()
    for component in strongly_connected(graph):
        seen.update(component)
        assert reaches(graph, component[0]) <= seen
    assert condensation(graph) == strongly_connected(graph)[::-1]


@given(graphs())
@brief
def test_postorder_reversed_is_topological(graph: Graph) -> None:
    graph = acyclic(graph)
    left = postorder(graph, 0)
    assert set(left) == reaches(graph, 0)
    place = {node: index for index, node in enumerate(left)}
    assert all(place[other] < place[node] for node in left for other in graph[node])


def check_dominators(graph: Graph) -> None:
    above = dominators(graph, 0)
    assert set(above) == reaches(graph, 0) - {0}
    for node in above:
        passed = {o for o in reaches(graph, 0) if node not in reaches(graph, 0, without=o)}
        assert set(dominator_path(above, node)) == passed
        assert above[node] != node


@given(graphs())
@quick
def test_dominators_are_on_every_path(graph: Graph) -> None:
    check_dominators(graph)


@pytest.mark.slow
@given(graphs(most=12))
@thorough
def test_dominators_of_larger_graphs(graph: Graph) -> None:
    check_dominators(graph)


@given(graphs())
@brief
def test_what_dominates_the_sink_is_a_single_point_of_failure(graph: Graph) -> None:
    """A call from 0 to the last node fails when every path has a node that fails."""
    graph = acyclic(graph)
    sink = len(graph) - 1
    cut_off: dict[int, Node] = {}
    for node in range(sink, -1, -1):
        after = [cut_off[other] for other in graph[node]]
        onward = all_of(after) if node != sink else any_of([])
        cut_off[node] = any_of([Event(node), onward])
    above = dominators(graph, 0)
    if sink in above:
        assert singles(cut_off[0]) == set(dominator_path(above, sink))


def test_a_node_without_an_entry_has_no_successors() -> None:
    assert strongly_connected({"a": ["b"]}) == [("b",), ("a",)]
    assert dominators({"a": ["b"]}, "a") == {"b": "a"}
    assert dominator_path({"b": "a"}, "b") == ["a", "b"]


def test_deep_graphs() -> None:
    depth = 50_000
    line = {node: [node + 1] for node in range(depth)}
    assert len(strongly_connected(line)) == depth + 1
    assert len(dominator_path(dominators(line, 0), depth)) == depth + 1
    ring = {**line, depth: [0]}
    assert len(strongly_connected(ring)) == 1


def test_a_shortest_cycle() -> None:
    graph = {1: [2, 3], 2: [3, 9], 3: [4], 4: [1, 2], 9: [1]}
    assert shortest_cycle(graph, 1, (1, 2, 3, 4)) == (1, 3, 4)
    assert shortest_cycle(graph, 2, (1, 2, 3, 4)) == (2, 3, 4)
    assert shortest_cycle({1: [1]}, 1, (1,)) == (1,)
    with pytest.raises(KeyError):
        shortest_cycle({1: [2]}, 1, (1, 2))


def test_cycles_in_the_order_of_the_graph() -> None:
    graph = {1: [2], 2: [3, 9], 3: [2, 4], 4: [2], 5: [5], 6: [1], 7: [8], 8: [7]}
    assert cycles(graph) == [(2, 3), (5,), (7, 8)]


@given(graphs())
def test_every_set_of_nodes_that_reach_each_other_has_one_cycle(graph: Graph) -> None:
    found = cycles(graph)
    for cycle in found:
        for node, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert after in graph[node]
    on_a_cycle = {node for node in graph if any(node in reaches(graph, n) for n in graph[node])}
    assert on_a_cycle == {
        node
        for node in graph
        for cycle in found
        if cycle[0] in reaches(graph, node) and node in reaches(graph, cycle[0])
    }
