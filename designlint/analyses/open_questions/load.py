"""Questions about the load: how many users, how often, how large, how much each part can carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.latency.users import unknown_ways
from designlint.analyses.load.holding import whole_time
from designlint.analyses.load.rates import peak_factor
from designlint.analyses.open_questions.at_stake import at_stake, lacking, user_facing
from designlint.analyses.open_questions.question import Question, ask
from designlint.diagnostics.diagnostic import edit
from designlint.model import Actor, Component, Flow, Step
from designlint.schema.component import CAPACITY, CONCURRENCY, LATENCY, MANAGED
from designlint.schema.context import (
    ACTIVE,
    COUNT,
    LOCATED,
    PEAK,
    RATE,
    RTT,
    SIZE_OF_ONE,
)
from designlint.schema.relation import PAYLOAD
from designlint.schema.roles import Role

_BULKY = 1e6
"""Bytes of an item that is worth a look at the line that it goes over."""
_MUCH = 125e6
"""Bytes per second that fill a line of 1 Gbit/s, however small the items are."""


def load(facts: Facts) -> Iterator[Question]:
    """Rates, users, peaks and capacities of what must work."""
    design, stake = facts.design, facts[at_stake]
    facing = user_facing(facts)
    users = {entry for flow in facing for entry in facts[flow_graphs][flow.path].entries}
    actors = [a for a in design.actors.values() if a.path in users and not _is_counted(a)]
    yield from ask("What is the rate of {}?", RATE, "rate 100 req/s peak", lacking(RATE, facing))
    yield from ask("How many of {} are there?", COUNT, "count 10k", actors)
    yield from _peaks(facts, facing)
    yield from _payloads(facts)
    has_rate = any(flow[RATE] is not None for flow in stake.flows)
    yield from _distances(facts, facing)
    full = [c for c in stake.components if has_rate and _could_fill(c)]
    yield from ask("How much load can {} carry?", CAPACITY, "capacity 500 req/s per replica", full)


def _peaks(facts: Facts, facing: tuple[Flow, ...]) -> Iterator[Question]:
    """The peak of the rates that are averages, or of which nothing says whether they are, where neither
    those who begin the flow nor the whole design has a factor for it."""
    header = facts.design.header
    flat = [
        flow
        for flow in facing
        if (rated := flow.value(RATE)) is not None
        and rated.when != "peak"
        and peak_factor(flow, facts.design) is None
    ]
    if header is not None:
        yield from ask("How high is the peak of {}?", PEAK, "peak 3x", flat, place="`design`")
    else:
        yield from ask("How high is the peak of {}?", PEAK, "rate 100 req/s peak", flat)


def _distances(facts: Facts, facing: tuple[Flow, ...]) -> Iterator[Question]:
    """How far users are from who must answer them soon, where their place is no place of the design."""
    asked = set[tuple[str, str]]()
    timed = {claim.about for _, claim in facts.design.claims_on("latency")}
    bound = [flow for flow in facing if flow.path in timed]
    for way in [way for flow in bound for way in unknown_ways(facts, flow.path)]:
        if way.regions and (way.actor, way.where) not in asked:
            asked.add((way.actor, way.where))
            name = re.sub(r"\W+", "_", way.where.lower()).strip("_") or "far"
            line = f"region {name} {{ rtt to {way.regions[0]} 200ms }}"
            yield Question(
                f"How far are the users of `{way.actor}` in {way.where} from `{way.step.callee.path}`?",
                RTT.name,
                edit(line, sample=True, note=f"and `located {name}` for `{way.actor}`"),
                (way.actor,),
                (facts.design.actors[way.actor].span_of(LOCATED),),
            )


def _payloads(facts: Facts) -> Iterator[Question]:
    """What the calls of a flow carry that moves large items, or very many: they may carry parts of them."""
    data = facts.design.data
    asked: list[Flow] = []
    for flow in facts[at_stake].flows:
        moved = [data[n.path] for step in flow.steps for n in (*step.reads, *step.writes)]
        sizes = [size.value for item in moved if (size := item.value(SIZE_OF_ONE)) is not None]
        largest = max(sizes, default=0.0)
        rate = flow.value(RATE)
        moves_much = rate is not None and largest * rate.rate.value >= _MUCH
        bare = any(flow.stated(s, PAYLOAD) is None for s in flow.steps if _carries(facts, s))
        if bare and (largest >= _BULKY or moves_much or (not sizes and _moves_media(facts, flow))):
            asked.append(flow)
    yield from ask(
        "How much does a call of {} carry?",
        PAYLOAD,
        "payload 1MB",
        asked,
        place="each of its calls",
    )


def _carries(facts: Facts, step: Step) -> bool:
    """Whether a step carries data over a network: a look-up of a name carries next to nothing, and what a
    person does with the program in their hands goes over none."""
    callee = facts.design.components.get(step.callee.path)
    if callee is None:
        return True
    is_by_hand = step.caller.path in facts.design.actors and callee.plays(Role.CLIENT)
    return not (is_by_hand or callee.plays(Role.NAME_SERVICE))


def _moves_media(facts: Facts, flow: Flow) -> bool:
    """Whether a flow serves a requirement about films, pictures or sound, and has no size of any."""
    measured = any(flow.stated(step, PAYLOAD) is not None for step in flow.steps)
    served = [facts.design.requirements[named.path] for named in flow.serves]
    return not measured and any(one.statement.moves_media for one in served)


def _is_counted(actor: Actor) -> bool:
    return actor[COUNT] is not None or actor[ACTIVE] is not None


def _could_fill(component: Component) -> bool:
    """Whether nothing bounds what a component of ours can carry, and no provider scales it."""
    bounded = component[CAPACITY] is not None
    is_timed = component[LATENCY] is not None or whole_time(component) is not None
    timed = component[CONCURRENCY] is not None and is_timed
    scaled = component[MANAGED] is not None or component.plays(Role.EDGE, Role.NAME_SERVICE)
    return not (bounded or timed or scaled)
