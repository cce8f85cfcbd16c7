"""What a quorum read gives: R + W > N, and what breaks that."""

from __future__ import annotations

from designlint.analyses.consistency.hop import Guarantee, is_about_recency
from designlint.analyses.consistency.lattice import show_model
from designlint.analyses.consistency.replicated import Replicated
from designlint.analyses.failure.failovers import forgets
from designlint.analyses.load.busiest import votes
from designlint.analyses.measure import Missing, step
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Step as Line
from designlint.diagnostics.diagnostic import edit
from designlint.model import Component
from designlint.quantities.showing import show_share
from designlint.schema.store import CONFLICTS, COPIES, DELIVERS, QUORUM, READ, TOPOLOGY, WRITE
from designlint.solvers.quorum import miss_chance, overlap, recent_chance, writes_meet

# With read repair, later reads do not go back; as clocks decide between two writes, the whole is still
# not one order.
_AT_MOST = ("causal", "bounded_staleness")


class Quorums(NamedTuple):
    """How many copies there are, and how many of them answer a read and confirm a write."""

    copies: int
    read: int
    write: int

    @property
    def writes_meet(self) -> bool:
        """Whether any two writes share a copy, so that one of them sees the other."""
        return writes_meet(self.copies, self.write)


def quorums(component: Component) -> Quorums | None:
    """The quorums of a store; None where they are not declared."""
    topology = component[TOPOLOGY]
    copies = (topology.detail(COPIES) if topology else None) or component.value(COPIES)
    if topology is None or not copies:
        return None
    read, write = (votes(topology.detail(key), copies) for key in (READ, WRITE))
    return None if read is None or write is None else Quorums(copies, read, write)


def read_by_quorum(store: Replicated) -> Guarantee:
    """Every read quorum meets every write quorum, or one can miss the other.

    Quorums that meet make a regular register, not an atomic one: a read meets every write that was
    acknowledged before, and of a concurrent write one reader can see what a later one does not
    (L. Lamport, On Interprocess Communication, 1986).
    """
    known = quorums(store.component)
    if known is None:
        return _undeclared(store)
    copies, read, write = known
    meets = overlap(copies, read, write)
    sign, so = (">", "every read meets") if meets else ("<=", "a read can miss")
    sums = f"`{store.path}`: read {read} + write {write} {sign} {copies} copies"
    why = step(f"{sums}, so {so} the latest acknowledged write", store.topology)
    sloppy = store.component[QUORUM]
    if not meets:
        estimate = _estimate(copies, read, write)
        return store.lagging_read(("eventual",), (why, estimate), _missed(store.path))
    if sloppy is not None and sloppy.value == "sloppy":
        others = (
            "sloppy quorums: other nodes replace copies that are down, so quorums need not overlap"
        )
        handed = (why, step(others, sloppy))
        given = store.lagging_read(("eventual",), handed, _handed_off(store.path))
        return given._replace(remedy=edit("quorum strict", place=f"`{store.path}`"))
    forgetful = forgets(store.component) if store.fails else None
    if forgetful is not None and not overlap(copies, read, write - 1):
        text = (
            "a copy that restarts forgets writes that it has confirmed, so quorums need not overlap"
        )
        given = store.lagging_read(
            ("eventual",), (why, step(text, forgetful)), _forgotten(store.path)
        )
        return given._replace(remedy=edit("fsync before_ack", place=f"`{store.path}`"))
    lines = (why, *_last_writer(store.component))
    models = ("read_your_writes", "bounded_staleness")
    given = Guarantee(models, _AT_MOST, 0.0, lines, _overtaken(store.path))
    return given if sloppy is not None else _unsaid(store, given)


def _unsaid(store: Replicated, strict: Guarantee) -> Guarantee:
    """Whether only the copies of a key answer for it is not declared: between the one and the other."""
    loose = store.lagging_read(("eventual",), strict.why, _handed_off(store.path))
    missing = Missing(store.path, "quorum", "quorum strict")
    return strict._replace(
        delivers=loose.delivers,
        staleness=loose.staleness,
        least=0.0,
        missing=(missing,),
        unbounded=f"quorums of `{store.path}` may be sloppy" if loose.unbounded else "",
    )


def _undeclared(store: Replicated) -> Guarantee:
    example = "topology leaderless { copies 3; read 2; write 2 }"
    missing = (Missing(store.path, "read and write quorums", example),)
    delivers = store.component[DELIVERS]
    if delivers is None or not is_about_recency(delivers.value):
        return Guarantee(missing=missing)
    text = f"`{store.path}` gives {show_model(delivers.value)} unless quorums are set"
    given = store.lagging_read((delivers.value,), (step(text, delivers),), _missed(store.path))
    return given._replace(missing=missing)


def _last_writer(component: Component) -> tuple[Line, ...]:
    conflicts = component[CONFLICTS]
    if conflicts is None or conflicts.value != "last_writer_wins":
        return ()
    return (
        step("of two writes the one with the later timestamp wins, if the clocks agree", conflicts),
    )


def _estimate(copies: int, read: int, write: int) -> Line:
    """The share of reads that miss a write before it spreads beyond its quorum."""
    missed = miss_chance(copies, read, write)
    oldest = 1.0 - recent_chance(copies, read, write, 3)
    odds = f"C({copies - write},{read})/C({copies},{read}) = {show_share(missed)}"
    return Line(
        f"estimate: right after a write, {odds} of reads miss it and {show_share(oldest)} miss the "
        "last three writes, before replication catches up"
    )


def _missed(path: str) -> tuple[str, ...]:
    return (
        f"the write quorum of `{path}` acknowledges a write",
        "another copy has not received the write yet",
        "a read that asks only that copy returns the old value",
    )


def _handed_off(path: str) -> tuple[str, ...]:
    return (
        f"copies of a key of `{path}` are down, and other nodes take a write in their place",
        "these nodes acknowledge the write",
        "the copies return, and a read that asks only them returns the old value",
    )


def _forgotten(path: str) -> tuple[str, ...]:
    return (
        f"the write quorum of `{path}` acknowledges a write",
        "one of its copies restarts, and the write was not on its disk",
        "a read that asks that copy and those without the write returns the old value",
    )


def _overtaken(path: str) -> tuple[str, ...]:
    return (
        f"a write in `{path}` has reached one copy but not yet the others",
        "a read whose quorum includes that copy returns the new value",
        "a later read whose quorum excludes that copy returns the old value",
    )
