"""Streams that are closed or full: one line where it can still be read, the right exit code, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

DESIGN = "component shop : service { replicas 2 }\n"
UNIX = pytest.mark.skipif(os.name != "posix", reason="redirections of a Unix shell")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design that has findings."""
    (tmp_path / "a.design").write_text(DESIGN, encoding="utf-8")
    return tmp_path


def shell(line: str, folder: Path) -> tuple[int, str, str]:
    """The exit code, output and error of a command line, with designlint as `$D`."""
    environment = {**os.environ, "D": f"{sys.executable} -m designlint", "NO_COLOR": "1"}
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@UNIX
@FULL
def test_a_full_output_is_said(folder: Path) -> None:
    code, _, error = shell("$D check --no-cache a.design > /dev/full", folder)
    assert (code, error) == (
        2,
        "designlint: the output could not be written: No space left on device\n",
    )


@UNIX
def test_a_closed_output_is_said(folder: Path) -> None:
    code, _, error = shell("$D check --no-cache a.design >&-", folder)
    assert (code, error) == (2, "designlint: the output could not be written: it is closed\n")


@UNIX
def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    code, _, error = shell("{ $D rules; echo code $? >&2; } | head -n 1 >/dev/null", folder)
    assert (code, error) == (0, "code 0\n")


@UNIX
@FULL
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_an_error_that_nobody_can_read_keeps_its_code(where: str, folder: Path) -> None:
    assert shell(f"$D check --no-cache a.design --profile none {where}", folder)[0] == 2
    assert shell(f"$D verify nothing.design {where}", folder)[0] == 2
    assert shell(f"$D check --debug --no-cache a.design >/dev/null {where}", folder)[0] == 0


@UNIX
@pytest.mark.parametrize("command", ["check --no-cache", "format"])
def test_a_closed_input_is_said(command: str, folder: Path) -> None:
    code, output, error = shell(f"$D {command} - <&-", folder)
    assert (code, output, error) == (2, "", "designlint: the standard input is closed\n")


@UNIX
def test_an_input_that_does_not_end_is_cut(folder: Path) -> None:
    code, _, error = shell("head -c 33000000 /dev/zero | $D check --no-cache -", folder)
    assert (code, error) == (2, "designlint: the standard input has more than 32_000_000 bytes\n")
