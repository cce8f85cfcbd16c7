"""The words that people try: what `designlint explain` has of them."""

from __future__ import annotations

import re

import pytest

from designlint.cli import main
from designlint.commands.explain import page_of
from designlint.console.command import UsageError
from designlint.reference.glossary import SUBJECTS
from designlint.reference.lookup import Lookup
from designlint.schema.declarations import DECLARATIONS
from designlint.schema.shape import show_shape
from tests.reference.pages import registry

GUESSES = """
cap, cap theorem, pacelc, quorum, rpo, rto, blast radius, circuit breaker, bulkhead, back
pressure, backpressure, pii, gdpr, hipaa, pci, nines, five nines, p99, p95, percentile, tail
latency, idempotent, idempotency, idempotency key, outbox, saga, cqrs, event sourcing, two phase
commit, 2pc, sharding, shard key, partition, hot key, hot partition, thundering herd, cache
stampede, dlq, dead letter queue, slo, sla, sli, error budget, availability, latency,
throughput, rps, qps, load balancer, autoscaling, failover, active active, active passive, split
brain, leader election, consensus, raft, replication, replication lag, read replica, read your
writes, eventual consistency, strong consistency, linearizable, serializable, acid, at least
once, exactly once, poison message, retry, retry storm, exponential backoff, jitter, timeout,
deadline, rate limit, load shedding, graceful degradation, fallback, single point of failure,
spof, n+1, redundancy, multi az, availability zone, region, multi region, cdn, cache hit ratio,
ttl, eviction, lru, cache aside, write through, queue, topic, consumer group, consumer lag,
ordering, backup, restore, disaster recovery, mtbf, mttr, encryption at rest, encryption in
transit, tls, mtls, authentication, authorization, zero trust, secrets, data residency,
retention, right to be forgotten, microservice, monolith, api gateway, service mesh, sidecar,
webhook, health check, liveness, readiness, canary, blue green, feature flag, cold start, static
stability, control plane, noisy neighbour, multi tenancy, little's law, utilization, queueing,
head of line blocking, connection pool, chatty, fan out, n+1 queries, coupling, cycle, cost,
egress, threat model, stride, trust boundary, adr, c4, observability, metrics, tracing,
alerting, gray failure, metastable failure, hedged requests, cap conflict, write skew, dual
write, change data capture, cdc, materialized view, bounded context, capacity planning,
headroom, peak load, burst, write amplification, read amplification, cascading failures,
deadlock, livelock, race condition, bloom filter, gossip, heartbeats, anti-entropy, merkle tree,
tombstone, compaction, LSM tree, B-tree, checkpoint, watermark, backfill, lambda architecture,
kappa, event time, window, tail at scale, coordinated omission, p100, burstable, token bucket,
sliding window, circuit open, half open, fail fast, fail closed, safe mode, quarantine, toil,
runbook, postmortem, incident, on call, capacity, SRE, error rate, success rate, golden signals,
saturation, apdex, cold cache, negative caching, cache warming, prefetch, geo routing, failback,
RAID, erasure coding, multi-cloud, hybrid cloud, on-premise, vendor lock-in, data mesh,
hexagonal, layered architecture, onion, event storming, strangler, ambassador, adapter, facade,
leader, quorum read, stateless, session, cookie, captcha, DDoS, SQL injection, XSS, CSRF, rate,
request, user, server, client, API versioning, schema registry, protobuf, json, pagination,
cursor, offset, idle, kubernetes, pod, node, cluster, namespace, VM, spot instance, mirroring,
cutover, dark launch, write concern, read concern, isolation, phantom reads, commit log, acks,
leader lease, epoch, lamport clock, hybrid logical clock, clock skew, snowflake id, uuid, auto
increment, sequence, foreign key, denormalisation, read repair, vacuum, reindex, hot standby,
rolling restart, pod disruption budget, surge, quota, bandwidth, MTU, keep alive, DNS, TTL,
CNAME, anycast, edge computing, IoT, offline first, sync, push notification, email, search
index, full text search, recommendation, feed, timeline, upload, video streaming, url shortener,
payment, checkout, ledger, double spending, reconciliation, audit, fraud, access log, RED
method, four golden signals, alert fatigue, burn rate, capacity plan, reserved instances, cost
per request, carbon, latency budget, time budget, deadline propagation, SLA penalty, five 9s,
99.99, three nines, service catalog, backstage, runtime, compliance, SOC 2, encryption, bring
your own key
"""
"""Words of an engineer for reliability, of an architect and of a newcomer, written down before anyone
looked at what is known; some are outside of what a design states."""
MOST_UNKNOWN = 0.1
TERMS = [term for terms in SUBJECTS.values() for term in terms]


