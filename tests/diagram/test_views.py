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
from designlint.cli import USAGE, main
from designlint.drawing import Drawing
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
        found += [view.draw(facts, name) for name in known]
    return [one for one in found if isinstance(one, Drawing)]


def graph(facts: Facts, view: str, name: str = "") -> Drawing:
    """A view that is a graph."""
    drawn = VIEWS[view].draw(facts, name)
    assert isinstance(drawn, Drawing)
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
        ("availability of follow >= 99.99%", "at most 99.9%"),
        ("latency p99 of follow <= 100ms at 10x", "unbounded"),
    ]


def test_a_scenario_shows_what_is_dark() -> None:
    drawing = graph(example("shortlink.design"), "scenario", "zone_dark")
    dark = {node.key for node in drawing.nodes if node.mark == "gone"}
    assert "links@aws.eu-west.a" in dark
    assert all(key.endswith("@aws.eu-west.a") for key in dark)


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
    marks = {node.key: node.mark for node in graph(facts, "scenario", "dark").nodes}
    assert marks == {
        "sure@eu.a": "gone",
        "sure@eu.b": "plain",
        "there@eu.a": "gone",
        "perhaps@eu": "unknown",
        "nowhere": "unknown",
    }


def test_replicas_stand_in_their_places() -> None:
    drawing = graph(example("shortlink.design"), "deployment")
    (provider,) = drawing.clusters
    (region,) = provider.inner
    assert [zone.name for zone in region.inner] == ["zone a", "zone b", "zone c"]
    assert {"links@aws.eu-west.b", "stats@aws.eu-west.b"} <= set(region.inner[1].nodes)


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


def test_a_wall_is_not_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dense.design"
    path.write_text(dense(60), encoding="utf-8")
    assert main(["diagram", str(path)]) == USAGE
    assert "lines are too many to read: show a part with --focus" in capsys.readouterr().err
    assert main(["diagram", str(path), "--focus", "s59", "--depth", "0"]) == 0
