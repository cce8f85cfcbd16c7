"""What a hop of a read gives of the sort of model that is required, and what would make it give more."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.consistency.hop import RECENCY, STRONGEST, Hop, is_about_recency
from designlint.analyses.consistency.interleavings import interleaving
from designlint.analyses.consistency.isolation import at_most, is_exact, isolation_of, word_for
from designlint.analyses.consistency.lattice import anomaly, implies, show_model, strongest
from designlint.analyses.consistency.write_order import without_one_order
from designlint.analyses.measure import Missing, step
from designlint.diagnostics.diagnostic import Help, edit
from designlint.model import Component, Design, Known
from designlint.schema.roles import Role
from designlint.schema.store import (
    DELIVERS,
    DELIVERS_STRONG,
    ISOLATION,
    READS_FROM,
    TOPOLOGY,
    WRITE_POLICY,
)

# Models of transactions that respect real time, each with the model that does not.
_IN_REAL_TIME = {
    "strict_serializable": "serializable",
    "strong_snapshot_isolation": "snapshot_isolation",
    "strong_session_serializable": "serializable",
    "strong_session_snapshot_isolation": "snapshot_isolation",
}
# How recent the reads of such a transaction are at least: by its own session's writes, or by all.
_RECENT_ENOUGH = {"strict_serializable": "linearizable"}


def for_model(design: Design, hop: Hop, data: str, wanted: str) -> Hop:
    """A hop with the models it delivers of the wanted kind: recency, or isolation."""
    if wanted in RECENCY:
        steps = interleaving(anomaly(hop.delivers, wanted), data, hop.component)
        return hop._replace(interleaving=steps) if steps and hop.lacks(wanted) else hop
    recent = hop.gives("linearizable")
    timely = wanted in _IN_REAL_TIME
    if timely and hop.lacks(_RECENT_ENOUGH.get(wanted, "read_your_writes")):
        return hop
    component = design.components[hop.component]
    level = isolation_of(component, hop.step.role)
    if hop.order.breaks(wanted):
        return _without_order(hop, data, wanted, level)
    if component.plays(Role.CACHE) or level is None or level.value in RECENCY:
        missing: tuple[Missing, ...] = ()
        if component.plays(Role.STORE):
            stated = component.value(ISOLATION)
            what = f"meaning of `isolation {stated}`" if stated is not None else "isolation"
            missing = (Missing(hop.component, what, f"isolation {wanted}"),)
        return _unknown(hop, missing)
    delivers: tuple[str, ...] = (level.value,)
    untimely = timely and implies(level.value, _IN_REAL_TIME[wanted])
    if untimely and not implies(level.value, wanted) and not is_exact(component, level):
        # Linearizable objects and serializable transactions do not add up to it.
        missing = (Missing(hop.component, "real-time isolation", f"isolation {wanted}"),)
        return _unknown(hop, missing)
    if recent:
        delivers = strongest((*delivers, "linearizable"))
    most = at_most(component, hop.step.role)
    if most and most != level.value and not implies(level.value, wanted) and implies(most, wanted):
        word = component.value(ISOLATION)
        what = f"meaning of `isolation {word}`"
        return _unknown(hop, (Missing(hop.component, what, f"isolation {wanted}"),))
    why = (step(f"`{hop.component}` runs transactions under {show_model(level.value)}", level),)
    steps = interleaving(anomaly(delivers, wanted), data, hop.component)
    found = hop._replace(
        delivers=delivers, at_most=delivers, why=why, interleaving=steps, missing=()
    )
    if found.gives(wanted) and hop.order.leaves_open(wanted):
        return _unknown(hop, hop.order.missing)
    return found


def _without_order(hop: Hop, data: str, wanted: str, level: Known[str] | None) -> Hop:
    """A hop to writes that have no common order, whatever the isolation of each store."""
    model = level.value if level is not None and level.value not in RECENCY else STRONGEST[0]
    most = without_one_order(model)
    steps = interleaving(anomaly(most, wanted), data, hop.component)
    why = hop.order.why
    return hop._replace(
        delivers=most if level is not None else (),
        at_most=most,
        why=why,
        interleaving=steps,
        missing=(),
    )


def _unknown(hop: Hop, missing: tuple[Missing, ...]) -> Hop:
    return hop._replace(delivers=(), at_most=STRONGEST, why=(), interleaving=(), missing=missing)


def help_for_model(design: Design, hop: Hop, data: str, wanted: str) -> tuple[Help, ...]:
    """The edits, or the advice, that would make a hop give a model."""
    component = design.components[hop.component]
    path = component.path
    if hop.remedy is not None:
        return (hop.remedy,)
    if component.plays(Role.CACHE):
        changes = [edit("immutable yes", place=f"`{data}`", note="if it never changes")]
        if implies("causal", wanted) and component.value(WRITE_POLICY) != "write_behind":
            changes.append(
                edit(
                    "invalidation after_commit",
                    place=f"`{path}`",
                    note="a read during a write can still cache the old value",
                )
            )
        return tuple(changes)
    strong: Known[str] | None = component[DELIVERS_STRONG]
    if wanted not in RECENCY and hop.order.breaks(wanted):
        return (edit("topology consensus", place=f"`{path}`"),)
    if wanted not in RECENCY:
        word = word_for(component, wanted)
        return (edit(f"isolation {word}", place=f"`{path}`"),) if word is not None else ()
    return tuple(_fresher(component, hop, wanted, strong))


def _fresher(
    component: Component, hop: Hop, wanted: str, strong: Known[str] | None
) -> Iterator[Help]:
    """What makes reads of a store more recent: another replica, quorum, session or setting."""
    path, topology = component.path, component.value(TOPOLOGY)
    delivers = component[DELIVERS]
    role = hop.step.role or component.value(READS_FROM)
    is_led = topology in ("leader_follower", "consensus")
    if is_led and role in ("follower", "any"):
        yield edit("from leader", place=f"the step to `{path}`")
    elif topology == "leaderless" and implies("read_your_writes", wanted):
        yield edit("read quorum; write quorum", place=f"the topology of `{path}`")
    elif strong is not None and implies(strong.value, wanted):
        yield edit(f"delivers {wanted}", place=f"`{path}`")
    elif topology == "leaderless":
        yield edit("topology consensus", place=f"`{path}`")
    is_declared = delivers is not None and is_about_recency(delivers.value)
    if (is_led or topology == "multi_leader") and implies("causal", wanted) and not is_declared:
        yield edit(
            "session token", place=f"`{path}`", note="if clients send back what they have read"
        )
