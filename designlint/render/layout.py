"""From DOT to a picture, by Graphviz: its port `graphviz-pure`, the one that the `pygraphviz` package
carries, or `dot`.

Graphviz runs in a process of its own within a time limit, because it may not end on a large graph.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from base64 import b64decode
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

FORMATS = ("svg", "png", "pdf")

_PORT = "graphviz-pure"
_PORTED = ("svg", "png")
# The port measures text by the metrics of one font, and knows no list of fonts.
_FONTS = re.compile(r'(fontname="[^",]+),[^"]*"')
# One process for all: to start one takes longer than to lay out most graphs.
_CARRIED = """
import base64, json, sys
import pygraphviz
kind, engine = sys.argv[1:]
for text in json.load(sys.stdin):
    drawn = pygraphviz.AGraph(string=text).draw(format=kind, prog=engine)
    print(base64.b64encode(drawn).decode(), flush=True)
"""


class LayoutError(Exception):
    """The graph cannot be laid out here, or not in time; the text says what to do."""


def laid_out(dot: str, kind: str, *, seconds: float, engine: str = "dot") -> bytes:
    """A graph in the DOT language as a picture of a kind (svg, png or pdf). Raises LayoutError."""
    return laid_out_all([dot], kind, seconds=seconds, engine=engine)[0]


def laid_out_all(
    dots: Sequence[str], kind: str, *, seconds: float, engine: str = "dot"
) -> list[bytes]:
    """The pictures of several graphs, within `seconds` for all of them. Raises LayoutError."""
    if not dots:
        return []
    port = _port() if kind in _PORTED else None
    if port is not None:
        command = [port, f"-K{engine}", f"-T{kind}"]
        return [_run(command, _FONTS.sub(r'\1"', dot), seconds) for dot in dots]
    if find_spec("pygraphviz") is not None:
        command = [sys.executable, "-P", "-c", _CARRIED, kind, engine]
        printed = _run(command, json.dumps(list(dots)), seconds)
        return [b64decode(line) for line in printed.splitlines()]
    found = shutil.which(engine)
    if found is not None:
        return [_run([found, f"-T{kind}"], dot, seconds) for dot in dots]
    if kind not in _PORTED:
        raise LayoutError(
            f"no Graphviz that makes {kind} is here: install Graphviz or `pygraphviz`, or ask for an svg"
        )
    raise LayoutError(
        "no Graphviz is here: install `designlint[diagrams]`, or Graphviz itself, or ask for"
        " `--format dot` or `--format mermaid`, which need neither"
    )


def _port() -> str | None:
    """The command of the port: beside this Python, else on the path."""
    beside = Path(sysconfig.get_path("scripts")) / _PORT
    return shutil.which(beside) or shutil.which(_PORT)


def _run(command: list[str], text: str, seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # our own program, or the `dot` of the machine
            command, input=text.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise LayoutError(
            f"the layout was not done in {seconds:g} s: show a part with --focus, or raise --timeout"
        ) from None
    if done.returncode:
        errors = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise LayoutError(f"Graphviz failed: {errors[-1] if errors else 'it prints no reason'}")
    return done.stdout
