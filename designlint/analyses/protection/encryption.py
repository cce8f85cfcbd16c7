"""Whether data is encrypted in transit and at rest, call by call and store by store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.graph.graph import flow_graphs
from designlint.analyses.judgement import Basis, Judgement, Status
from designlint.analyses.measure import Missing, step
from designlint.analyses.protection.data_locations import (
    DataLocation,
    data_locations,
    open_backup,
    possible_locations,
)
from designlint.analyses.protection.transfers import backups_made, copies_sent, transfers
from designlint.base.records import NamedTuple
from designlint.base.source import Span
from designlint.base.wording import listed
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Claim, Component, Known, Step
from designlint.schema.relation import ENCRYPTION
from designlint.schema.roles import Role
from designlint.schema.store import BACKUP, ENCRYPTED_AT_REST

TARGET = "encrypted"
IN_TRANSIT, AT_REST = "in_transit", "at_rest"


class EncryptionStatus(NamedTuple):
    """Whether a call, or a component that keeps data, is encrypted (None: not declared), and why.

    `element` is the component that is called or that keeps data. `may_carry` is a data item of which no step
    says whether an unencrypted call carries it: it is called where it is read or written behind the call.
    `is_open` is why it is unknown of a copy whether it is there, or where.
    """

    name: str
    element: str
    encrypted: bool | None
    known: Known[str] | Known[bool] | None
    at: Span
    missing: Missing
    may_carry: str = ""
    is_open: str = ""


def judge_encryption(facts: Facts, claim: Claim) -> Judgement:
    """Violated by one call or store that is declared unencrypted; met when all are encrypted."""
    found, assumed = encryption_status(facts, claim), taken_for_granted(facts, claim)
    noun = "call" if claim.aspect == IN_TRANSIT else "store"
    exposed = [one for one in found if one.encrypted is False]
    if exposed:
        lines = tuple([step(f"`{one.name}` is unencrypted", one.known) for one in exposed])
        value = _counted(len(exposed), len(found), noun, "unencrypted")
        return Judgement(Status.VIOLATED, value, TARGET, derivation=lines)
    undeclared = [one for one in found if one.encrypted is None]
    if found and not undeclared:
        lines = tuple([step(f"`{one.name}`: {_declared(one)}", one.known) for one in found])
        value = f"{noun} encrypted" if len(found) == 1 else f"all {len(found)} {noun}s encrypted"
        basis = Basis.ASSUMPTIONS if assumed else Basis.PROOF
        return Judgement(
            Status.MET, value, TARGET, derivation=lines, assumptions=assumed, basis=basis
        )
    missing = tuple([one.missing for one in undeclared])
    reason = f"the design has no {noun} to encrypt"
    if undeclared:
        reason = _open(undeclared)
    known = len(found) - len(undeclared)
    lines = (Line(f"{known} of {len(found)} {noun}s are declared encrypted"),) if known else ()
    return Judgement(Status.UNDECIDED, "unknown", TARGET, "", lines, missing, reason=reason)


def _open(undeclared: list[EncryptionStatus]) -> str:
    plain = [one for one in undeclared if one.may_carry]
    if plain:
        return f"{listed([one.name for one in plain])} may carry `{plain[0].may_carry}` unencrypted"
    plain = [one for one in undeclared if not one.is_open]
    parts = (
        [f"the encryption of {listed([one.name for one in plain])} is not declared"]
        if plain
        else []
    )
    return " and ".join(
        dict.fromkeys((*parts, *[one.is_open for one in undeclared if one.is_open]))
    )


def encryption_status(facts: Facts, claim: Claim) -> tuple[EncryptionStatus, ...]:
    """What a claim on encryption is about: the calls of its subject, or the components that keep it."""
    subject = claim.subject.path if claim.subject is not None else None
    return hops(facts, subject) if claim.aspect == IN_TRANSIT else holders(facts, subject)


def taken_for_granted(facts: Facts, claim: Claim) -> tuple[Line, ...]:
    """What is assumed to be encrypted because nothing can, or need, declare it: what others keep of a data item, and
    backups on their way."""
    subject = claim.subject.path if claim.subject is not None else None
    if claim.aspect == IN_TRANSIT:
        made = [call for call in backups_made(facts, subject) if _encrypted(call) is None]
        ends = dict.fromkeys((call.caller.path, call.callee.path) for call in made)
        return (
            *[Line(f"the backups of `{a}` are encrypted on their way to `{b}`") for a, b in ends],
            *_sent_encrypted(facts, subject),
        )
    others = _others_that_keep(facts, subject)
    return tuple([Line(f"`{path}` encrypts what it keeps") for path in others])


def _sent_encrypted(facts: Facts, subject: str | None) -> Iterator[Line]:
    sent = [c.caller.path for c in copies_sent(facts, subject) if _encrypted(c) is None]
    if sent:
        do = "encrypts what it sends" if len(sent) == 1 else "encrypt what they send"
        yield Line(f"{listed(sent, len(sent))} {do} between regions")


def _others_that_keep(facts: Facts, subject: str | None) -> list[str]:
    """What keeps data of a subject and cannot declare how; a component is judged by what it declares alone."""
    design = facts.design
    if subject is not None and subject in design.components:
        return []
    items: Iterable[str] = design.data if subject is None or subject in design.flows else (subject,)
    kept = dict.fromkeys(c.component for item in items for c in facts[data_locations][item])
    graph = facts[flow_graphs][subject] if subject is not None and subject in design.flows else None
    return [
        path
        for path in kept
        if not _can_declare(design.components[path]) and (graph is None or path in graph.nodes)
    ]


def hops(facts: Facts, subject: str | None) -> tuple[EncryptionStatus, ...]:
    """The calls of a subject, each pair of ends once, see `transfers`; of a data item also those that lead
    to its calls."""
    found: dict[tuple[str, str], EncryptionStatus] = {}
    stored = (*backups_made(facts, subject), *copies_sent(facts, subject))
    declared = [call for call in stored if _encrypted(call) is not None]
    for call in (*transfers(facts, subject), *declared):
        if _is_in_hand(facts, call):
            continue
        pair = (call.caller.path, call.callee.path)
        known = found.get(pair)
        if known is None or (known.encrypted is not False and _encrypted(call) is not True):
            found[pair] = _hop(call)
    if subject is not None and subject in facts.design.data:
        for call in _behind_which(facts, subject):
            pair = (call.caller.path, call.callee.path)
            if pair not in found or (found[pair].encrypted and not _encrypted(call)):
                found[pair] = _may_carry(call, subject)
    return tuple(found.values())


def holders(facts: Facts, subject: str | None) -> tuple[EncryptionStatus, ...]:
    """The components that keep a subject: stores, caches, queues and streams, and backup stores."""
    design = facts.design
    paths: Iterable[str] = ()
    if subject is None:
        paths = design.components
    elif subject in design.components:
        paths = (subject, *_backups(facts, subject))
    elif subject in design.data:
        paths = [copy.component for copy in facts[data_locations][subject]]
    elif subject in design.flows:
        paths = facts[flow_graphs][subject].nodes
    components = [design.components[path] for path in paths if path in design.components]
    found = [_holder(component) for component in components if _can_declare(component)]
    if subject is not None and subject in design.data:
        found += [_perhaps(facts, copy) for copy in facts[possible_locations][subject]]
    else:
        found += [_backups_somewhere(c, m) for c in components if (m := open_backup(c)) is not None]
    return tuple(found)


def _perhaps(facts: Facts, copy: DataLocation) -> EncryptionStatus:
    """The encryption of a copy that a component may keep or not."""
    component = facts.design.components[copy.component]
    found = _holder(component)
    if copy.elsewhere and copy.missing is not None:
        return _backups_somewhere(component, copy.missing)
    if found.encrypted or copy.missing is None:
        return found
    why = f"whether `{copy.component}` keeps it is not declared"
    return found._replace(encrypted=None, known=None, missing=copy.missing, is_open=why)


def _behind_which(facts: Facts, data: str) -> Iterator[Step]:
    """The calls that lead to those which read or write a data item, and say of no data that they carry it."""
    for flow, call in facts.design.steps_naming(data):
        if any(named.path == data for named in (*call.reads, *call.writes)):
            for one in facts[flow_graphs][flow.path].path_to(call.caller.path):
                if not (one.reads or one.writes or _is_in_hand(facts, one)):
                    yield one


def _may_carry(call: Step, data: str) -> EncryptionStatus:
    """The encryption of a call that carries a data item or not."""
    found = _hop(call)
    if found.encrypted is not False:
        return found
    missing = Missing("", f"data on `{found.name}`", f"{found.name} reads {data}")
    return found._replace(encrypted=None, known=None, missing=missing, may_carry=data)


def _is_in_hand(facts: Facts, call: Step) -> bool:
    """Whether a call is a person's use of the device in front of them: nothing travels."""
    design = facts.design
    ends = (call.caller.path, call.callee.path)
    devices = [
        design.components[path].plays(Role.CLIENT) for path in ends if path in design.components
    ]
    return any(path in design.actors for path in ends) and any(devices)


