"""What a rule is: a generator of findings over facts, with everything about it in its own file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from importlib import import_module
from typing import Any, TypeVar, overload

from designlint.analyses.facts import Facts
from designlint.base.packaged import modules
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.diagnostics.diagnostic import Fix, Fixable, Help, Label, Severity, Step
from designlint.diagnostics.policy import DEFAULT_PROFILE, GRADES, PROFILES, Grade


class Finding(NamedTuple):
    """A problem that a rule reports at one place.

    `message` is one terse sentence, names in backticks. `at` is the smallest span
    that shows the problem, with the words under it. `element` is the path of what it is about.
    `breaks` are the paths of the requirements and scenarios that it breaks, if it breaks any.
    `flows` are the paths of the flows that depend on what is wrong; where none is given, those that
    use the `element`. `grade` is that of this finding where it differs from its rule's.

    A cause is a few words that mean one thing in a design, such as ``overload of `lb` ``. `causes` are
    those that this finding reports, and `because` those that it follows from, the nearest first. Of the
    findings of a rule with the same cause one is reported, with the others beneath it, and so is a
    finding that follows from a reported cause, or is the verdict on a requirement that another breaks.
    """

    message: str
    at: Label
    element: str
    secondary: tuple[Label, ...] = ()
    witness: tuple[Step, ...] = ()
    help: tuple[Help, ...] = ()
    breaks: tuple[str, ...] = ()
    fix: Fix | None = None
    flows: tuple[str, ...] = ()
    grade: Grade | None = None
    causes: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


T = TypeVar("T")
Check = Callable[..., Iterable[Finding]]


class Rule(NamedTuple):
    """A rule as the registry has it.

    `grade` is that of its findings, from which the profile of a run makes their severity (see
    `designlint.diagnostics.policy`); some have one of `also` instead. A rule without a grade fixes the `severity` itself; where `unrequired` is given,
    findings that break no requirement have that one instead. A rule `about_absence` says that something is missing,
    so it is silent on a design that could not be read whole. `fixable` says whether its findings
    come with fixes. `options` is an instance of the frozen dataclass that the rule declares for its
    options, with what is configured in place of the defaults. `formerly` are the names that it had
    before: whoever asks for one is shown this rule, and its name.
    """

    code: str
    name: str
    grade: Grade | None
    severity: Severity
    unrequired: Severity | None
    since: str
    about_absence: bool
    doc: str
    module: str
    check: Check
    fixable: Fixable = Fixable.NEVER
    options: Any = None
    formerly: tuple[str, ...] = ()
    also: tuple[Grade, ...] = ()

    @staticmethod
    def all_in(package: str) -> list[Rule]:
        """Every rule in the modules of a package, and in those of the packages in it, by their names."""
        found: list[Rule] = []
        for name in modules(package):
            module = import_module(f"{package}.{name}")
            found += [one for one in vars(module).values() if type(one) is Rule]
            if hasattr(module, "__path__"):
                found += Rule.all_in(module.__name__)
        return found

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades that its findings may have, the gravest first; empty where it fixes the severity."""
        found = (self.grade, *self.also)
        return tuple([grade for grade in GRADES if grade in found])

    def findings(self, facts: Facts) -> Iterable[Finding]:
        """What it finds in a design, by the options that are configured."""
        return self.check(facts) if self.options is None else self.check(facts, self.options)

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.doc.split("\n", 1)[0].strip()

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")

    def severity_of(self, finding: Finding) -> Severity:
        """The severity of a finding of a rule without a grade."""
        if self.unrequired is not None and not finding.breaks:
            return self.unrequired
        return self.severity


@overload
def rule(
    code: str,
    *,
    since: str,
    grade: Grade | None = ...,
    also: tuple[Grade, ...] = ...,
    severity: Severity | None = ...,
    unrequired: Severity | None = ...,
    about_absence: bool = ...,
    name: str | None = ...,
    fixable: Fixable = ...,
    formerly: tuple[str, ...] = ...,
) -> Callable[[Callable[[Facts], Iterator[Finding]]], Rule]: ...
@overload
def rule(
    code: str,
    *,
    since: str,
    grade: Grade | None = ...,
    also: tuple[Grade, ...] = ...,
    severity: Severity | None = ...,
    unrequired: Severity | None = ...,
    about_absence: bool = ...,
    name: str | None = ...,
    fixable: Fixable = ...,
    options: type[T],
    formerly: tuple[str, ...] = ...,
) -> Callable[[Callable[[Facts, T], Iterator[Finding]]], Rule]: ...
def rule(  # noqa: PLR0913  # each says one thing about a rule, and all have names
    code: str,
    *,
    since: str,
    grade: Grade | None = None,
    also: tuple[Grade, ...] = (),
    severity: Severity | None = None,
    unrequired: Severity | None = None,
    about_absence: bool = False,
    name: str | None = None,
    fixable: Fixable = Fixable.NEVER,
    options: type[Any] | None = None,
    formerly: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of a generator; see `Rule` for what the arguments mean.

    Give a `grade`, or else a `severity`: without either, a finding is a `risk`. Grades that single
    findings have instead are named in `also`. The rule's
    documentation is the docstring of its module. Its name is that of its file in its folder
    (`spof/single_replica.py` is `spof-single-replica`), unless one is given. `options` is a
    frozen dataclass whose fields are made with `option`; the generator gets an instance of it as its
    second argument.
    """
    graded = grade if severity is not None else grade or "risk"
    usual = PROFILES[DEFAULT_PROFILE]
    grades: tuple[Grade, ...] = (graded or "risk", *also)
    level = severity if severity is not None else max(map(usual.highest, grades))

    def make(check: Callable[..., Iterator[Finding]]) -> Rule:
        module = check.__module__
        doc = (sys.modules[module].__doc__ or "").strip()
        derived = "-".join(module.split(".")[-2:]).replace("_", "-")
        return Rule(
            code,
            name or derived,
            graded,
            level,
            unrequired,
            since,
            about_absence,
            doc,
            module,
            check,
            fixable,
            options=options() if options is not None else None,
            formerly=formerly,
            also=also,
        )

    return make


def option(
    default: T, doc: str, *, at_least: float | None = None, at_most: float | None = None
) -> T:
    """A field of a rule's options: its default, what it means, and the bounds of a number.

    The annotation of the field says what can be configured: `bool`, `int`, `float`, `str`,
    `Literal[...]` for words to choose from, or `tuple[str, ...]` for a list of texts.
    """
    about: Mapping[str, Any] = {"doc": doc, "at_least": at_least, "at_most": at_most}
    made: T = field(default=default, metadata=about)
    return made


def label(span: Span, text: str = "") -> Label:
    """A place and the words to stand under it."""
    return Label(span, text)


__all__ = ["Check", "Finding", "Label", "Rule", "Severity", "Step", "label", "option", "rule"]
