"""Properties of queues and streams."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.property import Property
from designlint.schema.store import (
    BACKUP,
    COPIES,
    DELIVERS,
    DURABILITY,
    ENCRYPTED_AT_REST,
    HOLDS,
    MAX_SIZE,
    PACELC,
    REPLICATION,
    RETENTION,
    STRICT_SYNC,
    TOPOLOGY,
)
from designlint.schema.values import Keyed, Ordered

DELIVERY: Property[str] = Property(
    "delivery",
    "<how:at_most_once|at_least_once|exactly_once>",
    "How often a message reaches its consumer.",
)
AGING: Property[bool] = Property(
    "aging",
    "<yes_no>",
    "Whether the priority of a message rises while it waits, so that each is taken in the end.",
    absent="no",
)
ORDER: Property[Ordered] = Property(
    "order",
    "<order:none|fifo|per_key|priority> [<key:word>]",
    "In which order messages are delivered.",
    value=Ordered,
    details=(AGING,),
    absent="none",
)
BOUND: Property[Quantity] = Property(
    "bound",
    "<bound>",
    "How much may wait in the queue: messages, bytes or time.",
    absent="no bound",
)
ON_FULL: Property[str] = Property(
    "on_full", "<what:block|drop|shed>", "What happens to a message when the queue is full."
)
VISIBILITY: Property[Quantity] = Property(
    "visibility", "<time>", "How long a taken message is hidden before another worker gets it."
)
HEARTBEAT: Property[Quantity] = Property(
    "heartbeat", "<time>", "How often a worker reports that it is still processing a message."
)
DEAD_LETTER: Property[bool] = Property(
    "dead_letter",
    "<yes_no>",
    "Whether messages that fail again and again are set aside.",
    absent="no",
)
PARTITIONS: Property[Keyed] = Property(
    "partitions",
    "<number:count> [by <key:word>]",
    "Into how many ordered parts the queue or stream is split, and by which key.",
    value=Keyed,
    absent="its order is one, and any number of consumers may share its messages",
)
DURABLE: Property[bool] = Property(
    "durable", "<yes_no>", "Whether waiting messages survive a restart."
)

MESSAGING_PROPERTIES: tuple[Property[Any], ...] = (
    DELIVERY, ORDER, BOUND, ON_FULL, RETENTION, VISIBILITY, HEARTBEAT, DEAD_LETTER, PARTITIONS,
    COPIES, DURABLE, HOLDS, REPLICATION, STRICT_SYNC, TOPOLOGY, DELIVERS, PACELC, ENCRYPTED_AT_REST, MAX_SIZE,
    DURABILITY, BACKUP,
)  # fmt: skip
