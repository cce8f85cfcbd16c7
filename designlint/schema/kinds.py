"""The kinds of components: what each is, the roles that it plays, which properties it has besides those
of all components, and what is assumed of it where a fact is not declared."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from designlint.base.records import NamedTuple
from designlint.schema.component import AVAILABILITY, EVERY_COMPONENT
from designlint.schema.context import API_PROPERTIES
from designlint.schema.edge import (
    CHANGE_PROPERTIES,
    CREDENTIAL_PROPERTIES,
    EDGE_PROPERTIES,
    OBSERVER_PROPERTIES,
)
from designlint.schema.messaging import MESSAGING_PROPERTIES
from designlint.schema.property import Property
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.roles import Role
from designlint.schema.store import (
    CACHE_PROPERTIES,
    HOLDS,
    REPLICATED_PROPERTIES,
    STORE_PROPERTIES,
    TTL,
)


class Kind(NamedTuple):
    """A kind of component.

    `assumed` gives values, written as in a design, that hold where neither the design nor the
    catalogue has one, each with the reason and the public page behind it. Analyses treat components
    by the `roles` of their kind. `like` names the kind whose technologies of the catalogue fit this
    one, too. A plugin's kind that takes the place of another of its name says `replaces`.
    """

    name: str
    doc: str
    properties: dict[str, Property[Any]]
    assumed: dict[Property[Any], Assumption]
    roles: frozenset[Role] = frozenset()
    like: str | None = None
    replaces: bool = False

    def fits(self, kinds: Collection[str]) -> bool:
        """Whether a technology that can be any of some kinds can be this one."""
        return self.name in kinds or self.like in kinds


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


def _kind(name: str, doc: str, *own: tuple[Property[Any], ...], roles: tuple[Role, ...]) -> Kind:
    properties = {p.name: p for group in (EVERY_COMPONENT, *own) for p in group}
    return Kind(name, doc, properties, {AVAILABILITY: INSTANCE}, frozenset(roles))


_HOLDS = (HOLDS,)
_LIMITED = (RATE_LIMIT,)
_CODE = (Role.APPLICATION, Role.MICROSERVICE)

KINDS = {
    kind.name: kind
    for kind in (
        _kind("service", "Answers requests.", _HOLDS, _LIMITED, roles=_CODE),
        _kind(
            "monolith",
            "One program that does most of the work.",
            _HOLDS,
            _LIMITED,
            roles=(Role.APPLICATION,),
        ),
        _kind(
            "function",
            "Code that a provider runs on demand.",
            _HOLDS,
            _LIMITED,
            roles=(*_CODE, Role.ON_DEMAND),
        ),
        _kind("worker", "Takes work from a queue or stream.", _HOLDS, roles=()),
        _kind("scheduler", "Starts work at set times.", _HOLDS, roles=(Role.SCHEDULER,)),
        _kind(
            "gateway",
            "The entry to the system: routes, authenticates, limits.",
            EDGE_PROPERTIES,
            roles=(Role.ROUTER,),
        ),
        _kind(
            "load_balancer",
            "Spreads requests over replicas.",
            EDGE_PROPERTIES,
            roles=(Role.ROUTER,),
        ),
        _kind(
            "dns",
            "Resolves the name of the entry for clients.",
            EDGE_PROPERTIES,
            roles=(Role.ROUTER, Role.NAME_SERVICE),
        ),
        _kind(
            "cdn",
            "Keeps copies near the users.",
            CACHE_PROPERTIES,
            EDGE_PROPERTIES,
            roles=(Role.CACHE, Role.DERIVED, Role.EDGE),
        ),
        _kind(
            "cache",
            "Keeps copies of data that is asked for again.",
            CACHE_PROPERTIES,
            roles=(Role.CACHE, Role.DERIVED),
        ),
        _kind(
            "database",
            "Keeps data that can be asked for in many ways.",
            STORE_PROPERTIES,
            roles=(Role.STORE, Role.INTERNAL),
        ),
        _kind(
            "search",
            "Finds data by its content.",
            STORE_PROPERTIES,
            roles=(Role.STORE, Role.DERIVED),
        ),
        _kind(
            "object_store",
            "Keeps large, whole objects.",
            STORE_PROPERTIES,
            roles=(Role.STORE, Role.BLOB_STORE, Role.BACKUP_TARGET),
        ),
        _kind(
            "file_store",
            "Keeps files that several machines share.",
            STORE_PROPERTIES,
            roles=(Role.STORE, Role.BLOB_STORE),
        ),
        _kind(
            "queue", "Hands each message to one worker.", MESSAGING_PROPERTIES, roles=(Role.BROKER,)
        ),
        _kind(
            "stream",
            "An ordered log that many may read.",
            MESSAGING_PROPERTIES,
            roles=(Role.BROKER, Role.LOG),
        ),
        _kind(
            "coordinator",
            "Locks, leader election, service discovery.",
            STORE_PROPERTIES,
            (TTL,),
            roles=(Role.STORE, Role.INTERNAL, Role.COORDINATOR),
        ),
        _kind(
            "client",
            "The program on the user's device: each user has one, which fails for that user alone.",
            _HOLDS,
            roles=(Role.CLIENT,),
        )._replace(assumed={}),
        _kind(
            "third_party",
            "A service of another company.",
            _HOLDS,
            _LIMITED,
            roles=(Role.EXTERNAL,),
        ),
        _kind(
            "monitoring",
            "Collects telemetry and alerts people.",
            OBSERVER_PROPERTIES,
            REPLICATED_PROPERTIES,
            roles=(Role.OBSERVER,),
        ),
        _kind("deploy", "Rolls out new versions.", CHANGE_PROPERTIES, roles=(Role.DEPLOYER,)),
        _kind(
            "config",
            "Configuration and feature flags.",
            CHANGE_PROPERTIES,
            REPLICATED_PROPERTIES,
            (TTL,),
            roles=(Role.CONFIGURATION,),
        ),
        _kind(
            "identity",
            "Authenticates people and services.",
            CREDENTIAL_PROPERTIES,
            _HOLDS,
            roles=(Role.IDENTITY_PROVIDER,),
        ),
        _kind(
            "secrets",
            "Keeps keys and credentials.",
            CREDENTIAL_PROPERTIES,
            _HOLDS,
            roles=(Role.SECRETS_MANAGER, Role.INTERNAL),
        ),
    )
}

EXTERNAL = KINDS["third_party"]._replace(
    name="external", doc="A system outside the design that it works with.", assumed={}
)

PLACE_ASSUMPTIONS: dict[str, dict[Property[Any], Assumption]] = {
    "zone": {AVAILABILITY: ZONE},
    "region": {AVAILABILITY: REGION},
    "provider": {AVAILABILITY: PROVIDER},
    "host": {AVAILABILITY: INSTANCE},
    "domain": {},
}

API = {p.name: p for p in API_PROPERTIES}


def kind_like(original: str, name: str, doc: str, *more: Property[Any]) -> Kind:
    """A kind that does what a built-in one does, under another name and with more properties.

    It has the roles, properties, assumptions and technologies of the original. Raises KeyError where
    no built-in kind has that name.
    """
    kind = KINDS[original]
    properties = {**kind.properties, **{key.name: key for key in more}}
    return kind._replace(name=name, doc=doc, properties=properties, like=original)
