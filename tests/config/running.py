"""A project in a folder of its own, checked through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from designlint.cli import main

SINGLE = """
component gate : gateway { replicas 1 }
component links : service { replicas 3; needs 3 }
flow follow { rate 10 req/s; gate -> links }
"""


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a folder, and they end in `.design` but for `config`."""
    for name, text in files.items():
        path = folder / (
            "designlint.yaml" if name == "config" else f"{name.replace('__', '/')}.design"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def reported(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
    """What `check` reports: code, severity, place. The open questions that any small design has are left
    out."""
    main(["check", "--format", "short", *arguments])
    lines = capsys.readouterr().out.splitlines()
    found = []
    for line in lines:
        place, rest = line.split(": ", 1)
        severity, code = rest.split(" ", 1)[0].rstrip("]").split("[")
        if code != "COV007":
            found.append((code, severity, place))
    return found


def settings(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, tuple[Any, str]]:
    """What `config` lists: value and origin by key."""
    assert main(["config", "--json", *arguments]) == 0
    rows = json.loads(capsys.readouterr().out)["settings"]
    return {row["key"]: (row["value"], row["from"]) for row in rows}
