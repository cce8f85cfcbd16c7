"""Names that others still import from here; they live in the analyses."""

from __future__ import annotations

from designlint.analyses.load.overload import FULL, certain_use
from designlint.analyses.verdicts.at_stake import domain_losses

__all__ = ["FULL", "certain_use", "domain_losses"]
