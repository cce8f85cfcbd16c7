"""Words that other tools and the field have for what the language says otherwise."""

from __future__ import annotations

_KINDS = {
    "service": "microservice micro_service api backend server app application web_service rest_api bff",
    "client": "frontend web ui spa browser mobile mobile_app website webapp",
    "function": "faas serverless cloud_function",
    "worker": "consumer job batch processor stream_processor daemon background_worker",
    "scheduler": "cron cronjob timer batch_job scheduled_job etl",
    "gateway": "api_gateway apigateway ingress",
    "load_balancer": "lb loadbalancer balancer elb alb nlb proxy reverse_proxy",
    "database": "db sql rdbms nosql datastore data_store store relational_database warehouse",
    "cache": "in_memory_cache memory_store",
    "search": "search_engine search_index index",
    "object_store": "bucket blob blob_store blob_storage object_storage",
    "file_store": "filesystem file_system nfs file_storage disk volume",
    "queue": "message_queue mq broker message_broker task_queue job_queue",
    "stream": "topic event_bus event_stream log pubsub pub_sub eventbus bus",
    "coordinator": "lock_service leader_election service_registry",
    "third_party": "external saas vendor external_service external_system partner",
    "identity": "auth sso iam idp oauth identity_provider login",
    "monitoring": "logging logs observability metrics tracing apm",
    "secrets": "vault kms secret_store secrets_manager",
    "config": "configuration feature_flags config_service",
    "deploy": "ci cd ci_cd pipeline cicd",
}
KINDS_AS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""The kind of component that a word means elsewhere."""

_NONFUNCTIONAL = (
    "nonfunctional",
    'nonfunctional {name} "..." {{ require METRIC of FLOW >= VALUE }}',
)
_ACTOR = ("actor", "actor {name}")
_GROUP = ("group", "group {name} {{ ... }}")
_DATA = ("data", "data {name}")
_FLOW = ("flow", "flow {name} {{ ACTOR -> COMPONENT }}")
DECLARED_AS = {
    **dict.fromkeys(("user", "person", "role", "persona", "customer"), _ACTOR),
    **dict.fromkeys(
        ("requirement", "req", "nfr", "slo", "sla", "quality", "goal", "constraint"), _NONFUNCTIONAL
    ),
    **dict.fromkeys(("fr", "feature", "story", "user_story"), ("functional", 'functional {name} "..."')),
    **dict.fromkeys(("system", "architecture", "project", "model", "workspace"), ("design", 'design {name} "..."')),
    **dict.fromkeys(("az", "availability_zone"), ("zone", "zone {name}")),
    **dict.fromkeys(("datacenter", "data_center", "dc", "site"), ("region", "region {name}")),
    **dict.fromkeys(("cloud", "cloud_provider"), ("provider", "provider {name}")),
    **dict.fromkeys(("machine", "vm", "node", "instance"), ("host", "host {name}")),
    **dict.fromkeys(("entity", "table", "dataset", "record"), _DATA),
    **dict.fromkeys(("journey", "usecase", "use_case", "sequence", "scenario_flow", "path"), _FLOW),
    "adr": ("decision", 'decision {name} "..." {{ because "..." }}'),
    **dict.fromkeys(("include", "use"), ("import", 'import "FILE.design"')),
    **dict.fromkeys(("failure", "experiment", "drill", "chaos"), ("scenario", "scenario {name} {{ lose COMPONENT }}")),
    **dict.fromkeys(("module", "boundary", "context", "package", "namespace", "subsystem", "domain_context"), _GROUP),
    "team": ("", "write `owner {name}` in a component, a group or the design"),
    **dict.fromkeys(("endpoint", "interface"), ("", "write `api {name}` in the block of its component")),
    **dict.fromkeys(("relation", "rel", "connection", "call", "edge", "dependency"),
                    ("", "write an arrow: `CALLER -> CALLEE`, or `CALLER ~> CALLEE` for an asynchronous call")),
    **dict.fromkeys(("suppress", "ignore", "waive"), ("accept", 'accept CODE on NAME because "..."')),
}  # fmt: skip
"""The declaration that a word means elsewhere, and its form; without one, advice."""

RENAMED = {
    **dict.fromkeys(("instances", "pods", "nodes", "replica_count", "desired_count", "replica", "count", "scale",
                     "min_replicas", "number"), ("replicas",)),
    **dict.fromkeys(("dlq", "dead_letter_queue", "deadletter"), ("dead_letter",)),
    **dict.fromkeys(("technology", "engine", "type", "vendor", "stack", "product", "implementation"), ("tech",)),
    **dict.fromkeys(("team", "owned_by", "responsible", "maintainer"), ("owner",)),
    **dict.fromkeys(("throughput", "rps", "qps", "tps", "max_rps", "max_throughput", "iops"),
                    ("capacity", "rate")),
    **dict.fromkeys(("sla", "uptime", "slo"), ("availability",)),
    **dict.fromkeys(("retry", "max_retries", "retry_count", "attempts"), ("retries",)),
    "max_connections": ("connections", "pool"),
    **dict.fromkeys(("pool_size", "connection_pool"), ("pool",)),
    "partition_count": ("partitions",),
    **dict.fromkeys(("shard_count", "sharding"), ("shards",)),
    **dict.fromkeys(("expiry", "expires", "expiration", "max_age", "time_to_live"), ("ttl", "retention")),
    "eviction_policy": ("eviction",),
    **dict.fromkeys(("hit_rate", "hit_ratio", "cache_hit"), ("hit",)),
    **dict.fromkeys(("consistency", "consistency_model"), ("delivers",)),
    "ordering": ("order",),
    **dict.fromkeys(("encrypted", "encryption_at_rest", "encrypt"), ("encrypted_at_rest",)),
    **dict.fromkeys(("startup_time", "start_time", "cold_start"), ("boot_time",)),
    **dict.fromkeys(("price", "costs", "monthly_cost"), ("cost",)),
    **dict.fromkeys(("response_time", "max_latency"), ("latency p99",)),
    **dict.fromkeys(("rationale", "reason", "why", "justification"), ("because",)),
    **dict.fromkeys(("memory", "ram", "max_memory"), ("size",)),
    **dict.fromkeys(("storage", "disk", "disk_size", "capacity_bytes"), ("max_size",)),
    "size": ("max_size",),
    **dict.fromkeys(("max_length", "queue_size", "max_depth"), ("bound",)),
    **dict.fromkeys(("autoscaling", "hpa", "scaling"), ("autoscale",)),
    **dict.fromkeys(("kill", "fail", "crash", "remove", "take_down", "stop"), ("lose",)),
    **dict.fromkeys(("traffic", "multiply"), ("load",)),
    "assert": ("expect", "require"),
    "isolation_level": ("isolation",),
    "delivery_guarantee": ("delivery",),
    "stores": ("holds",),
}  # fmt: skip
"""The properties that a word means elsewhere; the first that is allowed is meant."""

METRICS = frozenset(
    ("availability", "latency", "throughput", "durability", "rto", "rpo", "cost", "staleness", "headroom",
     "bandwidth", "storage", "residency", "consistency", "encryption", "blast_radius")
)  # fmt: skip
LOADS = frozenset(("load", "traffic", "rate", "rps", "qps", "tps", "requests", "frequency"))
TITLES = frozenset(("description", "title", "name", "purpose", "summary", "label", "text", "desc"))
CALLS = frozenset(
    (
        "depends",
        "depends_on",
        "dependencies",
        "uses",
        "calls",
        "requires",
        "connects",
        "connects_to",
        "invokes",
        "talks_to",
        "sends",
    )
)
LEFT_OUT = frozenset(
    (
        "cpu",
        "cpus",
        "memory",
        "ram",
        "port",
        "ports",
        "language",
        "framework",
        "image",
        "version",
        "url",
        "hostname",
        "instance_type",
        "env",
        "environment",
        "namespace",
        "cluster",
        "repo",
        "repository",
        "tags",
        "color",
        "icon",
        "storage",
        "disk",
    )
)
WRITTEN_AS = {
    **dict.fromkeys(("pii", "personal", "personal_data", "gdpr", "sensitive", "private"),
                    "`contains personal` in the block of the data"),
    **dict.fromkeys(("phi", "hipaa"), "`contains health` in the block of the data"),
    **dict.fromkeys(("pci", "card_data"), "`contains payment` in the block of the data"),
    **dict.fromkeys(("multi_az", "multi_region", "ha", "high_availability"),
                    "where replicas run: `replicas 3 in PLACE, PLACE, PLACE`, or `managed regional`"),
    **dict.fromkeys(("backups", "backup_schedule", "snapshot", "snapshots"), "`backup every 1d`"),
    **dict.fromkeys(("every", "schedule", "cron"), "how often it runs as the `rate` of its flow"),
    **dict.fromkeys(("alternatives", "alternative"), '`option NAME { con "..." }`'),
    **dict.fromkeys(("owns", "members"), "`owner NAME` in the block of each of them"),
    **dict.fromkeys(("placed", "placed_in", "deployed_in", "runs_in"), "`in PLACE`"),
}  # fmt: skip
"""What to write for a word that has no place in the block where it stands."""

_VALUES = {
    "least_loaded": "least_connections least_conn leastconn least_conns least_requests least_outstanding_requests fewest_connections",
    "round_robin": "rr roundrobin random",
    "hash": "ip_hash source_ip consistent_hash consistent_hashing maglev",
    "ring": "consistent_hash consistent_hashing",
    "latency": "geo geolocation proximity nearest closest",
    "leader_follower": "master_slave primary_replica primary_secondary primary_standby primary_backup active_passive master_replica",
    "multi_leader": "active_active multi_master multi_primary master_master",
    "consensus": "raft paxos zab",
    "leaderless": "dynamo quorum gossip peer_to_peer",
    "single": "standalone single_node one",
    "leader": "primary master writer",
    "follower": "replica secondary slave standby read_replica reader",
    "auto": "automatic automated",
    "semi_synchronous": "semi_sync semisync",
    "drop": "discard overwrite",
    "shed": "reject refuse error",
    "block": "backpressure wait",
    "write_behind": "write_back writeback",
    "cache_aside": "look_aside lazy lazy_loading lazy_load",
    "relational": "sql rdbms",
    "key_value": "kv",
    "wide_column": "columnar column column_family",
    "document": "json",
    "time_series": "timeseries tsdb",
    "personal": "pii gdpr personal_data",
    "payment": "pci card cards card_data",
    "health": "phi hipaa medical",
    "secret": "credentials passwords password keys",
    "linearizable": "strong strongly_consistent strict_consistency external_consistency",
    "eventual": "weak eventually_consistent eventual_consistency",
    "read_your_writes": "ryw read_after_write read_your_own_writes",
    "exactly_once": "effectively_once",
    "exponential": "exp exponential_backoff",
    "fixed": "constant linear",
    "last_writer_wins": "lww last_write_wins",
    "out": "horizontal horizontally",
    "up": "vertical vertically",
    "zonal": "zone single_zone one_zone",
    "regional": "region multi_az multi_zone",
    "global": "multi_region worldwide",
    "none": "no never off stateless",
    "normal": "medium moderate standard",
    "tls": "ssl https",
    "mtls": "mutual_tls",
    "by_key": "primary_key id point lookup",
    "range": "scan",
    "search": "fulltext full_text",
}
VALUES_AS = {
    word: tuple([value for value, words in _VALUES.items() if word in words.split()])
    for every in _VALUES.values()
    for word in every.split()
}
"""The words for a choice that a word means elsewhere; the first that is allowed is meant."""
