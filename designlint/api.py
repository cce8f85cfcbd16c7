"""The one public surface that rules and plugins import.

A rule is a generator over `Facts`, decorated with `rule`; it reads facts (`facts[loads]`) and the
model (`facts.design`), and words `Finding`s. See the built-in rules for the pattern.
"""

from __future__ import annotations

from designlint import model
from designlint.diagnostic import Fix, Fixable, Label, Severity, Step
from designlint.edits import removed, replaced
from designlint.facts.availability import (
    chances,
    component_availability,
    contributors,
    flow_availability,
    taken_by,
)
from designlint.facts.capacity import Capacity, DomainLoss, capacities, needs
from designlint.facts.consistency import Hop, hop_lines, reads_of
from designlint.facts.coverage import coverage
from designlint.facts.cuts import (
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
from designlint.facts.data_use import DataUse, data_uses
from designlint.facts.delivered import stronger, weak_hops
from designlint.facts.explain import first_to_mend, proof, shortfall, world_of
from designlint.facts.facts import Facts, Lazily
from designlint.facts.failure import Basic, Reading, failures, flow_failures
from designlint.facts.graph import call_graph, flow_graphs
from designlint.facts.headroom import demand_lines, headroom, utilisation_line
from designlint.facts.judgement import Judgement, Status
from designlint.facts.lattice import ANOMALY, implies
from designlint.facts.load import loads, loop_steps, miss_share, peak_rate
from designlint.facts.measure import Exactness, Interval, Measure, Missing, origin_text, shortened
from designlint.facts.mentions import mentions, unmentioned
from designlint.facts.placement import domains_of, placements, sibling_places
from designlint.facts.problem_space import OpenQuestions, open_questions
from designlint.facts.reasons import is_explained, unexplained
from designlint.facts.residence import Confined, Keeper, confined_data, keepers
from designlint.facts.scaling import GrowthLimit, domain_losses, growth_limits, overloaded
from designlint.facts.structure import SoleClient, sole_clients, synchronous_cycles
from designlint.facts.verdicts import (
    Verdict,
    contradicted,
    expectations,
    is_at_stake,
    requirement_verdicts,
    verdicts,
    verdicts_on,
)
from designlint.facts.volume import growth_factor, one_node_suffices
from designlint.facts.worlds import at_load, in_scenario
from designlint.hookspecs import hookimpl
from designlint.quantity import (
    Dimension,
    Quantity,
    show,
    show_availability,
    show_share,
    show_value,
)
from designlint.rule import Finding, Rule, rule
from designlint.schema import component as component_properties
from designlint.schema import context as context_properties
from designlint.schema import edge as edge_properties
from designlint.schema import messaging as messaging_properties
from designlint.schema import relation as relation_properties
from designlint.schema import store as store_properties
from designlint.schema.kinds import BROKERS, CACHES, STORES, Kind
from designlint.schema.property import Property
from designlint.source import Span
from designlint.wording import flows_stop, listed

__all__ = [
    "ANOMALY",
    "BROKERS",
    "CACHES",
    "STORES",
    "Basic",
    "Capacity",
    "Confined",
    "DataUse",
    "Dimension",
    "DomainLoss",
    "Exactness",
    "Facts",
    "Finding",
    "Fix",
    "Fixable",
    "GrowthLimit",
    "Hop",
    "Interval",
    "Judgement",
    "Keeper",
    "Kind",
    "Label",
    "Lazily",
    "Measure",
    "Missing",
    "OpenQuestions",
    "Property",
    "Quantity",
    "Reading",
    "Rule",
    "Severity",
    "SharedFate",
    "SoleClient",
    "Span",
    "Status",
    "Step",
    "Verdict",
    "Vital",
    "WideSingle",
    "at_load",
    "bound_by",
    "call_graph",
    "capacities",
    "chances",
    "component_availability",
    "component_properties",
    "confined_data",
    "context_properties",
    "contradicted",
    "contributors",
    "coverage",
    "cut_sets",
    "data_uses",
    "demand_lines",
    "domain_losses",
    "domains_of",
    "edge_properties",
    "expectations",
    "failures",
    "first_to_mend",
    "flow_availability",
    "flow_failures",
    "flow_graphs",
    "flow_singles",
    "flow_ways",
    "flows_stop",
    "growth_factor",
    "growth_limits",
    "headroom",
    "hookimpl",
    "hop_lines",
    "implies",
    "in_scenario",
    "is_at_stake",
    "is_explained",
    "keepers",
    "listed",
    "loads",
    "loop_steps",
    "mentions",
    "messaging_properties",
    "miss_share",
    "model",
    "needs",
    "one_node_suffices",
    "open_questions",
    "origin_text",
    "overloaded",
    "peak_rate",
    "placements",
    "proof",
    "reads_of",
    "relation_properties",
    "removed",
    "replaced",
    "requirement_verdicts",
    "rule",
    "shared_fates",
    "shortened",
    "shortfall",
    "show",
    "show_availability",
    "show_share",
    "show_value",
    "sibling_places",
    "sole_clients",
    "store_properties",
    "stronger",
    "synchronous_cycles",
    "taken_by",
    "unexplained",
    "unmentioned",
    "utilisation_line",
    "verdicts",
    "verdicts_on",
    "vital_replicas",
    "weak_hops",
    "weighed_cuts",
    "wide_singles",
    "world_of",
]
