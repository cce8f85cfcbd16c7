"""What changes from one world of a design to another: flows, verdicts, utilisation, findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.impact.condition import State, conditions
from designlint.analyses.impact.impact import Fuller, Turned, impact
from designlint.analyses.load.capacity import FULL, capacities
from designlint.analyses.placement.placement import is_gone
from designlint.analyses.verdicts.verdicts import Verdict
from designlint.base.records import NamedTuple
from designlint.base.source import Source
from designlint.check import run_rules
from designlint.config import Settings
from designlint.console.impact import flow_rows
from designlint.diagnostics.diagnostic import Diagnostic, Severity
from designlint.quantities.showing import show_share
from designlint.registry import Registry
from designlint.render.changes import Change
from designlint.render.impact.rows import FlowRow

_NAMES, _ARROW = re.compile("`([^`]+)`"), re.compile(r" ?[-~]> ?")


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
        *_new_findings(old, new),
    ]
    # Of what does not run any more nothing is found, and to lose something resolves nothing.
    if not after.design.lost and not any(one.is_worse for one in found.flows):
        others += _resolved_findings(old, new, after)
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

    @property
    def names(self) -> frozenset[str]:
        """What it names: its element, and all in its message, both ends of a call."""
        named = {self.element, *_NAMES.findall(self.message)}
        return frozenset([part for name in named for part in _ARROW.split(name)])


def _new_findings(
    old: Mapping[_Key, Diagnostic], new: Mapping[_Key, Diagnostic]
) -> Iterable[Change]:
    """The findings that are new, or say something else than that less is concerned.

    One finding about several things has the element of the worst of them, which may be another one in another world.
    """
    known = {(key.code, key.element) for key in old}
    said = {(key.code, key.message) for key in old}
    for key, diagnostic in new.items():
        named = [one.names for one in old if one.code == key.code]
        is_known = (key.code, key.element) in known or key.names in named
        is_less = any(key.names < names for names in named)
        if (key.code, key.message) not in said and not is_less:
            grave = "violated" if diagnostic.severity is Severity.ERROR else ""
            word = "changed" if is_known else "new"
            yield Change("findings", key.message, "", f"{word} {key.code}", grave)


def _resolved_findings(old: Iterable[_Key], new: Iterable[_Key], after: Facts) -> Iterable[Change]:
    """The findings that are gone with all that they name."""
    new = list(new)
    left = {(key.code, key.element) for key in new}
    for key in old:
        rest = [one for one in new if one.code == key.code and one.names <= key.names]
        is_left = rest or (key.code, key.element) in left
        if not is_left and not _is_about_failing(key, after):
            yield Change("findings", key.message, key.code, "gone", "")


def _is_about_failing(key: _Key, after: Facts) -> bool:
    """Whether a finding names something that is down or overloaded: it is not resolved by that."""
    return any(_is_failing(after, name) for name in key.names)


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
