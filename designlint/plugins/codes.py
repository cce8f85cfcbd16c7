"""What is reported about plugins and rules that go wrong."""

from __future__ import annotations

from designlint.diagnostic import Severity
from designlint.language.codes import Code

RULE_FAILED = Code(
    "INT001",
    "rule-failed",
    Severity.ERROR,
    "{what} failed: {problem}",
    """A rule or plugin raised an exception, or adds what it may not: a code, name or kind that another
    one has, a metric that is not whole, a hook that is not known. That is a mistake in it, not in the
    design; what is at fault is left out, everything else has run. `--debug` prints the traceback.
    The exit code is 3.""",
)
SLOW_RULE = Code(
    "INT002",
    "slow-rule",
    Severity.WARNING,
    "rule {rule} took {seconds:.1f} s by itself",
    """A rule of a plugin took longer than a rule may: a second, and a millisecond for each component and flow of
    the design. The time that analyses take is not counted as the rule's. A rule reads facts, so what
    takes that long belongs into an analysis, or waits for something outside. Its findings are shown.""",
)
INTERNAL_CODES = (RULE_FAILED, SLOW_RULE)
