"""Users in several parts of the world get content that hardly changes from one region.

Reported when: flows that people wait for read `immutable` data, or data that may be an hour old
(`freshness`), through one entry; the people are in two or more places together (`located`), in another
region of the design, or on another continent by what the places are called ("worldwide", "Japan"); all
components of the flows with a place are in one region; and no CDN is on the way.

Not reported when: no person begins the flow, one of the two is not declared, all of the people are
in that region, or data that changes is personal, a payment or a secret. A call between regions that all of the users wait for is reported by LAT001.

How to fix: put a CDN before the content, which keeps copies near the users; content that never changes
is the easiest to keep.

Why: light in fibre takes a millisecond for 100 km there and back, so each round trip to another
continent takes 100 ms and more, and a transfer takes several. A copy near the user is there in 20 ms, and
the origin and its lines are spared the load.

Source: E. Nygren and others, The Akamai Network (SIGOPS Operating Systems Review 44, 2010); I. Grigorik,
High Performance Browser Networking (O'Reilly 2013), chapter 1.

Bad:

```design
provider cloud { region north { zone a; zone b }; region south { zone c } }
actor viewer { located "north", "south" }
data film { immutable yes; size 5MB }
component web : service { replicas 2 in a, b }
component files : object_store { in north; holds film }
flow watch { rate 500 req/s; viewer -> web -> files reads film }
```

Good:

```design
provider cloud { region north { zone a; zone b }; region south { zone c } }
actor viewer { located "north", "south" }
data film { immutable yes; size 5MB }
component edge : cdn { managed global; holds film; ttl 30d; hit 95% }
component web : service { replicas 2 in a, b }
component files : object_store { in north; holds film }
flow watch { rate 500 req/s; viewer -> edge reads film; edge -> web -> files reads film, on miss of edge }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from designlint.api import Facts, Finding, Label, Role, Step, advice, properties, rule
from designlint.api.analyses import flow_graphs, placements, verdicts
from designlint.api.model import Actor, Data, Flow
from designlint.api.text import listed

_SLOW = 3600.0
"""What may be so old, in seconds, is read from a copy as well as from its source."""


@rule("LAT006", grade="minor", since="0.2")
def distant_static_content(facts: Facts) -> Iterator[Finding]:
    """One finding for each region that people elsewhere get such content from."""
    found: dict[tuple[str, str], list[Flow]] = {}
    for flow in facts.design.flows.values():
        if not _static(facts, flow) or _is_near_users(facts, flow):
            continue
        region, entry = _region(facts, flow), _entry(facts, flow)
        if region is None or entry is None:
            continue
        found.setdefault((region, entry), []).append(flow)
    for (region, entry), flows in found.items():
        people = {actor.path: actor for flow in flows for actor in _people(facts, flow)}
        far = _elsewhere(facts, list(people.values()), region)
        paths = {actor.path for actor in far}
        theirs = [f for f in flows if any(a.path in paths for a in _people(facts, f))]
        if theirs:
            yield _finding(facts, region, entry, theirs, far)


def _people(facts: Facts, flow: Flow) -> list[Actor]:
    actors = facts.design.actors
    return [actors[entry] for entry in facts[flow_graphs][flow.path].entries if entry in actors]


def _elsewhere(facts: Facts, people: list[Actor], region: str) -> list[Actor]:
    """The people of whom some are certainly not where a region is: they are in a place of the design outside
    of it, on another continent, or in several places together, which no one region is."""
    words = {actor.path: _places(actor) for actor in people}
    here = {region.casefold(), region.rpartition(".")[2].casefold()}
    if len({word for own in words.values() for word in own}) < 2:
        return [
            a
            for a in people
            if _is_outside(facts, words[a.path], region) or _is_far(facts, a, region)
        ]
    return [a for a in people if words[a.path] - here and not _is_near(facts, a, region)]


def _places(actor: Actor) -> set[str]:
    return {word.casefold() for word in actor.value(properties.context.LOCATED) or ()}


def _is_near(facts: Facts, actor: Actor, region: str) -> bool:
    """Whether all of an actor's places are on the continent of a region, and none is another region."""
    near = facts.design.places[region].continents
    return (
        bool(near) and actor.continents == near and not _is_outside(facts, _places(actor), region)
    )


