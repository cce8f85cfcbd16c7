"""How places lie in each other: what is around one, and which two nothing can be inside of both."""

from __future__ import annotations

from collections.abc import Mapping

from designlint.model import Place

# Other domains (a power feed, a rollout ring, a class of hardware) may cut across all levels.
CROSSING = "domain"


def around(places: Mapping[str, Place], path: str) -> tuple[str, ...]:
    """A place and all places around it, widest first."""
    chain = []
    at: str | None = path
    while at is not None and at in places and at not in chain:
        chain.append(at)
        at = places[at].parent
    return tuple(reversed(chain))


def are_apart(places: Mapping[str, Place], one: str, other: str) -> bool:
    """Whether nothing can be inside both of two places: they are in two places of one level."""
    return any(
        outer != inner and places[outer].level == places[inner].level != CROSSING
        for outer in around(places, one)
        for inner in around(places, other)
    )
