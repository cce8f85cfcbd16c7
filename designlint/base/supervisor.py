"""A run with plugins of others in a process of its own, that another one waits for.

Code of others may end its process, or make it end: `os._exit(0)` in a rule would turn a bad design green. The
process that waits knows whether the run came to its end, and which guest ran when it did not. The run begins
again without that guest, which is reported as any other that fails.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from designlint.base import guest
from designlint.base.installed import installed, is_ours

if TYPE_CHECKING:
    from mmap import mmap

INTERNAL, INTERRUPTED = 3, 130
"""The exit codes of `cli`, which may not be loaded yet."""
WITHOUT_PLUGINS = frozenset({"completion", "format", "help", "init"})
"""Commands that ask no plugin."""
SERVERS = frozenset({"lsp", "mcp"})
"""Commands that run as long as their client wants, who sees when they end."""
_SIZE, _DONE = 1024, b"\x01"


def supervised(run: Callable[[], int]) -> int:
    """The exit code of a run of `designlint`, whatever plugins of others do to its process.

    Where there are none, or where the platform cannot copy a process (Windows), it runs in this one.
    """
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words[:1] and words[0] in WITHOUT_PLUGINS | SERVERS:
        return run()
    if sys.platform == "win32" or all(map(is_ours, installed())):
        return run()
    from mmap import mmap  # few runs have plugins

    desk = mmap(-1, _SIZE)
    while True:
        process = os.fork()
        if not process:
            _work(run, desk)
        status = _waited(process)
        if desk[:1] == _DONE:
            return os.waitstatus_to_exitcode(status)
        name = desk[1:].rstrip(b"\0").decode("utf-8", "replace")
        desk[:] = bytes(_SIZE)
        how = f"it ended the process, {_ending(status)}"
        if not name or name in guest.ENDED:
            sys.stderr.write(f"designlint: {name or 'a plugin'} failed: {how}\n")
            return INTERNAL
        guest.ENDED[name] = how


def _work(run: Callable[[], int], desk: mmap) -> None:
    """Run, say that the end was reached, and end the process, threads of others included."""

    def announce(name: str) -> None:
        text = name.encode("utf-8", "replace")[: _SIZE - 1]
        desk[1:] = text + bytes(_SIZE - 1 - len(text))

    guest.announce = announce
    try:
        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as error:  # `--help` and `--version` end this way
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    desk[:1] = _DONE
    os._exit(code)


def _waited(process: int) -> int:
    """The status of a process that has ended. Ctrl-C reaches it without this one; other requests to end are
    handed on."""
    import signal

    def hand_on(number: int, _: FrameType | None) -> None:
        os.kill(process, number)

    requests = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, hand_on) for number in requests}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(process, 0)
    for number, handler in before.items():
        signal.signal(number, handler)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in requests:
        os.kill(os.getpid(), os.WTERMSIG(status))
    return status


def _ending(status: int) -> str:
    """How a process ended."""
    if not os.WIFSIGNALED(status):
        return f"with exit code {os.waitstatus_to_exitcode(status)}"
    import signal

    number = os.WTERMSIG(status)
    if number == signal.SIGPROF:
        return "since it did not end by itself"
    return f"by the signal {signal.Signals(number).name}"
