"""What a rule is: a generator of findings over facts, with everything about it in its own file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from designlint.diagnostic import Fix, Fixable, Label, Severity, Step
from designlint.facts.facts import Facts
from designlint.source import Span


class Finding(NamedTuple):
    """What a rule has to say at one place.

    `message` is one terse sentence that stands alone, names in backticks. `at` is the smallest span
    that shows the trouble, with the words under it. `element` is the path of what it is about.
    `contradicts` names the stated requirements that it breaks, if it breaks any.
    """

    message: str
    at: Label
    element: str
    secondary: tuple[Label, ...] = ()
    witness: tuple[Step, ...] = ()
    help: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    fix: Fix | None = None


Check = Callable[[Facts], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule as the registry has it.

    `severity` is that of its findings; where `unrequired` is given, findings that contradict no
    stated requirement have that one instead. A rule `about_absence` says that something is missing,
    so it is silent on a design that could not be read whole. `fixable` says whether its findings
    come with fixes.
    """

    code: str
    name: str
    severity: Severity
    unrequired: Severity | None
    since: str
    about_absence: bool
    doc: str
    module: str
    check: Check
    fixable: Fixable = Fixable.NEVER

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.doc.split("\n", 1)[0].strip()

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")

    def severity_of(self, finding: Finding) -> Severity:
        """The severity of one of its findings, before any configuration."""
        if self.unrequired is not None and not finding.contradicts:
            return self.unrequired
        return self.severity


def rule(
    code: str,
    *,
    severity: Severity,
    since: str,
    unrequired: Severity | None = None,
    about_absence: bool = False,
    name: str | None = None,
    fixable: Fixable = Fixable.NEVER,
) -> Callable[[Callable[[Facts], Iterator[Finding]]], Rule]:
    """Make a rule of a generator; see `Rule` for what the arguments mean.

    The rule's documentation is the docstring of its module. Its name is that of its file in its
    folder (`spof/single_replica.py` is `spof-single-replica`), unless one is given.
    """

    def make(check: Callable[[Facts], Iterator[Finding]]) -> Rule:
        module = check.__module__
        doc = (sys.modules[module].__doc__ or "").strip()
        derived = "-".join(module.split(".")[-2:]).replace("_", "-")
        return Rule(
            code,
            name or derived,
            severity,
            unrequired,
            since,
            about_absence,
            doc,
            module,
            check,
            fixable,
        )

    return make


def label(span: Span, text: str = "") -> Label:
    """A place and the words to stand under it."""
    return Label(span, text)


__all__ = ["Check", "Finding", "Label", "Rule", "Severity", "Step", "label", "rule"]
