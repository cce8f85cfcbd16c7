"""What is computed about a design: `facts[loads]`. What is asked of a result is a method or property of it."""

from __future__ import annotations

from designlint.analyses.availability.availability import component_availability
from designlint.analyses.availability.cuts import single_points_of_failure
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.lattice import ConsistencyModel
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.redeliveries import redeliveries
from designlint.analyses.failure.fallbacks import fallbacks
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.data_use import data_uses
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import FlowGraph, call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions
from designlint.analyses.judgement import Basis, Judgement, Status, measured
from designlint.analyses.latency.call import Call
from designlint.analyses.latency.own_time import own_times
from designlint.analyses.latency.queueing import queueing_delays
from designlint.analyses.latency.timed_out import timed_calls
from designlint.analyses.load.bandwidth import transfers
from designlint.analyses.load.capacity import FULL, Capacity, capacities
from designlint.analyses.load.cold import cold_caches
from designlint.analyses.load.consumers import consumers
from designlint.analyses.load.load import loads
from designlint.analyses.load.volume import volumes
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import open_questions
from designlint.analyses.placement.placement import placements
from designlint.analyses.protection.residency import residencies
from designlint.analyses.recovery.data_copies import confined_data
from designlint.analyses.recovery.recovery_paths import recovery_paths
from designlint.analyses.resilience.control_plane import Lookup
from designlint.analyses.resilience.hard_dependencies import hard_dependencies
from designlint.analyses.resilience.retries import retries
from designlint.analyses.stores import stores
from designlint.analyses.verdicts.at_stake import awaited_paths, domain_losses
from designlint.analyses.verdicts.exposures import exposures
from designlint.analyses.verdicts.verdicts import Verdict, verdicts

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "FULL",
    "Basis",
    "Call",
    "Capacity",
    "ConsistencyModel",
    "Effect",
    "Exactness",
    "FlowGraph",
    "Hop",
    "Interval",
    "Judgement",
    "Lookup",
    "Measure",
    "Missing",
    "Status",
    "Verdict",
    "awaited_paths",
    "call_graph",
    "capacities",
    "cold_caches",
    "component_availability",
    "confined_data",
    "consumers",
    "coverage",
    "data_uses",
    "domain_losses",
    "effects",
    "exposures",
    "fallbacks",
    "flow_graphs",
    "hard_dependencies",
    "loads",
    "measured",
    "mentions",
    "open_questions",
    "own_times",
    "placements",
    "queueing_delays",
    "reads_of",
    "recovery_paths",
    "redeliveries",
    "residencies",
    "retries",
    "single_points_of_failure",
    "stores",
    "timed_calls",
    "transfers",
    "verdicts",
    "volumes",
]
