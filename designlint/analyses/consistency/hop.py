"""What one hop of a read gives: the models between which it lies, and how stale it can be."""

from __future__ import annotations

import math

from designlint.analyses.consistency.lattice import IMPLIES, anomaly, give, implies, strongest
from designlint.analyses.consistency.write_order import WriteOrder
from designlint.analyses.failure.surviving import SOME
from designlint.analyses.measure import Missing
from designlint.base.records import NamedTuple
from designlint.diagnostics.diagnostic import Help
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.store import SINGLE_OBJECT

# The models of how recent a read is; the others are about transactions.
RECENCY = frozenset(SINGLE_OBJECT.split("|"))
# The strongest model: the upper bound on what is not declared.
STRONGEST = (next(iter(IMPLIES)),)


def is_about_recency(model: str) -> bool:
    """Whether a model is about how recent a read is; those of transactions alone are not."""
    return model in RECENCY or implies(model, "linearizable")


class Hop(NamedTuple):
    """A component that may answer a read: what it gives, how stale the answer can be, and why.

    It surely gives the models of `delivers` and surely nothing beyond those of `at_most`; what lies
    between is unknown. `staleness` is in seconds, infinite where it is unbounded, for the reason in
    `unbounded`. `interleaving` has the steps that lead to a stale read, where there can be one.
    `missing` are the facts that would narrow the answer, `remedy` is the edit for what is special here.
    `least` is how stale an answer surely can be, in seconds, where it is not all of `staleness`.
    `in_error` is how much of the staleness, in seconds, there is only while the origin fails. `assumes` has what
    it rests on besides that failovers do no harm which is not declared. `order` is that of the writes.
    """

    flow: str
    step: Step
    component: str
    delivers: tuple[str, ...]
    at_most: tuple[str, ...]
    staleness: float = math.inf
    why: tuple[Line, ...] = ()
    interleaving: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unbounded: str = ""
    remedy: Help | None = None
    least: float | None = None
    in_error: float = 0.0
    assumes: tuple[Line, ...] = ()
    order: WriteOrder = WriteOrder()

    @property
    def surely_stale(self) -> float:
        """How stale an answer surely can be, in seconds."""
        return surely_stale(self)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of what it gives."""
        return bool(self.delivers)

    def gives(self, wanted: str) -> bool:
        """Whether it surely gives a model."""
        return give(self.delivers, wanted)

    def lacks(self, wanted: str) -> bool:
        """Whether it surely does not give a model."""
        return not give(self.at_most, wanted)

    def anomaly(self, wanted: str) -> str:
        """What a reader can meet here that a model rules out; empty where the map names nothing."""
        return anomaly(self.delivers, wanted)

    @property
    def is_transactional(self) -> bool:
        """Whether it gives models of transactions, besides how recent a read is."""
        return not all(is_about_recency(model) for model in self.delivers)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its facts, then the steps that lead to a stale read."""
        numbered = [Line(f"{n}. {text}") for n, text in enumerate(self.interleaving, 1)]
        return (*self.why, *numbered)


class Guarantee(NamedTuple):
    """What a hop gives, without where it is; see `Hop`."""

    delivers: tuple[str, ...] = ()
    at_most: tuple[str, ...] = STRONGEST
    staleness: float = math.inf
    why: tuple[Line, ...] = ()
    interleaving: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unbounded: str = ""
    remedy: Help | None = None
    least: float | None = None
    in_error: float = 0.0
    assumes: tuple[Line, ...] = ()
    order: WriteOrder = WriteOrder()

    @property
    def surely_stale(self) -> float:
        """How stale an answer surely can be, in seconds."""
        return surely_stale(self)

    def at(self, flow: str, at: Step, component: str) -> Hop:
        """The hop of a step of a flow that gives this."""
        return Hop(flow, at, component, *self)


def surely_stale(of: Hop | Guarantee) -> float:
    """How stale an answer surely can be, in seconds: as long as is declared, where the steps to it are known. Who
    surely can miss their own write get an answer that is older than that."""
    known = _as_known(of)
    return known if give(of.at_most, "read_your_writes") else max(known, SOME)


def _as_known(of: Hop | Guarantee) -> float:
    if of.least is not None:
        return of.least
    if not (of.delivers and of.interleaving):
        return 0.0
    return of.staleness if math.isfinite(of.staleness) else SOME


def exact_guarantee(
    models: tuple[str, ...],
    staleness: float,
    why: tuple[Line, ...],
    interleaving: tuple[str, ...] = (),
    *,
    missing: tuple[Missing, ...] = (),
    unbounded: str = "",
) -> Guarantee:
    """What gives some models and nothing beyond. Where no bound on staleness is declared, one may
    hold all the same."""
    bound = () if math.isfinite(staleness) else ("bounded_staleness",)
    return Guarantee(
        models, strongest((*models, *bound)), staleness, why, interleaving, missing, unbounded
    )


def latest(*why: Line) -> Guarantee:
    """What always gives the latest value."""
    return exact_guarantee(("linearizable",), 0.0, why)
