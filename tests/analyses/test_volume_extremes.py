"""Numbers that make no sense, or nearly none, are reported or left alone: nothing fails, nothing is NaN."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from designlint.analyses.verdicts.verdicts import verdicts
from designlint.check import check
from designlint.config import Settings
from designlint.language.project import load_text
from tests.support.fixtures import registry

COUNTS = st.sampled_from(["0", "1", "2", "1k", "2bn", "999999999999999999999999"])
SHARES = st.sampled_from(["0%", "0.0001%", "50%", "99.99%", "100%", "250%"])
SIZES = st.sampled_from(["0B", "1B", "1kB", "64GB", "900PB"])
TIMES = st.sampled_from(["0s", "1ms", "1min", "1h", "7d", "900y"])
FACTORS = st.sampled_from(["0x", "0.5x", "1x", "10x", "1000000x"])
RATES = st.sampled_from(["0 req/s", "1 req/day", "900 req/s", "4000M req/s"])
GROWTHS = st.sampled_from(["0/day", "5k/day", "1GB/day", "900PB/s", "7"])
SKEWS = st.sampled_from(["0", "0.8", "1", "3.5", "10", "11", "99"])
SMALL = st.integers(1, 5)


@st.composite
def statements(draw: st.DrawFn, **forms: st.SearchStrategy[str]) -> str:
    """Some of the properties, each with some value."""
    chosen = draw(st.lists(st.sampled_from(sorted(forms)), unique=True))
    return "; ".join(f"{name} {draw(forms[name])}" for name in chosen)


def formed(form: str, **slots: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries(slots).map(lambda values: form.format(**values))


PLAN = statements(growth=FACTORS, horizon=TIMES, peak=FACTORS)
DATA = statements(
    size=SIZES, count=COUNTS, growth=GROWTHS, retention=TIMES, skew=SKEWS, freshness=TIMES,
    importance=st.just("critical"), contains=st.just("personal"),
)  # fmt: skip
CACHE = statements(
    hit=SHARES, ttl=TIMES, size=SIZES, working_set=SIZES, skew=SKEWS, coalesce=st.just("no"),
    eviction=st.sampled_from(["lru", "lfu", "none"]), replicas=SMALL.map(str),
)  # fmt: skip
STORE = statements(
    replicas=SMALL.map(str), copies=SMALL.map(str), largest_share=SHARES,
    capacity=formed("{rate} {scope}", rate=RATES, scope=st.sampled_from(["per replica", "total"])),
    max_size=formed("{size} {scope}", size=SIZES, scope=st.sampled_from(["per replica", "total"])),
    shards=formed(
        "{number} by k {{ placement {how}; vnodes {vnodes} }}",
        number=st.sampled_from([0, 1, 4, 10**9]),
        how=st.sampled_from(["ring", "modulo", "jump"]),
        vnodes=st.sampled_from([0, 1, 128, 10**9]),
    ),
    topology=st.sampled_from(["single", "leader_follower", "leaderless", "leaderless { copies 2 }"]),
    connections=st.sampled_from(["0", "1", "900"]), cost=st.just("5 USD/month"),
    limit=st.sampled_from(["ids 5 grows_with d", "calls 0 req/s", "threads 0 grows_with s"]),
)  # fmt: skip
QUEUE = statements(
    retention=TIMES, visibility=TIMES, heartbeat=TIMES, bound=st.sampled_from(["0", "5", "0B", "0s"]),
    delivery=st.sampled_from(["at_most_once", "at_least_once"]), durable=st.just("no"),
    partitions=st.sampled_from(["0", "1", "8"]),
)  # fmt: skip
WORKER = statements(
    replicas=SMALL.map(str), capacity=RATES, processing_time=TIMES, autoscale=st.just("1..3 in 1min"),
    cost=st.just("5 USD/month per replica"),
)  # fmt: skip


@st.composite
def designs(draw: st.DrawFn) -> str:
    payload = draw(st.sampled_from(["", " { payload 0B }", " { payload 1kB; pool 9 per replica }"]))
    rate = f"rate {draw(RATES)} {draw(st.sampled_from(['peak', 'average', '']))}"
    return f"""
design x "x" {{ {draw(PLAN)} }}
actor u
data d {{ {draw(DATA)} }}
component c : cache {{ holds d; {draw(CACHE)} }}
component s : database {{ holds d; {draw(STORE)} }}
component q : {draw(st.sampled_from(["queue", "stream"]))} {{ {draw(QUEUE)} }}
component w : worker {{ {draw(WORKER)} }}
flow f {{
  {rate}
  u -> c reads d{payload}
  u -> s reads d, on miss of c{payload}
  u ~> q writes d{payload}
}}
flow g {{ q ~> w -> s writes d{payload} }}
nonfunctional N "n" {{
  require storage of d <= 5GB
  require storage of q <= 5GB at 2x
  require bandwidth of f <= 1MB/s
  require cost of everything <= 9 USD/month
}}
"""


@settings(max_examples=150)
@given(designs())
def test_extreme_numbers_are_survived(text: str) -> None:
    checked = check(load_text(text, "x.design"), registry(), Settings(), date(2026, 1, 1))
    reported = checked.result.diagnostics
    assert [d.message for d in reported if d.code.startswith("INT")] == [], text
    shown = [d.message for d in reported if d.code[:3] in ("CAC", "MSG", "SCA")]
    shown += [line.text for d in reported for line in d.witness]
    shown += [verdict.judgement.value for verdict in checked.facts[verdicts]]
    assert [line for line in shown if "nan" in line.split()] == [], text
