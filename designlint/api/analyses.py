"""What is computed about a design, for two or more rules: `facts[loads]`, or a function of `facts`."""

from __future__ import annotations

from designlint.analyses.availability.availability import component_availability
from designlint.analyses.availability.cuts import (
    CriticalReplica,
    SharedFailureDomain,
    critical_replicas,
    flow_paths,
    lost_with,
    shared_failure_domains,
    single_points_of_failure,
)
from designlint.analyses.consistency.cross_region_writes import cross_region_write
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.judge import consistency_help, weak_hops
from designlint.analyses.consistency.lattice import implies, partition_availability
from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.redeliveries import Redelivery, redeliveries
from designlint.analyses.consistency.staleness import ages_of
from designlint.analyses.failure.flow_failure import hard_dependencies
from designlint.analyses.failure.hard_dependency import is_hard_dependency
from designlint.analyses.failure.single_event_cuts import domain_cuts
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.cycles import synchronous_cycles
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions
from designlint.analyses.graph.reasons import is_explained
from designlint.analyses.graph.sources import data_of, stores_of
from designlint.analyses.judgement import Judgement, Status, measured
from designlint.analyses.latency.fan_out import FanOut, fan_out
from designlint.analyses.latency.lines import round_trip_line
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.latency.queueing import QueueingDelay, queueing_delays
from designlint.analyses.latency.request import Call, patience_of
from designlint.analyses.latency.timed_out import InTime, timed_calls
from designlint.analyses.load.backlog import backlogs
from designlint.analyses.load.bandwidth import transfers
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities
from designlint.analyses.load.cold_cache import cold_capacities
from designlint.analyses.load.consumers import broker_of, consumers
from designlint.analyses.load.headroom import utilisation_line
from designlint.analyses.load.hit_ratio import HitRatio, hit_ratios
from designlint.analyses.load.load import loads
from designlint.analyses.load.needs import needs
from designlint.analyses.load.overload import FULL, certain_use, is_outgrown
from designlint.analyses.load.volume import growth_factor, horizon, volume_held, volumes
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import OpenQuestions, open_questions
from designlint.analyses.placement.placement import (
    WIDE_LEVELS,
    domains_of,
    placements,
    sibling_places,
)
from designlint.analyses.protection.encryption import EncryptionStatus, encryption_status
from designlint.analyses.protection.residency import (
    Jurisdiction,
    Residency,
    jurisdictions_of,
    residencies,
)
from designlint.analyses.recovery.data_copies import Confined, Keeper, confined_data
from designlint.analyses.recovery.failover_loss import FailoverLoss, failover_losses
from designlint.analyses.recovery.recovery_paths import (
    RecoveryTool,
    operational_dependencies,
    recovery_tools,
)
from designlint.analyses.resilience.blast_radius import shared_dependencies
from designlint.analyses.resilience.hard_dependencies import independent_of, stops_flow
from designlint.analyses.resilience.rate_limits import is_rate_limited
from designlint.analyses.resilience.retry_chains import RetryChain, retry_chains
from designlint.analyses.resilience.retry_storms import RetryStorm, retry_storms
from designlint.analyses.sharding import LargestKey, Ring, largest_key, ring_of
from designlint.analyses.storage import NodeVolume, fullest_node
from designlint.analyses.verdicts.at_stake import (
    awaited_paths,
    domain_losses,
    is_at_stake,
    unmet_verdicts,
)
from designlint.analyses.verdicts.explain import proof
from designlint.analyses.verdicts.recovery_breaches import broken_by_failover
from designlint.analyses.verdicts.verdicts import (
    Verdict,
    expectations,
    verdicts,
    verdicts_about,
    verdicts_on,
    violated_requirements,
)
from designlint.solvers.graph import cycles

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "FULL",
    "WIDE_LEVELS",
    "Call",
    "Capacity",
    "Confined",
    "CriticalReplica",
    "DataUse",
    "DomainLoss",
    "Effect",
    "EncryptionStatus",
    "Exactness",
    "FailoverLoss",
    "FanOut",
    "FlowGraph",
    "HitRatio",
    "Hop",
    "InTime",
    "Interval",
    "Judgement",
    "Jurisdiction",
    "Keeper",
    "LargestKey",
    "Measure",
    "Missing",
    "NodeVolume",
    "OpenQuestions",
    "QueueingDelay",
    "RecoveryTool",
    "Redelivery",
    "Residency",
    "RetryChain",
    "RetryStorm",
    "Ring",
    "SharedFailureDomain",
    "Status",
    "Verdict",
    "ages_of",
    "awaited_paths",
    "backlogs",
    "broken_by_failover",
    "broker_of",
    "call_graph",
    "capacities",
    "certain_use",
    "cold_capacities",
    "component_availability",
    "confined_data",
    "consistency_help",
    "consumers",
    "coverage",
    "critical_replicas",
    "cross_region_write",
    "cycles",
    "data_of",
    "data_uses",
    "domain_cuts",
    "domain_losses",
    "domains_of",
    "effects",
    "encryption_status",
    "expectations",
    "failover_losses",
    "fan_out",
    "flow_graphs",
    "flow_paths",
    "fullest_node",
    "growth_factor",
    "hard_dependencies",
    "hit_ratios",
    "horizon",
    "implies",
    "independent_of",
    "is_at_stake",
    "is_explained",
    "is_hard_dependency",
    "is_outgrown",
    "is_rate_limited",
    "jurisdictions_of",
    "largest_key",
    "loads",
    "lost_with",
    "measured",
    "mentions",
    "needs",
    "open_questions",
    "operational_dependencies",
    "own_times",
    "partition_availability",
    "patience_of",
    "placements",
    "proof",
    "queueing_delays",
    "quorums",
    "reads_of",
    "recovery_tools",
    "redeliveries",
    "residencies",
    "retry_chains",
    "retry_storms",
    "ring_of",
    "round_trip_line",
    "shared_dependencies",
    "shared_failure_domains",
    "sibling_places",
    "single_points_of_failure",
    "stops_flow",
    "stores_of",
    "synchronous_cycles",
    "timed_calls",
    "transfers",
    "unmet_verdicts",
    "utilisation_line",
    "verdicts",
    "verdicts_about",
    "verdicts_on",
    "violated_requirements",
    "volume_held",
    "volumes",
    "weak_hops",
]
