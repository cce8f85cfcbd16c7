"""Every view of every example: what is in it, and that nothing in a design can do harm in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from designlint.analyses.facts import Facts
from designlint.cli import main
from designlint.drawing import Drawing, Table
from designlint.language.project import load_project
from designlint.language.resolve import resolve
from designlint.render import mermaid
from designlint.render.diagram import dot
from designlint.render.layout import LayoutError, laid_out
from designlint.render.svg import finished
from designlint.views import VIEWS
from tests.analyses.designs import facts_of
from tests.bench.designs import dense
from tests.support.metrics import METRICS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("shortlink.design", "photoshare/main.design", "designlint/main.design")
SECONDS = 60.0


def drawings(facts: Facts) -> list[Drawing]:
    """All views of a design that are graphs."""
    found = []
    for view in VIEWS.values():
        known = {"": [""], "flow": facts.design.flows, "scenario": facts.design.scenarios}[view.of]
        found += [view.draw(facts, name, ()) for name in known]
    return [one for one in found if isinstance(one, Drawing)]


def graph(facts: Facts, view: str, name: str = "") -> Drawing:
    """A view that is a graph."""
    drawn = VIEWS[view].draw(facts, name, ())
    assert isinstance(drawn, Drawing)
    return drawn


def table(facts: Facts, view: str, name: str = "") -> Table:
    """A view that is a table."""
    drawn = VIEWS[view].draw(facts, name, ())
    assert isinstance(drawn, Table)
    return drawn


def example(name: str) -> Facts:
    path = ROOT / "examples" / name
    return Facts(resolve(load_project(path, path.as_posix()).files, METRICS).design)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_leads_from_a_node_to_a_node(name: str) -> None:
    for drawing in drawings(example(name)):
        keys = [node.key for node in drawing.nodes]
        assert len(keys) == len(set(keys)), drawing.title
        assert {end for edge in drawing.edges for end in (edge.tail, edge.head)} <= set(keys)


def test_a_flow_is_numbered_and_has_its_rates() -> None:
    drawing = graph(example("shortlink.design"), "flow", "follow")
    assert [edge.label for edge in drawing.edges] == [
        "1. 40k req/s", "2. 16k req/s", "3. 16k req/s, p99 15ms", "4. reads link, 16k req/s",
        "5. reads link, 800 req/s", "6. writes click, optional, 16k req/s",
    ]  # fmt: skip
    assert [edge.line for edge in drawing.edges] == [
        "sync",
        "miss",
        "sync",
        "sync",
        "miss",
        "async",
    ]


def test_what_stops_a_flow_alone_is_marked() -> None:
    drawing = graph(example("shortlink.design"), "failure")
    bad = {node.key for node in drawing.nodes if node.mark == "bad" and node.role != "requirement"}
    assert bad == {"edge", "gate", "s3", "stats"}
    claims = [node for node in drawing.nodes if node.role == "requirement"]
    assert [claim.lines for claim in claims] == [
        ("availability of follow >= 99.99%", "at most 99.9%", "violated"),
        ("latency p99 of follow <= 100ms at 10x", "unbounded", "violated"),
    ]


def test_a_scenario_shows_what_is_dark() -> None:
    grid = table(example("shortlink.design"), "scenario", "zone_dark")
    number = next(n for n, column in enumerate(grid.columns) if column.key == "aws.eu-west.a")
    rows = {row.key: row for row in grid.rows}
    assert rows["links"].cells[number].lines == ("x4", "dark")
    assert rows["links"].cells[0].lines == ("degraded: 8 of 12 replicas left", "40% full at peak")
    dark = {(row.key, n) for row in grid.rows for n, c in enumerate(row.cells) if c.mark == "gone"}
    assert {n for _, n in dark} == {number}
    # Managed and regional things stand where they are.
    assert [row.cells[1].lines for row in (rows["edge"],)] == [("managed",)]


def test_a_scenario_shows_what_becomes_of_each_flow() -> None:
    grid = table(example("shortlink.design"), "scenario", "zone_dark")
    flows = [(row.name, *row.cells[0].lines) for row in grid.rows if row.band == "flows"]
    assert flows == [
        ("count", "stopped", "stats cannot serve with 2 of 3 replicas"),
        ("the others: 3 flows", "work"),
    ]


def test_a_scenario_shows_what_may_be_dark() -> None:
    facts = facts_of(
        """
        region eu { zone a; zone b }
        component sure : service { replicas 2 in a, b }
        component there : service { replicas 1; in a }
        component perhaps : service { replicas 2 in eu }
        component nowhere : service { replicas 1 }
        scenario dark "x" { lose a }
        """
    )
    grid = table(facts, "scenario", "dark")
    said = {
        row.key: (row.cells[0].mark, *(c.mark for c in row.cells if c.lines)) for row in grid.rows
    }
    assert said == {
        "sure": ("warn", "warn", "gone", "plain"),
        "there": ("gone", "gone", "gone"),
        "perhaps": ("unknown", "unknown", "unknown"),
        "nowhere": ("unknown", "unknown", "unknown"),
    }


def test_replicas_stand_in_their_places() -> None:
    grid = table(example("shortlink.design"), "deployment")
    assert [(*column.within, column.name) for column in grid.columns] == [
        ("provider aws", "whole provider"),
        ("provider aws", "region eu-west", "whole region"),
        ("provider aws", "region eu-west", "zone a"),
        ("provider aws", "region eu-west", "zone b"),
        ("provider aws", "region eu-west", "zone c"),
    ]
    rows = {row.key: [cell.lines for cell in row.cells] for row in grid.rows}
    assert rows["hot"] == [(), (), ("x1, leader",), ("x1",), ("x1",)]
    assert rows["s3"] == [(), ("managed",), (), (), ()]


def test_requirements_are_a_matrix_of_verdicts() -> None:
    matrix = table(example("shortlink.design"), "requirements")
    columns = [column.key for column in matrix.columns]
    assert columns == ["verdict", "other", "follow", "create", "count"]
    rows = {row.key: [cell.lines for cell in row.cells] for row in matrix.rows}
    assert rows["FR1"] == [("served",), (), (), ("serves",), ()]
    assert rows["NFR1"] == [("violated",), (), ("availability: violated",), (), ()]


def test_needs_that_are_properties_are_drawn() -> None:
    facts = facts_of(
        """
        component names : dns { health_check deep of backbone }
        component backbone : gateway
        component sso : identity
        component app : service { needs_at_boot names; identity_from sso }
        """
    )
    lines = {(e.tail, e.head): (e.line, e.label) for e in graph(facts, "components").edges}
    assert lines == {
        ("names", "backbone"): ("needs", "health check"),
        ("app", "names"): ("needs", "boot"),
        ("app", "sso"): ("needs", "identity"),
    }


def test_the_context_has_what_the_system_needs_of_others_without_a_call() -> None:
    facts = facts_of(
        """
        actor user
        external sso
        external vault
        component desk : service { identity_from sso }
        component door : gateway { identity_from sso }
        component store : database { backup every 1h to vault }
        flow f { user -> desk -> store }
        """
    )
    lines = {(e.tail, e.head): (e.line, e.label) for e in graph(facts, "context").edges}
    assert lines == {
        ("user", "the system"): ("sync", "f"),
        ("the system", "sso"): ("needs", "identity"),
        ("the system", "vault"): ("backup", "every 1h"),
    }


@pytest.mark.parametrize("view", ["context", "components", "deployment"])
def test_a_picture_of_the_parts_needs_no_analysis_of_failure(view: str) -> None:
    facts = example("photoshare/main.design")
    VIEWS[view].draw(facts, "", ())
    assert {analysis.__name__ for analysis in facts} <= {
        "placements", "_atlas", "call_graph", "flow_graphs",
    }  # fmt: skip


HOSTILE = """
design d "<script>alert(1)</script> \\"]; } & <b>x</b> `a` #quot; end" { scope "WORD" }
actor a "]\\" --> click x" { count 1 }
group g "</title><img src=x onerror=alert(1)> \u202eabc \U0001f600 WORD" {
  component s : service "<svg onload=alert(1)> -->|x| %%{init}%% \\\\N \\\\G" { replicas 2 }
}
functional F "<script>x</script>"
flow f "\\"; DROP -> WORD" serves F { rate 1 req/s; a -> g.s }
"""


def test_hostile_texts_do_no_harm() -> None:
    facts = facts_of(HOSTILE.replace("WORD", "w" * 10_000))
    for drawing in drawings(facts):
        text = dot(drawing)
        picture = finished(laid_out(text, "svg", seconds=SECONDS).decode(), drawing)
        names = {element.tag.split("}")[1] for element in ET.fromstring(picture).iter()}  # noqa: S314
        assert names <= {
            "svg", "g", "title", "desc", "style", "text", "polygon", "path", "ellipse", "polyline", "a",
        }  # fmt: skip
        assert "<script" not in picture
        chart = mermaid.render(drawing)
        assert "<script" not in chart
        assert not re.search(r"^\\s*(click|%%\\{)", chart, re.MULTILINE)
        assert max(map(len, text.splitlines())) < 20_000


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_picture_has_words_for_who_cannot_see_it(name: str) -> None:
    drawing = graph(example(name), "context")
    picture = finished(laid_out(dot(drawing), "svg", seconds=SECONDS).decode(), drawing)
    root = ET.fromstring(picture)  # noqa: S314  # our own
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.text, title.get("id")) == (drawing.title, "diagram--title")
    assert description.text is not None
    assert description.text.startswith(drawing.description)
    assert "prefers-color-scheme: dark" in picture


@pytest.mark.parametrize("view", ["context", "components", "deployment", "requirements", "failure"])
def test_the_same_design_is_the_same_picture(view: str) -> None:
    outputs = set()
    for seed, folder in (("0", ROOT), ("7", Path(tempfile.gettempdir()))):
        command = [sys.executable, "-m", "designlint", "diagram", "--view", view]
        command += [str(ROOT / "examples" / "shortlink.design")]
        done = subprocess.run(
            command,
            cwd=folder,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_a_layout_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(LayoutError, match="--focus"):
        laid_out(dot(graph(example(EXAMPLES[1]), "components")), "svg", seconds=0.001)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--view", "flow"], "--of NAME is missing: which flow"),
        (["--view", "flow", "--of", "folow"], "no flow is named `folow`; did you mean `follow`?"),
        (["--view", "scenario", "--of", "x"], "no scenario is named `x`"),
        (["--focus", "stroe"], "nothing in this view is named `stroe`; did you mean `store`?"),
        (["--format", "png"], "png goes to a file"),
        (["-o", "x.bmp"], "ends in no known format"),
        (["-o", "no/such/folder/x.svg"], "cannot write"),
    ],
)
def test_a_drawing_that_fails_is_reported(
    arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["diagram", str(ROOT / "examples" / "shortlink.design"), *arguments])
    assert (code, problem in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "dot", "mmd"])
def test_formats(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"d.{suffix}"
    assert main(["diagram", str(ROOT / "examples" / "shortlink.design"), "-o", str(path)]) == 0
    begins = {
        "svg": b"<svg",
        "png": b"\x89PNG",
        "pdf": b"%PDF",
        "dot": b"digraph",
        "mmd": b"%% URL",
    }
    assert path.read_bytes().startswith(begins[suffix])


def test_a_picture_leads_to_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "examples" / "shortlink.design")
    assert main(["diagram", path, "--links", "review.html"]) == 0
    links = set(re.findall(r'xlink:href="([^"]+)"', capsys.readouterr().out))
    assert "review.html#element-store" in links
    assert len(links) == 16


def test_a_wall_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dense.design"
    path.write_text(dense(60), encoding="utf-8")
    assert main(["diagram", str(path)]) == 0
    picture = capsys.readouterr().out
    assert "are too many for a graph, so they are listed" in picture
    assert all(f">s{number}<" in picture for number in range(60))
    assert main(["diagram", str(path), "--focus", "s59", "--depth", "0"]) == 0
