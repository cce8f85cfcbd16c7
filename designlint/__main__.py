"""`python -m designlint` is the command `designlint`: a process of its own."""

from __future__ import annotations

import gc
import os
import sys


def process() -> int:
    """Run the command that the process was started with; the exit code is that of `cli.main`."""
    # Python in a process that this one starts would take modules from the working folder, a stranger's checkout.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        from designlint.base.clock import Clock

        clock = Clock()
        from designlint.base.supervisor import supervised
        from designlint.cli import main  # the clock counts its imports, too

        code = supervised(lambda: main(clock=clock))
    except KeyboardInterrupt:
        return 130  # that of `cli.INTERRUPTED`, which may not be loaded yet
    # All memory goes with the process. To look through it for cycles first takes a tenth of a run.
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(process())
