"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; pipes in its cells are escaped."""
    lines = [_row(head), _row(["---"] * len(head))]
    lines.extend(_row([cell.replace("|", "\\|") for cell in row]) for row in rows)
    return "\n".join(lines)


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def code(text: str) -> str:
    """Text in the typeface of code."""
    return f"`{text}`"


def codes(words: Iterable[str]) -> str:
    """Words in the typeface of code, behind commas."""
    return ", ".join(code(word) for word in words)


def link(text: str, target: str) -> str:
    """A link to another page or place."""
    return f"[{text}]({target})"


def prose(text: str) -> str:
    """Plain text with what Markdown would read as markup escaped, outside of code."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"[\\*<\[]", r"\\\g<0>", p) for p in parts)


def block(text: str, language: str = "design") -> str:
    """A block of code."""
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.strip()}\n{fence}"


def paragraphs(*parts: str) -> str:
    """Parts with an empty line between them; empty parts are left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part)


def anchor(heading: str) -> str:
    """The name that GitHub gives to the place of a heading."""
    kept = "".join(char for char in heading.lower() if char.isalnum() or char in " -_")
    return kept.strip().replace(" ", "-")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
