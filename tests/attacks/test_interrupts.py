"""Ctrl-C and a kill at any moment: the code of the page, no traceback, and files that are old or new as a whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.attacks.carrier import HARMLESS, carrying, understood

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
UNTIDY = understood(carrying(HARMLESS)).replace("{ ", "{    ")
# Python tells when it has run the first line, before which no program of its can catch anything.
STARTED = (
    "import sys; sys.stdout.write('!'); sys.stdout.flush()\n"
    "from designlint.__main__ import process; sys.exit(process())"
)
COMMANDS = (["check", "--no-cache"], ["check"], ["format"], ["check", "-o", "json=out.json"], ["verify"],
            ["report", "a.design", "-f", "html", "-o", "out.html"], ["check", "--fix", "--unsafe-fixes"])  # fmt: skip


def cut(command: list[str], number: int, after: float, folder: Path) -> tuple[int, str]:
    """The exit code and error of a command that gets a signal some time after it began."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.Popen(
        [sys.executable, "-c", STARTED, *command], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert done.stdout is not None
    assert done.stdout.read(1) == "!"
    time.sleep(after)
    done.send_signal(number)
    error = done.communicate()[1]
    return done.returncode, error


def is_whole(folder: Path, reached: str) -> None:
    """The design is as it was, or as it was to become; what is written beside it is a whole document."""
    text = (folder / "a.design").read_text(encoding="utf-8")
    assert text.rstrip().endswith(UNTIDY.rstrip()[-20:]), reached
    assert len(text) > len(UNTIDY) / 2, reached
    for name, end in (("out.json", "}\n"), ("out.html", "</html>\n")):
        path = folder / name
        assert not path.exists() or path.read_text(encoding="utf-8").endswith(end), reached


def tries(count: int, folder: Path) -> None:
    dice = Random(count)
    for number in range(count):
        (folder / "a.design").write_text(UNTIDY, encoding="utf-8")
        command = COMMANDS[number % len(COMMANDS)]
        sent = signal.SIGINT if number % 3 else signal.SIGKILL
        code, error = cut(command, sent, dice.random() * 1.5, folder)
        reached = f"{command} {sent} {code}"
        assert code in ((0, 1, 130) if sent == signal.SIGINT else (0, 1, -signal.SIGKILL)), (
            reached,
            error,
        )
        assert "Traceback" not in error, reached
        is_whole(folder, reached)


def test_a_few_moments(tmp_path: Path) -> None:
    tries(5, tmp_path)


@pytest.mark.slow
def test_many_moments(tmp_path: Path) -> None:
    tries(300, tmp_path)