def _encrypted(call: Step) -> bool | None:
    known = call.properties[ENCRYPTION]
    return None if known is None else known.value != "none"


def _hop(call: Step) -> EncryptionStatus:
    ends = f"{call.caller.path} {'->' if call.waits else '~>'} {call.callee.path}"
    missing = Missing("", f"encryption of `{ends}`", f"{ends} {{ encryption tls }}")
    return EncryptionStatus(
        ends, call.callee.path, _encrypted(call), call.properties[ENCRYPTION], call.span, missing
    )


def _holder(component: Component) -> EncryptionStatus:
    known = component[ENCRYPTED_AT_REST]
    missing = Missing(component.path, "encryption at rest", "encrypted_at_rest yes")
    value = None if known is None else known.value
    return EncryptionStatus(component.path, component.path, value, known, component.span, missing)


def _backups_somewhere(component: Component, missing: Missing) -> EncryptionStatus:
    """The encryption of backups of which it is not declared where they are kept."""
    path = component.path
    why = f"where the backups of `{path}` are kept is not declared"
    return EncryptionStatus(
        f"backups of {path}", path, None, None, component.span, missing, is_open=why
    )


def _can_declare(component: Component) -> bool:
    """Whether its kind keeps data, or encryption at rest is declared anyway."""
    keeps = component.plays(Role.STORE, Role.CACHE, Role.BROKER)
    return keeps or component[ENCRYPTED_AT_REST] is not None


def _backups(facts: Facts, path: str) -> list[str]:
    backup = facts.design.components[path].value(BACKUP)
    return [] if backup is None or backup.to is None else [backup.to.path]


def _declared(one: EncryptionStatus) -> str:
    value = one.known.value if one.known is not None else ""
    return f"{value}" if isinstance(value, str) else "encrypted at rest"


def _counted(count: int, of: int, noun: str, what: str) -> str:
    return f"{count} of {of} {noun}s {what}" if of > 1 else f"the {noun} is {what}"
