"""JUnit XML, which Jenkins, GitLab and most other build servers show as a test report.

A file with findings is a suite and each finding a case. Build servers know a case by its name, so it
is made of code, element and the text under the label: it stays while lines move and numbers change. One that makes the run fail (`--fail-on`)
is a failed case and any other a skipped one, so that a build fails exactly when the command does;
what went wrong inside of designlint is an error. A run that finds nothing is one case that passed,
because build servers take a report without any case for a broken one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

from designlint.diagnostics.diagnostic import Diagnostic
from designlint.diagnostics.fingerprint import numbered, parts_of
from designlint.diagnostics.result import Result, is_error
from designlint.render.brief import brief
from designlint.render.cells import clean
from designlint.render.consequences import consequence_lines
from designlint.render.found_in import remark_lines
from designlint.render.places import AS_NAMED, Base, has_file, path_of, region

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
    names = _names(diagnostics)
    cases = [_case(path, *pair, fails) for pair in zip(diagnostics, names, strict=True)]
    totals = _totals(diagnostics, fails)
    return f"<testsuite name={_quoted(path)} {totals}>\n{''.join(cases)}</testsuite>\n"


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


def _names(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """The name of each case of a file; where names are equal, a number is behind, by the order of the
    fingerprints."""
    named = [_name(diagnostic) for diagnostic in diagnostics]
    marks = numbered(diagnostics)
    seen: Counter[str] = Counter()
    found = dict.fromkeys(marks, "")
    for mark, name in sorted(zip(marks, named, strict=True)):
        seen[name] += 1
        found[mark] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return [found[mark] for mark in marks]


def _name(diagnostic: Diagnostic) -> str:
    code, *_, words = parts_of(diagnostic)
    is_known = words == diagnostic.element.rpartition(".")[2]
    return " ".join(filter(None, [code, diagnostic.element, "" if is_known else words]))


def _case(path: str, diagnostic: Diagnostic, name: str, fails: Fails) -> str:
    outcome = _outcome(diagnostic, fails)
    line, column, _ = region(diagnostic.primary.span)
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
    broken = [f"  {line}" for line in remark_lines(diagnostic)]
    follows = [f"  {line}" for line in consequence_lines(diagnostic)]
    return [*steps, *broken, *follows, *helped]


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return _NO_XML.sub("\ufffd", clean(text)).translate(_ENTITIES)
