"""Text of several lines behind an indent."""

from __future__ import annotations

import textwrap


def indented(text: str, total: int, first: str = "", rest: str = "") -> list[str]:
    """A text in lines of at most `total` characters, the first behind `first`, the others behind `rest`.
    A word that is too long is broken, a name with a hyphen is not."""
    return textwrap.wrap(
        text, max(total, 1), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
