"""Questions about failures: who is notified, what takes a failed replica out, who brings data back."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.open_questions.at_stake import at_stake, lacking, tools
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Component
from designlint.model.owners import owner_of
from designlint.schema.component import HEALTH_CHECK, MANAGED, OWNER
from designlint.schema.edge import DRAINS, NOTIFIES
from designlint.schema.roles import Role


def failures(facts: Facts) -> Iterator[Question]:
    """What the failure of what must work is noticed by, and who acts."""
    observers = [one for one in facts[tools] if one.plays(Role.OBSERVER)]
    yield from ask("Whom does {} notify?", NOTIFIES, "notifies ACTOR",
                   [o for o in observers if o[NOTIFIES] is None and not _calls_people(facts, o)])  # fmt: skip
    own = [c for c in facts[at_stake].components if c[MANAGED] is None]
    several = [c for c in own if c.plays(Role.APPLICATION) and _is_several(facts, c)]
    yield from ask("What takes a failed replica of {} out?", HEALTH_CHECK, "health_check shallow",
                   lacking(HEALTH_CHECK, several))  # fmt: skip
    if any(True for _ in facts.design.claims_on("availability")):
        fronts = [c for c in own if c.plays(Role.ROUTER) and not c.plays(Role.NAME_SERVICE)]
        yield from ask("Do requests end before {} takes a replica out?", DRAINS, "drains yes",
                       lacking(DRAINS, fronts))  # fmt: skip
    yield from _critical_stores(facts)


def _is_several(facts: Facts, component: Component) -> bool:
    placement = facts[placements][component.path]
    return placement.declared and not placement.whole and placement.count > 1


def _calls_people(facts: Facts, observer: Component) -> bool:
    """Whether a flow leads from a monitor to people, or to what others run, as a pager does."""
    design = facts.design
    called = {
        step.callee.path
        for flow in design.flows.values()
        for step in flow.steps
        if step.caller.path == observer.path
    }
    outside = {path for path, one in design.components.items() if one.is_external}
    return not called.isdisjoint({*design.actors, *outside})


def _critical_stores(facts: Facts) -> Iterator[Question]:
    """Who answers for the stores of critical data, and how one is brought back."""
    design = facts.design
    critical = [data for data in design.data.values() if data.is_critical]
    stores = {s.path: s for data in critical for s in facts[data_uses].stores_of(data.path)}
    kept = [s for s in stores.values() if s.plays(Role.STORE) and s.is_ours]
    yield from ask("Who answers for {}?", OWNER, "owner TEAM",
                   [store for store in kept if not owner_of(design, store.path)])  # fmt: skip
    recovered = {named.path for flow in design.flows.values() for named in flow.recovers}
    lost = [store for store in kept if store.path not in recovered]
    if lost:
        line = f"flow restore recovers {lost[0].path} {{ OPERATOR -> STORE }}"
        yield from ask("How do people bring {} back after a loss?", "recovers", line, lost,
                       place="the design")  # fmt: skip
