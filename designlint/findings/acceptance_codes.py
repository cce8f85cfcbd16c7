"""What is reported about acceptances that are out of order."""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Fixable, Severity
from designlint.language.codes import Code

EXPIRED = Code(
    "ACC001",
    "accept-expired",
    Severity.WARNING,
    "the acceptance of {what} ended on {until}",
    """A risk was accepted until a day that has passed, so its findings are shown again.

    Fix the design, or review the risk and state a later day.""",
)
UNUSED = Code(
    "ACC002",
    "accept-unused",
    Severity.WARNING,
    "unused acceptance: no {what}",
    """The acceptance covers no finding: the design was fixed, or the code or name has changed.
    An unused acceptance would hide the next finding of its kind. In a file that several designs
    import, no design may need the acceptance.

    Not reported where it cannot be known: in a design that has errors of the language, and of a rule that
    did not run. There is no fix: a slip elsewhere may be why nothing is found, and the reason would be
    lost with the acceptance.""",
)
REASONLESS = Code(
    "ACC003",
    "accept-without-reason",
    Severity.WARNING,
    "the acceptance of {what} gives no reason",
    """A risk that is accepted without a reason cannot be reviewed. The acceptance still applies;
    `because "..."` completes it.""",
)

UNKNOWN = Code(
    "ACC004",
    "accept-unknown-code",
    Severity.WARNING,
    "no rule has the code '{code}'{suggestion}",
    """The acceptance names a code that no installed rule has: the code is misspelt, or the plugin with the
    rule is not installed. Whether the acceptance is used is unknown.""",
    Fixable.UNSAFE,
)

ACCEPT_CODES = (EXPIRED, UNUSED, REASONLESS, UNKNOWN)
