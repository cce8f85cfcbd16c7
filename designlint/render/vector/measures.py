"""The sizes that all pictures share, in pixels."""

from __future__ import annotations

WIDEST, MARGIN = 1160.0, 20.0
FONT_SIZE, SMALL, TITLE = 12.0, 11.0, 18.0
LINE = 14.0
"""The height of a line of text."""
POINTS = 0.75
"""Points in a pixel."""
