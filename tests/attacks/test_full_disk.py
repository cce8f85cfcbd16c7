"""A disk that is full: the old file stays whole, one line says why, and the code is that of the page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SIZE = 65_536
UNTIDY = "component   a : service\n"
COMMANDS = {
    "format": "cannot be written: No space left on device",
    "check --no-cache --fix --unsafe-fixes": "cannot be written: No space left on device",
    "check --no-cache -o sarif=out.sarif": "cannot write `out.sarif`: No space left on device",
    "verify -f json -o out.json": "cannot write `out.json`: No space left on device",
    "report a.design -o out.html": "cannot write `out.html`: No space left on device",
    "diagram a.design -f dot -o out": "cannot write `out`: No space left on device",
    "baseline create --force": "cannot write `designlint-baseline.json`: No space left on device",
    "init new": "No space left on device",
}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What runs a command with a small disk at the folder `disk` of its working folder."""
    if shutil.which("unshare") is None or os.name != "posix":
        pytest.skip("no disks of our own")
    folder = tmp_path_factory.mktemp("disk")
    mount = f"mount -t tmpfs -o size={SIZE} none disk && cd disk && "
    (folder / "disk").mkdir()
    run = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    if subprocess.run(
        [*run, f"{mount}true"], cwd=folder, check=False, capture_output=True
    ).returncode:
        pytest.skip("no disks of our own")
    return [str(folder), mount]


@pytest.mark.slow
def test_nothing_is_half_written(disk: list[str]) -> None:
    folder, mount = disk
    (Path(folder) / "a.design").write_text(
        UNTIDY + "# xxxx\n" * 500 + "component b : servise\n", encoding="utf-8"
    )
    # The disk is filled but for the design, each command is tried, and what is there is shown.
    tried = "; ".join(
        f"echo '== {line}'; {sys.executable} -m designlint {line} 2>&1 | tr '\\n' ' '; cmp a.design ../a.design && ls -A"
        for line in COMMANDS
    )
    script = f"{mount} cp ../a.design . && mkdir .git && (cat /dev/zero > full 2>/dev/null; true); {tried}"
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    parts = done.stdout.split("== ")[1:]
    assert len(parts) == len(COMMANDS), done.stderr
    for part, (line, words) in zip(parts, COMMANDS.items(), strict=True):
        assert words in part, part
        assert "Traceback" not in part
        assert "internal error" not in part
        left = set(part.split("\n")[1:]) if "\n" in part else set()
        assert not {name for name in left if name.endswith(".part") or name.startswith("out")}, (
            line,
            left,
        )
