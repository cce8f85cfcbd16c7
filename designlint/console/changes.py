"""What changes from one world of a design to another: verdicts, utilisation, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.load.capacity import capacities
from designlint.analyses.verdicts.verdicts import Verdict, verdicts
from designlint.check import run_rules
from designlint.config import Settings
from designlint.diagnostic import Diagnostic, Severity
from designlint.plugins import Registry
from designlint.quantity import show_share
from designlint.records import NamedTuple
from designlint.render.changes import Change
from designlint.source import Source


def changes_between(
    before: Facts,
    after: Facts,
    registry: Registry,
    settings: Settings,
    sources: Sequence[Source],
) -> list[Change]:
    """All changes from one world to another, by what they are about."""
    old, new = (_findings(facts, registry, settings, sources) for facts in (before, after))
    return [
        *_verdict_changes(before, after),
        *_load_changes(before, after),
        *_finding_changes(old, new),
    ]


def _verdict_changes(before: Facts, after: Facts) -> Iterable[Change]:
    for old, new in zip(before[verdicts], after[verdicts], strict=True):
        if _outcome(old) != _outcome(new):
            subject = f"{old.owner.path}: {old.claim.text}"
            grave = new.word if new.word != old.word else ""
            yield Change(
                "requirements", subject, " ".join(_outcome(old)), " ".join(_outcome(new)), grave
            )


def _outcome(verdict: Verdict) -> tuple[str, str]:
    return verdict.word, f"({verdict.judgement.value})"


def _load_changes(before: Facts, after: Facts) -> Iterable[Change]:
    """How full the components become, the fullest first."""
    found = []
    for path in before.design.components:
        old, new = before[capacities][path].utilisation(), after[capacities][path].utilisation()
        if old is None or new is None or old == new:
            continue
        grave = "violated" if new.low > 1.0 >= old.low else ""
        change = Change("utilisation", path, show_share(old.low), _used(new.low), grave)
        found.append((-new.low, change))
    return [change for _, change in sorted(found)]


def _used(share: float) -> str:
    return "nothing left to carry it" if share == float("inf") else show_share(share)


class _Key(NamedTuple):
    code: str
    element: str
    message: str


def _finding_changes(
    old: Mapping[_Key, Diagnostic], new: Mapping[_Key, Diagnostic]
) -> Iterable[Change]:
    for key, diagnostic in new.items():
        if key not in old:
            grave = "violated" if diagnostic.severity is Severity.ERROR else ""
            yield Change("findings", key.message, "", f"new {key.code}", grave)
    for key in old:
        if key not in new:
            yield Change("findings", key.message, key.code, "gone", "")


def _findings(
    facts: Facts, registry: Registry, settings: Settings, sources: Sequence[Source]
) -> dict[_Key, Diagnostic]:
    rules = [r for r in registry.rules.values() if settings.selects(r.code)]
    about_parts = [r for r in rules if r.family not in ("VER", "LNG", "COV")]
    found, _ = run_rules(about_parts, facts, settings, sources, registry.variants, whole=True)
    return {_Key(d.code, d.element, d.message): d for d in found}
