"""Questions about security: what protects data that the law protects, and who may call."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.boundaries import boundaries
from designlint.analyses.open_questions.question import Question, ask
from designlint.schema.context import AUTH, CLIENTS, CONTAINS
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role
from designlint.schema.store import ENCRYPTED_AT_REST


def security(facts: Facts) -> Iterator[Question]:
    """Encryption of protected data in transit and at rest; authentication and clients of APIs."""
    yield from encryption(facts)
    yield from boundaries(facts)
    apis = [api for component in facts[at_stake].components for api in component.apis]
    yield from ask("Who may call {}?", CLIENTS, "clients public", lacking(CLIENTS, apis))
    yield from ask("How do clients of {} authenticate?", AUTH, "auth token", lacking(AUTH, apis))


def encryption(facts: Facts) -> Iterator[Question]:
    """How data that the law protects is encrypted, on disk and in transit."""
    design = facts.design
    protected = [d.path for d in design.data.values() if d.value(CONTAINS)]
    homes = {path for data in protected for path in facts[data_uses][data].homes}
    stores = [c for c in design.components.values() if c.path in homes and c.plays(Role.STORE)]
    yield from ask("Is the data in {} encrypted on disk?", ENCRYPTED_AT_REST, "encrypted_at_rest yes",
                   lacking(ENCRYPTED_AT_REST, stores))  # fmt: skip
    yield from _transit(facts, homes)


def _transit(facts: Facts, homes: set[str]) -> Iterator[Question]:
    """One question for all calls to where protected data is kept."""
    bare = {
        step.callee.path: step
        for flow in facts.design.flows.values()
        for step in flow.steps
        if step.callee.path in homes and flow.stated(step, ENCRYPTION) is None
    }
    if bare:
        first = next(iter(bare.values()))
        asked = [c for path, c in facts.design.components.items() if path in bare]
        line = f"{first.caller.path} -> {first.callee.path} {{ encryption tls }}"
        yield from ask("How is the traffic to {} encrypted?", ENCRYPTION, line, asked,
                       place="the design")  # fmt: skip
