"""Commands whose libraries come with an extra, where it is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("command", "library"), [("lsp", "pygls"), ("mcp", "mcp")])
def test_without_the_extra_the_command_says_how_to_install_it(
    command: str, library: str, tmp_path: Path
) -> None:
    gone = f'raise ModuleNotFoundError("no {library}", name="{library}")\n'
    (tmp_path / f"{library}.py").write_text(gone, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "designlint", command],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 2
    assert f"pip install 'designlint[{command}]'" in ran.stderr
