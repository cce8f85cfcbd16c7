"""Words about calls that fail: timeouts, retries, and what protects a callee."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "timeout",
        "How long a caller waits for an answer. Without one, a slow callee holds the caller's workers.",
        "timeout RES001 RES032 RES036 RES040",
        "deadline, deadline propagation, time limit",
    ),
    Term(
        "retry",
        "A call that is made again after it failed. It multiplies the load, and repeats writes.",
        "retries backoff retry_budget RES002 RES003 CON004",
        "retrying, retry budget, resend",
    ),
    Term(
        "exponential backoff",
        "Waiting longer before each further retry; jitter makes the wait random, so that callers do not "
        "retry together.",
        "backoff RES003 RES004",
        "jitter, back off, exponential back-off",
    ),
    Term(
        "circuit breaker",
        "A caller that stops calling a callee which keeps failing, and tries it again from time to time.",
        "circuit_breaker RES031 RES040 timeout",
        "breaker, fuse, half open, half-open, open circuit, circuit open",
    ),
    Term(
        "bulkhead",
        "Separate workers or connections for each callee or tenant, so that one cannot hold all of them.",
        "bulkhead RES040 RES035 pool",
        "bulkheads, compartment, isolation of callers",
    ),
    Term(
        "back pressure",
        "Making a producer slower, or refusing its work, when the consumer cannot keep up: a bound on what "
        "waits, and what happens when it is full.",
        "bound on_full MSG001 rate_limit MSG002 SCA001",
        "backpressure, flow control, bounded queue",
    ),
    Term(
        "load shedding",
        "Refusing some requests early, so that the others are served in time.",
        "on_full rate_limit MSG011 MSG010 RES034",
        "shedding, admission control, priority queue, drop, fail fast, priority inversion, starvation",
    ),
    Term(
        "rate limit",
        "A bound on the requests that a client or all clients may send in a time.",
        "rate_limit RES034 SCA021 OPS001",
        "rate limiting, rate limiter, throttling, throttle, quota, token bucket, leaky bucket, 429",
    ),
    Term(
        "hedged request",
        "The same request to a second replica when the first is slow; the faster answer counts.",
        "hedge CON004 LAT003",
        "hedging, hedged requests, tied request, backup request, speculative retry",
    ),
    Term(
        "thundering herd",
        "Many callers that act at the same moment: all reconnect after a restart, or all read from the "
        "origin when a cached value expires.",
        "RES041 CAC001 coalesce RES003 backoff",
        "herd, reconnect storm, dogpile, cache stampede, stampede, connection storm",
    ),
    Term(
        "noisy neighbour",
        "One tenant whose load takes the share of others.",
        "RES035 tenancy bulkhead rate_limit",
        "noisy neighbor, multi-tenancy, multi tenancy, multitenant, tenant, tenants, fairness",
    ),
    Term(
        "idempotency",
        "Doing the same work twice has the effect of doing it once, so that a retry does no harm. An "
        "idempotency key tells a repeated request from a new one.",
        "idempotent CON003 CON004 API005 delivery",
        "idempotence, idempotency key, dedup, deduplication, duplicate, exactly once effect, idempotent consumer",
    ),
    Term(
        "connection pool",
        "The connections that a caller keeps open to a callee, and shares among its requests.",
        "pool connections SCA011 concurrency RES040",
        "pooling, connection limit, max connections, thread pool, worker pool, pgbouncer",
    ),
    Term(
        "cold start",
        "What takes time before a new replica serves at full speed: boot, empty caches, scaling from none.",
        "SCA020 boot_time warm_up CAC001 RES017 needs_at_boot",
        "warm up, warmup, start-up, startup, boot, bootstrapping",
    ),
    Term(
        "autoscaling",
        "Changing the number of replicas with the load. New replicas take time to start.",
        "autoscale RES030 RES033 SCA020 boot_time",
        "auto scaling, autoscaler, HPA, scale out, scale up, elasticity, horizontal scaling, vertical scaling",
    ),
    Term(
        "sticky session",
        "A balancer that sends all requests of a user to one replica, which keeps the user's state.",
        "sticky state RES050 session",
        "session affinity, stateful, stateless, affinity, sticky sessions, cookie, in-memory state, twelve-factor, 12 factor",
    ),
)
