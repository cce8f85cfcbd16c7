"""Which Graphviz lays a picture out, and what is said where none is."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from designlint.render import layout
from designlint.render.layout import LayoutError, laid_out, laid_out_all

GRAPH = 'digraph { node [fontname="Helvetica, Arial, sans-serif"]; a -> "zwei Wörter" }'
SECONDS = 60.0

with_port = pytest.mark.skipif(layout._port() is None, reason="graphviz-pure is not installed")
with_package = pytest.mark.skipif(
    find_spec("pygraphviz") is None, reason="pygraphviz is not installed"
)


def only(monkeypatch: pytest.MonkeyPatch, *, port: bool = False, package: bool = False) -> None:
    """Take all carriers of Graphviz away but those that are named."""
    monkeypatch.setenv("PATH", "")
    if not port:
        monkeypatch.setattr(layout, "_port", lambda: None)
    if not package:
        monkeypatch.setattr(layout, "find_spec", lambda _: None)


@with_port
def test_the_port_alone_makes_svg_and_png(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, port=True)
    assert laid_out(GRAPH, "png", seconds=SECONDS).startswith(b"\x89PNG")
    one, other = laid_out_all([GRAPH, GRAPH], "svg", seconds=SECONDS)
    assert one == other
    assert ">zwei Wörter</text>" in one.decode()
    with pytest.raises(LayoutError, match="makes pdf"):
        laid_out(GRAPH, "pdf", seconds=SECONDS)


@with_port
def test_the_port_measures_text_by_one_font(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, port=True)
    plain = GRAPH.replace(", Arial, sans-serif", "")
    assert laid_out(GRAPH, "svg", seconds=SECONDS) == laid_out(plain, "svg", seconds=SECONDS)


@with_package
def test_the_package_makes_all_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, package=True)
    assert b"<svg" in laid_out(GRAPH, "svg", seconds=SECONDS)
    assert laid_out(GRAPH, "pdf", seconds=SECONDS).startswith(b"%PDF")


@with_port
@with_package
def test_both_draw_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = []
    for port in (True, False):
        with monkeypatch.context() as patched:
            only(patched, port=port, package=not port)
            pictures.append(laid_out(GRAPH, "svg", seconds=SECONDS).decode())
    parts = [re.findall(r"<(title|text)[^>]*>([^<]*)<", one) for one in pictures]
    assert parts[0] == parts[1] != []
    widths = [float(re.findall(r'<svg width="([\d.]+)pt"', one)[0]) for one in pictures]
    assert max(widths) < 1.3 * min(widths)


def test_the_program_of_the_machine_is_the_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no shell is here")
    only(monkeypatch)
    program = tmp_path / "dot"
    program.write_text(f'#!{shell}\necho "$1 was asked"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert laid_out(GRAPH, "pdf", seconds=SECONDS) == b"-Tpdf was asked\n"


def test_without_any_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    with pytest.raises(LayoutError, match=r"install `designlint\[diagrams\]`"):
        laid_out(GRAPH, "svg", seconds=SECONDS)
    assert laid_out_all([], "svg", seconds=SECONDS) == []
