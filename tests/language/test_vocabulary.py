"""The vocabulary that the language promises, written by hand, so that a missing property is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from designlint.model import Component, Element
from designlint.schema.kinds import KINDS
from tests.language.reading import clean, read
from tests.language.samples import WORLD

SHORTLINK = Path(__file__).parents[2] / "examples" / "shortlink.design"

EVERY_COMPONENT = """
tech redis; owner platform; replicas 6 in near.z1, near.z2; needs 4; in near
capacity 5k req/s per replica; concurrency 200 per replica; latency p50 3ms, p99 15ms, p99.9 40ms
availability 99.9% per replica; mtbf 30d; mttr 1h
failover auto 30s { fencing yes; promotes synchronous }
state sticky; scales out; autoscale 2..10 in 3min on cpu
boot_time 40s; needs_at_boot other, third
health_check deep of other { panic_threshold 50% }
runs_without other, third for 4h; limit connections 500 grows_with writes; limit threads 64 { freed every 1d }
certificate 90d auto { alerts yes }
tenancy per_cell; observed_by other; deployed_by other; identity_from other; configured_by other
cost 400 USD/month; because "It is what we know."
"""
STORE = """
holds item; model relational
topology leader_follower { leader in near.z1; followers 2 in near.z1, near.z2; sync 1; lag 5s }
isolation serializable; reads_from any; conflicts last_writer_wins
shards 64 by code { placement ring; vnodes 128; rebalance auto }
largest_share 5%; max_size 2TB; index name, city; transactions multi_row; connections 500
backup every 24h to other { restore_tested every 90d; restore_time 2h; alerts yes }
rebuild_time 3h; encrypted_at_rest yes
"""
CACHE = """
holds item; placement shared; ttl 5min; eviction lfu; size 64GB; working_set 80GB; skew 0.9
hit 95%; write_policy write_behind; coalesce yes; stale_while_revalidate 30s; stale_if_error 1h
warm_up yes; invalidation event
"""
MESSAGING = """
delivery at_least_once; order per_key user; bound 1M; on_full shed; retention 7d; visibility 30s
heartbeat 5s; dead_letter yes; partitions 12 by user; copies 3; durable yes; processing_time 20ms
"""
EDGE = "routes_by hash of user; ttl 60s; drains yes; second_entry yes; sticky no"
CHANGE = """rollout canary, "one zone", everywhere {
  bake 1h; scope zone; validates yes; rollback auto
}"""
CREDENTIALS = "token_ttl 1h; grace 30min"
CALL = """
timeout 50ms; retries 2; backoff exponential; retry_budget 10%; circuit_breaker yes; hedge 20ms
pool 20 per replica; bulkhead 100; rate_limit 500 req/s per client; on_failure degrade
idempotent yes; encryption mtls; protocol http2; payload 4kB; atomic_with third; outbox yes; saga no
"""
DATA_ITEM = """
size 500B; count 2bn; growth 5M/day; retention 90d; importance critical; contains personal, payment; key int64; undelete 30d
access by_key, range; freshness 5s; skew 1.1; owner platform
"""
API = """
style grpc; serves FR; auth token; rate_limit 100 req/s per client; clients partner; work 20ms
because "It is fast."
"""
ACTOR = 'count 100M; active 5%; located eu, "North America"; peak_factor 3x'
HEADER = """
customers "All."; scope "Links."; out_of_scope "Profiles."; integrates bank; growth 10x
horizon 3y; peak 4x
"""
PLACE = "availability 99.99%; jurisdiction eu; distance to near 800km; rtt to near 12ms"

ROWS = [
    *((kind, EVERY_COMPONENT) for kind in ("cache", "database")),
    *((kind, STORE) for kind in ("database", "search", "object_store", "file_store")),
    *((kind, CACHE) for kind in ("cache", "cdn")),
    *((kind, MESSAGING) for kind in ("queue", "stream")),
    *((kind, EDGE) for kind in ("load_balancer", "gateway", "dns")),
    *((kind, CHANGE) for kind in ("deploy", "config")),
    *((kind, CREDENTIALS) for kind in ("identity", "secrets")),
]
AROUND = f"{WORLD}component third : service\nexternal bank\n"


@pytest.mark.parametrize(
    ("kind", "statements"), ROWS, ids=[f"{kind}-{index}" for index, (kind, _) in enumerate(ROWS)]
)
def test_a_component_says_all_of_its_row(kind: str, statements: str) -> None:
    design = clean(f"{AROUND}component it : {kind} {{ {statements} }}")
    _has_all(design.components["it"], statements)


@pytest.mark.parametrize(
    ("head", "statements"),
    [
        ("design it", HEADER),
        ("actor it", ACTOR),
        ("data it", DATA_ITEM),
        *((f"{level} it", PLACE) for level in ("provider", "region", "zone", "host", "domain")),
    ],
    ids=lambda text: text.strip()[:12],
)
def test_a_declaration_says_all_of_its_row(head: str, statements: str) -> None:
    design = clean(f"{AROUND}{head} {{ {statements} }}")
    element = design.header if head == "design it" else design.element("it")
    assert element is not None
    _has_all(element, statements)


def test_an_api_says_all_of_its_row() -> None:
    design = clean(f"{AROUND}component it : service {{ api public {{ {API} }} }}")
    (api,) = design.components["it"].apis
    assert (api.path, api.component) == ("it.public", "it")
    _has_all(api, API)


def test_a_call_says_all_of_its_row_in_a_relation_and_in_a_step() -> None:
    design = clean(f"{AROUND}other -> third {{ {CALL} }}\nflow f {{ other ~> third {{ {CALL} }} }}")
    (relation,) = design.relations
    (step,) = design.flows["f"].steps
    assert _names(relation.properties.stated()) == _said(CALL)
    assert _names(step.properties.stated()) == _said(CALL)


def test_every_kind_of_the_brief_exists() -> None:
    promised = """monitoring deploy config identity secrets service function worker scheduler gateway
    load_balancer dns cdn cache database search object_store file_store queue stream coordinator
    client monolith third_party"""
    assert set(KINDS) == set(promised.split())


def test_every_topology_is_said() -> None:
    blocks = {
        "single": "",
        "leader_follower": "{ leader in near.z1; followers 2; sync quorum }",
        "multi_leader": "{ leaders in near.z1, near.z2; lag 2s }",
        "leaderless": "{ copies 3; read quorum; write all }",
        "consensus": "{ copies 5 }",
    }
    for topology, block in blocks.items():
        clean(f"{AROUND}component it : database {{ topology {topology} {block} }}")


STEPS = """
data d; data e
component a : service; component b : service; component c : cache; component q : queue
flow f "A flow" serves FR recovers b {
  rate 40k req/s peak
  a -> c reads d
  a -> b 5%, optional
  a -> b reads d, e, writes e, on miss of c
  a ~> q writes d, x3
  a -> b -> c x16 parallel, from follower, or else b
  a -> b timeout 5ms, retries 2
}
"""


def test_the_clauses_of_steps() -> None:
    design = clean(WORLD + STEPS)
    flow = design.flows["f"]
    assert [named.path for named in flow.serves] == ["FR"]
    assert [named.path for named in flow.recovers] == ["b"]
    first, share, miss, message, outer, inner, last = flow.steps
    assert [named.path for named in first.reads] == ["d"]
    assert (share.share, share.optional) == (0.05, True)
    assert [named.path for named in miss.reads] == ["d", "e"]
    assert [named.path for named in miss.writes] == ["e"]
    assert miss.on_miss_of is not None
    assert miss.on_miss_of.path == "c"
    assert (message.waits, message.times) == (False, 3.0)
    assert (outer.callee.path, outer.times, outer.role) == ("b", 1.0, None)
    assert (inner.times, inner.parallel, inner.role) == (16.0, True, "follower")
    assert inner.or_else is not None
    assert inner.or_else.path == "b"
    assert _names(last.properties.stated()) == {"timeout", "retries"}


CLAIMS = """
data d
component s : database { holds d }
flow f { other -> s }
nonfunctional N "It holds." {
  require availability of f >= 99.99%
  require latency p99 of f <= 100ms at 10x
  require throughput of s >= 40k req/s
  require headroom of s >= 20%
  require staleness of d <= 5s
  require consistency of d >= read_your_writes
  require durability of d >= 99.999999999%
  require rpo of d <= 0s
  require rto of f <= 5min
  require residency of d in eu
  require encryption in_transit of everything
  require encryption at_rest of d
  require storage of d <= 5TB at 2x
  require bandwidth of f <= 1Gbit/s
  require cost <= 400 USD/month
}
"""


def test_every_metric_is_claimed() -> None:
    claims = clean(WORLD + CLAIMS).requirements["N"].claims
    assert [claim.text for claim in claims] == [
        line.strip().removeprefix("require ")
        for line in CLAIMS.splitlines()
        if line.strip().startswith("require")
    ]
    assert (claims[1].aspect, claims[1].load) == (0.99, 10.0)
    assert claims[9].target == "eu"
    assert claims[14].subject is None


REST = """
group shop "The shop" {
  owner sales
  component cart : service { api web { style rest } }
  external pay
  data order
  group back { component stock : database { holds order } }
}
decision D1 "Why" about cart {
  because "It had to be."
  option one "First" { pro "Simple"; con "Slow"; chosen }
  option two { pro "Fast"; con "Dear" }
}
scenario dark "A zone is lost" {
  lose near.z1, pay
  load 10x
  set cart.replicas 3 in near.z2
  set stock.topology leaderless { copies 3 }
  expect availability of cart >= 90%
}
accept SPF001 on cart because "Cheap." until 2027-06-30 by "A team"
cart -> pay { timeout 3s }
"""


def test_groups_decisions_scenarios_and_acceptances() -> None:
    design = clean(WORLD + REST)
    assert design.groups["shop"].members == (
        "shop.cart", "shop.pay", "shop.order", "shop.back",
    )  # fmt: skip
    assert design.groups["shop.back"].members == ("shop.back.stock",)
    assert design.components["shop.pay"].is_external
    (decision,) = design.decisions.values()
    assert [named.path for named in decision.about] == ["shop.cart"]
    assert [len(option.properties.stated()) for option in decision.options] == [3, 2]
    (scenario,) = design.scenarios.values()
    assert [named.path for named in scenario.lost] == ["cloud.near.z1", "shop.pay"]
    assert scenario.load == 10.0
    assert [(c.element, c.key.name) for c in scenario.changes] == [
        ("shop.cart", "replicas"),
        ("shop.back.stock", "topology"),
    ]
    assert len(scenario.expectations) == 1
    (accepted,) = design.acceptances
    assert accepted.element is not None
    assert (accepted.code, accepted.element.path) == ("SPF001", "shop.cart")
    assert (str(accepted.until), accepted.owner) == ("2027-06-30", "A team")
    (relation,) = design.relations
    assert (relation.caller.path, relation.callee.path) == ("shop.cart", "shop.pay")


LAYOUT = '''
# a comment
component a : service { owner x; needs 2 } # another
component b-2 : service {

  because """
    Several
      lines.
    """

  observed_by a,   # goes on
    b-2
  owner "a \\"quoted\\" \\\\ name"
}
'''


def test_layout_of_lines_and_texts() -> None:
    design = clean(LAYOUT)
    component = design.components["b-2"]
    values = {key.name: known.value for key, known in component.properties.stated().items()}
    assert values["because"] == "Several\n  lines."
    assert values["owner"] == 'a "quoted" \\ name'
    assert [ref.path for ref in values["observed_by"]] == ["a", "b-2"]


def test_the_worked_example_has_nothing_wrong() -> None:
    reported, design = read(SHORTLINK.read_text(encoding="utf-8"), str(SHORTLINK))
    assert reported == []
    counts = {
        "actors": 3, "components": 13, "places": 5, "data": 2, "requirements": 9, "flows": 4,
        "relations": 2, "decisions": 1, "scenarios": 2, "acceptances": 1,
    }  # fmt: skip
    assert {name: len(getattr(design, name)) for name in counts} == counts


def _has_all(element: Element, statements: str) -> None:
    assert _names(element.properties.stated()) == _said(statements)
    if isinstance(element, Component):
        assert element.path == "it"


def _names(properties: object) -> set[str]:
    return {key.name for key in properties}  # type: ignore[attr-defined]


def _said(statements: str) -> set[str]:
    """The first words of the statements that are not inside a block."""
    flat, depth = "", 0
    for character in statements:
        depth += (character == "{") - (character == "}")
        flat += character if depth == 0 else ""
    return {line.split()[0] for line in flat.replace("}", "\n").replace(";", "\n").splitlines()
            if line.strip()}  # fmt: skip
