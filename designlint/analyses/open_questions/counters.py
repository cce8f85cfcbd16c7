"""Questions about numbers that run out: the type of keys, and what upkeep gives back in time."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.load.capacity import capacities
from designlint.analyses.load.created import YEAR
from designlint.analyses.load.volume import volumes
from designlint.analyses.open_questions.at_stake import at_stake
from designlint.analyses.open_questions.question import Question, ask
from designlint.diagnostics.diagnostic import edit
from designlint.model import Component, Data, Known
from designlint.quantities.showing import show, spell_time
from designlint.schema.component import FREED, LIMIT, WRITES
from designlint.schema.context import KEY, KEY_COUNTERS
from designlint.schema.store import MODEL
from designlint.schema.values import Limit

_USUAL = KEY_COUNTERS["int32"]
"""The last key of the type that relational stores give where nobody chooses one."""
_SOON = 30 * 86_400.0
"""So soon after upkeep stops, people have to know of it."""


def counters(facts: Facts) -> Iterator[Question]:
    """The keys that pass 32 bits ahead, and limits that only upkeep keeps away."""
    passing = [item for item in facts[at_stake].data if _passes(facts, item)]
    when = "within a year" if facts.design.horizon is None else "before the horizon"
    yield from ask(f"What type do the keys of {{}} have? They pass 32 bits {when}.",
                   KEY, "key int64", passing, grave=True)  # fmt: skip
    for store in facts[at_stake].components:
        for known in store.properties.all(LIMIT):
            yield from _upkeep(facts, store, known)


def _passes(facts: Facts, item: Data) -> bool:
    """Whether a relational store keeps it, and 32 bits are enough today and not until the horizon."""
    ever, ahead = facts[volumes].created(item.path), facts.design.horizon
    kept = (store.value(MODEL) for store in facts[data_uses].stores_of(item.path))
    if item[KEY] is not None or ever is None or "relational" not in kept:
        return False
    return 0.0 < ever.passes_in(_USUAL) <= (ahead.value.value if ahead is not None else YEAR)


def _upkeep(facts: Facts, store: Component, known: Known[Limit]) -> Iterator[Question]:
    """What frees a published limit that the writes of a store use up soon."""
    limit = known.value
    rate = facts[capacities][store.path].demand.writes.low
    if not known.published_as or limit.grows_with != WRITES or known.detail(FREED) is not None:
        return
    if not rate or limit.value.value / rate > _SOON:
        return
    what, after = limit.name.replace("_", " "), spell_time(limit.value.value / rate)
    line = f"limit {limit.name} {show(limit.value)} grows_with {WRITES} {{ freed every 1d }}"
    yield Question(
        f"What frees the {show(limit.value)} {what} of `{store.path}`, which writes at peak use up in"
        f" {after}, and who is warned when it does not?",
        FREED.name,
        edit(line, place=f"`{store.path}`", sample=True),
        (store.path,),
        (store.span,),
        grave=True,
    )
