"""The process of a server: where it reads and writes, and what it leaves alone."""

from __future__ import annotations

import gc
import logging
import sys

from designlint.server.wiring import make

# A command ends before its cycles of objects would count; a server lives for days. The oldest generation holds
# whole designs, which takes longer to look through than a keystroke may: the session does so between edits.
# So many objects are more than are left of a check of a thousand components: it is not interrupted.
_GENERATIONS = (1_000_000, 20, 1_000_000)


def collect_between_edits() -> None:
    """Leave it to the session to look for cycles of objects."""
    gc.set_threshold(*_GENERATIONS)


def serve() -> int:
    """Serve one client over standard input and output; the exit code."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s"
    )
    collect_between_edits()
    reading, writing = sys.stdin.buffer, sys.stdout.buffer
    # What a plugin prints must not come between the messages.
    sys.stdout = sys.stderr
    make().start_io(reading, writing)
    return 0
