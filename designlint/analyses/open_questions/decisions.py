"""Questions about decisions: why this technology, store or topology."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Component
from designlint.schema.component import BECAUSE
from designlint.schema.context import CHOSEN
from designlint.schema.roles import Role
from designlint.schema.store import TOPOLOGY

_CHOICES = (Role.STORE, Role.CACHE, Role.BROKER)


def decisions(facts: Facts) -> Iterator[Question]:
    """The choices without a reason and without a decision about them; the proposals without a choice."""
    design = facts.design
    proposed = [d for d in design.decisions.values() if d.status == "proposed" and not d.chosen]
    yield from ask("Which option does {} take?", CHOSEN, "chosen", [d for d in proposed if d.options],
                   place="the option that is taken")  # fmt: skip
    bare = [c for c in design.components.values() if _is_choice(c) and not design.is_explained(c)]
    yield from ask("Why this choice for {}?", BECAUSE, 'because "..."', bare)


def _is_choice(component: Component) -> bool:
    """Whether a component names its technology, keeps data or messages, or states a topology."""
    has_topology = TOPOLOGY in component.properties.stated()
    chosen = component.technology or component.plays(*_CHOICES) or has_topology
    return bool(chosen) and not component.is_external
