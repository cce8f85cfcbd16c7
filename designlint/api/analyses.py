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
from designlint.analyses.failure.failure import Basic, Reading, failures
from designlint.analyses.failure.flow_failure import flow_failures
from designlint.analyses.graph.coverage import coverage
from designlint.analyses.graph.data_use import DataUse, data_uses
from designlint.analyses.graph.effects import written
from designlint.analyses.graph.graph import call_graph, flow_graphs
from designlint.analyses.graph.mentions import mentions, unmentioned
from designlint.analyses.graph.reasons import is_explained, unexplained
from designlint.analyses.judgement import Judgement, Status, compare, measured
from designlint.analyses.latency.fan_out import FanOut, fan_out
from designlint.analyses.latency.lines import round_trip_line
from designlint.analyses.latency.own_time import own_times, show_time
from designlint.analyses.latency.queueing import QueueingDelay, queueing_delays
from designlint.analyses.latency.request import Call
from designlint.analyses.load.backlog import backlogs
from designlint.analyses.load.bandwidth import transfers
from designlint.analyses.load.capacity import Capacity, DomainLoss, capacities
from designlint.analyses.load.consumers import broker_of, consumers
from designlint.analyses.load.headroom import utilisation_line
from designlint.analyses.load.load import loads
from designlint.analyses.load.needs import needs
from designlint.analyses.load.overload import FULL, certain_use, is_outgrown
from designlint.analyses.load.volume import growth_factor, horizon, volume_held
from designlint.analyses.measure import Exactness, Interval, Measure, Missing
from designlint.analyses.open_questions import OpenQuestions, open_questions
from designlint.analyses.placement.placement import domains_of, placements, sibling_places
from designlint.analyses.protection.encryption import Guarded, holders, hops
from designlint.analyses.protection.residency import Resident, Side, residents
from designlint.analyses.remedies.words import mending, mending_at
from designlint.analyses.sharding import LargestKey, Ring, largest_key, ring_of
from designlint.analyses.storage import NodeVolume, fullest_node
from designlint.analyses.verdicts.at_stake import (
    awaited_paths,
    domain_losses,
    is_at_stake,
    unmet_verdicts,
)
from designlint.analyses.verdicts.explain import proof, shortfall
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

__since__ = "0.1"
__stability__ = "provisional"

__all__ = [
    "FULL",
    "Basic",
    "Call",
    "Capacity",
    "DataUse",
    "DomainLoss",
    "Exactness",
    "FanOut",
    "Guarded",
    "Hop",
    "Interval",
    "Judgement",
    "LargestKey",
    "Measure",
    "Missing",
    "NodeVolume",
    "OpenQuestions",
    "QueueingDelay",
    "Reading",
    "Resident",
    "Ring",
    "SharedFate",
    "Side",
    "Status",
    "Verdict",
    "Vital",
    "WideSingle",
    "anomaly",
    "at_load",
    "awaited_paths",
    "backlogs",
    "bound_by",
    "broker_of",
    "call_graph",
    "capacities",
    "certain_use",
    "chances",
    "compare",
    "component_availability",
    "consumers",
    "contributors",
    "coverage",
    "cut_sets",
    "data_uses",
    "domain_losses",
    "domains_of",
    "expectations",
    "failures",
    "fan_out",
    "flow_availability",
    "flow_failures",
    "flow_graphs",
    "flow_singles",
    "flow_ways",
    "fullest_node",
    "growth_factor",
    "holders",
    "hop_lines",
    "hops",
    "horizon",
    "implies",
    "in_scenario",
    "is_at_stake",
    "is_explained",
    "is_outgrown",
    "largest_key",
    "loads",
    "measured",
    "mending",
    "mending_at",
    "mentions",
    "needs",
    "open_questions",
    "own_times",
    "placements",
    "proof",
    "queueing_delays",
    "reads_of",
    "requirement_verdicts",
    "residents",
    "ring_of",
    "round_trip_line",
    "shared_fates",
    "shortfall",
    "show_time",
    "sibling_places",
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
    "weak_hops",
    "weighed_cuts",
    "wide_singles",
    "world_of",
    "written",
]
