"""The last line: how much was found, and how the requirements fare."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Severity
from designlint.diagnostics.result import Result, Tally
from designlint.render.style import OF_SEVERITY, Paint, Role


class Atom(NamedTuple):
    """A few words that stay on one line."""

    text: str
    role: Role = "plain"


Clause = list[Atom]

_BEFORE_TIME = " " * 6


def summary(result: Result, width: int, seconds: float | None, paint: Paint) -> str:
    """One line if it fits; else lines are broken between clauses, then within them."""
    clauses = [_findings(result), *_not_shown(result), *_requirements(result.tally)]
    lines: list[Clause] = [[]]
    for clause in clauses:
        if lines[-1] and _length([*_ended(lines[-1]), *clause]) <= width:
            lines[-1] = [*_ended(lines[-1]), *clause]
        else:
            lines += _fill(clause, width)
    drawn = [_drawn(line, paint) for line in lines[1:]]
    if seconds is None:
        return "\n".join(drawn)
    time = f"({_seconds(seconds)})"
    if _length(lines[-1]) + len(_BEFORE_TIME) + len(time) > width:
        return "\n".join([*drawn, paint(time, "dim")])
    return "\n".join(drawn) + _BEFORE_TIME + paint(time, "dim")


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _findings(result: Result) -> Clause:
    files = f"in {counted(result.files, 'file')}"
    if not result.diagnostics:
        return [Atom(f"no findings {files}", "good")]
    counts = [
        Atom(severity_count(result.count_of(severity), severity), OF_SEVERITY[severity])
        for severity in sorted(Severity, reverse=True)
        if result.count_of(severity)
    ]
    beneath = sum(len(diagnostic.consequences) for diagnostic in result.diagnostics)
    more = f" (+{beneath} beneath)" if beneath else ""
    return [Atom(f"{counted(len(result.diagnostics), 'finding')}{more} {files}:"), *_listed(counts)]


def severity_count(number: int, severity: Severity) -> str:
    """`1 error`, `2 warnings`, `3 info`."""
    if severity in (Severity.ERROR, Severity.WARNING):
        return counted(number, str(severity))
    return f"{number} {severity}"


def _not_shown(result: Result) -> list[Clause]:
    """How many findings the design accepts, and how many the baseline knows."""
    counts = [(result.accepted, "accepted"), (result.known, "known")]
    return [[Atom(f"{number} {word}")] for number, word in counts if number]


def _requirements(tally: Tally) -> list[Clause]:
    if not tally.total:
        return []
    counts: list[tuple[int, str, Role]] = [
        (tally.met, "met", "plain"),
        (tally.met_on_assumptions, "met on assumptions", "plain"),
        (tally.met_likely, "met (likely)", "plain"),
        (tally.violated, "violated", "error"),
        (tally.violated_on_assumptions, "violated on assumptions", "warning"),
        (tally.violated_likely, "violated (likely)", "warning"),
        (tally.undecided, "undecided", "undecided"),
    ]
    atoms = [Atom(f"{number} {word}", role) for number, word, role in counts if number]
    return [[Atom(f"{counted(tally.total, 'requirement')}:"), *_listed(atoms)]]


def _listed(atoms: Clause) -> Clause:
    return [*[atom._replace(text=f"{atom.text},") for atom in atoms[:-1]], *atoms[-1:]]


def _ended(clause: Clause) -> Clause:
    return [*clause[:-1], clause[-1]._replace(text=f"{clause[-1].text};")]


def _fill(clause: Clause, width: int) -> list[Clause]:
    lines: list[Clause] = [[]]
    for atom in clause:
        if lines[-1] and _length([*lines[-1], atom]) > width:
            lines.append([])
        lines[-1].append(atom)
    return lines


def _length(atoms: Clause) -> int:
    return sum(len(atom.text) + 1 for atom in atoms) - 1


def _drawn(atoms: Clause, paint: Paint) -> str:
    return " ".join(_drawn_atom(atom, paint) for atom in atoms)


def _drawn_atom(atom: Atom, paint: Paint) -> str:
    """The punctuation behind an atom is no part of what its colour means."""
    words = atom.text.rstrip(",;")
    return paint(words, atom.role) + atom.text[len(words) :]


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"
