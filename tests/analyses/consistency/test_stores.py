"""What the catalogue's stores deliver by default, read back through the analysis of reads."""

from __future__ import annotations

import pytest

from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import give
from designlint.analyses.consistency.reads import reads_of
from designlint.model import Component
from designlint.schema.messaging import DELIVERY, ORDER
from designlint.schema.store import CONFLICTS, DELIVERS, DELIVERS_STRONG, PACELC
from tests.analyses.designs import facts_of


def read_from(tech: str, kind: str, clause: str = "") -> tuple[Hop, Component]:
    """The hop of a plain read from a store of a technology, between failovers, and the store."""
    facts = facts_of(
        f"actor reader\ndata item\ncomponent store : {kind} {{ tech {tech}; holds item }}\n"
        f"flow read {{ reader -> store reads item{clause} }}"
    )
    (hop,) = facts[reads_of]["item"].between_failovers
    return hop, facts.design.components["store"]


# Technology, kind, what a default read gives, what it surely does not, isolation, PACELC class.
STORES = [
    ("postgres", "database", "linearizable", "", "read_committed", "pc_ec"),
    ("mysql", "database", "linearizable", "", "repeatable_read", "pc_ec"),
    ("mysql_cluster", "database", "", "", "read_committed", "pc_ec"),
    ("aurora", "database", "linearizable", "", "read_committed", "pc_ec"),
    ("mongodb", "database", "eventual", "linearizable", "read_uncommitted", "pa_ec"),
    ("cassandra", "database", "eventual", "read_your_writes", "", "pa_el"),
    ("scylladb", "database", "eventual", "read_your_writes", "", "pa_el"),
    ("riak", "database", "eventual", "read_your_writes", "", "pa_el"),
    ("dynamodb", "database", "eventual", "read_your_writes", "", "pa_el"),
    ("dynamodb_global", "database", "eventual", "linearizable", "", "pa_el"),
    ("cosmosdb", "database", "read_your_writes", "linearizable", "", "pa_el"),
    ("spanner", "database", "strict_serializable", "", "", "pc_ec"),
    ("cockroachdb", "database", "linearizable", "", "serializable", "pc_ec"),
    ("yugabytedb", "database", "linearizable", "", "snapshot_isolation", "pc_ec"),
    ("tidb", "database", "linearizable", "", "snapshot_isolation", "pc_ec"),
    ("foundationdb", "database", "strict_serializable", "", "", "pc_ec"),
    ("voltdb", "database", "strict_serializable", "", "", "pc_ec"),
    ("hbase", "database", "linearizable", "serializable", "", "pc_ec"),
    ("bigtable", "database", "linearizable", "serializable", "", "pc_ec"),
    ("bigtable_replicated", "database", "eventual", "linearizable", "", "pa_el"),
    ("megastore", "database", "linearizable", "", "", "pc_ec"),
    ("pnuts", "database", "consistent_prefix", "read_your_writes", "", "pc_el"),
    ("couchbase", "database", "linearizable", "", "", None),
    ("etcd", "coordinator", "linearizable", "", "", "pc_ec"),
    ("zookeeper", "coordinator", "sequential", "linearizable", "", "pc_ec"),
    ("consul", "coordinator", "bounded_staleness", "linearizable", "", "pc_ec"),
    ("redis", "database", "linearizable", "", "", "pa_el"),
    ("elasticsearch", "search", "eventual", "read_your_writes", "", "pc_el"),
    ("aws.s3", "object_store", "linearizable", "", "", "pc_ec"),
    ("neo4j", "database", "causal", "linearizable", "", "pc_el"),
]


@pytest.mark.parametrize(
    ("tech", "kind", "gives", "lacks", "isolation", "pacelc"), STORES, ids=[s[0] for s in STORES]
)
def test_a_store_delivers_what_is_published(
    tech: str, kind: str, gives: str, lacks: str, isolation: str, pacelc: str | None
) -> None:
    hop, store = read_from(tech, kind)
    if gives:
        assert hop.gives(gives), hop
    else:
        assert not hop.is_known
    if lacks and lacks != "serializable":
        assert hop.lacks(lacks), hop
    if isolation:
        assert store.value(DELIVERS) == isolation
    assert store.value(PACELC) == pacelc


