"""Properties of a relation between two components, or of one step of a flow."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.component import IDEMPOTENT, ROUTES_BY
from designlint.schema.property import Property
from designlint.schema.values import RateLimit, Ref, Scoped

TIMEOUT: Property[Quantity] = Property(
    "timeout", "<time>", "How long the caller waits for one attempt.", absent="no timeout"
)
RETRIES: Property[int] = Property(
    "retries", "<count>", "How often the caller tries again after the first attempt.", absent="none"
)
BACKOFF: Property[str] = Property(
    "backoff",
    "<how:none|fixed|exponential|jitter>",
    "How the waits between attempts grow.",
    absent="unknown; each wait is assumed to be no longer than the timeout",
)
RETRY_BUDGET: Property[Quantity] = Property(
    "retry_budget", "<share>", "The most retries, as a share of all calls.", absent="no budget"
)
CIRCUIT_BREAKER: Property[bool] = Property(
    "circuit_breaker",
    "<yes_no>",
    "Whether calls stop for a while when most of them fail.",
    absent="no",
)
HEDGE: Property[Quantity] = Property(
    "hedge",
    "<time>",
    "How long the caller waits before it sends the same call a second time; the first answer wins.",
    absent="none",
)
POOL: Property[Scoped] = Property(
    "pool",
    "<amount:number> [<scope>]",
    "Connections that are kept open.",
    value=Scoped,
    absent="no limit",
)
BULKHEAD: Property[int] = Property(
    "bulkhead", "<count>", "The most calls that are under way at the same time.", absent="no limit"
)
RATE_LIMIT: Property[RateLimit] = Property(
    "rate_limit",
    "<rate> [per <per:word>]",
    "The rate of requests that is let through.",
    value=RateLimit,
    absent="no limit",
)
ON_FAILURE: Property[str] = Property(
    "on_failure",
    "<what:fail|degrade|stale|fail_open|fail_closed>",
    "What the caller does when the call fails.",
    absent="fail",
)
GOES_ON = ("degrade", "stale", "fail_open")
"""What a caller does on the failure of a call so that its flow goes on."""
ENCRYPTION: Property[str] = Property(
    "encryption", "<how:none|tls|mtls|ipsec>", "How the traffic is encrypted."
)
PROTOCOL: Property[str] = Property("protocol", "<name:word>", "The protocol spoken.")
PAYLOAD: Property[Quantity] = Property("payload", "<size>", "What one call carries, both ways.")
ATOMIC_WITH: Property[tuple[Ref, ...]] = Property(
    "atomic_with",
    "<nodes:node>,...",
    "Other stores that the same transaction writes: all of the writes happen or none.",
    absent="nothing",
)
OUTBOX: Property[bool] = Property(
    "outbox",
    "<yes_no>",
    "Whether the message is first written with the data, then forwarded.",
    absent="no",
)
SAGA: Property[bool] = Property(
    "saga",
    "<yes_no>",
    "Whether the parts already done are undone when a later one fails.",
    absent="no",
)

RELATION_PROPERTIES: tuple[Property[Any], ...] = (
    TIMEOUT, RETRIES, BACKOFF, RETRY_BUDGET, CIRCUIT_BREAKER, HEDGE, POOL, BULKHEAD, RATE_LIMIT,
    ROUTES_BY, ON_FAILURE, IDEMPOTENT, ENCRYPTION, PROTOCOL, PAYLOAD, ATOMIC_WITH, OUTBOX, SAGA,
)  # fmt: skip
