"""What is met is broken by no history; what is violated is broken by one."""

from __future__ import annotations

from itertools import product

import pytest

from designlint.analyses.judgement import Status
from tests.analyses.designs import judged
from tests.oracle.histories import LINEARIZABLE, MONOTONIC, OWN, Leaderless, Led, broken

ROLES = ("leader", "follower", "any")
LED = [
    Led(followers, sync, role, promotes, fenced, token)
    for followers, role, promotes, fenced, token in product(
        (1, 2), ROLES, (None, "synchronous", "any", "asynchronous"), (True, False), (False, True)
    )
    for sync in range(followers + 1)
    # Where no follower confirms a write, none is synchronous.
    if not (sync == 0 and promotes == "synchronous") and (fenced or promotes is not None)
]
QUORUMS = [
    Leaderless(3, read, write, strict)
    for read, write, strict in product((1, 2, 3), (1, 2, 3), (True, False))
]


def _problems(store: Led | Leaderless) -> list[str]:
    found = broken(store)
    role = f", from {store.role}" if isinstance(store, Led) else ""
    text = (
        f"actor u\ndata d\ncomponent s : database {{ holds d; {store.text} }}\n"
        f"flow w {{ u -> s writes d }}\nflow r {{ u -> s reads d{role} }}\n"
    )
    between = isinstance(store, Led) and store.promotes is None
    problems = []
    for model in (LINEARIZABLE, OWN, MONOTONIC):
        way = " between failovers" if between else ""
        status = judged(text, f"consistency of d >= {model}{way}").status
        if status is Status.MET and model in found:
            problems.append(f"{model} is met, and a history breaks it")
        if status is Status.VIOLATED and model not in found and not _beyond(store, model):
            problems.append(f"{model} is violated, and no history breaks it")
    return problems


def _beyond(store: Led | Leaderless, model: str) -> bool:
    """Whether the histories, in which each call is over at once, do not show what breaks a model: two
    calls at the same time, a follower that has confirmed a write and not applied it, and a follower
    that stays with an old leader."""
    follows = isinstance(store, Led) and store.role == "follower"
    apart = isinstance(store, Led) and (store.sync == store.followers or not store.fenced)
    return model == LINEARIZABLE or (follows and apart)


@pytest.mark.parametrize("store", [*LED, *QUORUMS], ids=str)
def test_no_history_breaks_what_is_met(store: Led | Leaderless) -> None:
    assert _problems(store) == []
