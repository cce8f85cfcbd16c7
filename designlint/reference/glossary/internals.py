"""Words for what goes on inside of components and around a system, and what a design states of it."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "storage engine",
        "How a store keeps data on disk: trees, logs, compaction. A design states what comes of it: capacity, "
        "latency, size.",
        "capacity work latency size storage",
        "LSM, LSM tree, B-tree, btree, compaction, bloom filter, tombstone, write amplification, "
        "read amplification, page cache, vacuum, checkpoint",
    ),
    Term(
        "anti-entropy",
        "How replicas find and repair differences between them. A design states what a read may miss until "
        "then.",
        "replication staleness lag quorum conflicts",
        "gossip, gossip protocol, read repair, merkle tree, membership, failure detector, SWIM, rumor",
    ),
    Term(
        "race condition",
        "An outcome that hangs on which of two actions comes first: concurrent writers, or parts that wait "
        "for each other (deadlock).",
        "CON016 CON005 CON017 RES017 isolation",
        "race, races, data race, deadlock, livelock, mutex, concurrency bug, concurrent writes, concurrency control",
    ),
    Term(
        "resource exhaustion",
        "A component that runs out of something: processor time, memory, disk, connections, identifiers.",
        "capacity limit SCA010 SCA011 SCA015 storage connections",
        "CPU, memory, RAM, disk, disk full, out of memory, OOM, file descriptors, swap, memory leak, leak, "
        "resource limits, storage full, disk space",
    ),
    Term(
        "network",
        "Calls between places take a round trip, and the network carries a bounded number of bytes.",
        "rtt distance bandwidth LAT001 SCA016 payload",
        "network latency, networking, packet loss, ping time, TCP, UDP, QUIC, HTTP/2, keepalive, NAT, NIC, "
        "network bandwidth, cross-zone, speed of light, MTU, WAN, LAN, link",
    ),
    Term(
        "cold cache",
        "A cache that is empty after a restart, so that all reads go to the origin.",
        "CAC001 warm_up coalesce SCA020",
        "empty cache, cache warming, warm cache, prefetch, prefetching, preload, negative caching, "
        "cache penetration, cache avalanche",
    ),
    Term(
        "stream processing",
        "Computing over events while they arrive, in windows of time.",
        "stream worker partitions lag MSG003 staleness",
        "watermark, event time, processing time, window, windowing, tumbling window, lambda architecture, "
        "kappa architecture, kappa, sliding window, batch processing, data pipeline, pipeline, map reduce, mapreduce, backfilling",
    ),
    Term(
        "serialization",
        "The form in which data travels: its size counts for the bandwidth, and its changes for clients.",
        "payload compatibility API006 DAT011 protocol",
        "serialisation, schema registry, protobuf, protocol buffers, avro, thrift, JSON, XML, message format, "
        "payload size, compression",
    ),
    Term(
        "pagination",
        "Answering a large collection in pages.",
        "paginated API004 operation",
        "paging, cursor, offset, page size, keyset pagination, infinite scroll, limit and offset",
    ),
    Term(
        "layered architecture",
        "How the code inside of a component is arranged. A design here begins one level above: components "
        "and the calls between them.",
        "ARC012 group",
        "layers, hexagonal, hexagonal architecture, onion architecture, clean architecture, ports and "
        "adapters, n-tier, three-tier, tiers, MVC, SOLID, design pattern, adapter, facade, ambassador",
    ),
    Term(
        "incident",
        "A failure that users notice, and the work of people to end it. A design states how a failure is "
        "noticed and how long the repair takes.",
        "alerts observed_by mttr rto RES013 scenario",
        "outage, incident response, postmortem, post-mortem, root cause, runbook, playbook, SRE, toil, "
        "pager, SEV1, escalation, operations, DevOps",
    ),
    Term(
        "planned maintenance",
        "Downtime on purpose. It counts against availability like any other.",
        "maintenance availability does-planned-maintenance-count drains",
        "maintenance window, maintenance windows, planned downtime, patching, upgrade, restart, reboot",
    ),
    Term(
        "denial of service",
        "So many requests on purpose that others are not served.",
        "rate_limit RES034 on_full RES035",
        "DoS, DDoS, denial-of-service, bot, bots, captcha, scraping, abuse, attack",
    ),
    Term(
        "application security",
        "Weaknesses in code are outside of a design. What a design shows is checked: who can reach what, "
        "authenticated and encrypted or not.",
        "SEC002 SEC004 SEC006 auth",
        "SQL injection, injection, XSS, CSRF, SSRF, OWASP, vulnerability, penetration test, pen test, "
        "least privilege, security, defense in depth, supply chain",
    ),
    Term(
        "fitness function",
        "A test that an architecture keeps a quality while it grows. Here each `require` is one, and "
        "`designlint check` in CI runs them.",
        "require nonfunctional expect scenario",
        "evolutionary architecture, architecture test, architectural test, archunit, architecture as code, "
        "docs as code, diagrams as code",
    ),
    Term(
        "identifier",
        "What names an item of data. One that grows with time fills one range of a sharded store; one of few "
        "bits runs out.",
        "SCA031 SCA010 limit shards",
        "id, ids, unique id, UUID, ULID, snowflake id, auto increment, sequence, primary key",
    ),
    Term(
        "DNS",
        "Names of entries, which clients keep for a time: the TTL bounds how fast they follow a failover.",
        "dns RES042 ttl SPF012",
        "domain name, CNAME, name resolution, DNS TTL, resolver",
    ),
    Term(
        "notification",
        "Telling users of an event: nobody waits for it, so it is a `~>` to a queue or a third party.",
        "informs_about ARC009 queue third_party API003",
        "notifications, push notification, email, e-mail, SMS, newsletter",
    ),
    Term(
        "search index",
        "A copy of data that is arranged for text search, and lags behind its source.",
        "search fed_by lag staleness index",
        "full text search, full-text search, search engine, inverted index",
    ),
)
