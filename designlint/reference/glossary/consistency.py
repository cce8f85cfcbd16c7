"""Words about copies of data: what a read may see, and how writes go together."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "CAP theorem",
        "While the network between replicas is cut, a store either refuses some calls (consistent) or "
        "answers with data that may be stale (available).",
        "pacelc CON014 consistency quorum",
        "CAP, CP, AP, Brewer, network partition, partition tolerance, CAP conflict, partition tolerant",
    ),
    Term(
        "PACELC",
        "CAP, and what is chosen without a partition: latency or consistency.",
        "pacelc CON013 CON014",
    ),
    Term(
        "consistency model",
        "What a read may see of the writes before it, from eventual consistency to linearizability.",
        "consistency read write CON001 CON013",
        "eventual consistency, strong consistency, eventually consistent, strongly consistent, "
        "causal consistency, linearizability, linearizable, sequential consistency, eventual, strong, causal",
    ),
    Term(
        "read your writes",
        "A user who has written something sees it in the next read.",
        "CON008 session consistency read",
        "read-your-writes, read after write, session consistency, monotonic reads, monotonic writes, "
        "session guarantees",
    ),
    Term(
        "stale read",
        "A read of an old value, from a follower, a cache or a projection.",
        "staleness freshness CON001 CON012 lag CAC008",
        "staleness, freshness, replication lag, stale, stale data, outdated",
    ),
    Term(
        "replication",
        "Keeping copies of data on several nodes. Synchronous copies have each acknowledged write; "
        "asynchronous ones follow with a lag.",
        "replication sync lag followers topology RES010 which-copies-have-a-write-when-it-is-acknowledged",
        "replica, replicas, read replica, follower, secondary, synchronous replication, "
        "asynchronous replication, semi-sync, mirroring, primary, leader, master, slave",
    ),
    Term(
        "quorum",
        "How many replicas have to answer a read or confirm a write. When reads plus writes exceed all "
        "replicas, each read meets the latest write.",
        "quorum read write copies are-quorums-strict",
        "majority, sloppy quorum, hinted handoff, r + w > n, read quorum, write quorum, write concern, read concern, acks, W and R",
    ),
    Term(
        "consensus",
        "An agreement of several nodes on one order of values, as by Raft or Paxos; a majority has to be "
        "up.",
        "coordinator quorum replicas failover etcd zookeeper",
        "raft, paxos, zab, leader election, distributed lock, lock, locking, lease, coordination, leader lease, epoch, term of a leader",
    ),
    Term(
        "isolation level",
        "Which effects of transactions that run together a database keeps from each other.",
        "isolation transactions what-does-an-isolation-level-mean-at-my-database",
        "serializable, serializability, snapshot isolation, read committed, repeatable read, write skew, "
        "lost update, phantom read, dirty read, MVCC, phantom",
    ),
    Term(
        "ACID",
        "Transactions that are atomic, consistent, isolated and durable.",
        "transactions isolation fsync CON011 atomic_with",
        "transaction, atomic, atomicity, BASE",
    ),
    Term(
        "dual write",
        "Two stores, or a store and a queue, written one after the other without a transaction: a crash "
        "in between leaves them different.",
        "CON002 outbox atomic_with saga what-if-one-flow-writes-two-stores",
        "dual writes, double write",
    ),
    Term(
        "transactional outbox",
        "Writing a message into a table in the same transaction as the data; a relay sends it afterwards.",
        "outbox CON002 idempotent",
        "outbox pattern, inbox, transaction log tailing, relay",
    ),
    Term(
        "change data capture",
        "A stream of the changes of a store, read from its log, that feeds copies elsewhere.",
        "fed_by outbox stream lag how-stale-is-a-copy-that-is-fed",
        "CDC, debezium, binlog, log tailing",
    ),
    Term(
        "saga",
        "A transaction over several services as a row of local ones; each has a compensation that undoes it.",
        "saga CON002 atomic_with idempotent",
        "sagas, compensation, compensating transaction, orchestration, choreography, workflow, process manager",
    ),
    Term(
        "two-phase commit",
        "A transaction over several stores in two rounds: all prepare, then all commit. It blocks while the "
        "coordinator is down.",
        "atomic_with CON002 saga transactions",
        "2PC, two phase commit, XA, distributed transaction, three-phase commit",
    ),
    Term(
        "CQRS",
        "Separate models for commands and queries: reads come from a copy that events or changes feed.",
        "fed_by staleness CON008 CON012",
        "command query responsibility segregation, read model, projection, materialized view, "
        "materialised view, denormalization, denormalisation",
    ),
    Term(
        "event sourcing",
        "Keeping the events as the record, and the current state as what follows from them.",
        "stream fed_by retention partitions",
        "event store, event log, event-driven, event driven architecture, replay, snapshotting",
    ),
    Term(
        "conflict resolution",
        "What happens to two writes of one value in two places: the last one wins, they merge, or a person "
        "decides.",
        "conflicts CON005 CON016",
        "last write wins, LWW, CRDT, CRDTs, vector clock, version vector, merge, clock skew, lamport clock, hybrid logical clock, logical clock, NTP",
    ),
    Term(
        "optimistic locking",
        "A write that is refused when its value has changed since the read.",
        "conflicts CON016 isolation transactions",
        "optimistic concurrency, compare and swap, CAS, pessimistic locking, ETag, version column",
    ),
)
