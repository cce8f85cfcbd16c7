"""Titles of frames are readable, whatever crosses them."""

from __future__ import annotations

import re

from designlint.drawing import Cluster, Drawing, Edge, Node
from designlint.render.pictures import made


def test_the_title_of_a_frame_is_over_all_lines() -> None:
    nodes = tuple([Node(name, "service", name) for name in "abc"])
    inner = Cluster("inner", "Inner <part>", ("b",))
    frames = (Cluster("outer", "Outer part", ("a",), (inner,)),)
    drawing = Drawing("t", "d", nodes, (Edge("a", "b", "sync"), Edge("b", "c", "sync")), frames)
    svg = made(drawing, "svg", seconds=30).decode()
    last_line = svg.rindex('class="edge')
    titles = [
        (found.start(), found[1]) for found in re.finditer(r'<text class="halo"[^>]*>([^<]*)<', svg)
    ]
    assert [name for _, name in titles] == ["Outer part", "Inner &lt;part&gt;"]
    assert all(at > last_line for at, _ in titles)
