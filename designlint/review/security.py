"""Security and privacy: data that law protects, and the interfaces that the system is reached by."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.facts import Facts
from designlint.analyses.protection.data_locations import data_locations
from designlint.analyses.protection.residency import jurisdiction_of, places_of
from designlint.document import Entry, Keeper, Protected, Security
from designlint.model import Data, Step
from designlint.quantities.showing import show
from designlint.schema.context import AUTH, CLIENTS, CONTAINS
from designlint.schema.store import ENCRYPTED_AT_REST, RETENTION

_AT_REST = {True: "encrypted", False: "unencrypted", None: ""}


def security(facts: Facts) -> Security:
    """Protected data with its keepers and readers, and every interface."""
    protected = [_protected(facts, d) for d in facts.design.data.values() if d[CONTAINS]]
    return Security(tuple(protected), tuple(_entries(facts)))


def _entries(facts: Facts) -> Iterator[Entry]:
    for component in facts.design.components.values():
        for api in component.apis:
            yield Entry(api.path, component.path, api.value(CLIENTS) or "", api.value(AUTH) or "")


def _protected(facts: Facts, data: Data) -> Protected:
    flows = {
        flow.path: dict.fromkeys(step.caller.path for step in flow.steps if _reads(step, data))
        for flow in facts.design.flows.values()
    }
    retention, contains = data.value(RETENTION), data.value(CONTAINS)
    return Protected(
        data.path,
        data.title,
        contains or (),
        "" if retention is None else show(retention),
        tuple([_keeper(facts, one.component) for one in facts[data_locations][data.path]]),
        tuple(dict.fromkeys(reader for found in flows.values() for reader in found)),
        tuple([path for path, found in flows.items() if found]),
    )


def _reads(step: Step, data: Data) -> bool:
    return any(named.path == data.path for named in step.reads)


def _keeper(facts: Facts, path: str) -> Keeper:
    component = facts.design.components[path]
    places = places_of(facts, component)
    laws = dict.fromkeys(filter(None, (jurisdiction_of(facts.design, one) for one in places)))
    return Keeper(path, places, tuple(laws), _AT_REST[component.value(ENCRYPTED_AT_REST)])
