"""What makes a design worse, and what it then meets no more."""

from __future__ import annotations

from collections.abc import Callable

from tests.verdicts.anything import COMPONENTS, FLOWS, Anything, Declared

WORKING = ("availability", "headroom", "throughput", "durability", "rpo", "rto")
OTHERWISE = tuple(metric for metric in WORKING if metric != "throughput")
SERVING = ("latency", "availability", "headroom", "throughput")
READ = ("consistency", "staleness")

Worsened = tuple[str, tuple[str, ...], Callable[[Anything, str], Anything | None]]
"""What is made worse, the metrics that get no better, and how: None where there is nothing to change."""


def _changed(key: str, now: str, then: str) -> Callable[[Anything, str], Anything | None]:
    """Another text in the statements of a property; `step` is each step of a flow."""

    def change(design: Anything, name: str) -> Anything | None:
        declared = design.declared[name]
        for other, line in declared.lines.items():
            if other.split()[0] == key and line.replace(now, then) != line:
                declared = declared.stating(other, line.replace(now, then))
        same = declared is design.declared[name]
        return None if same else design.having(name, declared)

    return change


def _with_fewer_copies(design: Anything, name: str) -> Anything | None:
    # Of several copies one that lags takes over; of one, a backup is restored that may be newer.
    if "backup" in design.declared[name].lines:
        return None
    return _changed("copies", "copies 3", "copies 1")(design, name)


def _with_fewer_replicas(design: Anything, name: str) -> Anything | None:
    """One replica less of what keeps nothing: of a store, fewer may need fewer."""
    declared = design.declared[name]
    if _is_kept(declared) or "coherence" in declared.lines:
        return None
    if declared.lines.get("replicas", "").count(",") > 1 and _calls(design, name):
        return None  # without its third place, the loss of the others spares whom it calls
    return _changed("replicas", "replicas 3", "replicas 2")(design, name)


def _with_more_load(design: Anything, name: str) -> Anything | None:
    """More load of one flow, where no limit on others makes the mix of calls another one."""
    if any("limit" in key for declared in design.declared.values() for key in declared.lines):
        return None
    return _changed("rate", "rate ", "rate 4")(design, name)


def _with_one_more_call(design: Anything, name: str) -> Anything | None:
    """Another call that the flow needs, of what its first caller calls."""
    declared = design.declared[name]
    if name not in FLOWS or "step 0" not in declared.lines:
        return None
    first = declared.lines["step 0"].replace(",", " ").split()[2]
    other = "k3" if first != "k3" else "k2"
    return design.having(name, declared.stating("step 9", f"{first} -> {other}"))


def _needing(key: str) -> Callable[[Anything, str], Anything | None]:
    """A component that needs another one, besides what its flows call."""

    def change(design: Anything, name: str) -> Anything | None:
        declared = design.declared[name]
        if name not in COMPONENTS or key in declared.lines or declared.head.endswith(": client"):
            return None
        other = "k4" if name != "k4" else "k3"
        return design.having(name, declared.stating(key, f"{key} {other}"))

    return change


def _not_running_without(design: Anything, name: str) -> Anything | None:
    declared = design.declared[name]
    if "runs_without" not in declared.lines:
        return None
    return design.having(name, declared.without("runs_without"))


def _calls(design: Anything, name: str) -> bool:
    lines = (line for flow in FLOWS for line in design.declared[flow].lines.values())
    return any(line.split()[0] == name for line in lines)


def _is_kept(declared: Declared) -> bool:
    return bool({"holds", "topology", "copies", "shards"} & declared.lines.keys())


WORSENED: tuple[Worsened, ...] = (
    ("less capacity", WORKING, _changed("capacity", "0 req/s", " req/s")),
    ("less available", WORKING, _changed("availability", "99", "70")),
    ("slower", ("latency", *WORKING), _changed("latency", "ms", "0ms")),
    ("more load", ("latency", *OTHERWISE), _changed("rate", "rate ", "rate 4")),
    ("more load", ("throughput",), _with_more_load),
    ("a shorter timeout", WORKING, _changed("timeout", "00ms", "ms")),
    ("more lag", (*READ, "rpo"), _changed("topology", "lag 5s", "lag 50s")),
    ("a weaker read", READ, _changed("topology", "read 2", "read 1")),
    ("fewer copies", ("durability",), _changed("copies", "copies 3", "copies 1")),
    ("fewer copies", ("rpo",), _with_fewer_copies),
    ("fewer replicas", ("availability", "headroom", "throughput"), _with_fewer_replicas),
    ("fewer at a time", WORKING, _changed("concurrency", "concurrency 10", "concurrency 1")),
    ("no confirmation", (*READ, "rpo"), _changed("topology", "sync 1", "sync 0")),
    ("no fencing", (*READ, "rpo"), _changed("failover", "fencing yes", "fencing no")),
    ("any follower leads", (*READ, "rpo"), _changed("failover", "promotes synchronous", "promotes any")),
    ("a slower failover", ("rto", "availability"), _changed("failover", "auto 10s", "auto 10min")),
    ("rarer backups", ("rpo",), _changed("backup", "every 1h", "every 9h")),
    ("a slower start", ("rto", "latency"), _changed("boot_time", "1s", "91s")),
    ("a slower rebuild", ("rto", "durability"), _changed("rebuild_time", "1h", "91h")),
    ("a slower repair", ("rto", "availability"), _changed("mttr", "5min", "55min")),
    ("more failures", ("availability", "durability"), _changed("mtbf", "30d", "3d")),
    ("less durable", ("durability",), _changed("durability", "99", "70")),
    ("unsynced writes", (*READ, "rpo"), _changed("fsync", "before_ack", "never")),
    ("sloppy quorums", READ, _changed("quorum", "strict", "sloppy")),
    ("reads of any", READ, _changed("reads_from", "leader", "any")),
    ("reads of any", READ, _changed("step", "from leader", "from any")),
    ("fewer hits", SERVING, _changed("hit", "90%", "50%")),
    ("older copies", READ, _changed("ttl", "ttl 5", "ttl 50")),
    ("larger items", ("storage", "bandwidth", "headroom", "throughput"), _changed("size", "1kB", "1MB")),
    ("more items", ("storage",), _changed("growth", "10k/day", "10M/day")),
    ("kept for longer", ("storage",), _changed("retention", "30d", "300d")),
    ("dearer", ("cost",), _changed("cost", "cost ", "cost 9")),
    ("in clear", ("encryption",), _changed("encryption", "tls", "none")),
    ("in clear", ("encryption",), _changed("encrypted_at_rest", "yes", "no")),
    ("more calls", SERVING, _changed("step", "x3", "x9")),
    ("more calls", SERVING, _changed("step", "5%", "50%")),
    ("less capacity at the least", WORKING, _changed("capacity", "40..", "4..")),
    ("less available at the least", WORKING, _changed("availability", "98%..", "60%..")),
    ("slower at the worst", ("latency", *WORKING), _changed("latency", "..20ms", "..200ms")),
    ("longer work", ("latency", *WORKING), _changed("api", "work 50ms", "work 5s")),
    ("a later feed", READ, _changed("fed_by", "lag 2s", "lag 200s")),
    ("a needed call", ("availability",), _changed("step", ", optional", "")),
    ("one more call", ("availability", "latency"), _with_one_more_call),
    ("one more to log in with", ("availability", "rto"), _needing("identity_from")),
    ("one more to start with", ("rto",), _needing("needs_at_boot")),
    ("needed after all", ("availability", "rto"), _not_running_without),
    ("work on it", ("availability",), _changed("maintenance", "for 20ms", "for 20s")),
)  # fmt: skip
