"""How far a change reaches before anyone sees what it does."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.measure import step
from designlint.analyses.placement.placement import placements
from designlint.diagnostic import Step as Line
from designlint.model import Component, Known
from designlint.schema.component import CONFIGURED_BY, DEPLOYED_BY
from designlint.schema.edge import BAKE, ROLLOUT
from designlint.schema.roles import Role
from designlint.schema.values import Ref

# The widest of these that a change reaches several of is what it takes down at once.
_LEVELS = ("region", "zone")


class Push(NamedTuple):
    """A deploy or configuration component whose changes reach several places with nothing between.

    `level` and `places` are what is reached, `why` what is missing: `stages` where none are stated,
    `one` where there is a single stage, `bake` where no stage is watched.
    """

    changer: Component
    level: str
    places: tuple[str, ...]
    why: str
    rollout: Known[tuple[str, ...]] | None
    lines: tuple[Line, ...]


def global_pushes(facts: Facts) -> tuple[Push, ...]:
    """The unstaged changes: of components that others, in several regions or zones, are deployed or
    configured by."""
    found = (_push(facts, c) for c in facts.design.components.values() if c.plays(*_CHANGERS))
    return tuple([push for push in found if push is not None])


_CHANGERS = (Role.DEPLOYER, Role.CONFIGURATION)


def _push(facts: Facts, changer: Component) -> Push | None:
    rollout = changer[ROLLOUT]
    stages = len(rollout.value) if rollout is not None else 0
    if rollout is not None and stages > 1 and rollout.details[BAKE] is not None:
        return None
    reached = [c for c in facts.design.components.values() if _reaches(changer, c)]
    for level in _LEVELS:
        places = _places(facts, reached, level)
        if len(places) > 1:
            why = "stages" if rollout is None else "one" if stages < 2 else "bake"
            lines = tuple([_line(changer, component) for component in reached])
            return Push(changer, level, places, why, rollout, lines)
    return None


def _reaches(changer: Component, component: Component) -> bool:
    ref = Ref(changer.path)
    return any(ref in (component.value(key) or ()) for key in (CONFIGURED_BY, DEPLOYED_BY))


def _places(facts: Facts, reached: list[Component], level: str) -> tuple[str, ...]:
    """The places of a level in which the components run."""
    places = facts.design.places
    domains = [
        domain
        for component in reached
        for replica in facts[placements][component.path].replicas
        for domain in replica.domains
    ]
    return tuple(dict.fromkeys(domain for domain in domains if places[domain].level == level))


def _line(changer: Component, component: Component) -> Line:
    ref = Ref(changer.path)
    key = CONFIGURED_BY if ref in (component.value(CONFIGURED_BY) or ()) else DEPLOYED_BY
    words = "is configured by" if key is CONFIGURED_BY else "is deployed by"
    return step(f"{component.path} {words} {changer.path}", component[key])
