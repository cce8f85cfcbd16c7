"""What the isolation of a store's transactions is: an SQL word is what its vendor makes of it."""

from __future__ import annotations

from designlint.analyses.consistency.lattice import implies
from designlint.model import Component, Known, Meaning
from designlint.model.known import NOTHING
from designlint.schema.store import DELIVERS, DELIVERS_STRONG, ISOLATION, READS_FROM

_SQL = ("read_uncommitted", "read_committed", "repeatable_read", "serializable")


def isolation_of(component: Component, role: str | None) -> Known[str] | None:
    """The model of its transactions, for a replica of a role (None: the store's own default).

    A word of the vendor is the model that its documentation or a test of it says, and no more. A model
    that none of the vendor's words gives is not declared: None.
    """
    stated = component[ISOLATION] or component[DELIVERS]
    meanings = _meanings(component, role)
    if stated is None or not meanings:
        return stated
    # The four words of the SQL standard are the vendor's; any other is the name of a model.
    meaning = next((one for one in meanings if one.word == stated.value), None)
    if meaning is not None:
        return Known(meaning.model, meaning.origin, NOTHING)
    can_be = stated.value not in _SQL and any(implies(_most(m), stated.value) for m in meanings)
    return stated if can_be else None


def at_most(component: Component, role: str | None) -> str:
    """The most that the vendor's word can mean, where the engine below decides; empty where it is exact."""
    stated = component[ISOLATION] or component[DELIVERS]
    found = [m for m in _meanings(component, role) if stated and m.word == stated.value]
    return found[0].at_most if found else ""


def _most(meaning: Meaning) -> str:
    return meaning.at_most or meaning.model


def is_exact(component: Component, level: Known[str]) -> bool:
    """Whether the vendor says that a model is all that its word gives."""
    return any(one.at_most == level.value for one in _meanings(component, None))


def word_for(component: Component, model: str) -> str | None:
    """The word to state so that transactions have a model: the vendor's own where its words are known;
    None where none of them gives it."""
    strong = component.value(DELIVERS_STRONG)
    meanings = _meanings(component, None)
    if not meanings:
        return model if strong is None or implies(strong, model) else None
    return next((one.word for one in meanings if implies(one.model, model)), None)


def _meanings(component: Component, role: str | None) -> tuple[Meaning, ...]:
    """The vendor's words where they are read: those of a standby, else those of all replicas."""
    asked = role or component.value(READS_FROM)
    words = component.published.isolation if component.published is not None else ()
    of_standby = tuple([one for one in words if one.is_of_standby])
    if asked in ("follower", "any") and of_standby:
        return of_standby
    return tuple([one for one in words if not one.is_of_standby])
