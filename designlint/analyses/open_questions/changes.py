"""Questions about changes: in which stages one goes out, what checks it, and who takes it back."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions.at_stake import at_stake, tools
from designlint.analyses.open_questions.question import Question, ask
from designlint.analyses.placement.placement import placements
from designlint.model import Component
from designlint.schema.component import CONFIGURED_BY, DEPLOYED_BY
from designlint.schema.edge import ROLLBACK, ROLLOUT, VALIDATES
from designlint.schema.roles import Role

_LINE = "rollout canary, all { bake 30min; validates yes; rollback auto }"


def changes(facts: Facts) -> Iterator[Question]:
    """What is not declared of the rollouts that reach what must work."""
    changers = [one for one in facts[tools] if one.plays(Role.DEPLOYER, Role.CONFIGURATION)]
    # What reaches several places at once without stages is advice of its own (RES008).
    unstaged = [c for c in changers if c[ROLLOUT] is None and not _is_wide(facts, c)]
    yield from ask("In which stages does a change of {} go out?", ROLLOUT, _LINE, unstaged)
    staged = [(c, known) for c in changers if (known := c[ROLLOUT]) is not None]
    unchecked = [c for c, known in staged if known.detail(VALIDATES) is None]
    yield from ask("Is a change of {} checked before it goes out?", VALIDATES, _LINE, unchecked)
    kept = [c for c, known in staged if known.detail(ROLLBACK) is None]
    yield from ask("Who rolls a bad change of {} back?", ROLLBACK, _LINE, kept)


def _is_wide(facts: Facts, changer: Component) -> bool:
    """Whether its changes reach several places."""
    reached = {
        replica.place
        for component in facts[at_stake].components
        for key in (DEPLOYED_BY, CONFIGURED_BY)
        if any(ref.path == changer.path for ref in component.value(key) or ())
        for replica in facts[placements][component.path].replicas
        if replica.place
    }
    return len(reached) > 1
