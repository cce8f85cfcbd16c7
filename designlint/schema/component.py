"""Properties that every component may state."""

from __future__ import annotations

from typing import Any

from designlint.quantities.quantity import Quantity
from designlint.schema.property import Property
from designlint.schema.values import (
    AtPercentile,
    Autoscale,
    Certificate,
    Failover,
    HealthCheck,
    Limit,
    Maintenance,
    Ref,
    Replicas,
    Routing,
    RunsWithout,
    Scoped,
)

TECH: Property[str] = Property(
    "tech", "<name:word>", "The technology; the catalogue adds its published facts."
)
OWNER: Property[str] = Property("owner", "<who:label>", "The team that is responsible.")
REPLICAS: Property[Replicas] = Property(
    "replicas",
    "<number:instances> [in <places:place>,...]",
    "How many instances run, spread evenly over the places in the order stated.",
    value=Replicas,
)
NEEDS: Property[int] = Property(
    "needs",
    "<count>",
    "How many replicas must be up for the component to work. Where not declared: as many as carry "
    "the peak load, else one.",
    absent="as many as carry its peak load by its capacity",
)
IN: Property[tuple[Ref, ...]] = Property(
    "in",
    "<places:place>,...",
    "Failure domains that every replica shares: a zone, a power feed, a hardware class.",
)
CAPACITY: Property[Scoped] = Property(
    "capacity",
    "<amount:throughput> [<scope>]",
    "The load that each replica can carry, or with `total` all replicas together.",
    value=Scoped,
    worse="low",
    absent="unknown; of a service that others run as a whole, enough for what it gets",
)
CONCURRENCY: Property[Scoped] = Property(
    "concurrency",
    "<amount:number> [<scope>]",
    "Requests handled at the same time.",
    value=Scoped,
    absent="no limit",
)
CONTENTION: Property[Quantity] = Property(
    "contention",
    "<share>",
    "The share of the work of a replica that only one replica does at a time, such as under a lock: "
    "Gunther's alpha.",
    worse="high",
    absent="none",
)
COHERENCE: Property[Quantity] = Property(
    "coherence",
    "<share>",
    "The share of the work of a replica that each other replica makes for it, such as copies to "
    "bring up to date: Gunther's beta.",
    worse="high",
    absent="none",
)
LATENCY: Property[tuple[AtPercentile, ...]] = Property(
    "latency",
    "(<percentile> <time>),...",
    "The response time of the component itself at one or more percentiles, as a caller in its "
    "region sees it: without the calls that the component waits for, at the stated load and up to "
    "the stated capacity.",
    value=AtPercentile,
    worse="high",
)
AVAILABILITY: Property[Scoped] = Property(
    "availability",
    "<amount:share> [<scope>]",
    "The share of time that each replica is up by itself, without the failures of its domains; or "
    "with `total`, that the service as a whole is up, as a provider promises it.",
    value=Scoped,
    worse="low",
)
MTBF: Property[Quantity] = Property(
    "mtbf",
    "<time>",
    "Mean time between failures of a replica; with `mttr` it gives availability.",
    worse="low",
)
MTTR: Property[Quantity] = Property(
    "mttr", "<time>", "Mean time to repair a replica.", worse="high"
)
FENCING: Property[bool] = Property(
    "fencing", "<yes_no>", "Whether the old leader is kept from writing before a new one starts."
)
PROMOTES: Property[str] = Property(
    "promotes",
    "<which:synchronous|asynchronous|any>",
    "Which standbys may become leader.",
)
FAILOVER: Property[Failover] = Property(
    "failover",
    "<mode:auto|manual> [<time>]",
    "Who replaces a failed leader, and how long the service is down meanwhile.",
    value=Failover,
    details=(FENCING, PROMOTES),
)
STATE: Property[str] = Property(
    "state",
    "<where:none|memory|sticky|durable>",
    "Where the component keeps its state.",
    absent="unknown; of a store, durable",
)
SCALES: Property[str] = Property(
    "scales", "<how:out|up|none>", "Whether more replicas, or only larger ones, carry more load."
)
AUTOSCALE: Property[Autoscale] = Property(
    "autoscale",
    "<range> [in <within:time>] [on <metric:word>]",
    "Between which numbers of replicas the component scales by itself, how fast, and on which "
    "metric.",
    value=Autoscale,
    absent="it does not scale by itself",
)
MAINTENANCE: Property[Maintenance] = Property(
    "maintenance",
    "every <every:time> for <takes:time>",
    "How often planned work (an upgrade, a release, a planned failover) takes the component as a whole out "
    "of service, and for how long each time. Work that goes replica by replica does not count.",
    value=Maintenance,
    absent="no planned work takes it out of service",
)
BOOT_TIME: Property[Quantity] = Property(
    "boot_time", "<time>", "The time from start to serving.", worse="high"
)
NEEDS_AT_BOOT: Property[tuple[Ref, ...]] = Property(
    "needs_at_boot",
    "<nodes:node>,...",
    "What must be up before the component can start.",
    absent="nothing",
)
PANIC_THRESHOLD: Property[Quantity] = Property(
    "panic_threshold",
    "<share>",
    "Below this share of healthy replicas, traffic goes to all of them again.",
)
HEALTH_CHECK: Property[HealthCheck] = Property(
    "health_check",
    "<depth:shallow|deep> [of <of:node>,...]",
    "What decides that a replica gets traffic: the replica alone, or also its dependencies.",
    value=HealthCheck,
    details=(PANIC_THRESHOLD,),
)
RUNS_WITHOUT: Property[RunsWithout] = Property(
    "runs_without",
    "<nodes:node>,... [for <time>]",
    "Static stability: the component keeps serving while these are down, and for how long.",
    value=RunsWithout,
    absent="nothing: it stops with what it calls",
)
FREED: Property[Quantity] = Property(
    "freed",
    "every <time>",
    "How often upkeep gives back what is used up, as a vacuum does with the ids of old transactions.",
    absent="never: what is used up stays so",
)
WRITES = "writes"
"""What a limit grows with that each write uses up by one."""
LIMIT: Property[Limit] = Property(
    "limit",
    "<name:word> <value:quantity> [grows_with <grows_with:growing>]",
    "A hard limit (connections, threads, ids, file size) and what its use grows with: a data item, a "
    "component, an actor, or the `writes` of the component itself.",
    value=Limit,
    details=(FREED,),
    repeats=True,
    absent="no limit",
)
TENANCY: Property[str] = Property(
    "tenancy",
    "<how:shared|per_tenant|per_cell>",
    "Whether tenants share the component, so that one tenant can take the others down.",
)
OBSERVED_BY: Property[tuple[Ref, ...]] = Property(
    "observed_by", "<nodes:node>,...", "What monitors the component.", absent="nothing"
)
DEPLOYED_BY: Property[tuple[Ref, ...]] = Property(
    "deployed_by", "<nodes:node>,...", "What deploys the component.", absent="nothing"
)
INFORMS_ABOUT: Property[tuple[Ref, ...]] = Property(
    "informs_about",
    "<nodes:node>,...",
    "What the component tells users about when it is down, as a status page does.",
    absent="nothing",
)
IDENTITY_FROM: Property[tuple[Ref, ...]] = Property(
    "identity_from",
    "<nodes:node>,...",
    "What authenticates the callers of the component.",
    absent="nothing",
)
CONFIGURED_BY: Property[tuple[Ref, ...]] = Property(
    "configured_by",
    "<nodes:node>,...",
    "Where the configuration and flags come from.",
    absent="nothing",
)
COST: Property[Scoped] = Property(
    "cost",
    "<amount:spending> [<scope>]",
    "What the component costs to run.",
    value=Scoped,
    worse="high",
)
BECAUSE: Property[str] = Property("because", "<text>", "The reason for the choice.")
MANAGED: Property[str] = Property(
    "managed",
    "<scope:zonal|regional|global>",
    "A provider runs the service, and its redundancy spans this scope: the service survives the "
    "loss of a smaller domain.",
    absent="the team runs it",
)
CONTROL_PLANE: Property[Quantity] = Property(
    "control_plane",
    "<share>",
    "The availability of the control plane that starts and replaces the replicas, such as an "
    "orchestrator's API. Serving does not need it; recovery does.",
)
ALERTS: Property[bool] = Property(
    "alerts", "<yes_no>", "Whether a failure raises an alert.", absent="no"
)
CERTIFICATE: Property[Certificate] = Property(
    "certificate",
    "<lasts:time> <renewed:auto|manual>",
    "How long the certificate lasts that callers check, and whether a program or a person renews it.",
    value=Certificate,
    details=(ALERTS,),
)
IDEMPOTENT: Property[bool] = Property(
    "idempotent", "<yes_no>", "Whether doing the same work twice has the effect of doing it once."
)
ROUTES_BY: Property[Routing] = Property(
    "routes_by",
    "<by:round_robin|least_loaded|latency|hash|region> [of <key:word>]",
    "How one of the callee's replicas is chosen, for all calls of a component or for one relation: "
    "`latency` and `region` choose a near one, the others may choose any.",
    value=Routing,
)
PROCESSING_TIME: Property[Quantity] = Property(
    "processing_time", "<time>", "How long one message or job takes."
)

EVERY_COMPONENT: tuple[Property[Any], ...] = (
    TECH, OWNER, REPLICAS, NEEDS, IN, CAPACITY, CONTENTION, COHERENCE, CONCURRENCY, LATENCY,
    AVAILABILITY, MTBF, MTTR, MAINTENANCE,
    FAILOVER, STATE, SCALES, AUTOSCALE, BOOT_TIME, NEEDS_AT_BOOT, HEALTH_CHECK, RUNS_WITHOUT, LIMIT,
    TENANCY, OBSERVED_BY, DEPLOYED_BY, INFORMS_ABOUT, IDENTITY_FROM, CONFIGURED_BY, COST, BECAUSE, MANAGED,
    CONTROL_PLANE, CERTIFICATE, IDEMPOTENT, PROCESSING_TIME, ROUTES_BY,
)  # fmt: skip
