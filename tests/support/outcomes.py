"""Designs in Markdown with what comes out for them: claims with their verdicts, findings, errors.

A block fenced as `design` is followed by one fenced as `verdicts`, whose lines are:

    availability of f >= 99%: violated, at most 98.01%
      missing TEXT                  a fact that the claim above lacks
      assumes TEXT                  what its verdict rests on
      assumes not TEXT              what its verdict does not rest on
      says TEXT                     a line of its derivation
    when lose eu; load 2x: headroom of f >= 0%: undecided
    reports SPF001
    reports not SPF001
    error LNG030                    the only diagnostic of the design
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from designlint.analyses.judgement import Judgement
from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.check import Checked, check
from designlint.config import Settings
from designlint.diagnostics.diagnostic import Severity
from designlint.language.project import load_text
from tests.support.fixtures import TODAY, registry

_BLOCK = re.compile(r"```design\n(.*?)```\s*```verdicts\n(.*?)```", re.DOTALL)
_WORDS = r"met on assumptions|violated on assumptions|met \(likely\)|violated \(likely\)|met|violated|undecided"
_LINE = re.compile(
    rf"(?:when (?P<when>.+?): )?(?P<claim>[^:]+): (?P<word>{_WORDS})(?:, (?P<value>.+))?"
)
_SUFFIX = {"PROOF": "", "ASSUMPTIONS": " on assumptions", "ESTIMATE": " (likely)"}


class Case(NamedTuple):
    """A design with the lines of its outcome, under the heading where it stands."""

    name: str
    design: str
    lines: tuple[str, ...]


def cases_in(path: Path) -> Iterator[Case]:
    """The cases of a file, named after the file and their headings."""
    text = path.read_text(encoding="utf-8")
    # A `#` in a block is a comment of a design, no heading.
    for number, found in enumerate(_BLOCK.finditer(text), 1):
        before = re.sub(r"```.*?```", "", text[: found.start()], flags=re.DOTALL)
        heading = re.findall(r"^#+ (.+)$", before, re.MULTILINE)
        name = f"{path.stem} {number}: {heading[-1] if heading else ''}"
        lines = tuple(line.rstrip() for line in found[2].splitlines() if line.strip())
        yield Case(name, found[1], lines)


def unlike(case: Case) -> list[str]:
    """What comes out differently from what a case says."""
    claims = [line for line in case.lines if not line.startswith((" ", "reports ", "error "))]
    checked, judged = _judged(case, claims)
    problems: list[str] = []
    current: Judgement | None = None
    errors = [line.split()[1] for line in case.lines if line.startswith("error ")]
    for line in case.lines:
        if line.startswith("  "):
            problems.extend(_unlike_detail(line.strip(), current))
        elif line.startswith("reports "):
            problems.extend(_unlike_report(line, checked))
        elif not line.startswith("error "):
            current = judged.get(claims.index(line))
            problems.extend(_unlike_verdict(line, current))
    reported = [d.code for d in checked.result.diagnostics]
    broken = [code for code in reported if code.startswith("LNG") and code not in errors]
    if errors and reported != errors:
        problems.append(f"reports {reported}, not {errors} alone")
    elif not errors:
        shown = [
            d.message
            for d in checked.result.diagnostics
            if d.code in broken and d.severity is Severity.ERROR
        ]
        problems.extend(f"does not read: {message}" for message in shown)
    return problems


def _judged(case: Case, claims: list[str]) -> tuple[Checked, dict[int, Judgement]]:
    """The design with a requirement or a scenario for each claim, and the verdict on each."""
    added = []
    for number, line in enumerate(claims):
        match = _LINE.fullmatch(line)
        assert match is not None, f"cannot read the line: {line}"
        if match["when"]:
            added.append(f'scenario X{number} "x" {{ {match["when"]}; expect {match["claim"]} }}')
        else:
            added.append(f'nonfunctional X{number} "x" {{ require {match["claim"]} }}')
    text = "\n".join([case.design, *added, ""])
    checked = check(load_text(text, "case.design"), registry(), Settings(), TODAY)
    found: list[Verdict] = [*checked.facts[verdicts], *checked.facts[expectations]]
    own = [v for v in found if re.fullmatch(r"X\d+", v.owner.path)]
    return checked, {int(v.owner.path[1:]): v.judgement for v in own}


def _unlike_verdict(line: str, judgement: Judgement | None) -> Iterator[str]:
    match = _LINE.fullmatch(line)
    assert match is not None
    if judgement is None:
        yield f"{line}: no verdict"
        return
    word = f"{judgement.status.value}{_SUFFIX[_basis(judgement)]}"
    if word != match["word"] or (match["value"] and judgement.value != match["value"]):
        yield f"{line}\n    but it is: {word}, {judgement.value} ({judgement.reason})"


def _basis(judgement: Judgement) -> str:
    basis = getattr(judgement, "basis", None)
    if basis is not None:
        return str(basis.name)
    return "ASSUMPTIONS" if judgement.assumptions else "PROOF"


def _unlike_detail(line: str, judgement: Judgement | None) -> Iterator[str]:
    what, _, text = line.partition(" ")
    assert judgement is not None
    shown = {
        "missing": [m.of(m.element) for m in judgement.missing],
        "assumes": [step.text for step in judgement.assumptions],
        "says": [step.text for step in judgement.derivation],
    }[what]
    wanted = text.removeprefix("not ")
    if any(wanted in one for one in shown) is (wanted != text):
        yield f"{line}: not among {shown}"


def _unlike_report(line: str, checked: Checked) -> Iterator[str]:
    _, *negated, code = line.split()
    reported = {d.code for d in checked.result.diagnostics}
    if (code in reported) is bool(negated):
        yield f"{line}: reported are {sorted(reported)}"
