"""The question of what must hold when a place is lost, of each level that a target implies."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Claim, Place
from designlint.quantities.quantity import Quantity
from designlint.schema.component import AVAILABILITY

_LEVELS = ("zone", "region", "provider")


def losses_of_places(facts: Facts) -> Iterator[Question]:
    """One question for each level of places that is up less often than a requirement demands of a flow, where the
    design has several of them and no scenario takes one away."""
    targets = [claim for _, claim in facts.design.claims_on("availability") if _is_least(claim)]
    if not targets:
        return
    highest, used = max(targets, key=_target), _used(facts)
    for level in _LEVELS:
        places = [p for p in used if p.level == level and _fails_more(p, _target(highest))]
        if len(places) > 1 and not _is_lost_somewhere(facts, level):
            line = f"lose {places[0].path}; expect availability of {highest.about} >= 99%"
            yield from ask(
                f"What must still work without one of {{}}? `{highest.text}` counts on it.",
                "scenario", f"scenario {level}_lost {{ {line} }}", places, place="the design",
            )  # fmt: skip


def _is_least(claim: Claim) -> bool:
    return claim.operator in (">=", ">") and isinstance(claim.target, Quantity)


def _target(claim: Claim) -> float:
    return claim.target.value if isinstance(claim.target, Quantity) else 0.0


def _used(facts: Facts) -> list[Place]:
    """The places, with those around them, in which something at stake runs."""
    used = {
        domain
        for component in facts[at_stake].components
        for replica in facts[placements][component.path].replicas
        for domain in replica.domains
    }
    return [place for path, place in facts.design.places.items() if path in used]


def _fails_more(place: Place, target: float) -> bool:
    """Whether a place alone is up no more often than the target."""
    known = place[AVAILABILITY]
    return known is not None and known.value.amount.value <= target


def _is_lost_somewhere(facts: Facts, level: str) -> bool:
    """Whether a scenario takes away a place of a level, or a wider one."""
    wide = _LEVELS[_LEVELS.index(level) :]
    places = facts.design.places
    lost = [n.path for scenario in facts.design.scenarios.values() for n in scenario.lost]
    return any(path in places and places[path].level in wide for path in lost)