@pytest.fixture(scope="module", name="lookup")
def _lookup() -> Lookup:
    return Lookup(registry())


def words() -> list[str]:
    return [word.strip() for word in " ".join(GUESSES.split()).split(",")]


def said(word: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    return (main(["explain", word]), *capsys.readouterr())


def is_answered(word: str, lookup: Lookup) -> bool:
    try:
        return bool(page_of(lookup, word))
    except UsageError:
        return False


def test_nearly_all_guesses_are_answered(lookup: Lookup) -> None:
    unknown = [word for word in words() if not is_answered(word, lookup)]
    assert len(words()) > 300
    assert len(unknown) < MOST_UNKNOWN * len(words()), unknown


@pytest.mark.parametrize(
    ("word", "pages"),
    [
        ("cap", ["CAP theorem (term)", "`pacelc` (property)", "`CON014` (rule)"]),
        ("back pressure", ["`bound` (property)", "`MSG001` (rule)"]),
        ("nines", ["52.6 minutes", "`availability` (metric)"]),
        ("pii", ["`data` (declaration)", "`DAT009` (rule)"]),
        ("dlq", ["`dead_letter` (property)", "`MSG008` (rule)"]),
        ("p99", ["`latency` (metric)"]),
        ("error budget", ["`RES012` (rule)"]),
        ("two phase commit", ["`atomic_with` (property)", "`CON002` (rule)"]),
        ("hot keys", ["`SCA012` (rule)", "`largest_share` (property)"]),
        ("~>", ["flow (term)", "`steps` (topic)"]),
    ],
)
def test_a_word_of_the_field_leads_to_what_there_is(
    word: str, pages: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, text, _ = said(word, capsys)
    assert code == 0
    for page in pages:
        assert page in text


@pytest.mark.parametrize("word", ["blast radius", "Blast-Radius", "blast_radius", "BLAST RADIUS"])
def test_spellings_of_a_name_are_one(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(word, capsys) == said("blast_radius", capsys)


def test_a_page_comes_behind_the_term_of_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    text = said("quorum", capsys)[1]
    assert text.index("quorum (term)\n===") < text.index("quorum (property)\n===")
    # Another name of a term gives way to a page: `followers` is a property.
    assert "(term)" not in said("followers", capsys)[1]


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("circut breaker", "circuit breaker"),
        ("idempotancy", "idempotency"),
        ("trottling", "throttling"),
    ],
)
def test_a_misspelt_term_is_suggested(
    typo: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(typo, capsys) == (
        2,
        "",
        f"designlint: no page about `{typo}`; did you mean `{meant}`?\n",
    )


def test_a_value_leads_to_its_property(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = said("semi_synchronous", capsys)
    assert (code, "`replication` (property)" in text) == (0, True)


def test_a_word_of_a_text_leads_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = said("deadlocks", capsys)
    assert (code, "RES017" in text) == (0, True)


def test_several_words_lead_to_the_pages_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    text = said("saga quorum", capsys)[1]
    assert "`saga` (term)" in text
    assert "`quorum` (term)" in text


def test_all_words_of_the_language_are_answered(lookup: Lookup) -> None:
    kinds = registry().kinds.values()
    keys = {key for kind in kinds for key in kind.properties.values()}
    keys |= {key for one in DECLARATIONS.values() for key in one.properties.values()}
    found = {w for key in keys for w in re.findall(r"[a-z][a-z0-9_]{2,}", show_shape(key.shape))}
    assert len(found) > 150
    assert [word for word in sorted(found) if not is_answered(word, lookup)] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_leads_somewhere(term: object, lookup: Lookup) -> None:
    assert term in TERMS
    name, text, see, _ = term  # type: ignore[misc]
    assert lookup.find(name)
    assert text.endswith(".")
    assert see
    for word in see.split():
        assert lookup.find(word), word


def test_no_name_is_of_two_terms() -> None:
    names = [name.casefold() for term in TERMS for name in (term.name, *term.aliases)]
    assert sorted(names) == sorted(set(names))
