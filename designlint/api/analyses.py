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
from designlint.analyses.consistency.cross_region_writes import cross_region_write
from designlint.analyses.consistency.hop import Hop
from designlint.analyses.consistency.judge import consistency_help, weak_hops
from designlint.analyses.consistency.lattice import implies, partition_availability
from designlint.analyses.consistency.quorum_reads import quorums
from designlint.analyses.consistency.reads import reads_of
from designlint.analyses.consistency.redeliveries import Redelivery, redeliveries
from designlint.analyses.consistency.staleness import ages_of
from designlint.analyses.cost import cost
from designlint.analyses.detectors.scaling import FULL, certain_use
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import Effect, effects
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions, unmentioned
from designlint.analyses.graph.reasons import is_explained, unexplained
from designlint.analyses.graph.sources import stores_of
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
from designlint.analyses.load.cold_cache import cold_capacities
from designlint.analyses.load.headroom import demand_lines, headroom, utilisation_line
from designlint.analyses.load.hit_ratio import HitRatio, hit_ratios
from designlint.analyses.load.load import loads, loop_steps, miss_share, peak_rate
from designlint.analyses.load.volume import growth_factor, horizon, one_node_suffices, volumes
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import OpenQuestions, open_questions
from designlint.analyses.placement.placement import domains_of, placements, sibling_places
from designlint.analyses.protection.encryption import EncryptionStatus, encryption_status
from designlint.analyses.protection.residency import (
    Jurisdiction,
    Residency,
    jurisdictions_of,
    residencies,
)
from designlint.analyses.remedies.words import mending, mending_at
from designlint.analyses.storage import Filling, fillings
from designlint.analyses.verdicts.explain import proof, shortfall
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

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "FULL",
    "BandwidthExcess",
    "Basic",
    "Capacity",
    "DataUse",
    "DomainLoss",
    "Effect",
    "EncryptionStatus",
    "Exactness",
    "Filling",
    "HitRatio",
    "Hop",
    "Interval",
    "Judgement",
    "Jurisdiction",
    "Latency",
    "Measure",
    "Missing",
    "OpenQuestions",
    "Reading",
    "Redelivery",
    "Residency",
    "SharedFate",
    "Status",
    "Verdict",
    "Vital",
    "WideSingle",
    "ages_of",
    "at_load",
    "bandwidth",
    "bandwidth_excesses",
    "bound_by",
    "call_graph",
    "capacities",
    "certain_use",
    "chances",
    "cold_capacities",
    "compare",
    "component_availability",
    "consistency_help",
    "contributors",
    "cost",
    "coverage",
    "cross_region_write",
    "cut_sets",
    "data_uses",
    "demand_lines",
    "domains_of",
    "effects",
    "encryption_status",
    "expectations",
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
    "hit_ratios",
    "hop_arrow",
    "horizon",
    "implies",
    "in_scenario",
    "is_at_stake",
    "is_explained",
    "jurisdictions_of",
    "latencies",
    "loads",
    "loop_steps",
    "measured",
    "mending",
    "mending_at",
    "mentions",
    "miss_share",
    "needs",
    "one_node_suffices",
    "open_questions",
    "partition_availability",
    "peak_rate",
    "percentile_name",
    "placements",
    "proof",
    "quorums",
    "reads_of",
    "redeliveries",
    "repeat_lines",
    "requirement_verdicts",
    "residencies",
    "shared_fates",
    "shortfall",
    "show_about",
    "show_time",
    "sibling_places",
    "stores_of",
    "taken_by",
    "unexplained",
    "unmentioned",
    "utilisation_line",
    "verdicts",
    "verdicts_about",
    "verdicts_on",
    "violated_requirements",
    "vital_replicas",
    "volumes",
    "wait_line",
    "way_line",
    "weak_hops",
    "weighed_cuts",
    "wide_singles",
    "world_of",
]
