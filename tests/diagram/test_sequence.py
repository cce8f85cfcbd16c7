"""Sequence diagrams: what is said of each call, that all of it is drawn, and that no text does harm."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from designlint.analyses.facts import Facts
from designlint.cli import main
from designlint.drawing import Message, Participant, Sequence, focused
from designlint.render.layout import laid_out
from designlint.render.measure import wrapped
from designlint.render.sequence import mermaid
from designlint.render.sequence.dot import ENGINE, dot
from designlint.render.sequence.layout import MOST, panels
from designlint.render.sequence.svg import render
from designlint.render.vector.measures import LINE, WIDEST
from designlint.views.sequence import sequence
from tests.analyses.designs import facts_of
from tests.diagram.test_views import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
SHOP = """
actor user "Buys" { count 1 }
component web : service { latency p99 15ms, p99.99 20ms; capacity 1k req/s per replica; replicas 2 }
component hot : cache { tech redis; holds item; hit 90%; latency p99 1ms, p99.99 2ms }
component store : database { latency p99 9ms, p99.99 10ms; holds item }
component spare : database { latency p99 9ms, p99.99 10ms; holds item }
component jobs : queue { holds item }
data item "What is sold" { size 1kB; count 1k }
functional FR1 "A user sees an item."
flow see "See an item" serves FR1 {
  rate 100 req/s peak
  user -> web
  web -> hot reads item
  web -> store reads item, on miss of hot, or else spare
  web ~> jobs 50%, writes item, optional
}
nonfunctional NFR1 "Fast." { require latency p99 of see <= 100ms }
"""


def shop() -> Facts:
    return facts_of(SHOP)


def long(people: int) -> Sequence:
    """A chain of calls."""
    chain = [f"service_number_{number}" for number in range(people)]
    return Sequence(
        "chain",
        "a chain",
        tuple([Participant(name, "service", name, "service x12") for name in chain]),
        tuple([
            Message(number, tail, head, "sync", "reads something", ("5%",), ("16k req/s",))
            for number, (tail, head) in enumerate(pairwise(chain), 1)
        ]),
    )  # fmt: skip


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314  # our own
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", ["examples/shortlink.design", "examples/photoshare/feed.design"])
def test_no_words_stand_on_a_bar(name: str) -> None:
    facts = facts_of((ROOT / name).read_text(encoding="utf-8")) if "short" in name else shop()
    for flow in facts.design.flows:
        for panel in panels(sequence(facts, flow), 0.0):
            for arrow in panel.arrows:
                top = arrow.y - 5 - LINE * len(arrow.label)
                ends = {arrow.x1, arrow.x2}
                under = [bar for bar in panel.bars if bar.x not in ends and arrow.is_over(bar.x)]
                assert all(bar.y2 <= top or bar.y1 >= arrow.y for bar in under), flow


def test_each_call_has_what_is_known_of_it() -> None:
    drawn = sequence(shop(), "see")
    assert [one.key for one in drawn.participants] == [
        "user", "web", "hot", "store", "spare", "jobs",
    ]  # fmt: skip
    assert [(m.number, m.head, m.line, m.action, m.guards, m.facts) for m in drawn.messages] == [
        (1, "web", "sync", "", (), ("100 req/s", "p99 15ms")),
        (2, "hot", "sync", "reads item", (), ("100 req/s", "p99 1ms")),
        (3, "store", "miss", "reads item", ("miss of hot",), ("10 req/s", "p99 9ms")),
        (3, "spare", "fallback", "", ("instead of store",), ()),
        (4, "jobs", "async", "writes item", ("50%", "optional"), ("50 req/s",)),
    ]


def test_the_budget_adds_up_and_has_the_limit() -> None:
    found = sequence(shop(), "see").budget
    assert found is not None
    assert found.target == 0.1
    assert found.text.endswith(", 100ms required")
    assert {segment.name.split()[0] for segment in found.segments} >= {"web", "hot"}


def test_who_is_called_works_until_its_own_calls_end() -> None:
    spans = {one.participant: (one.first, one.last) for one in sequence(shop(), "see").activations}
    assert spans == {
        "web": (0, 4), "hot": (1, 1), "store": (2, 2), "spare": (3, 3), "jobs": (4, 4),
    }  # fmt: skip


@pytest.mark.parametrize("people", [2, MOST, MOST + 1, 40])
def test_a_flow_of_any_size_is_readable_and_whole(people: int) -> None:
    drawn = long(people)
    found = panels(drawn, 0.0)
    assert sum(len(panel.arrows) for panel in found) == people - 1
    assert all(len(panel.heads) <= MOST for panel in found)
    svg = render(drawn)
    wide = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    assert wide <= WIDEST + 40
    said = " ".join(texts(svg))
    assert all(f"{number}. " in said for number in range(1, people))
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) >= 10.0


def test_panels_stand_below_each_other() -> None:
    found = panels(long(40), 0.0)
    assert all(upper.bottom < lower.top for upper, lower in pairwise(found))
    assert all(arrow.y <= panel.bottom for panel in found for arrow in panel.arrows)


def test_a_long_word_is_broken_and_whole() -> None:
    lines = wrapped("payment_reconciliation_service_of_the_north and so on", 100)
    assert "".join(lines).replace(" ", "") == "payment_reconciliation_service_of_the_northandsoon"
    assert max(map(len, lines)) <= 15


def test_hostile_texts_do_no_harm() -> None:
    drawn = sequence(facts_of(HOSTILE.replace("WORD", "w" * 10_000)), "f")
    svg = render(drawn, link=lambda path: f'x"onload="{path}')
    names = {element.tag.split("}")[1] for element in ET.fromstring(svg).iter()}  # noqa: S314
    assert names <= {"svg", "g", "title", "desc", "style", "text", "path", "polygon", "a"}
    assert "onload" not in {name for one in ET.fromstring(svg).iter() for name in one.attrib}  # noqa: S314
    chart = mermaid.render(drawn)
    assert "<script" not in chart
    assert "DROP" not in "".join(line.split(";", 1)[-1] for line in chart.splitlines()[2:])


def test_mermaid_tells_kinds_of_calls_apart_and_says_what_they_mean() -> None:
    chart = mermaid.render(sequence(shop(), "see"))
    assert "  p1->>p2: 2. reads item<br/>100 req/s, p99 1ms\n" in chart
    assert "  p1-->>p3: 3. reads item<br/>[miss of hot] 10 req/s, p99 9ms\n" in chart
    assert "  p1--)p4: 3. [instead of store]\n" in chart
    assert "  p1-)p5: 4. writes item<br/>[50%, optional] 50 req/s\n".replace("%", "#37;") in chart
    assert "dashed line, full head: when a cache misses" in chart
    assert chart.count("  activate ") == chart.count("  deactivate ") == 5


def test_a_part_of_a_sequence_is_what_is_near() -> None:
    part = focused(sequence(shop(), "see"), "store", 1)
    assert isinstance(part, Sequence)
    assert [message.head for message in part.messages] == ["store"]


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"digraph"), ("svg", b"<svg")],
)
def test_it_comes_in_every_format(suffix: str, begins: bytes, tmp_path: Path) -> None:
    design, made = str(ROOT / "examples" / "shortlink.design"), tmp_path / f"x.{suffix}"
    assert main(["diagram", design, "--view", "sequence", "--of", "follow", "-o", str(made)]) == 0
    assert made.read_bytes().startswith(begins)


def test_graphviz_draws_it_as_it_is_drawn_here() -> None:
    drawn = sequence(shop(), "see")
    laid = laid_out(dot(drawn), "svg", seconds=60, engine=ENGINE).decode()
    written = {" ".join(text.split()) for text in texts(laid)}
    assert {" ".join(text.split()) for text in texts(render(drawn, titled=False))} <= written
    heads = {
        name: (float(x), float(y))
        for x, y, name in re.findall(
            r'text-anchor="\w+" x="([\d.]+)" y="-?([\d.]+)"[^>]*>(\w+)<', laid
        )
    }
    keys = [one.key for one in drawn.participants]
    assert [heads[key][0] for key in keys] == sorted(heads[key][0] for key in keys)
    assert len({heads[key][1] for key in keys}) <= 2
