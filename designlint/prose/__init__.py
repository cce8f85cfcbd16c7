"""What a sentence of a requirement says, read by words alone: amounts, qualities, obligations, its form.

The word lists are in English. A reading is certain or left out: a sentence that is not understood has
nothing to report.
"""

from __future__ import annotations

from designlint.prose.amount import Amount
from designlint.prose.ears import ears_pattern
from designlint.prose.statement import Statement
from designlint.prose.words import Words

__all__ = ["Amount", "Statement", "Words", "ears_pattern"]
