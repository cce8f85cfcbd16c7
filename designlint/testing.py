"""The kit for testing rules: fixtures in Markdown, run as the tests of the built-in rules run theirs.

A fixture is a Markdown file. Headings name cases, and blocks fenced as `design` are designs in which
comments state the findings that a line must show: `# expect: SPF001` wants a finding of that code whose primary
label begins on the line, `# expect: SPF001 error` its severity too, and `# expect: SPF001 "text"` a
part of its message. Several on one line are separated by `;`. A fixture is about one rule: what the
rule reports without being expected is a problem, and so is an error of the language; what other rules
report counts only where it is expected by its code. The headings begin with `Bad`, `Good` or
`Near miss`.

`snapshot` shows the diagnostics of a fixture as a terminal does, to be kept in a file beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from designlint.analyses.verdicts.verdicts import verdicts
from designlint.base.records import NamedTuple
from designlint.check import check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Diagnostic
from designlint.language.project import load_text
from designlint.model.metric import Example, Metric
from designlint.plugins.completeness import lacks
from designlint.plugins.rule import Rule
from designlint.registry import Registry, load_registry
from designlint.render.terminal import render_diagnostics
from designlint.schema.kinds import Kind

__all__ = [
    "TODAY",
    "Case",
    "Expectation",
    "cases",
    "diagnose",
    "problems",
    "registry",
    "registry_with",
    "rule_problems",
    "snapshot",
]

TODAY = date(2026, 1, 1)
"""The day as of which fixtures are checked."""
HEADINGS = ("bad", "good", "near miss")
PARAGRAPHS = ("Reported when", "Not reported when", "How to fix", "Why", "Source")
"""How the paragraphs of a rule's documentation begin."""
_EXPECT = re.compile(r"#\s*expect:\s*(.+)$")
_ONE = re.compile(r'([A-Z]+\d+)(?:\s+(error|warning|undecided|info))?(?:\s+"((?:[^"\\]|\\.)*)")?')


