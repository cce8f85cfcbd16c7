"""What is computed about a design, for two or more rules: `facts[loads]`, or a function of `facts`."""

from __future__ import annotations

from designlint.analyses.availability.availability import component_availability, flow_availability
from designlint.analyses.availability.cuts import (
    CriticalReplica,
    SharedFailureDomain,
    critical_replicas,
    flow_paths,
    lost_with,
    shared_failure_domains,
    single_points_of_failure,
)
from designlint.analyses.consistency.delivered import stronger, weak_hops
from designlint.analyses.consistency.hop import Hop, hop_lines, tells_recency
from designlint.analyses.consistency.lattice import anomaly, implies
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.cost import cost
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.single_event_cuts import domain_cuts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.cycles import synchronous_cycles
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import written
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions
from designlint.analyses.graph.reasons import is_explained
from designlint.analyses.judgement import Judgement, Status, compare, measured
from designlint.analyses.latency.latency import Latency, latencies
from designlint.analyses.latency.lines import (
    fan_out_lines,
    hop_arrow,
    percentile_name,
    repeat_lines,
    wait_line,
    way_line,
)
from designlint.analyses.latency.own_time import show_about, show_time
from designlint.analyses.load.bandwidth import BandwidthExcess, bandwidth, bandwidth_excesses
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities, needs
from designlint.analyses.load.headroom import demand_lines, headroom, utilisation_line
from designlint.analyses.load.load import loads, loop_steps, miss_share, peak_rate
from designlint.analyses.load.volume import growth_factor, horizon, one_node_suffices
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import OpenQuestions, open_questions
from designlint.analyses.placement.placement import (
    WIDE_LEVELS,
    domains_of,
    placements,
    sibling_places,
)
from designlint.analyses.protection.encryption import Guarded, holders, hops
from designlint.analyses.protection.residency import Resident, Side, residents
from designlint.analyses.recovery.data_copies import Confined, Keeper, confined_data
from designlint.analyses.storage import Filling, fillings
from designlint.analyses.verdicts.explain import proof
from designlint.analyses.verdicts.verdicts import (
    Verdict,
    expectations,
    is_at_stake,
    requirement_verdicts,
    verdicts,
    verdicts_about,
    verdicts_on,
    violated_requirements,
)
from designlint.analyses.worlds import at_load, in_scenario

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "WIDE_LEVELS",
    "BandwidthExcess",
    "Capacity",
    "Confined",
    "CriticalReplica",
    "DataUse",
    "DomainLoss",
    "Exactness",
    "Filling",
    "FlowGraph",
    "Guarded",
    "Hop",
    "Interval",
    "Judgement",
    "Keeper",
    "Latency",
    "Measure",
    "Missing",
    "OpenQuestions",
    "Resident",
    "SharedFailureDomain",
    "Side",
    "Status",
    "Verdict",
    "anomaly",
    "at_load",
    "bandwidth",
    "bandwidth_excesses",
    "call_graph",
    "capacities",
    "compare",
    "component_availability",
    "confined_data",
    "cost",
    "coverage",
    "critical_replicas",
    "data_uses",
    "demand_lines",
    "domain_cuts",
    "domains_of",
    "expectations",
    "fan_out_lines",
    "fillings",
    "flow_availability",
    "flow_graphs",
    "flow_paths",
    "growth_factor",
    "headroom",
    "holders",
    "hop_arrow",
    "hop_lines",
    "hops",
    "horizon",
    "implies",
    "in_scenario",
    "is_at_stake",
    "is_explained",
    "is_hard_dependency",
    "latencies",
    "loads",
    "loop_steps",
    "lost_with",
    "measured",
    "mentions",
    "miss_share",
    "needs",
    "one_node_suffices",
    "open_questions",
    "peak_rate",
    "percentile_name",
    "placements",
    "proof",
    "reads_of",
    "repeat_lines",
    "requirement_verdicts",
    "residents",
    "shared_failure_domains",
    "show_about",
    "show_time",
    "sibling_places",
    "single_points_of_failure",
    "stronger",
    "synchronous_cycles",
    "tells_recency",
    "utilisation_line",
    "verdicts",
    "verdicts_about",
    "verdicts_on",
    "violated_requirements",
    "wait_line",
    "way_line",
    "weak_hops",
    "written",
]
