"""Words about queues and streams."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "message queue",
        "Work that waits until a consumer takes it; each message goes to one consumer.",
        "queue stream delivery MSG001 who-gets-a-message",
        "queues, broker, message broker, message bus, event bus, producer, consumer, competing consumers, "
        "point to point, task queue, job queue",
    ),
    Term(
        "topic",
        "Messages that each group of consumers gets: publish and subscribe.",
        "stream partitions who-gets-a-message delivery",
        "pub/sub, pubsub, publish subscribe, subscription, consumer group, topics, log, fan-out exchange, event, events",
    ),
    Term(
        "delivery guarantee",
        "How often a message reaches its consumer: at most once, at least once, or exactly once in effect.",
        "delivery CON003 CON009 MSG005 idempotent",
        "at least once, at most once, exactly once, at-least-once, at-most-once, exactly-once, redelivery, "
        "ack, acknowledgement, delivery semantics",
    ),
    Term(
        "dead letter queue",
        "Where messages go that fail again and again, so that they do not block or repeat without end.",
        "dead_letter MSG008 retries",
        "DLQ, dead-letter queue, poison message, poison pill, parking lot, quarantine",
    ),
    Term(
        "visibility timeout",
        "How long a message that a consumer has taken is hidden from others, before it is delivered again.",
        "visibility MSG004",
        "invisibility, message lease, lock duration, ack deadline",
    ),
    Term(
        "consumer lag",
        "How far a consumer is behind the latest message.",
        "MSG002 MSG003 MSG007 does-a-consumer-that-cannot-keep-up-at-peak-fail-its-flow",
        "backlog, queue depth, lag of a consumer, queue length",
    ),
    Term(
        "ordering",
        "Whether messages are processed in the order in which they were sent; often only those of one key.",
        "order partitions CON010 CON017",
        "order guarantee, message order, FIFO, in order, total order, partial order",
    ),
    Term(
        "partition",
        "A part of a stream, or of a store, that is in order and is read by one consumer of a group. For a "
        "cut in the network, see CAP theorem.",
        "partitions MSG009 CON010 CON017 shards",
        "partitions of a topic, rebalance, partition count",
    ),
    Term(
        "asynchronous",
        "A call or message that the caller does not wait for: the arrow `~>`. A call that is waited for is "
        "`->`.",
        "steps does-an-asynchronous-call-count-for-availability ARC009 queue",
        "async, synchronous, sync call, fire and forget, request-reply, request response, background job",
    ),
    Term(
        "webhook",
        "A call to an address that a client registered, when something has happened.",
        "api-styles retries dead_letter api API003",
        "callback, webhooks, push, polling, long polling, server-sent events, websocket, websockets, SSE",
    ),
)
