"""From statements to the model: names, then values, then elements."""

from __future__ import annotations

from designlint.language.resolve.kept import Kept
from designlint.language.resolve.resolve import Resolution, resolve

__all__ = ["Kept", "Resolution", "resolve"]
