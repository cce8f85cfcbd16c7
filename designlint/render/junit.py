"""JUnit XML, which Jenkins, GitLab and most other build servers show as a test report.

A file with findings is a suite and each finding a case. One that makes the run fail (`--fail-on`)
is a failed case and any other a skipped one, so that a build fails exactly when the command does;
what went wrong inside of designlint is an error. A run that finds nothing is one case that passed,
because build servers take a report without any case for a broken one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

from designlint.diagnostic import Diagnostic
from designlint.render.breaches import breaks_line
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.consequences import consequence_lines
from designlint.render.places import AS_NAMED, Base, has_file, path_of, region
from designlint.result import Result, is_error

Fails: TypeAlias = "Callable[[Diagnostic], bool]"

# What XML 1.0 has no way to write; `clean` has made most of it visible before.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NOTHING = (
    '<testsuite name="designlint" tests="1" failures="0" errors="0" skipped="0">\n'
    '<testcase classname="designlint" name="no findings"/>\n'
    "</testsuite>\n"
)


def render(
    result: Result,
    *,
    base: Base = AS_NAMED,
    fails: Fails = is_error,
) -> str:
    """The report; the same for the same input, so without times and names of machines."""
    by_file = groupby(result.diagnostics, key=lambda d: path_of(d, base))
    suites = [_suite(path, list(group), fails) for path, group in by_file]
    totals = _totals(result.diagnostics, fails) if suites else _counts(1, 0, 0, 0)
    body = "".join(suites) or _NOTHING
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="designlint" {totals}>\n{body}</testsuites>\n'
    )


def _suite(path: str, diagnostics: Sequence[Diagnostic], fails: Fails) -> str:
    cases = "".join([_case(path, diagnostic, fails) for diagnostic in diagnostics])
    totals = _totals(diagnostics, fails)
    return f"<testsuite name={_quoted(path)} {totals}>\n{cases}</testsuite>\n"


def _totals(diagnostics: Sequence[Diagnostic], fails: Fails) -> str:
    outcomes = [_outcome(diagnostic, fails) for diagnostic in diagnostics]
    counts = [outcomes.count(outcome) for outcome in ("failure", "error", "skipped")]
    return _counts(len(outcomes), *counts)


def _counts(tests: int, failures: int, errors: int, skipped: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'


def _outcome(diagnostic: Diagnostic, fails: Fails) -> str:
    if not has_file(diagnostic):
        return "error"
    return "failure" if fails(diagnostic) else "skipped"


def _case(path: str, diagnostic: Diagnostic, fails: Fails) -> str:
    outcome = _outcome(diagnostic, fails)
    line, column, _ = region(diagnostic.primary.span)
    name = f"{diagnostic.code} {line}:{column} {diagnostic.element}".rstrip()
    kind = "" if outcome == "skipped" else f" type={_quoted(str(diagnostic.severity))}"
    said = f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.message}"
    detail = [f"{path}:{line}:{column}: {said}", *_proof(brief(diagnostic))]
    return (
        f'<testcase classname={_quoted(path)} name={_quoted(name)} file={_quoted(path)} line="{line}">\n'
        f"<{outcome}{kind} message={_quoted(diagnostic.message)}>"
        + "\n".join([_escaped(part) for part in detail])
        + f"</{outcome}>\n</testcase>\n"
    )


def _proof(diagnostic: Diagnostic) -> list[str]:
    """The witness and the help, a line each."""
    steps = [f"  {step.text}" for step in diagnostic.witness if step.text]
    helped = [f"  {one.key}: {line}" for one in diagnostic.help for line in str(one).splitlines()]
    broken = [f"  {line}" for line in [breaks_line(diagnostic)] if line]
    follows = [f"  {line}" for line in consequence_lines(diagnostic)]
    return [*steps, *broken, *follows, *helped]


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return _NO_XML.sub("\ufffd", clean(text)).translate(_ENTITIES)
