"""What a design's contradictions and errors reach: of that, nothing is concluded."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.model import Claim, Design


def in_doubt(facts: Facts) -> frozenset[str]:
    """The paths of all that shares flows or data with what contradicts itself.

    A contradiction of a place, or of the design as a whole, reaches everything. Two flows of one actor
    share nothing, and neither do two components in one place.
    """
    return _reached(facts.design, facts.design.in_doubt)


def misunderstood(facts: Facts) -> frozenset[str]:
    """The same of what has an error of the language, and so may be other than it reads."""
    return _reached(facts.design, facts.design.unread)


def _reached(design: Design, roots: frozenset[str]) -> frozenset[str]:
    if not roots:
        return roots
    tables = (design.components, design.flows, design.data, design.actors)
    everything = frozenset(path for table in tables for path in table)
    if "" in roots or not roots.isdisjoint(design.places):
        return everything
    # What a group says, its defaults among it, is of all in it.
    around = tuple([f"{path}." for path in roots if path in design.groups])
    found = {*roots, *(path for path in everything if path.startswith(around))}
    groups = [
        {
            flow.path,
            *(path for step in flow.steps for path in (step.caller.path, step.callee.path)),
            *(name.path for step in flow.steps for name in (*step.reads, *step.writes)),
            *(step.or_else.path for step in flow.steps if step.or_else is not None),
        }
        for flow in design.flows.values()
    ]
    others = design.actors.keys() - found
    groups = [group - others for group in groups]
    groups += [
        {path, *c.properties.references()} - design.places.keys()
        for path, c in design.components.items()
    ]
    reached = True
    while reached:
        joined = [group for group in groups if not group.isdisjoint(found)]
        groups = [group for group in groups if group.isdisjoint(found)]
        found.update(*joined)
        reached = bool(joined)
    return frozenset(found)


def unread(facts: Facts, claim: Claim, owner: str) -> tuple[str, ...]:
    """The paths of what has an error, where it reaches what a claim is about, or whose claim it is."""
    design = facts.design
    if owner in design.unread:
        return (owner,)
    parts = (
        design.unread
        - design.requirements.keys()
        - design.scenarios.keys()
        - design.decisions.keys()
    )
    if not parts or not (is_of_all(claim) or claim.about in facts[misunderstood]):
        return ()
    return tuple(sorted(parts))


def calls_nothing(facts: Facts, claim: Claim) -> bool:
    """Whether a claim is about a flow in which no component is called, or calls anything."""
    return claim.about in facts.design.flows and not has_calls(facts.design, claim.about)


def has_calls(design: Design, flow: str) -> bool:
    """Whether a component is called in a flow, or calls anything."""
    return any(
        path in design.components
        for step in design.flows[flow].steps
        for path in (step.caller.path, step.callee.path)
    )


def contradicted(facts: Facts, claim: Claim) -> tuple[str, ...]:
    """The paths of what contradicts itself, where it reaches what a claim is about."""
    design = facts.design
    if not design.in_doubt or not (is_of_all(claim) or claim.about in facts[in_doubt]):
        return ()
    return tuple(sorted(design.in_doubt - design.scenarios.keys()))


def is_of_all(claim: Claim) -> bool:
    """Whether a claim is about the whole design: what a place or component takes with it depends on all flows."""
    return not claim.about or "place" in claim.metric.subjects
