"""The one public surface that rules and plugins import.

A rule is a generator over `Facts`, decorated with `rule`; it reads facts (`facts[loads]`) and the
model (`facts.design`), and words `Finding`s. See the built-in rules for the pattern.
"""

from __future__ import annotations

from designlint import model
from designlint.diagnostic import Fix, Fixable, Help, Label, Severity, Step, advice, edit
from designlint.edits import removed, replaced
from designlint.facts.caching.cached_data import (
    CachedData,
    ExposedData,
    FullCache,
    OverdueCopy,
    cached_alone,
    endless_copies,
    exposed_data,
    full_caches,
    overdue_copies,
)
from designlint.facts.caching.cold_start import ColdStart, cold_starts
from designlint.facts.caching.hazards import (
    Disagreement,
    EarlyDrop,
    UnsafeBuffer,
    disagreements,
    early_drops,
    unsafe_buffers,
)
from designlint.facts.caching.hit_ratio import (
    HitRatio,
    ThrashingCache,
    hit_ratios,
    thrashing_caches,
)
from designlint.facts.consistency.conflicts import Conflict, SplitWrite, conflicts, split_writes
from designlint.facts.consistency.delivered import stronger, weak_hops
from designlint.facts.consistency.dual_writes import DualWrite, dual_writes
from designlint.facts.consistency.freshness import MissedWrite, Outdated, missed_writes, outdated
from designlint.facts.consistency.hop import Hop, hop_lines, tells_recency
from designlint.facts.consistency.lattice import anomaly, implies
from designlint.facts.consistency.orders import BrokenOrder, broken_orders
from designlint.facts.consistency.reads import reads_of
from designlint.facts.consistency.repeats import (
    Redelivery,
    RepeatedWrite,
    redeliveries,
    repeated_writes,
    unmeant_exactly_once,
)
from designlint.facts.consistency.trade_offs import (
    BothClaimed,
    Unasked,
    both_claimed,
    unasked_consistency,
)
from designlint.facts.facts import Facts, Lazily
from designlint.facts.latency.latency import Latency, latencies
from designlint.facts.latency.lines import (
    fan_out_lines,
    hop_arrow,
    percentile_name,
    repeat_lines,
    wait_line,
    way_line,
)
from designlint.facts.latency.own_time import show_about, show_time
from designlint.facts.latency.risks import (
    Crowded,
    FanOut,
    OneByOne,
    SlowCall,
    chatty_calls,
    crowded,
    fan_outs,
    far_calls,
    one_by_one,
    replicas_without_queue,
)
from designlint.facts.latency.timeouts import Inner, Inversion, timeout_inversions
from designlint.facts.load.bandwidth import BandwidthExcess, bandwidth, bandwidth_excesses
from designlint.facts.load.capacity import Capacity, DomainLoss, capacities, needs
from designlint.facts.load.cost import cost
from designlint.facts.load.delivery import (
    EarlyExpiry,
    EarlyRedelivery,
    IdleReplicas,
    MessageLoss,
    early_expiries,
    early_redeliveries,
    idle_consumers,
    lost_with_broker,
    lost_with_worker,
)
from designlint.facts.load.headroom import demand_lines, headroom, utilisation_line
from designlint.facts.load.limits import (
    ConnectionExcess,
    ReachedLimit,
    connection_excesses,
    reached_limits,
)
from designlint.facts.load.load import loads, loop_steps, miss_share, peak_rate
from designlint.facts.load.queues import (
    Backlog,
    Consumer,
    OutrunQueue,
    backlog_lines,
    backlogs,
    consumers,
    outrun_queues,
)
from designlint.facts.load.scaling import GrowthLimit, domain_losses, growth_limits, overloaded
from designlint.facts.load.sharding import (
    HotKey,
    ModuloPlacement,
    UnevenRing,
    hot_keys,
    modulo_placements,
    uneven_rings,
)
from designlint.facts.load.storage import Filling, fillings
from designlint.facts.load.volume import growth_factor, horizon, one_node_suffices
from designlint.facts.measure import Exactness, Interval, Measure, Missing, origin_text
from designlint.facts.mending.told import mending, mending_at
from designlint.facts.protection.encryption import Guarded, holders, hops
from designlint.facts.protection.protected import (
    Disclosure,
    UnderLaws,
    contents,
    under_several_laws,
    unexplained_disclosures,
    unlimited_personal_data,
)
from designlint.facts.protection.residency import Resident, Side, residents
from designlint.facts.recovery.backups import (
    SharedBackup,
    Unbacked,
    Unproven,
    shared_backups,
    unbacked_data,
    unproven_backups,
)
from designlint.facts.recovery.boot import BootCircle, boot_circles
from designlint.facts.recovery.failovers import (
    LossyFailover,
    SlowFailover,
    Unfenced,
    lossy_failovers,
    slow_failovers,
    unfenced_failovers,
)
from designlint.facts.recovery.ways_back import SharedWay, shared_ways
from designlint.facts.reliability.availability import (
    chances,
    component_availability,
    contributors,
    flow_availability,
    taken_by,
)
from designlint.facts.reliability.cuts import (
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
from designlint.facts.reliability.failure import Basic, Reading, failures
from designlint.facts.reliability.flow_failure import flow_failures
from designlint.facts.reliability.narrow_needs import NarrowNeed, narrow_needs
from designlint.facts.reliability.placement import domains_of, placements, sibling_places
from designlint.facts.reliability.residence import Confined, Keeper, confined_data, keepers
from designlint.facts.resilience.blast_radius import (
    FalseFallback,
    Meeting,
    NoisyTenants,
    false_fallbacks,
    meetings,
    noisy_tenants,
)
from designlint.facts.resilience.guards import (
    OpenEntry,
    Unguarded,
    open_entries,
    unguarded_externals,
    untimed_calls,
)
from designlint.facts.resilience.health import (
    HerdCheck,
    MisledScaler,
    SlowScaler,
    herd_checks,
    misled_scalers,
    slow_scalers,
)
from designlint.facts.resilience.retries import (
    BareRetry,
    Chain,
    bare_retries,
    chain_lines,
    most_attempts,
    retry_chains,
)
from designlint.facts.resilience.rollout import Push, global_pushes
from designlint.facts.resilience.softness import SoftNeed, soft_needs
from designlint.facts.resilience.stability import Dependence, ShortHold, short_holds, unstable_flows
from designlint.facts.resilience.storms import Storm, storms
from designlint.facts.structure.coverage import coverage
from designlint.facts.structure.data_use import DataUse, data_uses
from designlint.facts.structure.effects import written
from designlint.facts.structure.exposure import Reached, reached_directly
from designlint.facts.structure.graph import call_graph, flow_graphs
from designlint.facts.structure.mentions import mentions, unmentioned
from designlint.facts.structure.problem_space import OpenQuestions, open_questions
from designlint.facts.structure.reasons import is_explained, unexplained
from designlint.facts.structure.services import SoleClient, sole_clients, synchronous_cycles
from designlint.facts.verdicts.explain import proof, shortfall
from designlint.facts.verdicts.judgement import Judgement, Status, compare, measured
from designlint.facts.verdicts.verdicts import (
    Verdict,
    expectations,
    is_at_stake,
    requirement_verdicts,
    verdicts,
    verdicts_about,
    verdicts_on,
    violated_requirements,
)
from designlint.facts.verdicts.worlds import world_of
from designlint.facts.worlds import at_load, in_scenario
from designlint.hookspecs import hookimpl
from designlint.metric import Metric, Target
from designlint.quantity import Dimension, Quantity, show, show_availability, show_share, show_value
from designlint.rule import Finding, Rule, option, rule
from designlint.schema import component as component_properties
from designlint.schema import context as context_properties
from designlint.schema import edge as edge_properties
from designlint.schema import messaging as messaging_properties
from designlint.schema import relation as relation_properties
from designlint.schema import store as store_properties
from designlint.schema.kinds import Kind, kind_like
from designlint.schema.property import Property
from designlint.schema.roles import Role
from designlint.source import Span
from designlint.wording import flows_stop, listed

__all__ = [
    "Backlog",
    "BandwidthExcess",
    "BareRetry",
    "Basic",
    "BootCircle",
    "BothClaimed",
    "BrokenOrder",
    "CachedData",
    "Capacity",
    "Chain",
    "ColdStart",
    "Confined",
    "Conflict",
    "ConnectionExcess",
    "Consumer",
    "Crowded",
    "DataUse",
    "Dependence",
    "Dimension",
    "Disagreement",
    "Disclosure",
    "DomainLoss",
    "DualWrite",
    "EarlyDrop",
    "EarlyExpiry",
    "EarlyRedelivery",
    "Exactness",
    "ExposedData",
    "Facts",
    "FalseFallback",
    "FanOut",
    "Filling",
    "Finding",
    "Fix",
    "Fixable",
    "FullCache",
    "GrowthLimit",
    "Guarded",
    "Help",
    "HerdCheck",
    "HitRatio",
    "Hop",
    "HotKey",
    "IdleReplicas",
    "Inner",
    "Interval",
    "Inversion",
    "Judgement",
    "Keeper",
    "Kind",
    "Label",
    "Latency",
    "Lazily",
    "LossyFailover",
    "Measure",
    "Meeting",
    "MessageLoss",
    "Metric",
    "MisledScaler",
    "MissedWrite",
    "Missing",
    "ModuloPlacement",
    "NarrowNeed",
    "NoisyTenants",
    "OneByOne",
    "OpenEntry",
    "OpenQuestions",
    "Outdated",
    "OutrunQueue",
    "OverdueCopy",
    "Property",
    "Push",
    "Quantity",
    "Reached",
    "ReachedLimit",
    "Reading",
    "Redelivery",
    "RepeatedWrite",
    "Resident",
    "Role",
    "Rule",
    "Severity",
    "SharedBackup",
    "SharedFate",
    "SharedWay",
    "ShortHold",
    "Side",
    "SlowCall",
    "SlowFailover",
    "SlowScaler",
    "SoftNeed",
    "SoleClient",
    "Span",
    "SplitWrite",
    "Status",
    "Step",
    "Storm",
    "Target",
    "ThrashingCache",
    "Unasked",
    "Unbacked",
    "UnderLaws",
    "UnevenRing",
    "Unfenced",
    "Unguarded",
    "Unproven",
    "UnsafeBuffer",
    "Verdict",
    "Vital",
    "WideSingle",
    "advice",
    "anomaly",
    "at_load",
    "backlog_lines",
    "backlogs",
    "bandwidth",
    "bandwidth_excesses",
    "bare_retries",
    "boot_circles",
    "both_claimed",
    "bound_by",
    "broken_orders",
    "cached_alone",
    "call_graph",
    "capacities",
    "chain_lines",
    "chances",
    "chatty_calls",
    "cold_starts",
    "compare",
    "component_availability",
    "component_properties",
    "confined_data",
    "conflicts",
    "connection_excesses",
    "consumers",
    "contents",
    "context_properties",
    "contributors",
    "cost",
    "coverage",
    "crowded",
    "cut_sets",
    "data_uses",
    "demand_lines",
    "disagreements",
    "domain_losses",
    "domains_of",
    "dual_writes",
    "early_drops",
    "early_expiries",
    "early_redeliveries",
    "edge_properties",
    "edit",
    "endless_copies",
    "expectations",
    "exposed_data",
    "failures",
    "false_fallbacks",
    "fan_out_lines",
    "fan_outs",
    "far_calls",
    "fillings",
    "flow_availability",
    "flow_failures",
    "flow_graphs",
    "flow_singles",
    "flow_ways",
    "flows_stop",
    "full_caches",
    "global_pushes",
    "growth_factor",
    "growth_limits",
    "headroom",
    "herd_checks",
    "hit_ratios",
    "holders",
    "hookimpl",
    "hop_arrow",
    "hop_lines",
    "hops",
    "horizon",
    "hot_keys",
    "idle_consumers",
    "implies",
    "in_scenario",
    "is_at_stake",
    "is_explained",
    "keepers",
    "kind_like",
    "latencies",
    "listed",
    "loads",
    "loop_steps",
    "lossy_failovers",
    "lost_with_broker",
    "lost_with_worker",
    "measured",
    "meetings",
    "mending",
    "mending_at",
    "mentions",
    "messaging_properties",
    "misled_scalers",
    "miss_share",
    "missed_writes",
    "model",
    "modulo_placements",
    "most_attempts",
    "narrow_needs",
    "needs",
    "noisy_tenants",
    "one_by_one",
    "one_node_suffices",
    "open_entries",
    "open_questions",
    "option",
    "origin_text",
    "outdated",
    "outrun_queues",
    "overdue_copies",
    "overloaded",
    "peak_rate",
    "percentile_name",
    "placements",
    "proof",
    "reached_directly",
    "reached_limits",
    "reads_of",
    "redeliveries",
    "relation_properties",
    "removed",
    "repeat_lines",
    "repeated_writes",
    "replaced",
    "replicas_without_queue",
    "requirement_verdicts",
    "residents",
    "retry_chains",
    "rule",
    "shared_backups",
    "shared_fates",
    "shared_ways",
    "short_holds",
    "shortfall",
    "show",
    "show_about",
    "show_availability",
    "show_share",
    "show_time",
    "show_value",
    "sibling_places",
    "slow_failovers",
    "slow_scalers",
    "soft_needs",
    "sole_clients",
    "split_writes",
    "store_properties",
    "storms",
    "stronger",
    "synchronous_cycles",
    "taken_by",
    "tells_recency",
    "thrashing_caches",
    "timeout_inversions",
    "unasked_consistency",
    "unbacked_data",
    "under_several_laws",
    "uneven_rings",
    "unexplained",
    "unexplained_disclosures",
    "unfenced_failovers",
    "unguarded_externals",
    "unlimited_personal_data",
    "unmeant_exactly_once",
    "unmentioned",
    "unproven_backups",
    "unsafe_buffers",
    "unstable_flows",
    "untimed_calls",
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
