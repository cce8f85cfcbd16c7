"""The problem space: users, requirements, and the questions that are open."""

from __future__ import annotations

from designlint.base.records import NamedTuple
from designlint.document.claims import Claim
from designlint.document.values import Fact


class Party(NamedTuple):
    """A user of the system, or an outside system that it works with."""

    path: str
    title: str
    facts: tuple[Fact, ...]


class Problem(NamedTuple):
    """The problem to solve, and its users."""

    facts: tuple[Fact, ...]
    actors: tuple[Party, ...]
    externals: tuple[Party, ...]


class Requirement(NamedTuple):
    """A requirement with the flows and interfaces that serve it. `status` is the worst one of its
    claims, or empty, and `verdict` the same in words."""

    path: str
    title: str
    functional: bool
    facts: tuple[Fact, ...]
    flows: tuple[str, ...]
    apis: tuple[str, ...]
    status: str
    verdict: str
    claims: tuple[Claim, ...]


class Question(NamedTuple):
    """An open question of the design, and the statements that would answer it."""

    about: str
    text: str
    answers: tuple[str, ...]
