"""A folder with designs and a baseline, and the commands that are run in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.cli import main

FILE = "designlint-baseline.json"


def save(text: str, name: str = "old.design") -> None:
    Path(name).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    output = capsys.readouterr()
    return code, output.out, output.err
