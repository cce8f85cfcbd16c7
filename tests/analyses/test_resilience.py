"""What is reported to stop a flow does stop it: held against the fault trees of random designs."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.facts import Facts
from designlint.analyses.failure.events import Reading
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.resilience.hard_dependencies import hard_dependencies
from designlint.model.world import world
from designlint.schema.component import TENANCY
from designlint.solvers.faulttree import ALWAYS
from tests.analyses.designs import facts_of, findings
from tests.support.fixtures import diagnose

KINDS = ("service", "service", "config", "identity", "coordinator", "monitoring", "database")
CONTROL_PLANE = ("config", "identity", "coordinator")
TENANCIES = ("", "", "tenancy shared", "tenancy per_cell")
CLAUSES = ("", "", "", ", optional", " 50%", " { on_failure stale }", " { retries 1 }")
NODES = 7


@st.composite
def designs(draw: st.DrawFn) -> str:
    """A few components in two zones that call those behind them, in one flow or two."""
    lines = ["provider p { region r { zone a; zone b } }", "actor user"]
    for node in range(NODES):
        kind = draw(st.sampled_from(KINDS))
        places = draw(st.sampled_from(["p.r.a", "p.r.b", "p.r.a, p.r.b"]))
        tenancy = draw(st.sampled_from(TENANCIES))
        without = draw(st.sampled_from(["", "", f"runs_without n{NODES - 1}"]))
        body = "; ".join(["replicas 2 in " + places, *filter(None, (tenancy, without))])
        lines.append(f"component n{node} : {kind} {{ {body} }}")
    for flow in range(draw(st.integers(1, 2))):
        lines.append(f"flow f{flow} {{ user -> n0")
        for caller in range(NODES - 1):
            for callee in draw(st.sets(st.integers(caller + 1, NODES - 1), max_size=2)):
                clause = draw(st.sampled_from(CLAUSES))
                other = draw(st.integers(caller + 1, NODES - 1))
                if clause == "" and other != callee and draw(st.booleans()):
                    clause = f", or else n{other}"
                lines.append(
                    f"n{caller} {draw(st.sampled_from(['->', '->', '~>']))} n{callee}{clause}"
                )
        lines.append("}")
    return "\n".join(lines)


def stops(facts: Facts, flows: Iterable[str], lost: str) -> None:
    """Assert that each flow is down for certain without something, in the runs that make all its calls."""
    without = facts.other(f"without {lost}", lambda design: world(design, "w", lost=[lost]))
    for flow in flows:
        assert without[flow_failures][flow, Reading.OPTIMISTIC] is ALWAYS, (flow, lost)


@given(designs())
def test_a_flow_that_is_reported_to_depend_on_its_control_plane_does(text: str) -> None:
    facts = facts_of(text)
    for finding in findings(facts, "RES005"):
        assert facts.design.components[finding.element].kind in CONTROL_PLANE
        stops(facts, [line.text.split(":")[0] for line in finding.witness], finding.element)


@given(designs())
def test_what_cells_share_stops_them(text: str) -> None:
    facts = facts_of(text)
    for shared, partitioned in facts[hard_dependencies].shared.items():
        for flows in partitioned.values():
            stops(facts, flows, shared)


@given(designs())
def test_what_could_be_left_out_stops_the_flow(text: str) -> None:
    facts = facts_of(text)
    for finding in findings(facts, "RES006"):
        stops(facts, [finding.witness[-1].text.split(":")[0]], finding.element)


@given(designs())
def test_what_a_fallback_shares_with_the_first_path_stops_the_flow(text: str) -> None:
    facts = facts_of(text)
    elements = [*facts.design.components.values(), *facts.design.places.values()]
    shared_by = {
        finding.primary.span.start: finding.secondary[0].span.start
        for finding in diagnose(text)
        if finding.code == "SPF010"
    }
    for path, graph in facts[flow_graphs].items():
        for call in graph.flow.steps:
            start = call.or_else.span.start if call.or_else is not None else -1
            if start not in shared_by:
                continue
            (shared,) = [e.path for e in elements if e.span.start == shared_by[start]]
            way = (*graph.path_to(call.caller.path), call)
            if all(
                is_hard_dependency(facts, s, graph) and (s is call or not s.or_else) for s in way
            ):
                stops(facts, [path], shared)


@given(designs())
def test_every_deep_check_of_what_replicas_share_is_found(text: str) -> None:
    facts = facts_of(text.replace("replicas 2", "health_check deep; replicas 2"))
    components = facts.design.components
    shared = {path for path, c in components.items() if c.value(TENANCY) != "per_cell"}
    waits_for = facts[call_graph].waits_for
    expected = {path for path in components if not shared.isdisjoint(waits_for.get(path, ()))}
    assert {finding.element for finding in findings(facts, "RES009")} == expected
    threshold = text.replace("replicas 2", "health_check deep { panic_threshold 50% }; replicas 2")
    assert findings(facts_of(threshold), "RES009") == []


HOLD = """
actor visitor
component links : service {{ {0} }}
component sso : identity {{ {1} }}
flow f {{ visitor -> links }}
"""


@pytest.mark.parametrize(
    ("links", "sso", "holds"),
    [
        ("runs_without sso for 30min", "mttr 1h", ["30min"]),
        ("runs_without sso for 2h", "mttr 1h", []),
        ("runs_without sso", "mttr 1h", []),
        ("identity_from sso", "token_ttl 5min; mttr 1h", ["5min"]),
        ("identity_from sso", "token_ttl 5min; grace 2h; mttr 1h", []),
        ("identity_from sso", "token_ttl 5min; failover auto 1min; mttr 1h", []),
        ("identity_from sso; runs_without sso for 1d", "token_ttl 5min; mttr 1h", []),
    ],
)
def test_how_long_a_component_holds(links: str, sso: str, holds: list[str]) -> None:
    found = findings(facts_of(HOLD.format(links, sso)), "RES005")
    assert [finding.witness[0].text.split()[-1] for finding in found] == holds


@pytest.mark.parametrize(
    ("rollout", "why"),
    [
        ("", ["no `rollout` declared"]),
        ('rollout "all"', ["`rollout` has one stage"]),
        ('rollout "all" { bake 1h }', ["`rollout` has one stage"]),
        ('rollout "north", "all"', ["no `bake` time declared"]),
        ('rollout "north", "all" { bake 1h }', []),
    ],
)
def test_what_a_rollout_lacks(rollout: str, why: list[str]) -> None:
    text = f"""
    provider p {{ region north {{ zone a }}; region south {{ zone a }} }}
    component flags : config {{ {rollout} }}
    component links : service {{ replicas 2 in p.north.a, p.south.a; configured_by flags }}
    """
    found = findings(facts_of(text), "RES008")
    assert [finding.message.split(": ")[1] for finding in found] == why
    assert all("regions `p.north` and `p.south`" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("scaled", "flow", "late"),
    [
        ("autoscale 4..40 in 5min", "ramp 1min", [("5min", "1min")]),
        ("autoscale 4..40 in 5min", "ramp 5min", []),
        ("autoscale 20..40 in 5min", "ramp 1min", []),
        ("autoscale 4..10 in 5min", "ramp 1min", []),
        ("autoscale 4..40 in 5min; boot_time 6min", "ramp 1h", [("6min", "5min")]),
        ("autoscale 4..40", "ramp 1min", []),
    ],
)
def test_when_an_autoscaler_is_late(scaled: str, flow: str, late: list[tuple[str, str]]) -> None:
    text = f"""
    actor visitor
    component links : service {{ {scaled}; capacity 1k req/s per replica }}
    flow f {{ rate 20k req/s peak; {flow}; visitor -> links }}
    """
    found = findings(facts_of(text), "RES030")
    assert [tuple(re.findall(r"\d+min", finding.message)) for finding in found] == late
