"""Questions about operation: who sees a failure, and how a change gets out."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.question import Question, ask
from designlint.schema.component import DEPLOYED_BY, MANAGED, OBSERVED_BY
from designlint.schema.roles import Role


def operation(facts: Facts) -> Iterator[Question]:
    """What is watched and deployed by nothing, of the team's own parts that must work."""
    own = [c for c in facts[at_stake].components if c[MANAGED] is None]
    yield from ask("What watches {}?", OBSERVED_BY, "observed_by MONITORING",
                   lacking(OBSERVED_BY, own))  # fmt: skip
    code = [c for c in own if c.plays(Role.APPLICATION)]
    yield from ask("What deploys {}?", DEPLOYED_BY, "deployed_by PIPELINE",
                   lacking(DEPLOYED_BY, code))  # fmt: skip
