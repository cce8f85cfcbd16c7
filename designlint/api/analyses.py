"""What is computed about a design, for two or more rules: `facts[loads]`, or a function of `facts`."""

from __future__ import annotations

from designlint.analyses.availability.availability import (
    chances,
    component_availability,
    contributors,
    flow_availability,
    taken_by,
)
from designlint.analyses.availability.cuts import (
    SharedFate,
    Vital,
    WideSingle,
    bound_by,
    cut_sets,
    flow_singles,
    flow_ways,
    shared_fates,
    vital_replicas,
    weighed_cuts,
    wide_singles,
)
from designlint.analyses.consistency.delivered import stronger, weak_hops
from designlint.analyses.consistency.hop import Hop, hop_lines, tells_recency
from designlint.analyses.consistency.lattice import anomaly, implies
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.cost import cost
from designlint.analyses.detectors.narrow_needs import narrow_fates
from designlint.analyses.detectors.residence import confined_data
from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.needed import needed_nodes
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import written
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions, unmentioned
from designlint.analyses.graph.reasons import is_explained, unexplained
from designlint.analyses.graph.sources import data_of, stores_of
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
from designlint.analyses.latency.request import patience_of
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
from designlint.analyses.recovery.failover_loss import FailoverLoss, failover_losses
from designlint.analyses.recovery.recovery_paths import (
    RecoveryTool,
    operational_dependencies,
    recovery_tools,
)
from designlint.analyses.remedies.words import mending, mending_at
from designlint.analyses.resilience.blast_radius import shared_dependencies
from designlint.analyses.resilience.hard_dependencies import independent_of, is_hard_dependency
from designlint.analyses.resilience.rate_limits import is_rate_limited
from designlint.analyses.resilience.retry_chains import RetryChain, retry_chains
from designlint.analyses.resilience.retry_storms import RetryStorm, retry_storms
from designlint.analyses.storage import Filling, fillings
from designlint.analyses.verdicts.explain import proof, shortfall
from designlint.analyses.verdicts.recovery_breaches import broken_by_failover
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
from designlint.analyses.verdicts.worlds import world_of
from designlint.analyses.worlds import at_load, in_scenario
from designlint.solvers.graph import cycles

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "FULL",
    "WIDE_LEVELS",
    "BandwidthExcess",
    "Basic",
    "Capacity",
    "DataUse",
    "DomainLoss",
    "Exactness",
    "FailoverLoss",
    "Filling",
    "Guarded",
    "Hop",
    "Interval",
    "Judgement",
    "Latency",
    "Measure",
    "Missing",
    "OpenQuestions",
    "Reading",
    "RecoveryTool",
    "Resident",
    "RetryChain",
    "RetryStorm",
    "SharedFate",
    "Side",
    "Status",
    "Verdict",
    "Vital",
    "WideSingle",
    "anomaly",
    "at_load",
    "bandwidth",
    "bandwidth_excesses",
    "bound_by",
    "broken_by_failover",
    "call_graph",
    "capacities",
    "certain_use",
    "chances",
    "compare",
    "component_availability",
    "confined_data",
    "contributors",
    "cost",
    "coverage",
    "cut_sets",
    "cycles",
    "data_of",
    "data_uses",
    "demand_lines",
    "domains_of",
    "expectations",
    "failover_losses",
    "failures",
    "fan_out_lines",
    "fillings",
    "flow_availability",
    "flow_failures",
    "flow_graphs",
    "flow_singles",
    "flow_ways",
    "growth_factor",
    "headroom",
    "holders",
    "hop_arrow",
    "hop_lines",
    "hops",
    "horizon",
    "implies",
    "in_scenario",
    "independent_of",
    "is_at_stake",
    "is_explained",
    "is_hard_dependency",
    "is_rate_limited",
    "latencies",
    "loads",
    "loop_steps",
    "measured",
    "mending",
    "mending_at",
    "mentions",
    "miss_share",
    "narrow_fates",
    "needed_nodes",
    "needs",
    "one_node_suffices",
    "open_questions",
    "operational_dependencies",
    "patience_of",
    "peak_rate",
    "percentile_name",
    "placements",
    "proof",
    "reads_of",
    "recovery_tools",
    "repeat_lines",
    "requirement_verdicts",
    "residents",
    "retry_chains",
    "retry_storms",
    "shared_dependencies",
    "shared_fates",
    "shortfall",
    "show_about",
    "show_time",
    "sibling_places",
    "stores_of",
    "stronger",
    "taken_by",
    "tells_recency",
    "unexplained",
    "unmentioned",
    "utilisation_line",
    "verdicts",
    "verdicts_about",
    "verdicts_on",
    "violated_requirements",
    "vital_replicas",
    "wait_line",
    "way_line",
    "weak_hops",
    "weighed_cuts",
    "wide_singles",
    "world_of",
    "written",
]
