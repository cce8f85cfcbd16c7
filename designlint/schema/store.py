"""Properties of what keeps data: databases, search, object and file stores, caches and CDNs."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.component import ALERTS, BECAUSE
from designlint.schema.property import Property
from designlint.schema.values import Backup, Feed, Followers, Fsync, Keyed, Ref, Scoped

# Models of whole transactions, and of the reads and writes of one object.
TRANSACTIONAL = (
    "strict_serializable|strong_session_serializable|serializable|strong_snapshot_isolation|"
    "strong_session_snapshot_isolation|snapshot_isolation|parallel_snapshot_isolation|"
    "repeatable_read|view_serializable|update_serializable|forward_consistent_view|"
    "consistent_view|cursor_stability|monotonic_view|monotonic_snapshot_read|"
    "monotonic_atomic_view|transactional_prefix|transactional_causal|update_atomic|read_atomic|"
    "read_committed|read_uncommitted"
)
SINGLE_OBJECT = (
    "linearizable|sequential|causal|pram|writes_follow_reads|read_your_writes|monotonic_reads|"
    "monotonic_writes|bounded_staleness|consistent_prefix|eventual"
)
MODELS = f"{TRANSACTIONAL}|{SINGLE_OBJECT}"

HOLDS: Property[tuple[Ref, ...]] = Property(
    "holds", "<data>,...", "The data that the component keeps.", absent="nothing"
)
MODEL: Property[str] = Property(
    "model",
    "<model:relational|nosql|key_value|document|wide_column|graph|time_series|search>",
    "The data model that it offers.",
)
COPIES: Property[int] = Property("copies", "<count>", "How many replicas keep each data item.")
LEADER: Property[Ref] = Property("leader", "in <place>", "Where the leader runs.")
LEADERS: Property[tuple[Ref, ...]] = Property(
    "leaders", "in <places:place>,...", "Where the leaders run, one in each place."
)
FOLLOWERS: Property[Followers] = Property(
    "followers",
    "<number:instances> [in <places:place>,...]",
    "How many followers there are, spread evenly over places.",
    value=Followers,
)
SYNC: Property[str] = Property(
    "sync",
    "<votes>",
    "How many followers confirm a write before it is acknowledged; a `quorum` is a majority of the copies, "
    "the leader's among them.",
)
READ: Property[str] = Property("read", "<votes>", "How many copies must answer a read.")
WRITE: Property[str] = Property("write", "<votes>", "How many copies must confirm a write.")
LAG: Property[Quantity] = Property(
    "lag", "<time>", "The replication lag that is enforced as an upper bound."
)
TOPOLOGY: Property[str] = Property(
    "topology",
    "<shape:single|leader_follower|multi_leader|leaderless|consensus>",
    "How the replicas share the writes.",
    details=(COPIES, LEADER, LEADERS, FOLLOWERS, SYNC, READ, WRITE, LAG),
)
REPLICATION: Property[str] = Property(
    "replication",
    "<how:synchronous|semi_synchronous|asynchronous>",
    "Whether a write is acknowledged before its copies have it.",
)
STRICT_SYNC: Property[bool] = Property(
    "strict_sync",
    "<yes_no>",
    "Whether a write waits while fewer followers are up than have to confirm it, or goes on with those that "
    "are up; a follower that lacks writes is then not promoted.",
)
FSYNC: Property[Fsync] = Property(
    "fsync",
    "<when:before_ack|after_ack|never> [within <within:time>]",
    "Whether a write is on disk when it is acknowledged, or `within` some time after: a restart loses "
    "what is not.",
    value=Fsync,
    absent="a write is on disk when it is acknowledged, unless the technology is documented otherwise",
)
REFRESH: Property[Quantity] = Property(
    "refresh",
    "<time>",
    "How long after it is acknowledged a write becomes visible to reads, as in a search index.",
    absent="a write is visible at once",
)
FEED_BY: Property[str] = Property(
    "by",
    "<how:cdc|job|indexer>",
    "What makes the copy: change data capture, which applies the changes in the order of the source; "
    "a job that copies from time to time; or an indexer, which takes items one by one.",
)
FED_BY: Property[Feed] = Property(
    "fed_by",
    "<source:component> [lag <lag:time>]",
    "The component that its copies come from, besides the flows, and how long a change takes at most.",
    value=Feed,
    details=(FEED_BY,),
    repeats=True,
    absent="the flows that write its data feed it, and nothing else",
)
ISOLATION: Property[str] = Property(
    "isolation", f"<level:{TRANSACTIONAL}>", "The isolation of its transactions."
)
DELIVERS: Property[str] = Property(
    "delivers",
    f"<model:{MODELS}>",
    "The consistency that a read gets by default.",
    absent="what its topology gives, unless the technology is documented otherwise",
)
DELIVERS_STRONG: Property[str] = Property(
    "delivers_strong",
    f"<model:{MODELS}>",
    "The strongest consistency that a setting of the store gives.",
)
PACELC: Property[str] = Property(
    "pacelc",
    "<cls:pc_ec|pa_el|pa_ec|pc_el>",
    "What the store gives up under a partition, and what it gives up otherwise (Abadi 2012).",
    informative=True,
)
READS_FROM: Property[str] = Property(
    "reads_from",
    "<which:leader|follower|any>",
    "Which replicas answer reads, unless a step declares `from`.",
    absent="the leader, where there is one",
)
SESSION: Property[str] = Property(
    "session",
    "<how:none|token|pinned|sticky>",
    "How a client reads its own writes: a replica waits for the position in the client's `token`, "
    "the leader answers for a while after a write (`pinned`), or the same replica always answers "
    "(`sticky`).",
    absent="none",
)
QUORUM: Property[str] = Property(
    "quorum",
    "<how:strict|sloppy>",
    "Whether only the replicas of a key answer for the key, or others stand in for replicas that "
    "are down.",
)
CONFLICTS: Property[str] = Property(
    "conflicts",
    "<rule:last_writer_wins|merge|crdt|siblings|reject|none>",
    "What happens to two concurrent writes of the same item.",
)
PLACEMENT: Property[str] = Property(
    "placement",
    "<how:ring|jump|rendezvous|multi_probe|modulo|range|directory>",
    "How keys are given to shards.",
)
VNODES: Property[int] = Property(
    "vnodes", "<count>", "Virtual nodes on the hash ring for each node."
)
REBALANCE: Property[str] = Property(
    "rebalance", "<how:auto|manual|none>", "Who moves data when shards are added or removed."
)
COLOCATES: Property[tuple[Ref, ...]] = Property(
    "colocates",
    "<data>,...",
    "Data items whose rows that belong together are on one shard, because all have the shard key.",
    absent="nothing",
)
SHARDS: Property[Keyed] = Property(
    "shards",
    "<number:count> [by <key:word>]",
    "Into how many parts the data is split, and by which key.",
    value=Keyed,
    details=(PLACEMENT, VNODES, REBALANCE, COLOCATES, BECAUSE),
    absent="it is not split",
)
LARGEST_SHARE: Property[Quantity] = Property(
    "largest_share", "<share>", "The share of the load or data that the largest key has."
)
MAX_SIZE: Property[Scoped] = Property(
    "max_size", "<amount:size> [<scope>]", "How much data fits.", value=Scoped, absent="no limit"
)
INDEX: Property[tuple[str, ...]] = Property(
    "index",
    "<keys:word>,...",
    "What data can be found by, besides its key.",
    repeats=True,
)
TRANSACTIONS: Property[str] = Property(
    "transactions", "<reach:none|single_row|multi_row|cross_shard>", "What a transaction may span."
)
CONNECTIONS: Property[int] = Property(
    "connections", "<count>", "The most client connections that are accepted.", absent="no limit"
)
RESTORE_TESTED: Property[Quantity] = Property(
    "restore_tested", "every <time>", "How often a restore is tried.", absent="never"
)
RESTORE_TIME: Property[Quantity] = Property(
    "restore_time", "<time>", "How long a full restore takes.", worse="high"
)
BACKUP: Property[Backup] = Property(
    "backup",
    "every <every:time> [to <to:component>]",
    "How often a copy is made, and where it is kept.",
    value=Backup,
    details=(RESTORE_TESTED, RESTORE_TIME, ALERTS),
    absent="no backup",
)
REBUILD_TIME: Property[Quantity] = Property(
    "rebuild_time", "<time>", "How long it takes to rebuild a lost replica.", worse="high"
)
ENCRYPTED_AT_REST: Property[bool] = Property(
    "encrypted_at_rest", "<yes_no>", "Whether the data is encrypted on disk."
)
DURABILITY: Property[Quantity] = Property(
    "durability", "<share>", "The share of objects that outlast a year.", worse="low"
)
RETENTION: Property[Quantity] = Property(
    "retention", "<time>", "How long data is kept.", absent="kept indefinitely"
)

STORE_PROPERTIES: tuple[Property[Any], ...] = (
    HOLDS, FED_BY, MODEL, TOPOLOGY, REPLICATION, STRICT_SYNC, FSYNC, COPIES, ISOLATION, DELIVERS, DELIVERS_STRONG,
    PACELC, READS_FROM, SESSION, QUORUM, REFRESH, CONFLICTS, SHARDS, LARGEST_SHARE, MAX_SIZE, INDEX,
    TRANSACTIONS, CONNECTIONS, BACKUP, REBUILD_TIME, ENCRYPTED_AT_REST, DURABILITY, RETENTION,
)  # fmt: skip

# Of whatever keeps something in several copies, besides stores: configuration, monitoring.
REPLICATED_PROPERTIES: tuple[Property[Any], ...] = (
    HOLDS, MODEL, TOPOLOGY, REPLICATION, COPIES, DELIVERS, DELIVERS_STRONG, PACELC, MAX_SIZE,
    RETENTION,
)  # fmt: skip

CACHE_PLACEMENT: Property[str] = Property(
    "placement", "<where:client|server|shared|edge>", "Where the cached copies are."
)
TTL: Property[Quantity] = Property(
    "ttl", "<time>", "How long a copy is used before it expires.", absent="a copy does not expire"
)
EVICTION: Property[str] = Property(
    "eviction", "<policy:lru|lfu|fifo|random|ttl|none>", "What makes room when it is full."
)
SIZE: Property[Quantity] = Property("size", "<size>", "How much data fits.")
WORKING_SET: Property[Quantity] = Property(
    "working_set", "<size>", "How much data is requested again and again."
)
SKEW: Property[Quantity] = Property(
    "skew", "<exponent:number>", "Zipf's exponent of the popularity of keys; 0 is uniform."
)
HIT: Property[Quantity] = Property(
    "hit", "<share>", "The share of reads that the cache answers itself.", worse="low"
)
WRITE_POLICY: Property[str] = Property(
    "write_policy",
    "<policy:cache_aside|read_through|write_through|write_behind>",
    "How writes reach the cache and its origin.",
    absent="cache_aside",
)
COALESCE: Property[bool] = Property(
    "coalesce", "<yes_no>", "Whether many misses of one key become one call.", absent="no"
)
STALE_WHILE_REVALIDATE: Property[Quantity] = Property(
    "stale_while_revalidate",
    "<time>",
    "How long past its ttl a copy serves while it is renewed.",
    absent="no longer than its ttl",
)
STALE_IF_ERROR: Property[Quantity] = Property(
    "stale_if_error",
    "<time>",
    "How long past its ttl a copy serves when the origin fails.",
    absent="no longer than its ttl",
)
WARM_UP: Property[bool] = Property(
    "warm_up", "<yes_no>", "Whether the cache is filled before it gets traffic.", absent="no"
)
INVALIDATION: Property[str] = Property(
    "invalidation",
    "<how:none|ttl|before_commit|after_commit|event>",
    "How a copy is invalidated when its data changes.",
    absent="none",
)

CACHE_PROPERTIES: tuple[Property[Any], ...] = (
    HOLDS, FED_BY, FSYNC, CACHE_PLACEMENT, TTL, EVICTION, SIZE, WORKING_SET, SKEW, HIT, WRITE_POLICY, COALESCE,
    STALE_WHILE_REVALIDATE, STALE_IF_ERROR, WARM_UP, INVALIDATION, REPLICATION, COPIES, DELIVERS,
    DELIVERS_STRONG, PACELC, MODEL, TOPOLOGY, STRICT_SYNC, ENCRYPTED_AT_REST, CONNECTIONS, SHARDS, DURABILITY,
)  # fmt: skip
