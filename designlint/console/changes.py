"""What changes from one world of a design to another: flows, verdicts, utilisation, findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import FULL, State, conditions
from designlint.analyses.impact.impact import Fuller, Turned, impact
from designlint.analyses.load.capacity import capacities
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.check import run_rules
from designlint.config import Settings
from designlint.console.impact import flow_rows
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.quantities.quantity import show_share
from designlint.registry import Registry
from designlint.render.changes import Change
from designlint.render.impact.rows import FlowRow

_NAMES = re.compile("`([^`]+)`")


class Changes(NamedTuple):
    """What becomes of the flows, all other changes by what they are about, and whether a flow stops or a
    claim turns."""

    flows: list[FlowRow]
    others: list[Change]
    fails: bool


def changes_between(
    before: Facts,
    after: Facts,
    registry: Registry,
    settings: Settings,
    sources: Sequence[Source],
) -> Changes:
    """All changes from one world to another."""
    found = impact(before, after)
    old, new = (_findings(facts, registry, settings, sources) for facts in (before, after))
    others = [
        *_verdict_changes(found.claims),
        *_load_changes(found.loads),
        *_finding_changes(old, new, after),
    ]
    return Changes(flow_rows(found.flows), others, found.fails)


def _verdict_changes(claims: Iterable[Turned]) -> Iterable[Change]:
    for one in claims:
        old, new = one.before, one.after
        subject = f"{old.owner.path}: {old.claim.text}"
        grave = new.word if one.is_turned else ""
        yield Change(
            "requirements", subject, " ".join(_outcome(old)), " ".join(_outcome(new)), grave
        )


def _outcome(verdict: Verdict) -> tuple[str, str]:
    return verdict.word, f"({verdict.judgement.value})"


def _load_changes(loads: Iterable[Fuller]) -> Iterable[Change]:
    """How full the components become, the fullest first."""
    for component, old, new in loads:
        if old is not None and new is not None:
            grave = "violated" if new.low > 1.0 >= old.low else ""
            yield Change("utilisation", component, show_share(old.low), _used(new.low), grave)


def _used(share: float) -> str:
    return "nothing left to carry it" if share == float("inf") else show_share(share)


class _Key(NamedTuple):
    code: str
    element: str
    message: str


def _finding_changes(
    old: Mapping[_Key, Diagnostic], new: Mapping[_Key, Diagnostic], after: Facts
) -> Iterable[Change]:
    """The findings that are new, say something else, or are resolved."""
    known, left = ({(key.code, key.element) for key in found} for found in (old, new))
    for key, diagnostic in new.items():
        if key not in old:
            grave = "violated" if diagnostic.severity is Severity.ERROR else ""
            word = "changed" if (key.code, key.element) in known else "new"
            yield Change("findings", key.message, "", f"{word} {key.code}", grave)
    for key in old:
        is_left = key in new or (key.code, key.element) in left
        if not is_left and not _is_about_failing(key, after):
            yield Change("findings", key.message, key.code, "gone", "")


def _is_about_failing(key: _Key, after: Facts) -> bool:
    """Whether a finding names something that is down or overloaded: it is not resolved by that."""
    names = {key.element, *_NAMES.findall(key.message)}
    parts = {part for name in names for part in re.split(r" ?[-~]> ?", name)}
    return any(_is_failing(after, part) for part in parts)


def _is_failing(after: Facts, name: str) -> bool:
    design = after.design
    if name in design.flows:
        return after[conditions][name].state >= State.OVERLOADED
    if name in design.components:
        used = after[capacities][name].certain_use
        return is_gone(design, name) or (used is not None and used.low > FULL)
    return any(place in design.lost for place in (*design.domains_of(name), name))


def _findings(
    facts: Facts, registry: Registry, settings: Settings, sources: Sequence[Source]
) -> dict[_Key, Diagnostic]:
    rules = [r for r in registry.rules.values() if settings.selects(r.code)]
    about_parts = [r for r in rules if r.family not in ("VER", "LNG", "COV")]
    found, _ = run_rules(about_parts, facts, settings, sources, registry.variants, whole=True)
    return {_Key(d.code, d.element, d.message): d.whole for d in found}
