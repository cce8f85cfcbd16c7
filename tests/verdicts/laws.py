"""The laws that verdicts keep, over designs that draw from the whole schema.

Each law yields what breaks it, in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import TypeVar

from designlint.analyses.judgement import Status
from designlint.analyses.verdicts.verdicts import expectations, verdicts
from designlint.schema.component import EVERY_COMPONENT
from designlint.schema.context import DATA_PROPERTIES
from designlint.schema.kinds import KINDS
from designlint.schema.property import UNKNOWN
from designlint.schema.relation import RELATION_PROPERTIES
from tests.verdicts.anything import COMPONENTS, FLOWS, Anything, Declared
from tests.verdicts.judging import (
    PROVED,
    Judged,
    better,
    drawn,
    facts_of,
    judged,
    judged_before,
    word,
)
from tests.verdicts.worse import WORSENED

T = TypeVar("T")

# So many facts of a design are changed, and so many are made worse.
CHANGES, WORSE = 4, 6

# ---- law 1: no two verdicts of one run contradict each other


def no_contradiction(seed: int) -> Iterator[str]:
    """What a failover loses is lost for rpo and consistency alike; what is overloaded does not work."""
    design = drawn(seed)
    data = [f"consistency of {d} >= linearizable" for d in ("d", "e")]
    lost = [f"rpo of {d} <= 0s" for d in ("d", "e")]
    full = [f"headroom of {c} >= 0%" for c in COMPONENTS]
    works = [f"availability of {c} >= 50%" for c in COMPONENTS]
    design = replace(design, claims=(*data, *lost, *full, *works))
    found = judged(design)
    if found is None:
        return
    for claim, loss in zip(data, lost, strict=True):
        # A backup's age is about disasters; only what a failover loses is about reads, of who is read.
        lines = [step.text for step in found[loss].derivation]
        losers = {name for text in lines for name in re.findall(r"leader of `(\w+)`", text)}
        item = claim.split()[2]
        is_read = not losers or any(_may_be_read(design, name, item) for name in losers)
        by_failover = is_read and any("failover" in text for text in lines)
        if word(found[claim]) == PROVED and found[loss].status is Status.VIOLATED and by_failover:
            yield f"{claim} is met, and {loss} is violated: {found[loss].value}"
    for name, room, up in zip(COMPONENTS, full, works, strict=True):
        if found[room].status is Status.VIOLATED and word(found[room]) == "violated":
            nearness = found[room].nearness  # endless where it is known only that there is no room
            used = 1.0 - nearness if nearness and math.isfinite(nearness) else 0.0
            if used > 2.0 * _peak(design, name) and word(found[up]) == PROVED:
                yield f"{room} is violated ({found[room].value}), and {up} is met ({found[up].value})"


def _may_be_read(design: Anything, name: str, item: str) -> bool:
    """Whether a flow reads an item from a component, or does not say what its call is."""
    lines = (line for flow in FLOWS for line in design.declared[flow].lines.values())
    asked = [line for line in lines if name in line.replace(",", " ").split()[2:]]
    return any(f"reads {item}" in one or not {"reads", "writes"} & {*one.split()} for one in asked)


def _peak(design: Anything, name: str) -> float:
    """The multiple of its average load that a component may get at peak and process later: that of the
    design, where all its work waits in a queue or stream."""
    steps = [
        line.split()
        for flow in FLOWS
        for key, line in design.declared[flow].lines.items()
        if key.startswith("step") and line.split()[2].rstrip(",") == name
    ]
    callers = {
        design.declared[words[0]].head.rpartition(" ")[2] for words in steps if words[0] != name
    }
    factor = design.declared["design"].lines.get("peak", "peak 1x").split()[1]
    return float(factor.rstrip("x")) if callers <= {"queue", "stream"} else 1.0


# ---- law 2: bounds neither refute nor prove what is undecided


def bounds_decide(seed: int) -> Iterator[str]:
    """What is called missing is not stated."""
    design = drawn(seed)
    for claim, judgement in (judged_before(design) or {}).items():
        for fact in judgement.missing:
            own = design.declared.get(fact.element)
            key = fact.what.split(" ")[0]
            if own is not None and key in own.lines and fact.what == key and not fact.is_assumed:
                yield f"{claim}: missing {fact.what} of {fact.element}, which states `{own.lines[key]}`"


# ---- law 3: what is not stated makes no verdict better

_ABSENT = {
    key.name: key.absent
    for key in (
        *EVERY_COMPONENT,
        *(p for kind in KINDS.values() for p in kind.properties.values()),
        *RELATION_PROPERTIES,
        *DATA_PROPERTIES,
    )
}


def _is_promised(declared: Declared, key: str) -> bool:
    """Whether others run a component, who promise its availability whatever its load and with however
    many replicas, or each user does, who does not wait for it: what is not stated of those has a default."""
    lines = declared.lines
    if key == "latency" and declared.head.endswith(": client"):
        return True
    # Each user's device fails for its user alone, unless the design counts it.
    if key == "availability" and declared.head.endswith(": client"):
        return True
    # There is as much as is added until its retention ends.
    if key == "count" and {"growth", "retention"} <= lines.keys():
        return True
    # The stated capacity is then all that is known to bound the load, and is enough.
    if key == "processing_time" and "capacity" in lines:
        return True
    if key == "latency" and {"concurrency", "capacity"} <= lines.keys():
        return True
    # Leaders in places, followers and copies are replicas.
    is_number = key == "replicas" or (
        key == "topology"
        and any(word in lines[key] for word in ("leaders in", "followers", "copies"))
    )
    return (key == "capacity" or is_number) and (
        declared.head.startswith("external")
        or declared.head.endswith((": client", ": third_party"))
        or "managed" in lines
        or "tech" in lines
    )


def unknown_is_no_better(seed: int) -> Iterator[str]:
    """Some of the facts, each taken out by itself, unless its absence has a name."""
    design = drawn(seed)
    before = judged_before(design)
    if before is None:
        return
    for name, key in _some(seed, _unknown_without(design)):
        declared = design.declared[name]
        after = judged(design.having(name, declared.without(key)))
        for text in better(before, after) if after is not None else ():
            yield f"without `{declared.lines[key]}` of {name}: {text}"


def _unknown_without(design: Anything) -> Iterator[tuple[str, str]]:
    for name, declared in design.declared.items():
        for key in declared.lines:
            is_unknown = _ABSENT.get(key, "") == UNKNOWN or key in ("rate", "peak", "capacity")
            if is_unknown and not _is_promised(declared, key):
                yield name, key


def _some(seed: int, changes: Iterable[T], most: int = CHANGES) -> list[T]:
    """A few changes of a design: many designs find more than many changes of one."""
    found = list(changes)
    return Random(seed).sample(found, min(most, len(found)))


# ---- law 4: what is worse meets no more


def worse_is_no_better(seed: int) -> Iterator[str]:
    """Some of the declarations, each made worse in one way."""
    design = drawn(seed)
    before = judged_before(design)
    if before is None:
        return
    for how, name, metrics, worse in _some(seed, _worsened(design), WORSE):
        after = judged(worse)
        for text in better(before, after, *metrics) if after is not None else ():
            yield f"{how} of {name}: {text}"


def _worsened(design: Anything) -> Iterator[tuple[str, str, tuple[str, ...], Anything]]:
    for name in design.declared:
        for how, metrics, change in WORSENED:
            changed = change(design, name)
            if changed is not None:
                yield how, name, metrics, changed


# ---- law 5: one replica more, with the number needed unchanged, lowers no availability


def more_is_no_worse(seed: int) -> Iterator[str]:
    """One replica more of each component that declares how many it needs, or how much each carries."""
    design = drawn(seed)
    before = judged_before(design)
    if before is None:
        return
    for name in COMPONENTS:
        declared = design.declared[name]
        line = declared.lines.get("replicas", "")
        is_store = any(
            word in declared.head
            for word in (
                "database",
                "coordinator",
                "search",
                "store",
                "stream",
                "queue",
                "cache",
                "config",
                "monitoring",
                "cdn",
            )
        )
        if not line or is_store or not {"needs", "capacity"} & declared.lines.keys():
            continue
        number = int(line.split()[1])
        more = line.replace(f"replicas {number}", f"replicas {number + 1}", 1)
        after = judged(design.having(name, declared.stating("replicas", more)))
        for text in better(after, before, "availability") if after is not None else ():
            # What was met is not met any more: read backwards.
            yield f"one replica more of {name} ({more}): read backwards: {text}"


# ---- law 6: `set` changes what it names and keeps the rest

# What is set is taken from so many designs.
OTHERS = 300
SETTABLE = ("capacity", "availability", "latency", "needs", "mttr", "rate_limit", "ttl")


def set_is_stated(seed: int) -> Iterator[str]:
    """A scenario that sets a property is the design that states it."""
    chance = Random(seed)
    design = drawn(seed)
    stated_here = [(n, k) for n in COMPONENTS for k in SETTABLE if k in design.declared[n].lines]
    for name, key in _some(seed, stated_here):
        declared = design.declared[name]
        if "tech" not in declared.lines and not _precedes(key, declared.lines):
            other = drawn(chance.randrange(OTHERS)).declared
            lines = [d.lines[key] for d in other.values() if key in d.lines]
            if not lines:
                continue
            claims = tuple(c for c in design.claims if " | " not in c)
            stated = replace(design, claims=claims).having(name, declared.stating(key, lines[0]))
            in_world = replace(design, claims=tuple(f"set {name}.{lines[0]} | {c}" for c in claims))
            one, two = judged(stated), judged(in_world)
            if one is None or two is None:
                continue
            for claim, other_claim in zip(claims, in_world.claims, strict=True):
                if word(one[claim]) != word(two[other_claim]) and not _scoped(
                    declared.lines[key], lines[0]
                ):
                    yield (
                        f"{other_claim}: {word(two[other_claim])} ({two[other_claim].value}), but stated "
                        f"it is {word(one[claim])} ({one[claim].value})"
                    )


def _precedes(key: str, lines: Collection[str]) -> bool:
    """Whether what a scenario sets goes before another fact of how often the component is up, and what a design
    states does not."""
    return key in ("mtbf", "mttr") and "availability" in lines


def _scoped(now: str, then: str) -> bool:
    """Whether a part that is left out is kept, so that stating and setting differ: a scope, or the time at
    another percentile."""
    kept = ("total", "per ", " to ", *re.findall(r"\bp[\d.]+ ", now))
    return any((word in now) and (word not in then) for word in kept)


# ---- law 7: order and names change nothing


def order_is_nothing(seed: int) -> Iterator[str]:
    """The declarations in another order, and other names."""
    design = drawn(seed)
    before = judged_before(design)
    if before is None:
        return
    names = list(design.declared)
    Random(seed).shuffle(names)
    shuffled = replace(design, declared={name: design.declared[name] for name in names})
    yield from _unlike(before, judged(shuffled), "in another order")
    text = shuffled.text
    renamed = text
    for number, name in enumerate(COMPONENTS):
        renamed = renamed.replace(name, f"z{9 - number}")
    facts = facts_of(renamed)
    assert facts is not None, renamed
    found = [*facts[verdicts], *facts[expectations]]
    yield from _unlike(
        before,
        {design.claims[int(v.owner.path[1:])]: v.judgement for v in found},
        "with other names",
    )


def _unlike(before: Judged, after: Judged | None, how: str) -> Iterator[str]:
    assert after is not None
    for claim, judgement in before.items():
        if word(judgement) != word(after[claim]):
            yield f"{how}: {claim}: {word(judgement)} becomes {word(after[claim])}"


LAWS = {
    "1: no two verdicts contradict each other": no_contradiction,
    "2: what is called missing is not stated": bounds_decide,
    "3: the unknown makes nothing better": unknown_is_no_better,
    "4: worse makes nothing better": worse_is_no_better,
    "5: a replica more makes nothing worse": more_is_no_worse,
    "6: a scenario sets what it names": set_is_stated,
    "7: order and names change nothing": order_is_nothing,
}
