"""`designlint report --watch`: the live page; and what is said while a report takes long."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from designlint.console.progress import Progress
from tests.report.documents import EXAMPLES
from tests.report.shop import DESIGN

pytestmark = pytest.mark.usefixtures("shop")


@contextmanager
def watching(*arguments: str) -> Iterator[str]:
    """A live page, and its address."""
    command = [
        sys.executable,
        "-m",
        "designlint",
        "report",
        "shop.design",
        "--watch",
        "--port",
        "0",
    ]
    process = subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 0


def fetched(address: str, host: str | None = None) -> str:
    request = urllib.request.Request(address, headers={} if host is None else {"Host": host})  # noqa: S310  # our own
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # our own
        return str(answer.read().decode("utf-8"))


def test_the_page_is_rebuilt_when_the_design_is_saved() -> None:
    with watching() as address:
        page = f"{address}view/review"
        assert "A &lt;small&gt; shop" in fetched(page)
        with urllib.request.urlopen(f"{address}events", timeout=60) as events:  # noqa: S310  # our own
            assert (state := newest(events))["version"] == 1
            assert state["views"] == [{"key": "review", "title": "Review"}]
            changed = DESIGN.replace("<small>", "large")
            Path("shop.design").write_text(changed, encoding="utf-8")
            assert newest(events)["version"] == 2
            assert "A large shop" in fetched(page)
            Path("shop.design").unlink()
            state = newest(events)
            assert (state["version"], "shop.design" in state["notice"]) == (2, True)
        assert "A large shop" in fetched(page)


def newest(events: Any) -> dict[str, Any]:
    """The next state of a page."""
    while not (line := events.readline()).startswith(b"data: "):
        pass
    found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return found


def test_the_page_is_for_this_machine_alone() -> None:
    with watching() as address:
        for path, host, code in (("", "evil.example:80", 403), ("x", None, 404)):
            with pytest.raises(urllib.error.HTTPError) as error:
                fetched(f"{address}{path}", host)
            assert error.value.code == code
            error.value.close()


def _wait(until: object) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if callable(until) and until():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


# ---- progress


class Screen:
    """A terminal that keeps what is written to it."""

    def __init__(self, is_terminal: bool) -> None:
        self.text = ""
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def test_what_takes_long_is_said_on_a_terminal_and_goes_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("designlint.console.progress.PATIENCE", 0.01)
    screen = Screen(is_terminal=True)
    with Progress(screen) as progress:  # type: ignore[arg-type]  # as much of a stream as it needs
        progress.say("drawing")
        _wait(lambda: "designlint: drawing" in screen.text)
    assert screen.text.endswith("\r\x1b[K")


def test_without_a_terminal_nothing_is_said() -> None:
    screen = Screen(is_terminal=False)
    with Progress(screen) as progress:  # type: ignore[arg-type]  # as much of a stream as it needs
        progress.say("drawing")
    assert screen.text == ""
    assert EXAMPLES.is_dir()
