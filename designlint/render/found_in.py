"""What stands behind a message: the designs of a shared file, the broken requirements, the owner."""

from __future__ import annotations

from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.render.breaches import breaks_line
from designlint.render.consequences import beneath


def designs_line(diagnostic: Diagnostic) -> str:
    """``in `a/main.design` and `b/main.design```; empty for a file of one design."""
    return f"in {listed(diagnostic.designs)}" if diagnostic.designs else ""


def remarks(diagnostic: Diagnostic) -> str:
    """What stands behind a message where there is one line for it, in brackets."""
    text = ", ".join(filter(None, [*remark_lines(diagnostic), beneath(diagnostic)]))
    return f" ({text})" if text else ""


def remark_lines(diagnostic: Diagnostic) -> list[str]:
    """The same where each remark has a line; what is beneath is shown there anyway."""
    owner = f"owner {diagnostic.owner}" if diagnostic.owner else ""
    return [line for line in (designs_line(diagnostic), breaks_line(diagnostic), owner) if line]
