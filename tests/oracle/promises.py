"""What the product proves of a declared store, held against what short histories break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from designlint.analyses.judgement import Basis, Judgement, Status
from tests.oracle.claims import judged_in_order
from tests.oracle.explorer import Allowed, Broken, explore
from tests.oracle.stores import Declared

# Of each model those of its parts that a short history can break.
PARTS = {
    "linearizable": {"linearizable", "read_your_writes", "monotonic_reads"},
    "sequential": {"read_your_writes", "monotonic_reads"},
    "causal": {"read_your_writes", "monotonic_reads"},
    "pram": {"read_your_writes", "monotonic_reads"},
    "read_your_writes": {"read_your_writes"},
    "monotonic_reads": {"monotonic_reads"},
}
TIMES = (0, 1, 3)


class Promise(NamedTuple):
    """A claim on a store, the events that it leaves out, and whether a history breaks it."""

    claim: str
    between: bool

    def is_broken(self, broken: Broken) -> bool:
        """Whether some history refutes the claim."""
        words = self.claim.split()
        target = words[4]
        if words[0] == "consistency":
            return bool(PARTS[target] & broken.models)
        seconds = int(target.removesuffix("s"))
        if words[0] == "staleness":
            return broken.staleness > seconds
        return broken.lost is not None and (broken.lost > seconds or seconds == 0)


class Refuted(NamedTuple):
    """A claim that the product calls met, and that a history breaks."""

    store: Declared
    promise: Promise
    judgement: Judgement

    def __str__(self) -> str:
        found = self.judgement
        line = self.store.text().split("\n")[2]
        return f"{line}\n  {self.promise.claim}: {found.status.value} ({found.basis.name}, {found.reason})"


def promises() -> Iterator[Promise]:
    """All claims."""
    for between in (False, True):
        suffix = " between failovers" if between else ""
        for model in PARTS:
            yield Promise(f"consistency of d >= {model}{suffix}", between)
        for seconds in TIMES:
            yield Promise(f"staleness of d <= {seconds}s{suffix}", between)
    for seconds in TIMES:
        yield Promise(f"rpo of d <= {seconds}s", between=False)


def compared(store: Declared) -> Iterator[tuple[Promise, Judgement, bool]]:
    """Each claim with its verdict, and whether a history breaks it as far as the verdict goes."""
    asked = list(promises())
    found = judged_in_order(store.text(), [promise.claim for promise in asked])
    known: dict[Allowed, Broken] = {}
    for promise, judgement in zip(asked, found, strict=True):
        allowed = Allowed(not promise.between, unknown=judgement.basis is Basis.PROOF)
        if allowed not in known:
            known[allowed] = explore(store, allowed)
        yield promise, judgement, promise.is_broken(known[allowed])


def refuted(store: Declared) -> Iterator[Refuted]:
    """Each claim that is met, by proof or on assumptions, and that a history breaks."""
    for promise, judgement, broken in compared(store):
        if broken and judgement.status is Status.MET:
            yield Refuted(store, promise, judgement)