class Expectation(NamedTuple):
    """A finding that a line must show."""

    line: int
    code: str
    severity: str | None
    text: str | None

    def fits(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is the one that is expected."""
        return (
            diagnostic.code == self.code
            and diagnostic.primary.span.position.line == self.line
            and (self.severity is None or str(diagnostic.severity) == self.severity)
            and (self.text is None or self.text in diagnostic.message)
        )


class Case(NamedTuple):
    """One block of a fixture file under its heading."""

    heading: str
    text: str

    @property
    def expectations(self) -> list[Expectation]:
        """What the block's comments expect."""
        found: list[Expectation] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            comment = _EXPECT.search(line)
            matches = _ONE.finditer(comment[1]) if comment else ()
            found.extend(Expectation(number, *match.groups()) for match in matches)
        return found


@cache
def registry() -> Registry:
    """All rules, kinds and metrics that are installed, with the defaults of their options."""
    return load_registry()


def registry_with(
    *rules: Rule, kinds: Iterable[Kind] = (), metrics: Iterable[Metric] = ()
) -> Registry:
    """What is installed, with rules, kinds and metrics that need not be."""
    installed = registry()
    return installed._replace(
        rules={**installed.rules, **{rule.code: rule for rule in rules}},
        kinds={**installed.kinds, **{kind.name: kind for kind in kinds}},
        metrics={**installed.metrics, **{metric.name: metric for metric in metrics}},
    )


def cases(markdown: str) -> Iterator[Case]:
    """The design blocks of a Markdown text, each with its nearest heading or `Bad:` line."""
    heading = ""
    block: list[str] | None = None
    for line in markdown.split("\n"):
        if block is not None:
            if line.strip() == "```":
                yield Case(heading, "\n".join(block))
                block = None
            else:
                block.append(line)
        elif line.strip() == "```design":
            block = []
        elif line.startswith("#") or line.strip() in ("Bad:", "Good:"):
            heading = line.lstrip("# ").strip()


def diagnose(
    text: str, name: str = "fixture.design", given: Registry | None = None
) -> list[Diagnostic]:
    """All diagnostics of a design, by the rules that are installed or those given."""
    checked = check(load_text(text, name), given or registry(), Settings(), TODAY)
    return list(checked.result.diagnostics)


def problems(case: Case, rule: str, given: Registry | None = None) -> list[str]:
    """The missing and unexpected findings of a case for the rule with this code."""
    return problems_among(diagnose(case.text, given=given), case, rule)


def problems_among(reported: Sequence[Diagnostic], case: Case, rule: str) -> list[str]:
    """The same where the design of the case is checked already."""
    expected = case.expectations
    missing = [e for e in expected if not any(e.fits(d) for d in reported)]
    surprising = [
        d
        for d in reported
        if not any(e.fits(d) for e in expected) and (d.code == rule or _is_broken(d.code))
    ]
    return [f"{case.heading}: expected {e}" for e in missing] + [
        f"{case.heading}: unexpected {d.code} at line {d.primary.span.position.line}: {d.message}"
        for d in surprising
    ]


def _is_broken(code: str) -> bool:
    """Whether a code says that a fixture is not a design, or that a rule failed on it."""
    return code.startswith("INT") or (code.startswith("LNG") and code < "LNG012")


def snapshot(rule: Rule, fixture: Path, given: Registry | None = None) -> str:
    """Every diagnostic of a rule over its fixture, whole, as a terminal of 100 columns shows it."""
    known = given or registry_with(rule)
    blocks = cases(fixture.read_text(encoding="utf-8"))
    return "".join([shown(rule, case, diagnose(case.text, given=known)) for case in blocks])


def shown(rule: Rule, case: Case, reported: Sequence[Diagnostic]) -> str:
    """What a rule reports about the design of a case, under its heading; empty where that is nothing."""
    own = [diagnostic for diagnostic in reported if diagnostic.code == rule.code]
    if not own:
        return ""
    return f"## {case.heading}\n\n{render_diagnostics(own, width=100, colour=False)}"


def rule_problems(rule: Rule, fixture: Path, given: Registry | None = None) -> list[str]:
    """All problems of a rule: in its documentation, the examples there, its fixture.

    The rule need not be installed. Empty when nothing is wrong: `assert rule_problems(...) == []`.
    """
    known = given or registry_with(rule)
    found = [*_documentation(rule), *_examples(rule, known)]
    blocks = list(cases(fixture.read_text(encoding="utf-8")))
    headings = [case.heading.lower() for case in blocks]
    found += [
        f"{fixture.name}: no heading begins with `{start.capitalize()}`"
        for start in HEADINGS
        if not any(heading.startswith(start) for heading in headings)
    ]
    return found + [problem for case in blocks for problem in problems(case, rule.code, known)]


def metric_problems(metric: Metric, given: Registry | None = None) -> list[str]:
    """All problems of a metric: what it lacks, and examples of its documentation that do not hold.

    The metric need not be installed. Empty when nothing is wrong: `assert metric_problems(...) == []`.
    """
    known = given or registry_with(metrics=[metric])
    found = list(lacks(metric))
    for example in metric.examples:
        found += [f"{example.verdict}: {problem}" for problem in _outcome(metric, example, known)]
    return found


def _outcome(metric: Metric, example: Example, known: Registry) -> Iterator[str]:
    """What differs in an example: it has one claim, of the metric, with a verdict as its heading says
    that is shown to be so."""
    checked = check(load_text(example.design, "example.design"), known, Settings(), TODAY)
    yield from (
        f"{d.code} {d.message}"
        for d in checked.result.diagnostics
        if d.code.startswith(("LNG", "INT"))
    )
    found = checked.facts[verdicts]
    if [verdict.claim.metric for verdict in found] != [metric]:
        yield "the design needs exactly one claim, which is of the metric"
        return
    (verdict,) = found
    if verdict.word != example.verdict.lower():
        yield f"the claim is {verdict.word}, with {verdict.judgement.value}"
    elif example.verdict == "Undecided" and not verdict.judgement.missing:
        yield "the undecided claim states no missing fact"
    elif example.verdict != "Undecided" and not any(
        line.span is not None or line.origin for line in verdict.judgement.derivation
    ):
        yield "no line of the derivation has a place or an origin"


def _documentation(rule: Rule) -> Iterator[str]:
    if not rule.summary.endswith("."):
        yield "the first line of the documentation is not a sentence"
    for heading in PARAGRAPHS:
        if f"\n\n{heading}: " not in rule.doc.replace(f"\n\n{heading}:\n", f"\n\n{heading}: "):
            yield f"the documentation has no paragraph that begins with `{heading}:`"
    if [case.heading for case in cases(rule.doc)] != ["Bad:", "Good:"]:
        yield "the documentation needs one `Bad:` and one `Good:` example"


def _examples(rule: Rule, known: Registry) -> Iterator[str]:
    for case in cases(rule.doc):
        codes = {diagnostic.code for diagnostic in diagnose(case.text, given=known)}
        if (rule.code in codes) != (case.heading == "Bad:"):
            yield f"the example under `{case.heading}` shows {', '.join(sorted(codes)) or 'nothing'}"
        yield from (f"an example ends in {code}" for code in codes if code.startswith("INT"))
