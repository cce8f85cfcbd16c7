"""The pages of rules, and of the codes that come from the core itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from inspect import cleandoc

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Fixable, Severity
from designlint.diagnostics.policy import DEFAULT_PROFILE, PROFILES, Grade
from designlint.findings.core_codes import core_codes
from designlint.language.codes import Code
from designlint.plugins.rule import Rule
from designlint.reference.entry import Entry, Page
from designlint.reference.markdown import codes, link, paragraphs, table
from designlint.reference.severity import severity_words

_CORE_FAMILIES = {
    "ACC": "Accepted risks.",
    "BAS": "The baseline.",
    "CFG": "The configuration.",
    "INT": "Errors inside designlint or a plugin.",
    "LNG": "The text of the design itself.",
}
_FIXES = {Fixable.SAFE: "safe", Fixable.UNSAFE: "unsafe", Fixable.MIXED: "safe or unsafe"}
_EXAMPLE = re.compile(r"^(Bad|Good):$", re.MULTILINE)


class Coded(NamedTuple):
    """What a rule and a code of the core have in common."""

    code: str
    name: str
    severities: tuple[Severity, ...]
    grades: tuple[Grade, ...]
    summary: str
    doc: str
    since: str = ""
    about_absence: bool = False
    options: tuple[tuple[str, str, str, str], ...] = ()
    fixable: Fixable = Fixable.NEVER
    formerly: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")


def coded(rules: Mapping[str, Rule]) -> list[Coded]:
    """Everything that has a code, in the order of codes."""
    found = [_of_code(code) for code in core_codes()]
    found += [_of_rule(rule) for rule in rules.values()]
    return sorted(found, key=lambda one: one.code)


def rule_entries(rules: Mapping[str, Rule]) -> list[Entry]:
    """An entry for each code."""
    return [
        Entry("rule", c.code, _body(c), f"{c.code} {c.name}", (c.name, *c.formerly))
        for c in coded(rules)
    ]


def rule_pages(rules: Mapping[str, Rule]) -> list[Page]:
    """The index of rules and a page for each."""
    known = {c.code: c for c in coded(rules)}
    pages = [
        Page(f"rules/{entry.name}.md", entry.title, known[entry.name].summary, entry.body)
        for entry in rule_entries(rules)
    ]
    return [_index(rules), *pages]


def _index(rules: Mapping[str, Rule]) -> Page:
    families: dict[str, list[Coded]] = {}
    for one in coded(rules):
        families.setdefault(one.family, []).append(one)
    intro = paragraphs(
        "A finding has a code. `error` is a contradiction, or a fatal defect under a flow that must "
        "work; `warning` is a known failure pattern, shown with a witness; `undecided` is a "
        "requirement that cannot be proved or refuted yet, and `info` is advice: see "
        f"{link('severity', 'severity.md')}.",
        "A risk that is taken knowingly is stated in the design itself, with its reason: see "
        f"{link('`accept`', 'language.md#accept')}. The "
        f"{link('configuration', 'configuration.md')} decides which codes are checked, and with "
        "which severity. `designlint rules` lists the active rules.",
        "Some findings come with a fix. `designlint check --fix` applies the safe ones, which keep "
        "what the author meant; `--unsafe-fixes` applies the guesses too, and `--diff` shows what "
        "either would change.",
    )
    sections = [
        paragraphs(f"## {family}", _family_doc(family, rules), _family_table(members))
        for family, members in families.items()
    ]
    return Page(
        "rules.md", "Rules", "every code: what is found, and why", paragraphs(intro, *sections)
    )


def _family_table(members: list[Coded]) -> str:
    rows = [
        (
            link(one.code, f"rules/{one.code}.md"),
            one.name,
            severity_range(one.severities),
            fixing(one),
            one.summary,
        )
        for one in members
    ]
    return table(("code", "name", "severity", "fixes", "finds"), rows)


def _family_doc(family: str, rules: Mapping[str, Rule]) -> str:
    """The first line that the folder of a family says about itself."""
    if family in _CORE_FAMILIES:
        return _CORE_FAMILIES[family]
    module = next(r.module for r in rules.values() if r.family == family)
    package = sys.modules.get(module.rpartition(".")[0])
    return ((package and package.__doc__) or "").strip().split("\n")[0]


def severity_range(severities: Sequence[Severity]) -> str:
    """The severities that findings can have, in few words: `error or warning`, `error to info`."""
    if len(severities) > 2:
        return f"{severities[0]} to {severities[-1]}"
    return " or ".join(map(str, severities))


def fixing(one: Coded) -> str:
    """Which fixes its findings come with: `safe`, `unsafe` or both; empty for none."""
    return "" if one.fixable is Fixable.NEVER else _FIXES[one.fixable]


def _body(one: Coded) -> str:
    since = f" Since {one.since}." if one.since else ""
    # What says that something is missing would be wrong where not everything was understood.
    absence = " Not checked while the design has language errors." if one.about_absence else ""
    fixable = f" Fixable {one.fixable.value}." if one.fixable.value else ""
    renamed = f" Formerly {codes(one.formerly)}." if one.formerly else ""
    doc = _EXAMPLE.sub(r"## \1", one.doc)
    return paragraphs(f"{_severity(one)}{since}{absence}{fixable}{renamed}", doc, _settings(one))


def _severity(one: Coded) -> str:
    return (
        f"Severity: {severity_range(one.severities)}."
        if not one.grades
        else severity_words(one.grades)
    )


def _settings(one: Coded) -> str:
    """How a finding of a rule is accepted; findings of the core are fixed instead."""
    if not one.since:
        return ""
    rows = one.options
    shown = table(("option", "value", "default", "meaning"), rows)
    example = f"```yaml\noptions:\n  {one.code}: {{ {_stated(rows)} }}\n```" if rows else ""
    return paragraphs(
        paragraphs("## Options", shown, example) if rows else "",
        "## Accept",
        f'```design\naccept {one.code} on NAME because "why the risk is taken" until 2027-06-30\n```',
    )


def _stated(rows: Sequence[tuple[str, str, str, str]]) -> str:
    return ", ".join(f"{name.strip('`')}: {default.strip('`')}" for name, _, default, _ in rows)


def _of_rule(r: Rule) -> Coded:
    """A rule; most have no options, and only those that have any need the configuration's forms."""
    options: tuple[tuple[str, str, str, str], ...] = ()
    if r.options is not None:
        from designlint.reference.configuration import option_rows

        options = tuple(option_rows(r))
    return Coded(
        r.code,
        r.name,
        _severities(r),
        r.grades,
        r.summary,
        r.doc,
        r.since,
        r.about_absence,
        options,
        r.fixable,
        r.formerly,
    )


def _severities(r: Rule) -> tuple[Severity, ...]:
    """Those of its findings by the default profile, the gravest first."""
    usual = PROFILES[DEFAULT_PROFILE].levels
    graded = {severity for grade in r.grades for severity in usual[grade]}
    levels = graded or {r.severity, r.unrequired}
    return tuple(sorted({s for s in levels if s is not None}, reverse=True))


def _of_code(code: Code) -> Coded:
    doc = cleandoc(code.doc)
    first = doc.split("\n\n")[0].replace("\n", " ")
    summary = f"{first.split('. ')[0].rstrip('.')}."
    return Coded(code.code, code.name, (code.severity,), (), summary, doc, fixable=code.fixable)
