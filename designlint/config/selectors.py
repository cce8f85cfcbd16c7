"""Codes and families of codes as they are selected."""

from __future__ import annotations

from collections.abc import Sequence

from designlint.language.suggest import nearest

ALL = "ALL"
"""The family of all codes."""
_ALIKE = 0.6
"""Two of three letters are alike enough: families are short."""


def unknown_code(code: str, known: Sequence[str]) -> str:
    """What is wrong with a selected code or family where it names none that is known; else empty."""
    if code == ALL or any(one.startswith(code) for one in known):
        return ""
    families = dict.fromkeys(one.rstrip("0123456789") for one in known)
    near = nearest(code, [*known, *families], _ALIKE)
    return f"there is no code `{code}`" + (f"; did you mean `{near}`?" if near else "")
