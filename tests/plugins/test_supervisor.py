"""Plugins that do to the process what no `except` catches: each is named, and all else is reported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no processes that can be copied")

PLUGIN = """
import ctypes, itertools, os, signal, sys, threading, time
import designlint.check
from designlint.api import Finding, Label, Severity, hookimpl, rule

designlint.check.LIMIT = 0.2

def doing(number, action):
    @rule(f"ACME{number:03}", severity=Severity.WARNING, since="1.0", name=f"acme-{number}")
    def done(facts):
        if os.environ["DOES"] in (str(number), "all"):
            action()
        for path, component in facts.design.components.items():
            yield Finding("it is there", Label(component.span), path)
    return done

def ever():
    threading.Thread(target=time.sleep, args=(1000,)).start()

ACTIONS = [
    lambda: os._exit(0),
    lambda: os.kill(os.getpid(), signal.SIGKILL),
    lambda: ctypes.string_at(0),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: sum(itertools.repeat(0)),
    lambda: signal.raise_signal(signal.SIGABRT),
    ever,
]

@hookimpl
def designlint_rules():
    if os.environ["DOES"] == "load":
        os._exit(0)
    return [doing(number, action) for number, action in enumerate(ACTIONS, 1)]
"""
HOW = {
    "ACME001": "it ended the process, with exit code 0",
    "ACME002": "it ended the process, by the signal SIGKILL",
    "ACME003": "it ended the process, by the signal SIGSEGV",
    "ACME004": "it ended the process, with exit code 0",
    "ACME005": "it ended the process, since it did not end by itself",
    "ACME006": "it ended the process, by the signal SIGABRT",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plugin, as if it were installed there, and a design."""
    info = tmp_path / "acme-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n\n")
    (info / "entry_points.txt").write_text("[designlint]\nrules = acme\n")
    (tmp_path / "acme.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "a.design").write_text("component a : service\n", encoding="utf-8")
    return tmp_path


def started(folder: Path, does: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "DOES": does}
    command = [sys.executable, "-m", "designlint", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def found(folder: Path, does: str) -> tuple[int | None, dict[str, list[str]]]:
    """The exit code of a check, and its messages by their codes."""
    run = started(folder, does, "check", "--no-cache", "-f", "json", "a.design")
    output, error = run.communicate()
    assert "Traceback" not in error
    by_code: dict[str, list[str]] = {}
    for one in json.loads(output)["diagnostics"]:
        by_code.setdefault(one["code"], []).append(one["message"])
    return run.returncode, by_code


def test_what_ends_the_process_is_named_and_all_else_is_reported(folder: Path) -> None:
    plain, usual = found(folder, "nothing")
    assert plain in (0, 1)
    assert set(HOW) < set(usual)
    code, by_code = found(folder, "all")
    assert code == 3
    said = by_code.pop("INT001")
    assert sorted(said) == [f"rule {rule} of acme failed: {how}" for rule, how in HOW.items()]
    assert by_code == {code: said for code, said in usual.items() if code not in HOW}


def test_a_plugin_that_ends_the_process_when_it_is_asked(folder: Path) -> None:
    run = started(folder, "load", "check", "--help")
    assert run.communicate()[1] == ""
    assert run.returncode == 0
    code, by_code = found(folder, "load")
    assert code == 3
    assert by_code["INT001"] == [
        "plugin acme:rules 1.0 failed: it ended the process, with exit code 0"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_who_ends_the_run_ends_both_processes(
    folder: Path, sent: signal.Signals, code: int
) -> None:
    (folder / "acme.py").write_text(
        PLUGIN.replace("= 0.2", "= 60").replace("lambda: os._exit(0),", "lambda: (print('!'), sys.stdout.flush(), time.sleep(60)),"),
        encoding="utf-8",
    )  # fmt: skip
    # Whoever runs the tests in the background may have it ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    run = started(folder, "1", "check", "--no-cache", "a.design")
    signal.signal(signal.SIGINT, before)
    assert run.stderr is not None
    assert run.stderr.read(1) == "!"
    (os.killpg if sent == signal.SIGINT else os.kill)(run.pid, sent)
    _, error = run.communicate()
    assert run.returncode == code
    assert "Traceback" not in error
