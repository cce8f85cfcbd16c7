"""The kinds of components: what each is, which properties it has besides those of all components,
and what is assumed of it where nobody says."""

from __future__ import annotations

from typing import Any, NamedTuple

from designlint.schema.component import AVAILABILITY, EVERY_COMPONENT
from designlint.schema.context import API_PROPERTIES
from designlint.schema.edge import CHANGE_PROPERTIES, CREDENTIAL_PROPERTIES, EDGE_PROPERTIES
from designlint.schema.messaging import MESSAGING_PROPERTIES
from designlint.schema.property import Property
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.store import (
    CACHE_PROPERTIES,
    HOLDS,
    REPLICATED_PROPERTIES,
    STORE_PROPERTIES,
    TTL,
)


class Kind(NamedTuple):
    """A kind of component or place.

    `assumed` gives values, written as in a design, that hold where neither the design nor the
    catalogue has one, each with the reason and the public page behind it.
    """

    name: str
    doc: str
    properties: dict[str, Property[Any]]
    assumed: dict[Property[Any], Assumption]


class Assumption(NamedTuple):
    """A value as a design would state it, why it is taken, and the page that it comes from."""

    value: str
    reason: str
    page: str


# An instance without redundancy is promised this by the largest providers; a replica that the team
# runs on such an instance is not up more often than it.
INSTANCE = Assumption(
    "99.5%", "a single cloud instance is promised 99.5%", "https://aws.amazon.com/compute/sla/"
)
_PLATFORM = "https://cloud.google.com/architecture/infra-reliability-guide/design"
ZONE = Assumption("99.9%", "platform target of a single zone", _PLATFORM)
REGION = Assumption("99.99%", "platform target of a region with several zones", _PLATFORM)
PROVIDER = Assumption("99.999%", "platform target of several regions", _PLATFORM)


def _kind(name: str, doc: str, *own: tuple[Property[Any], ...]) -> Kind:
    properties = {p.name: p for group in (EVERY_COMPONENT, *own) for p in group}
    return Kind(name, doc, properties, {AVAILABILITY: INSTANCE})


_HOLDS = (HOLDS,)
_LIMITED = (RATE_LIMIT,)

KINDS = {
    kind.name: kind
    for kind in (
        _kind("service", "Answers requests.", _HOLDS, _LIMITED),
        _kind("monolith", "One program that does most of the work.", _HOLDS, _LIMITED),
        _kind("function", "Code that a provider runs on demand.", _HOLDS, _LIMITED),
        _kind("worker", "Takes work from a queue or stream.", _HOLDS),
        _kind("scheduler", "Starts work at set times.", _HOLDS),
        _kind(
            "gateway", "The entry to the system: routes, authenticates, limits.", EDGE_PROPERTIES
        ),
        _kind("load_balancer", "Spreads requests over replicas.", EDGE_PROPERTIES),
        _kind("dns", "Tells clients where the entry is.", EDGE_PROPERTIES),
        _kind("cdn", "Keeps copies near the users.", CACHE_PROPERTIES, EDGE_PROPERTIES),
        _kind("cache", "Keeps copies of data that is asked for again.", CACHE_PROPERTIES),
        _kind("database", "Keeps data that can be asked for in many ways.", STORE_PROPERTIES),
        _kind("search", "Finds data by its content.", STORE_PROPERTIES),
        _kind("object_store", "Keeps large, whole objects.", STORE_PROPERTIES),
        _kind("file_store", "Keeps files that several machines share.", STORE_PROPERTIES),
        _kind("queue", "Hands each message to one worker.", MESSAGING_PROPERTIES),
        _kind("stream", "An ordered log that many may read.", MESSAGING_PROPERTIES),
        _kind(
            "coordinator",
            "Locks, leader election, service discovery.",
            STORE_PROPERTIES,
            (TTL,),
        ),
        _kind("client", "The program in the user's hands.", _HOLDS),
        _kind("third_party", "A service of another company.", _HOLDS, _LIMITED),
        _kind("monitoring", "Sees what happens and tells people.", REPLICATED_PROPERTIES),
        _kind("deploy", "Brings new versions out.", CHANGE_PROPERTIES),
        _kind(
            "config",
            "Configuration and feature flags.",
            CHANGE_PROPERTIES,
            REPLICATED_PROPERTIES,
            (TTL,),
        ),
        _kind("identity", "Says who someone is.", CREDENTIAL_PROPERTIES, _HOLDS),
        _kind("secrets", "Keeps keys and credentials.", CREDENTIAL_PROPERTIES, _HOLDS),
    )
}

EXTERNAL = KINDS["third_party"]._replace(
    name="external", doc="A system outside the design that it works with.", assumed={}
)

PLACE_ASSUMPTIONS: dict[str, dict[Property[Any], Assumption]] = {
    "zone": {AVAILABILITY: ZONE},
    "region": {AVAILABILITY: REGION},
    "provider": {AVAILABILITY: PROVIDER},
    "host": {},
    "domain": {},
}

STORES = ("database", "search", "object_store", "file_store", "coordinator")
CACHES = ("cache", "cdn")
BROKERS = ("queue", "stream")

API = {p.name: p for p in API_PROPERTIES}
