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
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import implies, partition_availability
from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.redeliveries import Redelivery, redeliveries
from designlint.analyses.consistency.regions import crossing
from designlint.analyses.consistency.staleness import ages_of
from designlint.analyses.cost import cost
from designlint.analyses.detectors.narrow_needs import narrow_fates
from designlint.analyses.detectors.residence import confined_data
from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.failure.needed import needed_nodes
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions, unmentioned
from designlint.analyses.graph.reasons import is_explained, unexplained
from designlint.analyses.graph.sources import data_of, stores_of
from designlint.analyses.judgement import Judgement, Status, compare, measured
from designlint.analyses.latency.bounds import Latency, latencies
from designlint.analyses.latency.fan_out import FanOut, fan_out
from designlint.analyses.latency.latency import Latency, latencies
from designlint.analyses.latency.lines import (
    hop_arrow,
    repeat_lines,
    wait_line,
    way_line,
)
from designlint.analyses.latency.own_time import own_times, show_about, show_time
from designlint.analyses.latency.queueing import Waiting, waiting
from designlint.analyses.latency.request import Call, patience_of
from designlint.analyses.load.backlog import Backlog, backlogs
from designlint.analyses.load.bandwidth import (
    BandwidthExcess,
    bandwidth,
    transfers,
)
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities, needs
from designlint.analyses.load.cold_cache import cold_capacities
from designlint.analyses.load.consumers import broker_of, consumers
from designlint.analyses.load.headroom import headroom, utilisation_line
from designlint.analyses.load.hit_ratio import HitRatio, hit_ratios
from designlint.analyses.load.load import loads, miss_share, peak_rate
from designlint.analyses.load.needs import needs
from designlint.analyses.load.overload import FULL, certain_use, is_outgrown
from designlint.analyses.load.volume import (
    growth_factor,
    horizon,
    volume_held,
    volumes,
)
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import OpenQuestions, open_questions
from designlint.analyses.placement.placement import (
    WIDE_LEVELS,
    domains_of,
    placements,
    sibling_places,
)
from designlint.analyses.protection.encryption import Guarded, guarded, holders, hops
from designlint.analyses.protection.residency import (
    Jurisdiction,
    Resident,
    jurisdictions_of,
    residents,
)
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
from designlint.analyses.sharding import Ring, calls_of_one_copy, largest_key, ring_of
from designlint.analyses.storage import Filling, NodeVolume, fullest_node
from designlint.analyses.verdicts.at_stake import (
    awaited_paths,
    domain_losses,
    is_at_stake,
    unmet_verdicts,
)
from designlint.analyses.verdicts.explain import proof, shortfall
from designlint.analyses.verdicts.recovery_breaches import broken_by_failover
from designlint.analyses.verdicts.verdicts import (
    Verdict,
    expectations,
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
    "Backlog",
    "BandwidthExcess",
    "Basic",
    "Call",
    "Capacity",
    "DataUse",
    "DomainLoss",
    "Effect",
    "Exactness",
    "FailoverLoss",
    "FanOut",
    "Filling",
    "Guarded",
    "HitRatio",
    "Hop",
    "Interval",
    "Judgement",
    "Jurisdiction",
    "Latency",
    "Measure",
    "Missing",
    "NodeVolume",
    "OpenQuestions",
    "Reading",
    "RecoveryTool",
    "Redelivery",
    "Resident",
    "Resident",
    "RetryChain",
    "RetryStorm",
    "Ring",
    "SharedFate",
    "Status",
    "Verdict",
    "Vital",
    "Waiting",
    "WideSingle",
    "ages_of",
    "at_load",
    "awaited_paths",
    "backlogs",
    "bandwidth",
    "bound_by",
    "broken_by_failover",
    "broker_of",
    "call_graph",
    "calls_of_one_copy",
    "capacities",
    "certain_use",
    "chances",
    "cold_capacities",
    "compare",
    "component_availability",
    "confined_data",
    "consumers",
    "contributors",
    "cost",
    "coverage",
    "crossing",
    "cut_sets",
    "cycles",
    "data_of",
    "data_uses",
    "domain_losses",
    "domains_of",
    "effects",
    "expectations",
    "failover_losses",
    "failures",
    "fan_out",
    "flow_availability",
    "flow_failures",
    "flow_graphs",
    "flow_singles",
    "flow_ways",
    "fullest_node",
    "growth_factor",
    "guarded",
    "headroom",
    "hit_ratios",
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
    "is_outgrown",
    "is_rate_limited",
    "jurisdictions_of",
    "largest_key",
    "latencies",
    "loads",
    "measured",
    "mending",
    "mending_at",
    "mentions",
    "miss_share",
    "narrow_fates",
    "needed_nodes",
    "needs",
    "open_questions",
    "operational_dependencies",
    "own_times",
    "partition_availability",
    "patience_of",
    "peak_rate",
    "placements",
    "proof",
    "quorums",
    "reads_of",
    "recovery_tools",
    "redeliveries",
    "repeat_lines",
    "repeat_lines",
    "requirement_verdicts",
    "requirement_verdicts",
    "residents",
    "residents",
    "retry_chains",
    "retry_storms",
    "ring_of",
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
    "transfers",
    "unexplained",
    "unmentioned",
    "unmet_verdicts",
    "utilisation_line",
    "verdicts",
    "verdicts_about",
    "verdicts_on",
    "violated_requirements",
    "vital_replicas",
    "volume_held",
    "volumes",
    "wait_line",
    "waiting",
    "way_line",
    "weak_hops",
    "weighed_cuts",
    "wide_singles",
    "world_of",
]
