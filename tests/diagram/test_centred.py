"""Words of a graph stand in the middle of their shapes and boxes, in whatever font they are shown."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from designlint.drawing import Cell, Column, Drawing, Edge, Node, Row, Table
from designlint.render.centred import centred
from designlint.render.pictures import made

SVG = "{http://www.w3.org/2000/svg}"
GRAPH = Drawing(
    "Shop",
    "two nodes",
    (
        Node("a", "edge", "company_sso", ("gateway, envoy",), "assumed"),
        Node("b", "broker", "b", ("warning RES006: hard dependency on optional service",)),
    ),
    (Edge("a", "b", "backup", "8. writes session, optional, 900 req/s, p99 20ms"),),
)
TABLE = Table(
    "Shop",
    "a table",
    "component",
    (Column("v", "verdict"), Column("z", "zone a")),
    (Row("r", "store", "r", (Cell(("met on assumptions",), "assumed"), Cell(("x2",), "gone"))),),
)


def drawn(picture: Drawing | Table) -> str:
    return made(picture, "svg", seconds=60).decode()


def parts(svg: str, kind: str) -> list[ET.Element]:
    root = ET.fromstring(svg)  # noqa: S314  # our own
    return [one for one in root.iter(f"{SVG}g") if kind in one.get("class", "").split()]


def test_the_lines_of_a_node_have_one_middle() -> None:
    for node in parts(drawn(GRAPH), "node"):
        lines = list(node.iter(f"{SVG}text"))
        assert {line.get("text-anchor") for line in lines} == {"middle"}
        assert len({line.get("x") for line in lines}) == 1


def test_the_words_beside_a_line_are_broken_and_centred_without_a_box() -> None:
    (edge,) = parts(drawn(GRAPH), "edge")
    lines = list(edge.iter(f"{SVG}text"))
    assert len(lines) == 2
    assert {line.get("text-anchor") for line in lines} == {"middle"}
    assert all(one.get("stroke") != "none" for one in edge.iter(f"{SVG}polygon"))


def test_what_is_aligned_to_the_left_stays_there() -> None:
    found = {
        "".join(one.itertext()): one.get("text-anchor")
        for one in parts(drawn(TABLE), "node")[0].iter(f"{SVG}text")
    }
    assert found["r"] == found["component"] == "start"
    assert found["x2"] == found["verdict"] == "middle"


def test_a_state_of_a_table_has_its_dashes() -> None:
    assert len(re.findall(r"stroke-dasharray", drawn(TABLE))) >= 4


def test_other_text_is_left_alone() -> None:
    text = '<g id="g" class="graph"><text text-anchor="start" x="1" y="2">a</text></g>'
    assert centred(text) == text


def test_the_legend_shows_shapes_and_lines_and_nothing_else() -> None:
    svg = drawn(GRAPH)
    words = re.findall(r'text-anchor="start"[^>]*>([^<]*)</text>', svg)
    assert words == [
        "Shop", "two nodes", "gateway, balancer, DNS", "queue, stream",
        "met on assumptions, or likely", "backs up to",
    ]  # fmt: skip
    assert len(re.findall(r'<g class="line-backup">', svg)) == 1
