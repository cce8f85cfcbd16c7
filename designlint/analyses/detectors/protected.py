"""What happens to data that the law protects: how long it is kept, where, and who else gets it."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.reasons import is_explained
from designlint.analyses.graph.sources import stores_of
from designlint.analyses.protection.residency import law_of, places_of
from designlint.analyses.protection.resting_places import Copied, resting_places
from designlint.model import Data, Flow, Step
from designlint.schema.component import BECAUSE
from designlint.schema.context import CONTAINS
from designlint.schema.store import RETENTION

# About people; payment data and secrets have rules of their own.
_PERSONAL = ("personal", "health")


def personal_data(facts: Facts) -> tuple[Data, ...]:
    """The data about people."""
    return tuple(
        [d for d in facts.design.data.values() if not set(_PERSONAL).isdisjoint(contents(d))]
    )


def contents(data: Data) -> tuple[str, ...]:
    """What in a datum is protected by law."""
    return data.value(CONTAINS) or ()


def unlimited_personal_data(facts: Facts) -> tuple[Data, ...]:
    """The personal data that something keeps and of which nobody says for how long."""
    return tuple(
        [
            data
            for data in personal_data(facts)
            if data[RETENTION] is None and _is_kept(facts, data.path)
        ]
    )


def _is_kept(facts: Facts, data: str) -> bool:
    """Whether a store keeps it, and not each of them for a stated time."""
    homes = stores_of(facts, data)
    return bool(homes) and not all(home[RETENTION] is not None for home in homes)


class UnderLaws(NamedTuple):
    """Personal data with copies under several laws, of which no requirement says where it may be."""

    data: str
    by_law: tuple[tuple[str, Copied, str], ...]


def under_several_laws(facts: Facts) -> tuple[UnderLaws, ...]:
    """The personal data that is kept under more than one law: each law with a copy and its place."""
    required = {claim.about for _, claim in facts.design.claims_on("residency")}
    found = []
    for data in personal_data(facts):
        if data.path in required:
            continue
        by_law: dict[str, tuple[str, Copied, str]] = {}
        for copy in facts[resting_places][data.path]:
            for place in places_of(facts, facts.design.components[copy.component]):
                law = law_of(facts.design, place)
                if law is not None:
                    by_law.setdefault(law, (law, copy, place))
        if len(by_law) > 1:
            found.append(UnderLaws(data.path, tuple(by_law.values())))
    return tuple(found)


class Disclosure(NamedTuple):
    """A step that hands personal data to someone outside, without a reason anywhere."""

    data: tuple[str, ...]
    outsider: str
    flow: str
    step: Step


def unexplained_disclosures(facts: Facts) -> tuple[Disclosure, ...]:
    """The first step of each outsider that gets personal data and of which nothing says why.

    A reason is `because` of the outsider or of the flow, or a decision about it.
    """
    personal = {data.path for data in personal_data(facts)}
    found: dict[str, Disclosure] = {}
    for flow in facts.design.flows.values():
        for call in flow.steps:
            given = tuple([named.path for named in call.writes if named.path in personal])
            if given and _lacks_reason(facts, flow, call):
                found.setdefault(
                    call.callee.path, Disclosure(given, call.callee.path, flow.path, call)
                )
    return tuple(found.values())


def _lacks_reason(facts: Facts, flow: Flow, call: Step) -> bool:
    component = facts.design.components.get(call.callee.path)
    if component is None or not component.is_external or flow[BECAUSE] is not None:
        return False
    return not is_explained(facts, component)
