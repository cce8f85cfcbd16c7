"""From DOT to a picture, by Graphviz: the one that the `pygraphviz` package carries, or `dot`.

Graphviz runs in a process of its own within a time limit, for it may take for ever on a large graph.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec

FORMATS = ("svg", "png", "pdf")

_CARRIED = """
import sys
import pygraphviz
graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
sys.stdout.buffer.write(graph.draw(format=sys.argv[1], prog=sys.argv[2]))
"""


class LayoutError(Exception):
    """The graph cannot be laid out here, or not in time; the text says what to do."""


def laid_out(dot: str, kind: str, *, seconds: float, engine: str = "dot") -> bytes:
    """A graph in the DOT language as a picture of a kind (svg, png or pdf). Raises LayoutError."""
    done = _run(_command(kind, engine), dot, seconds)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LayoutError(f"Graphviz failed: {told[-1] if told else 'it says nothing'}")
    return done.stdout


def _command(kind: str, engine: str) -> list[str]:
    if find_spec("pygraphviz") is not None:
        return [sys.executable, "-c", _CARRIED, kind, engine]
    found = shutil.which(engine)
    if found is None:
        raise LayoutError(
            "no Graphviz is here: install `designlint[diagrams]`, or Graphviz itself, or ask for"
            " `--format dot` or `--format mermaid`, which need neither"
        )
    return [found, f"-T{kind}"]


def _run(command: list[str], dot: str, seconds: float) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # our own program, or the `dot` of the machine
            command, input=dot.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise LayoutError(
            f"the layout was not done in {seconds:g} s: show a part with --focus, or raise --timeout"
        ) from None
