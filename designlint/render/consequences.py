"""What follows from a finding, in a line for each consequence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Diagnostic

MOST = 8


def consequence_lines(diagnostic: Diagnostic, most: int | None = MOST) -> tuple[str, ...]:
    """``error[VER001] `NFR1` is violated: ...`` for each consequence; beyond `most`, how many more."""
    lines = [
        f"{one.severity}[{one.code}] {one.message}{_elsewhere(one, diagnostic)}"
        for one in diagnostic.consequences
    ]
    if most is None or len(lines) <= most:
        return tuple(lines)
    left = diagnostic.consequences[most - 1 :]
    return (*lines[: most - 1], f"and {len(left)} more: {', '.join(_by_code(left))}")


def _elsewhere(one: Diagnostic, above: Diagnostic) -> str:
    """The design of a consequence where it is not that of the finding above, which several share."""
    return f" in `{one.design}`" if above.designs and one.design != above.design else ""


def _by_code(consequences: Sequence[Diagnostic]) -> Iterator[str]:
    """``SPF001 of `pay` and `mail` `` for each code: what is not shown is named."""
    elements: dict[str, list[str]] = {}
    for one in consequences:
        elements.setdefault(one.code, []).append(one.element)
    for code, found in elements.items():
        names = list(dict.fromkeys(filter(None, found)))
        yield f"{code} of {listed(names, most=len(names))}" if names else code


def beneath(diagnostic: Diagnostic) -> str:
    """``+3 beneath``: how many findings stand beneath a finding, in as few words; empty for none."""
    return f"+{len(diagnostic.consequences)} beneath" if diagnostic.consequences else ""
