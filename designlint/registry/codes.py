"""What is reported about plugins and rules that go wrong."""

from __future__ import annotations

from designlint.diagnostics.diagnostic import Severity
from designlint.language.codes import Code

RULE_FAILED = Code(
    "INT001",
    "rule-failed",
    Severity.ERROR,
    "{what} failed: {problem}",
    """A rule or plugin raised an exception, left the process, or did not end within 30 s; a rule
    yields what is no finding about the design's files; or a plugin adds something invalid: a code,
    name or kind that is already in use, an incomplete metric, or an unknown hook. The mistake is in
    the rule or plugin, not in the design. The faulty part is left out; everything else has run.
    `--debug` prints the traceback. The exit code is 3.""",
)
SLOW_RULE = Code(
    "INT002",
    "slow-rule",
    Severity.WARNING,
    "rule {rule} took {seconds:.1f} s by itself",
    """A rule of a plugin took longer than the limit: one second, plus one millisecond for each
    component and flow of the design. The time that analyses take is not counted as the rule's. A
    rule only reads facts: slow work belongs in an analysis, and a rule must not wait for anything
    outside. The findings of the rule are shown.""",
)
INTERNAL_CODES = (RULE_FAILED, SLOW_RULE)
