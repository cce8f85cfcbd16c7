"""Words about load and time: how much comes, what carries it, and how long it takes."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "percentile",
        "The value that a share of all requests stays below: p99 is exceeded by one request in a hundred.",
        "latency claims LAT003",
        "p50, p90, p95, p99, p999, p99.9, median, quantile, tail latency, tail, average latency, p100, maximum latency, tail at scale, coordinated omission, histogram",
    ),
    Term(
        "latency",
        "The time from a request to its answer.",
        "latency LAT001 LAT002 LAT005 rtt where-does-the-time-begin",
        "response time, round trip, RTT, service time, delay, lag, latency budget, time budget",
    ),
    Term(
        "throughput",
        "How many requests, messages or bytes are carried in a time.",
        "throughput capacity rate bandwidth quantities",
        "RPS, QPS, TPS, requests per second, queries per second, transactions per second, IOPS, ops",
    ),
    Term(
        "peak load",
        "The highest load that the design has to carry, beside its average.",
        "peak rate peak_factor growth SCA001 what-is-a-rate-that-states-neither-peak-nor-average",
        "peak, burst, bursts, spike, traffic, load, seasonality, diurnal, DAU, MAU, daily active users, burstable, flash sale, black friday, seasonal load",
    ),
    Term(
        "headroom",
        "How much more load fits before the first component is full.",
        "headroom capacity SCA003 growth",
        "utilization, utilisation, saturation, bottleneck, capacity planning, spare capacity, growth",
    ),
    Term(
        "Little's law",
        "Requests under way = arrivals per second x seconds for each. It gives the workers that are needed.",
        "concurrency SCA017 RES040 work what-else-bounds-a-capacity",
        "littles law, concurrency limit, in-flight requests, threads, workers",
    ),
    Term(
        "queueing delay",
        "The wait for a free server; it grows without bound as the utilisation comes near to 100%.",
        "LAT005 headroom work concurrency",
        "queueing theory, queueing, queuing, M/M/1, M/M/c, Erlang, head-of-line blocking, head of line blocking, "
        "wait time, contention",
    ),
    Term(
        "universal scalability law",
        "A model of how capacity grows with replicas: contention flattens the curve, and coherence bends "
        "it down.",
        "contention coherence SCA022 scales do-twice-as-many-replicas-carry-twice-as-much",
        "USL, Amdahl, Amdahl's law, scalability, linear scaling, diminishing returns",
    ),
    Term(
        "sharding",
        "Splitting data by a key over several nodes, so that each holds and serves a part.",
        "shards SCA012 SCA018 SCA030 SCA031 SCA005 which-replicas-of-a-sharded-store-does-a-run-need",
        "shard, shard key, partition key, partitioning, horizontal partitioning, range sharding, "
        "scatter gather, scatter-gather, resharding, federation",
    ),
    Term(
        "consistent hashing",
        "Placing keys and nodes on a ring, so that few keys move when a node comes or goes.",
        "consistent-hashing vnodes SCA013 SCA014",
        "hash ring, virtual nodes, rendezvous hashing, modulo hashing, hashing",
    ),
    Term(
        "hot key",
        "A key that gets much more load than others, so that its node is full while others idle.",
        "largest_share skew SCA012 does-one-key-fill-a-node",
        "hot partition, hot spot, hotspot, hot shard, celebrity problem, skew, zipf, uneven load, "
        "data skew",
    ),
    Term(
        "load balancer",
        "A component that spreads requests over replicas.",
        "load_balancer health_check sticky SPF012",
        "load balancing, round robin, least connections, LB, ELB, reverse proxy, ingress, anycast, "
        "power of two choices, geo routing, geo DNS, latency-based routing, GSLB",
    ),
    Term(
        "CDN",
        "Caches near the users for content that changes rarely.",
        "cdn LAT006 ttl cache",
        "content delivery network, edge, edge cache, PoP, point of presence, edge computing",
    ),
    Term(
        "cache hit ratio",
        "The share of reads that a cache answers. The rest goes to the origin.",
        "hit working_set size CAC002 CAC003 CAC001",
        "hit rate, hit ratio, cache hit, cache miss, miss rate, working set",
    ),
    Term(
        "cache-aside",
        "The application reads the cache, and on a miss the store, and then fills the cache.",
        "write_policy invalidation steps CON006 CAC005",
        "cache aside, lazy loading, read-through, read through, look-aside, lookaside, caching",
    ),
    Term(
        "write-through",
        "A cache writes to the store before it acknowledges; write-behind (write-back) does so afterwards, "
        "and may lose what it acknowledged.",
        "write_policy CON007 CON006",
        "write through, write-behind, write behind, write-back, write back, write-around",
    ),
    Term(
        "cache invalidation",
        "Removing a copy from a cache when its origin changes; a TTL removes it after a time.",
        "invalidation ttl CON006 CAC005 CAC008 stale_while_revalidate",
        "invalidate, TTL, time to live, expiry, expiration, expire, purge",
    ),
    Term(
        "eviction",
        "What a full cache drops: the least recently used (LRU), the least frequently used (LFU), and so on.",
        "eviction CAC004 CAC009 size",
        "LRU, LFU, FIFO eviction, maxmemory, evict",
    ),
    Term(
        "fan-out",
        "One request that makes calls to many. The slowest answer decides, and the load multiplies.",
        "LAT003 RES002 steps SCA018 informs_about",
        "fan out, fanout, fan-in, scatter, broadcast, fan-out on write, fan-out on read",
    ),
    Term(
        "chatty calls",
        "Many small calls where one would do; N+1 queries read a list, then each of its items.",
        "LAT002 ARC011 ARC003 LAT004",
        "chatty, n+1 queries, n plus one, chattiness, batching, batch, round trips",
    ),
    Term(
        "back-of-the-envelope estimate",
        "Load, storage and bandwidth from a few numbers: users, calls of each, bytes of each. designlint "
        "computes them from flows and data.",
        "rate count size growth storage bandwidth",
        "estimation, back of the envelope, sizing, capacity estimate",
    ),
)
