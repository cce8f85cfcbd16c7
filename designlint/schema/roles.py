"""The roles that kinds of components play: what an analysis asks a component about, not its name."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What components of a kind do, as far as analyses ask; `doc` says it in a sentence.

    A kind plays several roles, or none. A kind of a plugin is treated like a built-in one that plays
    the same roles.
    """

    doc: str

    STORE = "store", "Keeps data for good, in replicas that share the writes by a topology."
    DERIVED = "derived", "Keeps data that can be rebuilt from a source of truth: an index, a copy."
    BLOB_STORE = (
        "blob_store",
        "Keeps whole objects or files; an orphaned object does no harm.",
    )
    BACKUP_TARGET = "backup_target", "Keeps the backups of others, and needs none itself."
    INTERNAL = (
        "internal",
        "Is called by other components alone: users must not reach it directly.",
    )
    CACHE = "cache", "Keeps copies of data for a while, so that its origin is asked less often."
    EDGE = "edge", "Answers near the users, from places that its provider chooses."
    BROKER = "broker", "Takes messages from producers and hands them to consumers later."
    LOG = (
        "log",
        "As a broker, keeps a message after it is read: every consumer gets all, each partition "
        "feeds one replica of it. Without this role, a message goes to one consumer and is gone.",
    )
    ROUTER = "router", "Passes requests on to replicas, and does not process the answers."
    NAME_SERVICE = "name_service", "Resolves names, which clients do before their first request."
    COORDINATOR = (
        "coordinator",
        "Elects leaders, keeps locks, and lets services discover each other.",
    )
    OBSERVER = "observer", "Collects telemetry (`observed_by`)."
    DEPLOYER = "deployer", "Rolls out new versions (`deployed_by`)."
    CONFIGURATION = "configuration", "Hands out configuration and feature flags (`configured_by`)."
    IDENTITY_PROVIDER = (
        "identity_provider",
        "Authenticates callers, issues tokens (`identity_from`).",
    )
    SECRETS_MANAGER = "secrets_manager", "Hands out keys and credentials (`identity_from`)."
    SCHEDULER = "scheduler", "Starts flows at set times, outside of any request path."
    CLIENT = "client", "Runs in the hands of a user, who waits for what it calls."
    EXTERNAL = "external", "Is run by another company: the design does not describe its parts."
    APPLICATION = "application", "Runs the team's own code to answer calls."
    MICROSERVICE = (
        "microservice",
        "Is a part of an application that is deployed by itself; it could be a module of its caller.",
    )
    ON_DEMAND = (
        "on_demand",
        "Is started by a provider when a call comes, unless the design states how many replicas run.",
    )

    def __new__(cls, value: str, doc: str) -> Role:
        """A member that is equal to its value."""
        role = str.__new__(cls, value)
        role._value_ = value
        role.doc = doc
        return role
