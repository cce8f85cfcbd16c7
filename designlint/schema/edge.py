"""Properties of what stands at the edge (load balancers, gateways, DNS) and of operations."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.property import Property
from designlint.schema.relation import RATE_LIMIT
from designlint.schema.store import TTL
from designlint.schema.values import Ref

DRAINS: Property[bool] = Property(
    "drains",
    "<yes_no>",
    "Whether requests under way end before a replica is taken out.",
)
SECOND_ENTRY: Property[bool] = Property(
    "second_entry",
    "<yes_no>",
    "Whether another entry exists that DNS can route to.",
)
STICKY: Property[bool] = Property(
    "sticky",
    "<yes_no>",
    "Whether a client's requests go to the same replica.",
)

EDGE_PROPERTIES: tuple[Property[Any], ...] = (
    TTL, DRAINS, SECOND_ENTRY, STICKY, RATE_LIMIT,
)  # fmt: skip

BAKE: Property[Quantity] = Property("bake", "<time>", "How long a stage is watched.")
SCOPE_OF_STAGE: Property[str] = Property(
    "scope", "<what:word>", "What one stage reaches.", informative=True
)
VALIDATES: Property[bool] = Property(
    "validates", "<yes_no>", "Whether a change is checked before it goes out."
)
ROLLBACK: Property[str] = Property(
    "rollback", "<how:auto|manual|none>", "Who rolls a bad change back."
)
ROLLOUT: Property[tuple[str, ...]] = Property(
    "rollout",
    "<stages:label>,...",
    "The stages in which a change goes out.",
    details=(BAKE, SCOPE_OF_STAGE, VALIDATES, ROLLBACK),
)
NOTIFIES: Property[tuple[Ref, ...]] = Property(
    "notifies",
    "<nodes:node>,...",
    "Whom the component notifies when something fails: an actor, or what pages one.",
    absent="nobody",
)
TOKEN_TTL: Property[Quantity] = Property(
    "token_ttl", "<time>", "How long what it issues stays valid."
)
GRACE: Property[Quantity] = Property(
    "grace", "<time>", "How long an expired token is still accepted when it cannot be renewed."
)

CHANGE_PROPERTIES: tuple[Property[Any], ...] = (ROLLOUT,)
OBSERVER_PROPERTIES: tuple[Property[Any], ...] = (NOTIFIES,)
CREDENTIAL_PROPERTIES: tuple[Property[Any], ...] = (TOKEN_TTL, GRACE)