@pytest.mark.parametrize(
    ("tech", "strong"),
    [
        ("postgres", "serializable"),
        ("mysql", "serializable"),
        ("mongodb", "linearizable"),
        ("cassandra", "linearizable"),
        ("scylladb", "linearizable"),
        ("dynamodb", "linearizable"),
        ("dynamodb_global", "linearizable"),
        ("cosmosdb", "linearizable"),
        ("yugabytedb", "serializable"),
    ],
)
def test_a_setting_gives_more(tech: str, strong: str) -> None:
    _, store = read_from(tech, "database")
    assert store.value(DELIVERS_STRONG) == strong


def test_consul_has_a_consistent_mode() -> None:
    _, store = read_from("consul", "coordinator")
    assert store.value(DELIVERS_STRONG) == "linearizable"


@pytest.mark.parametrize("tech", ["postgres", "mysql", "aurora", "mongodb", "etcd"])
def test_a_follower_may_be_old(tech: str) -> None:
    kind = "database" if tech != "etcd" else "coordinator"
    hop, _ = read_from(tech, kind, ", from follower")
    assert hop.lacks("read_your_writes")
    assert hop.interleaving


def test_any_server_of_zookeeper_is_sequential() -> None:
    hop, _ = read_from("zookeeper", "coordinator", ", from follower")
    assert hop.gives("sequential")
    assert hop.lacks("linearizable")


@pytest.mark.parametrize("case", STORES, ids=[s[0] for s in STORES])
def test_a_leader_never_gives_less_than_a_follower(case: tuple[str, ...]) -> None:
    tech, kind = case[0], case[1]
    leader, _ = read_from(tech, kind, ", from leader")
    follower, _ = read_from(tech, kind, ", from follower")
    assert all(give(leader.delivers, model) for model in follower.delivers)
    assert leader.staleness <= follower.staleness


def test_copies_in_memory_are_as_old_as_their_ttl() -> None:
    facts = facts_of(
        "actor reader\ndata item\n"
        "component hot : cache { tech memcached; holds item; ttl 60s }\n"
        "flow read { reader -> hot reads item }"
    )
    (hop,) = facts[reads_of]["item"].between_failovers
    assert (hop.delivers, hop.staleness) == (("bounded_staleness",), 60.0)


@pytest.mark.parametrize(
    ("tech", "kind", "delivery", "order", "pacelc"),
    [
        ("kafka", "stream", "at_least_once", "per_key", "pc_ec"),
        ("rabbitmq", "queue", "at_least_once", "fifo", "pc_ec"),
        ("aws.sqs", "queue", "at_least_once", "none", None),
        ("aws.sqs_fifo", "queue", "at_least_once", "per_key", None),
    ],
)
def test_a_broker_delivers_what_is_published(
    tech: str, kind: str, delivery: str, order: str, pacelc: str | None
) -> None:
    broker = facts_of(f"component jobs : {kind} {{ tech {tech} }}").design.components["jobs"]
    found = broker[ORDER]
    assert broker.value(DELIVERY) == delivery
    assert found is not None
    assert found.value.order == order
    assert broker.value(PACELC) == pacelc


@pytest.mark.parametrize(
    ("tech", "rule"),
    [
        ("cassandra", "last_writer_wins"),
        ("scylladb", "last_writer_wins"),
        ("dynamodb_global", "last_writer_wins"),
        ("riak", "siblings"),
    ],
)
def test_what_becomes_of_concurrent_writes(tech: str, rule: str) -> None:
    _, store = read_from(tech, "database")
    assert store.value(CONFLICTS) == rule


def test_quorums_of_riak_need_not_meet() -> None:
    strict = "topology leaderless { copies 3; read 2; write 2 }"
    for tech, meets in (("riak", False), ("cassandra", True)):
        facts = facts_of(
            f"actor reader\ndata item\ncomponent store : database {{ tech {tech}; holds item; {strict} }}\n"
            "flow read { reader -> store reads item }"
        )
        (hop,) = facts[reads_of]["item"].between_failovers
        assert hop.gives("read_your_writes") == meets
        assert hop.lacks("read_your_writes") != meets