def _is_far(facts: Facts, actor: Actor, region: str) -> bool:
    """Whether some of an actor are on another continent than a region, by what the two are called."""
    theirs, its = actor.continents, facts.design.places[region].continents
    return len(theirs) > 1 or bool(theirs and its and theirs.isdisjoint(its))


def _is_outside(facts: Facts, words: set[str], region: str) -> bool:
    """Whether words name a region of the design, and not this one."""
    regions = {p.path for p in facts.design.places.values() if p.level == "region"} - {region}
    names = {name.casefold() for path in regions for name in (path, path.rpartition(".")[2])}
    return bool(words & names)


def _static(facts: Facts, flow: Flow) -> list[str]:
    """The data that seldom or never changes and that the flow reads and waits for."""
    data = facts.design.data
    read = [named.path for step in flow.steps if step.waits for named in step.reads]
    return list(dict.fromkeys([path for path in read if _keeps(data[path])]))


def _keeps(data: Data) -> bool:
    """Whether a copy of it near the users stays right, and is for all of them."""
    age = data.value(properties.context.FRESHNESS)
    is_slow = (
        age is not None and age.value >= _SLOW and data.value(properties.context.CONTAINS) is None
    )
    return data.is_immutable or is_slow


def _is_near_users(facts: Facts, flow: Flow) -> bool:
    components = facts.design.components
    nodes = facts[flow_graphs][flow.path].nodes
    return any(path in components and components[path].plays(Role.EDGE) for path in nodes)


def _entry(facts: Facts, flow: Flow) -> str | None:
    """What the people call first."""
    people = {actor.path for actor in _people(facts, flow)}
    components = facts.design.components
    users = people | {path for path, own in components.items() if own.plays(Role.CLIENT)}
    calls = [step.callee.path for step in flow.steps if step.caller.path in users and step.waits]
    return next((path for path in calls if path in components and path not in users), None)


def _region(facts: Facts, flow: Flow) -> str | None:
    """The only region in which the flow's components run, as far as their places are declared."""
    design = facts.design
    regions = {
        domain
        for path in facts[flow_graphs][flow.path].nodes
        if path in design.components and design.components[path].is_ours
        for replica in facts[placements][path].replicas
        for domain in replica.domains
        if design.places[domain].level == "region"
    }
    return regions.pop() if len(regions) == 1 else None


def _finding(
    facts: Facts, region: str, entry: str, flows: list[Flow], located: list[Actor]
) -> Finding:
    data = list(dict.fromkeys([path for flow in flows for path in _static(facts, flow)]))
    words = [word for a in located for word in a.value(properties.context.LOCATED) or ()]
    where = listed(list(dict.fromkeys(words)))
    several = len(set(words)) > 1 or any(len(actor.continents) > 1 for actor in located)
    slow = [path for path in data if not facts.design.data[path].is_immutable]
    kept = (
        f"{listed(slow)}: may be old for an hour and more"
        if slow
        else f"{listed(data)}: never changes"
    )
    paths = tuple([flow.path for flow in flows])
    return Finding(
        f"users {'in several places' if several else 'elsewhere'} get {listed(data)} from region `{region}` alone, and no CDN is between",
        Label(facts.design.components[entry].span),
        entry,
        secondary=tuple(
            [Label(actor.span_of(properties.context.LOCATED), "the users") for actor in located]
        ),
        witness=(
            Step(f"{listed([a.path for a in located])}: located in {where}"),
            Step(f"{listed(paths)}: all that it needs with a place is in `{region}`"),
            Step(f"{kept}, so a copy near the users stays right"),
        ),
        help=(
            advice(
                f"call a `cdn` that holds {listed(data)} before `{entry}`, and `{entry}` on its misses"
            ),
        ),
        breaks=facts[verdicts].violated(paths, "latency"),
        flows=paths,
        because=(f"distance of `{entry}`",),
    )
