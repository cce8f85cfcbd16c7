"""`python -m designlint` is the command `designlint`."""

from __future__ import annotations

import sys

from designlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
