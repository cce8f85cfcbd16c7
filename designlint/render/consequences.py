"""What follows from a finding, in a line for each consequence."""

from __future__ import annotations

from designlint.diagnostic import Diagnostic

MOST = 8


def consequence_lines(diagnostic: Diagnostic, most: int | None = MOST) -> tuple[str, ...]:
    """``error[VER001] `NFR1` is violated: ...`` for each consequence; beyond `most`, how many more."""
    lines = [f"{one.severity}[{one.code}] {one.message}" for one in diagnostic.consequences]
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"and {len(lines) - most + 1} more")


def beneath(diagnostic: Diagnostic) -> str:
    """``+3 beneath``: how many findings stand beneath a finding, in as few words; empty for none."""
    return f"+{len(diagnostic.consequences)} beneath" if diagnostic.consequences else ""
