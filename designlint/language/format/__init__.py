"""The one canonical layout of a design: the same statements and comments, formatted.

From the syntax tree (`parse`) to lines (`layout`), whose columns are then aligned where they were
written as a table (`tables`). `gaps` reads the text between two terms of the tree.
"""

from __future__ import annotations

from designlint.language.format.formatting import Formatted, MeaningChangedError, format_source

__all__ = ["Formatted", "MeaningChangedError", "format_source"]
