"""Words about failures: what stops, how long, and what stands in."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "nines",
        "Availability by its number of nines: 99.9% (three nines) allows 8.76 hours of downtime a year, "
        "99.99% allows 52.6 minutes, 99.999% allows 5.26 minutes.",
        "availability RES012 maintenance",
        "five nines, four nines, three nines, uptime, downtime, 99.9%, 99.99%, 99.999%, 99.9, 99.99, five 9s",
    ),
    Term(
        "SLO",
        "A service level objective: the target for a measured quality, such as availability or latency. "
        "Here it is a `require` of a nonfunctional requirement.",
        "require nonfunctional availability latency COV006",
        "objective, service level objective, SLOs",
    ),
    Term(
        "SLA",
        "A service level agreement: a promise to customers, with a remedy when it is broken. What a "
        "provider promises is the `availability ... total` of a component; what you promise is a `require`.",
        "availability managed require third_party",
        "service level agreement, SLA penalty, service credit",
    ),
    Term(
        "SLI",
        "A service level indicator: the measured quality itself. Here it is a metric with its aspect, "
        "such as `latency p99 of order`.",
        "claims latency availability",
        "indicator, service level indicator, error rate, success rate, apdex",
    ),
    Term(
        "error budget",
        "How much failure an objective allows in a period: 0.1% of a year is 8.76 hours for 99.9%. "
        "designlint compares outages of failovers and maintenance with that time.",
        "availability RES012 maintenance",
        "budget of errors, burn rate",
    ),
    Term(
        "single point of failure",
        "A part whose failure alone stops a flow. designlint finds it as a cut set of one event.",
        "SPF001 SPF002 SPF012 replicas",
        "SPOF, spofs, single point, critical component",
    ),
    Term(
        "redundancy",
        "More copies of a part than are needed, so that some may fail: N+1 has one to spare, 2N twice "
        "as many.",
        "replicas needs SPF003 SPF001 SCA002",
        "n+1, n+0, 2n, n+2, redundant, spare, overprovisioning",
    ),
    Term(
        "failover",
        "The change from a failed replica, leader or region to another one. It takes time, and may lose "
        "writes that the other one does not have.",
        "failover promotes RES010 RES012 RES011 rto",
        "switchover, fail over, promotion, failback, fail-over",
    ),
    Term(
        "active-active",
        "Several copies or regions serve at the same time, so none has to take over first. Writes in "
        "several places can conflict.",
        "topology replicas conflicts CON005 leaders",
        "active/active, multi-master, multi-leader, multi master, multi primary, hot-hot",
    ),
    Term(
        "active-passive",
        "One copy or region serves, and another stands by until a failover.",
        "failover topology followers rto RES012",
        "active/passive, standby, hot standby, warm standby, cold standby, pilot light, primary replica, "
        "leader follower",
    ),
    Term(
        "split brain",
        "Two replicas both believe that they lead, and both take writes. Fencing, or a majority that "
        "elects the leader, prevents it.",
        "fencing RES011 failover quorum",
        "fencing token, two leaders, STONITH",
    ),
    Term(
        "failure domain",
        "A part of the infrastructure that fails as a whole: a host, a zone, a region, a provider. "
        "Redundant parts help only in different ones.",
        "region zone host domain provider SPF002 SPF006",
        "fault domain, availability zone, AZ, multi-AZ, datacenter, data center, rack, location",
    ),
    Term(
        "multi-region",
        "Running in several regions, so that the loss of one is survived and users are served nearby.",
        "region SPF004 LAT001 routes_by replication DAT002",
        "multi region, cross-region, geo-redundancy, multi-cloud, geo-replication",
    ),
    Term(
        "blast radius",
        "How much of the work stops with one failure. Cells, shards and staged changes bound it.",
        "blast_radius RES007 SPF008 SPF007 RES008",
        "cell, cells, cell-based architecture, shuffle sharding, impact",
    ),
    Term(
        "static stability",
        "A system keeps on doing what it does when the systems that change it fail: the data path works "
        "without the control plane.",
        "RES005 runs_without control_plane",
        "control plane, data plane",
    ),
    Term(
        "graceful degradation",
        "Serving less, or older data, instead of failing: an optional step, a fallback, a stale copy.",
        "steps stale_if_error runs_without RES006 when-does-a-fallback-or-else-make-a-component-redundant",
        "degradation, degraded mode, fallback, fail open, brownout, soft dependency, optional, fail closed, fail safe, failsafe, safe mode, read-only mode",
    ),
    Term(
        "hard dependency",
        "A part without which a flow cannot serve; a soft dependency may be missing.",
        "RES006 steps runs_without",
        "critical path, dependency, dependencies, depends on",
    ),
    Term(
        "RPO",
        "Recovery point objective: how much of the latest data may be lost, as a time.",
        "rpo backup replication RES010 RES016",
        "recovery point objective, data loss",
    ),
    Term(
        "RTO",
        "Recovery time objective: how long an outage may last until the service is back.",
        "rto failover backup RES012 RES013",
        "recovery time objective, recovery time",
    ),
    Term(
        "MTTR",
        "Mean time to repair: how long a failure lasts on average. With the mean time between failures "
        "(MTBF) it gives the availability.",
        "mttr mtbf availability",
        "mean time to recovery, mean time to repair, mean time between failures, MTTF, MTTD",
    ),
    Term(
        "disaster recovery",
        "Getting a system back after the loss of a region or of all replicas: from a standby or a backup.",
        "backup rto rpo RES013 RES014 RES015 SPF005",
        "DR, business continuity, disaster",
    ),
    Term(
        "backup",
        "A copy in another place that a mistake in the data does not reach. Replicas are none: they "
        "copy the mistake.",
        "backup restore_tested RES014 RES015 RES016",
        "backups, restore, snapshot, point-in-time recovery, PITR, restore test",
    ),
    Term(
        "durability",
        "The probability that acknowledged data is not lost in a year.",
        "durability durable fsync replication RES010",
        "data durability, eleven nines, fsync, WAL, write-ahead log, RAID, erasure coding",
    ),
    Term(
        "metastable failure",
        "An overload that goes on after its trigger is gone, because retries or cold caches keep the "
        "load above the capacity.",
        "RES004 CAC001 RES002 RES041",
        "metastability, retry storm, cascading failure, cascade, death spiral",
    ),
    Term(
        "gray failure",
        "A part that is slow or wrong, though its health checks say that it is up. Timeouts, circuit "
        "breakers and hedged calls bound the harm.",
        "RES040 RES032 health_check hedge RES009",
        "grey failure, partial failure, slow node, fail-slow, limping, GC pause, garbage collection, stop the world",
    ),
    Term(
        "fault tree",
        "A flow's failure as and/or of the failures of its parts; its minimal cut sets are the smallest "
        "groups of failures that stop the flow. `designlint diagram --view failure` draws them.",
        "availability SPF001 blast_radius",
        "FTA, cut set, minimal cut set, FMEA, failure mode, chaos engineering, game day, fault injection, chaos monkey, chaos, fault tolerance",
    ),
    Term(
        "health check",
        "A probe that tells a balancer or an orchestrator whether a replica can serve. One that looks at "
        "a shared dependency takes all replicas out at once.",
        "health_check RES009 panic_threshold drains",
        "liveness, readiness, liveness probe, readiness probe, heartbeat, ping, flapping",
    ),
)
