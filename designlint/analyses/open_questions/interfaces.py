"""Questions about the interfaces: which there are, in which style and why, and what clients rely on."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.graph.unlinked import unlinked
from designlint.analyses.open_questions.at_stake import at_stake, lacking, user_facing
from designlint.analyses.open_questions.question import Question, ask
from designlint.model import Api, Flow, Operation, Requirement, Step
from designlint.schema.component import BECAUSE, IDEMPOTENT
from designlint.schema.context import COMPATIBILITY, PAGINATED, READS, SERVES, STYLE, WRITES
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role


def interfaces(facts: Facts) -> Iterator[Question]:
    """Interfaces of what users do; their style, its reason, and how they change; their operations."""
    design = facts.design
    apis = [api for component in facts[at_stake].components for api in component.apis]
    yield from _unlinked(facts)
    yield from _missing(facts)
    yield from ask("In which style do clients speak to {}?", STYLE, "style rest",
                   lacking(STYLE, apis))  # fmt: skip
    styled = [api for api in apis if api[STYLE] is not None and not design.is_style_explained(api)]
    yield from ask("Why this style for {}?", BECAUSE, 'because "..."', styled)
    if any(requirement.functional for requirement in design.requirements.values()):
        purposeless = [api for api in apis if all(part[SERVES] is None for part in api.parts)]
        yield from ask("Which requirements does {} serve?", SERVES, "serves NAME", purposeless)
    outside = [api for api in apis if api.is_for_others]
    yield from ask("How does {} change without breaking its clients?", COMPATIBILITY,
                   "compatibility versioned", lacking(COMPATIBILITY, outside))  # fmt: skip
    yield from _transit(facts)
    yield from _operations(facts, apis)


def _unlinked(facts: Facts) -> Iterator[Question]:
    """Parts of a flow that no step leads to."""
    for flow in facts[at_stake].flows:
        for one in facts[unlinked][flow.path]:
            part = facts.design.components[one.component]
            text = f"Which step of `{flow.path}` calls {{}}?"
            yield from ask(text, "caller", one.link, [part], place=f"`{flow.path}`")


def _missing(facts: Facts) -> Iterator[Question]:
    """The requirements that users see and that no interface serves."""
    facing = {flow.path for flow in user_facing(facts)}
    served = facts[coverage].apis_serving
    found: dict[str, Requirement] = {}
    line, place = "", ""
    for flow in facts[at_stake].flows:
        entry = _entry(facts, flow)
        if flow.path not in facing or not entry or _has_open_interface(facts, flow):
            continue
        named = [n.path for n in flow.serves if n.path not in served]
        bare = [one for path in named if (one := facts.design.requirements[path]).functional]
        if bare and not found:
            names = ", ".join(one.path for one in bare)
            line, place = (
                f"api public {{ style rest; serves {names}; auth token; clients public }}",
                entry,
            )
        found.update((one.path, one) for one in bare)
    yield from ask("Which interface offers {}?", "api", line, found.values(), place=f"`{place}`")


def _entry(facts: Facts, flow: Flow) -> str:
    """The first component of ours on the path of a flow that runs the team's code."""
    for node in facts[flow_graphs][flow.path].nodes:
        component = facts.design.components.get(node)
        if component is not None and component.is_ours and component.plays(Role.APPLICATION):
            return node
    return ""


def _has_open_interface(facts: Facts, flow: Flow) -> bool:
    """Whether a flow passes an interface that does not say what it serves: that is asked instead."""
    parts = facts.design.components
    nodes = [parts[node] for node in facts[flow_graphs][flow.path].nodes if node in parts]
    apis = [api for component in nodes for api in component.apis]
    return any(all(part[SERVES] is None for part in api.parts) for api in apis)


def _transit(facts: Facts) -> Iterator[Question]:
    """How users reach the interfaces for others."""
    offered = [c for c in facts[at_stake].components if any(api.is_for_others for api in c.apis)]
    bare: dict[str, Step] = {}
    for flow in facts[at_stake].flows:
        for component in offered:
            call = facts[flow_graphs][flow.path].entry_to(component.path)
            if call is not None and flow.stated(call, ENCRYPTION) is None:
                bare.setdefault(component.path, call)
    if bare:
        first = next(iter(bare.values()))
        line = f"{first.caller.path} -> {first.callee.path} {{ encryption tls }}"
        asked = [c for c in offered if c.path in bare]
        yield from ask("How is the traffic of users to {} encrypted?", ENCRYPTION, line, asked,
                       place="the design")  # fmt: skip


def _operations(facts: Facts, apis: list[Api]) -> Iterator[Question]:
    """What a repeated call does to critical data, and how much a list answers at once."""
    data = facts.design.data
    repeated: list[Operation] = []
    listing: list[Operation] = []
    for operation in (one for api in apis if api.is_for_others for one in api.operations):
        if any(data[ref.path].is_critical for ref in operation.value(WRITES) or ()):
            repeated.append(operation)
        if any(data[ref.path].is_listed for ref in operation.value(READS) or ()):
            listing.append(operation)
    yield from ask("What does a repeated call of {} do?", IDEMPOTENT, "idempotent yes",
                   lacking(IDEMPOTENT, repeated))  # fmt: skip
    yield from ask("How much does one call of {} answer at most?", PAGINATED, "paginated yes",
                   lacking(PAGINATED, listing))  # fmt: skip
