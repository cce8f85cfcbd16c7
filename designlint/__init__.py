"""designlint: a linter and requirements checker for system designs."""

from __future__ import annotations

__version__ = "0.1.0"
