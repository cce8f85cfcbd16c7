"""What a comparison knows of one state of a design."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from designlint.analyses.verdicts.verdicts import Verdict, expectations, verdicts
from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.check import Checked
from designlint.compare.numbers import Number, numbers_of, stopped_by
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.diagnostics.differences import Judged
from designlint.model import Claim, Design, Requirement
from designlint.model.elements import Element
from designlint.quantities.quantity import Quantity
from designlint.quantities.showing import show


class ClaimKey(NamedTuple):
    """What makes a claim the same one although its target changes: whose it is, and what it measures of
    what; `number` counts those that are alike."""

    owner: str
    measured: str
    subject: str
    number: int = 0


class Snapshot(NamedTuple):
    """One state of a design: its verdicts, numbers, single points of failure, findings, accepted findings
    and errors of the language. `name` is that of its main file. `is_broken` says that a rule or plugin failed,
    `fails` whether a finding makes a check fail."""

    name: str
    design: Design
    sources: tuple[Source, ...]
    claims: dict[ClaimKey, Judged]
    numbers: tuple[Number, ...]
    stops: dict[str, tuple[str, ...]]
    findings: tuple[Diagnostic, ...]
    accepted: tuple[Diagnostic, ...]
    errors: tuple[Diagnostic, ...]
    fails: Callable[[Diagnostic], bool]
    is_unreadable: bool = False
    is_broken: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every rule could check all of it."""
        return not (self.errors or self.is_unreadable or self.is_broken)

    @property
    def title(self) -> str:
        """What the design is called; empty where it has no name."""
        header = self.design.header
        return "" if header is None else header.title or header.name

    @property
    def elements(self) -> dict[str, tuple[str, Element]]:
        """Every element with the word of the language for it, by path."""
        return {element.path: (sort, element) for sort, element in _elements(self.design)}


def snapshot_of(checked: Checked, name: str, fails: Callable[[Diagnostic], bool]) -> Snapshot:
    """What is known of a design after its check, which fails for some findings."""
    design, facts = checked.facts.design, checked.facts
    found = checked.result.diagnostics
    language = (*checked.project.diagnostics, *checked.understood.diagnostics)
    known = {(one.code, one.primary.span): one for one in found}
    errors = [
        known.get((one.code, one.primary.span), one)
        for one in language
        if one.severity is Severity.ERROR
    ]
    return Snapshot(
        name,
        design,
        tuple([syntax.source for syntax in checked.project.files]),
        dict(_claims([*facts[verdicts], *facts[expectations]])),
        tuple(numbers_of(facts)),
        stopped_by(facts),
        found,
        tuple([one.diagnostic for one in checked.result.suppressed]),
        tuple(sorted(errors, key=lambda one: one.sort_key)),
        fails,
        checked.result.unreadable,
        checked.result.broken,
    )


def _claims(found: Iterable[Verdict]) -> Iterator[tuple[ClaimKey, Judged]]:
    seen: dict[ClaimKey, int] = {}
    for verdict in found:
        claim, judged = verdict.claim, verdict.judgement
        measured = claim.measured.replace(f" of `{claim.about}`", "")
        key = ClaimKey(verdict.owner.path, measured, claim.about)
        number = seen[key] = seen.get(key, -1) + 1
        yield (
            key._replace(number=number),
            Judged(
                claim.text, judged.word, judged.value, _target(claim), judged.margin, judged.reason
            ),
        )


def _target(claim: Claim) -> str:
    target = show(claim.target) if isinstance(claim.target, Quantity) else str(claim.target)
    return f"{claim.operator} {target}"


def _elements(design: Design) -> Iterator[tuple[str, Element]]:
    for requirement in design.requirements.values():
        yield _sort(requirement), requirement
    for component in design.components.values():
        yield ("external" if component.is_external else "component"), component
    for place in design.places.values():
        yield place.level, place
    for sort, table in (
        ("flow", design.flows),
        ("data", design.data),
        ("actor", design.actors),
        ("group", design.groups),
        ("decision", design.decisions),
        ("scenario", design.scenarios),
    ):
        yield from [(sort, one) for one in table.values()]


def _sort(requirement: Requirement) -> str:
    return "functional" if requirement.functional else "nonfunctional"
