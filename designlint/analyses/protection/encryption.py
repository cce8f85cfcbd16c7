"""Whether what travels and what is kept is encrypted, hop by hop and holder by holder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.judgement import Judgement, Status
from designlint.analyses.measure import Missing, step
from designlint.analyses.protection.resting_places import resting_places
from designlint.diagnostic import Step as Line
from designlint.model import Claim, Component, Known, Step
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, ENCRYPTED_AT_REST
from designlint.source import Span
from designlint.wording import listed

TARGET = "encrypted"
IN_TRANSIT, AT_REST = "in_transit", "at_rest"


class Guarded(NamedTuple):
    """A hop or a holder: whether it is encrypted (None: nobody says), and what says so.

    `element` is the component that is called or that keeps something.
    """

    name: str
    element: str
    encrypted: bool | None
    known: Known[str] | Known[bool] | None
    at: Span
    missing: Missing


def judge_encryption(facts: Facts, claim: Claim) -> Judgement:
    """Violated by one hop or holder that is stated to be in clear; met when all are encrypted."""
    found = guarded(facts, claim)
    noun = "call" if claim.aspect == IN_TRANSIT else "holder"
    clear = [one for one in found if one.encrypted is False]
    if clear:
        lines = tuple([step(f"{one.name} is in clear", one.known) for one in clear])
        value = _counted(len(clear), len(found), noun, "in clear")
        return Judgement(Status.VIOLATED, value, TARGET, derivation=lines)
    unsaid = [one for one in found if one.encrypted is None]
    if found and not unsaid:
        lines = tuple([step(f"{one.name}: {_said(one)}", one.known) for one in found])
        value = f"{noun} encrypted" if len(found) == 1 else f"all {len(found)} {noun}s encrypted"
        return Judgement(Status.MET, value, TARGET, derivation=tuple(lines))
    missing = tuple([one.missing for one in unsaid])
    reason = f"there is no {noun} to look at"
    if unsaid:
        reason = (
            f"nobody says whether {listed([one.name for one in unsaid])} {_be(unsaid)} encrypted"
        )
    said = len(found) - len(unsaid)
    lines = (Line(f"{said} of {len(found)} {noun}s are stated to be encrypted"),) if said else ()
    return Judgement(Status.UNDECIDED, "unknown", TARGET, "", lines, missing, reason=reason)


def guarded(facts: Facts, claim: Claim) -> tuple[Guarded, ...]:
    """What a claim on encryption is about: the hops of its subject, or those that keep it."""
    subject = claim.subject.path if claim.subject is not None else None
    return hops(facts, subject) if claim.aspect == IN_TRANSIT else holders(facts, subject)


def hops(facts: Facts, subject: str | None) -> tuple[Guarded, ...]:
    """The calls of a subject, each pair of ends once: of a flow all of its own, of a component those
    from it and to it, of a datum those that read or write it, of nothing in particular all."""
    found: dict[tuple[str, str], Guarded] = {}
    for call in _calls(facts, subject):
        pair = (call.caller.path, call.callee.path)
        known = found.get(pair)
        if known is None or (known.encrypted is not False and _encrypted(call) is not True):
            found[pair] = _hop(call)
    return tuple(found.values())


def holders(facts: Facts, subject: str | None) -> tuple[Guarded, ...]:
    """What keeps a subject: stores, caches, queues and streams, and those of the backups."""
    design = facts.design
    paths: Iterable[str] = ()
    if subject is None:
        paths = design.components
    elif subject in design.components:
        paths = (subject, *_backups(facts, subject))
    elif subject in design.data:
        paths = [copy.component for copy in facts[resting_places][subject]]
    elif subject in design.flows:
        paths = facts[flow_graphs][subject].nodes
    components = [design.components[path] for path in paths if path in design.components]
    return tuple([_holder(component) for component in components if _can_say(component)])


def _calls(facts: Facts, subject: str | None) -> Iterator[Step]:
    design = facts.design
    every = (call for calls in facts[call_graph].calls_to.values() for call in calls)
    if subject is None:
        yield from every
    elif subject in design.flows:
        yield from design.flows[subject].steps
    elif subject in design.data:
        yield from (
            call
            for flow in design.flows.values()
            for call in flow.steps
            if any(named.path == subject for named in (*call.reads, *call.writes))
        )
    else:
        yield from (call for call in every if subject in (call.caller.path, call.callee.path))


def _encrypted(call: Step) -> bool | None:
    known = call.properties[ENCRYPTION]
    return None if known is None else known.value != "none"


def _hop(call: Step) -> Guarded:
    ends = f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
    missing = Missing("", f"encryption of `{ends}`", f"{ends} {{ encryption tls }}")
    return Guarded(
        ends, call.callee.path, _encrypted(call), call.properties[ENCRYPTION], call.span, missing
    )


def _holder(component: Component) -> Guarded:
    known = component[ENCRYPTED_AT_REST]
    missing = Missing(component.path, "encryption at rest", "encrypted_at_rest yes")
    value = None if known is None else known.value
    return Guarded(component.path, component.path, value, known, component.span, missing)


def _can_say(component: Component) -> bool:
    """Whether its kind keeps something of which it can be said, or it is said anyway."""
    keeps = component.plays(Role.STORE, Role.CACHE, Role.BROKER)
    return keeps or component[ENCRYPTED_AT_REST] is not None


def _backups(facts: Facts, path: str) -> list[str]:
    backup = facts.design.components[path].value(BACKUP)
    return [] if backup is None or backup.to is None else [backup.to.path]


def _said(one: Guarded) -> str:
    value = one.known.value if one.known is not None else ""
    return f"{value}" if isinstance(value, str) else "encrypted at rest"


def _counted(count: int, of: int, noun: str, what: str) -> str:
    return f"{count} of {of} {noun}s {what}" if of > 1 else f"the {noun} is {what}"


def _be(unsaid: list[Guarded]) -> str:
    return "is" if len(unsaid) == 1 else "are"
