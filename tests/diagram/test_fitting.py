"""A graph that would be too small to read has another form."""

from __future__ import annotations

from designlint.drawing import Cluster, Drawing, Edge, Graph, Node, Table, listed
from designlint.render.fitting import PAPER, SCREEN, fitted
from designlint.render.pictures import dot


def chain(length: int, clusters: tuple[Cluster, ...] = ()) -> Drawing:
    """Things in a row, each of which leads to the next."""
    nodes = tuple([Node(f"n{i}", "service", f"part_{i}", ("service x2",)) for i in range(length)])
    edges = tuple([Edge(f"n{i}", f"n{i + 1}", "sync") for i in range(length - 1)])
    return Drawing("chain", "a chain", nodes, edges, clusters)


def drawn(graph: Graph) -> str:
    return dot(graph, titled=False)


def test_paper_has_less_room_than_a_screen() -> None:
    short, long = chain(2), chain(10)
    assert fitted(short, drawn, 30, PAPER)[0] == short
    assert fitted(long, drawn, 30, SCREEN)[0] == long
    turned, _ = fitted(chain(12), drawn, 30, PAPER)
    assert turned == chain(12)._replace(across=not long.across), "names are larger that way"


def test_what_is_too_large_either_way_is_folded_or_listed() -> None:
    half = tuple([f"n{i}" for i in range(15)]), tuple([f"n{i}" for i in range(15, 30)])
    groups = (Cluster("a", "A", half[0]), Cluster("b", "B", half[1]))
    folded, _ = fitted(chain(30, groups), drawn, 30, PAPER)
    assert isinstance(folded, Drawing)
    assert [node.key for node in folded.nodes] == ["a", "b"]
    assert isinstance(fitted(chain(30), drawn, 30, PAPER)[0], Table)


def test_a_cell_names_some_of_many_and_counts_the_others() -> None:
    star = [Edge("n0", f"n{i}", "sync") for i in range(1, 30)]
    table = listed(chain(30)._replace(edges=tuple(star)))
    (cell,) = [row.cells[0] for row in table.rows if row.key == "n0"]
    (line,) = cell.lines
    assert line.endswith("part_16 and 13 more")
    assert cell.tip.endswith("part_28, part_29")
