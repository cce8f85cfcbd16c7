"""Questions about operation: who sees a failure, how a change gets out, what outside limits there are."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.open_questions.at_stake import at_stake, lacking
from designlint.analyses.open_questions.changes import changes
from designlint.analyses.open_questions.failures import failures
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Component
from designlint.schema.component import (
    CAPACITY,
    CERTIFICATE,
    DEPLOYED_BY,
    LIMIT,
    MANAGED,
    OBSERVED_BY,
)
from designlint.schema.context import GROWTH, HORIZON
from designlint.schema.relation import ENCRYPTION, RATE_LIMIT
from designlint.schema.roles import Role


def operation(facts: Facts) -> Iterator[Question]:
    """What is watched and deployed by nothing, of the team's own parts that must work; how changes and
    failures are handled; quotas and the horizon of a plan."""
    own = [c for c in facts[at_stake].components if c[MANAGED] is None]
    yield from ask("What watches {}?", OBSERVED_BY, "observed_by MONITORING",
                   lacking(OBSERVED_BY, own), grave=True)  # fmt: skip
    code = [c for c in own if c.plays(Role.APPLICATION)]
    yield from ask("What deploys {}?", DEPLOYED_BY, "deployed_by PIPELINE",
                   lacking(DEPLOYED_BY, code))  # fmt: skip
    yield from ask("Who renews the certificate of {}, and who is warned before it expires?", CERTIFICATE,
                   "certificate 90d auto { alerts yes }",
                   lacking(CERTIFICATE, _encrypted_entries(facts, own)))  # fmt: skip
    yield from changes(facts)
    yield from failures(facts)
    yield from ask("How many calls does {} allow?", RATE_LIMIT, "rate_limit 100 req/s",
                   [c for c in _third_parties(facts) if not _has_quota(c)])  # fmt: skip
    header = facts.design.header
    if header is not None and any(data[GROWTH] is not None for data in facts[at_stake].data):
        yield from ask("How far ahead is the design planned?", HORIZON, "horizon 1y",
                       lacking(HORIZON, [header]), place="`design`")  # fmt: skip


def _encrypted_entries(facts: Facts, own: list[Component]) -> list[Component]:
    """The parts of the team's own that users reach over a connection with a certificate."""
    graphs = facts[flow_graphs]
    reached = {
        step.callee.path
        for flow in facts[at_stake].flows
        for step in flow.steps
        if graphs[flow.path].is_client(step.caller.path)
        and (known := flow.stated(step, ENCRYPTION)) is not None
        and known.value in ("tls", "mtls")
    }
    return [c for c in own if c.path in reached]


def _third_parties(facts: Facts) -> list[Component]:
    """What others run, and the flows that must work call."""
    calls = (step for flow in facts[at_stake].flows for step in flow.steps)
    called = {step.callee.path for step in calls if step.caller.path in facts.design.components}
    return [c for c in facts.design.components.values() if c.is_external and c.path in called]


def _has_quota(component: Component) -> bool:
    known = (component[RATE_LIMIT], component[CAPACITY], component[LIMIT])
    limited = any(api[RATE_LIMIT] is not None for api in component.apis)
    return limited or any(one is not None for one in known)
