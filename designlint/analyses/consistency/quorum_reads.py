"""What a read by quorum gives: R + W > N, and what comes in the way of it."""

from __future__ import annotations

from typing import NamedTuple

from designlint.analyses.consistency.copied import Copied
from designlint.analyses.consistency.hop import Given, tells_recency
from designlint.analyses.load.capacity import votes
from designlint.analyses.measure import Missing, step
from designlint.diagnostic import Step as Line
from designlint.diagnostic import edit
from designlint.model import Component
from designlint.quantity import show_share
from designlint.schema.store import CONFLICTS, COPIES, DELIVERS, QUORUM, READ, TOPOLOGY, WRITE
from designlint.solvers.quorum import miss_chance, overlap, recent_chance, writes_meet

# A reader that repairs what it finds keeps later readers from going back; clocks that decide between
# two writes still keep the whole from being one order.
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
    """The quorums of a store; None where nobody says."""
    topology = component[TOPOLOGY]
    copies = (topology.detail(COPIES) if topology else None) or component.value(COPIES)
    if topology is None or not copies:
        return None
    read, write = (votes(topology.detail(key), copies) for key in (READ, WRITE))
    return None if read is None or write is None else Quorums(copies, read, write)


def read_by_quorum(copied: Copied) -> Given:
    """Every read quorum meets every write quorum, or one can miss the other.

    Quorums that meet make a regular register, not an atomic one: a read meets every write that was
    acknowledged before, and of one that is under way one reader can see what a later one does not
    (L. Lamport, On Interprocess Communication, 1986).
    """
    known = quorums(copied.component)
    if known is None:
        return _unsaid(copied)
    copies, read, write = known
    meets = overlap(copies, read, write)
    sign, so = (">", "every read meets") if meets else ("<=", "a read can miss")
    sums = f"of `{copied.path}`, read {read} + write {write} {sign} copies {copies}"
    why = step(f"{sums}, so {so} the latest acknowledged write", copied.topology)
    sloppy = copied.component[QUORUM]
    if not meets:
        estimate = _estimate(copies, read, write)
        return copied.behind(("eventual",), (why, estimate), _missed(copied.path))
    if sloppy is not None and sloppy.value == "sloppy":
        others = "other nodes stand in for copies that are away, so quorums need not meet"
        handed = (why, step(others, sloppy))
        given = copied.behind(("eventual",), handed, _handed_off(copied.path))
        return given._replace(remedy=edit("quorum strict", place=f"`{copied.path}`"))
    lines = (why, *_last_writer(copied.component))
    models = ("read_your_writes", "bounded_staleness")
    return Given(models, _AT_MOST, 0.0, lines, _overtaken(copied.path))


def _unsaid(copied: Copied) -> Given:
    example = "topology leaderless { copies 3; read 2; write 2 }"
    missing = (Missing(copied.path, "read and write quorums", example),)
    delivers = copied.component[DELIVERS]
    if delivers is None or not tells_recency(delivers.value):
        return Given(missing=missing)
    said = f"`{copied.path}` delivers {delivers.value} reads unless quorums are set"
    given = copied.behind((delivers.value,), (step(said, delivers),), _missed(copied.path))
    return given._replace(missing=missing)


def _last_writer(component: Component) -> tuple[Line, ...]:
    conflicts = component[CONFLICTS]
    if conflicts is None or conflicts.value != "last_writer_wins":
        return ()
    return (step("of two writes the later timestamp stays, if the clocks agree", conflicts),)


def _estimate(copies: int, read: int, write: int) -> Line:
    """What share of reads misses, where nothing but the quorums spreads a write."""
    missed = miss_chance(copies, read, write)
    oldest = 1.0 - recent_chance(copies, read, write, 3)
    odds = f"C({copies - write},{read})/C({copies},{read}) = {show_share(missed)}"
    return Line(
        f"estimate: right after a write {odds} of reads miss it and {show_share(oldest)} the last "
        "three, with nothing spread since"
    )


def _missed(path: str) -> tuple[str, ...]:
    return (
        f"a write is acknowledged by the copies of `{path}` that it waits for",
        "another copy has not received it yet",
        "a read that asks only that copy gets the old value",
    )


def _handed_off(path: str) -> tuple[str, ...]:
    return (
        f"copies of a key of `{path}` are away, and other nodes take a write for them",
        "the write is acknowledged by these nodes",
        "the copies are back, and a read that asks only them gets the old value",
    )


def _overtaken(path: str) -> tuple[str, ...]:
    return (
        f"a write in `{path}` has reached one copy, and is on its way to the others",
        "a read that meets this copy gets the new value",
        "a later read that meets only other copies gets the old value",
    )
