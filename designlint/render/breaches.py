"""Which requirements a finding breaks, in words."""

from __future__ import annotations

from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Diagnostic


def broken_names(diagnostic: Diagnostic) -> tuple[str, ...]:
    """The requirements that a finding breaks, without the one that it is about anyway."""
    # Designs that share a file have requirements of the same name.
    names = dict.fromkeys([one.requirement for one in diagnostic.breaks])
    return tuple([name for name in names if name != diagnostic.element])


def breaks_line(diagnostic: Diagnostic) -> str:
    """The broken requirements in a few words: ``breaks `NFR1` and `NFR2```; empty where it breaks nothing."""
    names = broken_names(diagnostic)
    return f"breaks {listed(names)}" if names else ""
