"""What one place on the way of a read gives: the models between which it lies, and how old."""

from __future__ import annotations

import math
from typing import NamedTuple

from designlint.analyses.consistency.lattice import IMPLIES, anomaly, give, implies, strongest
from designlint.analyses.measure import Missing
from designlint.diagnostic import Help
from designlint.diagnostic import Step as Line
from designlint.model import Step
from designlint.schema.store import SINGLE_OBJECT

# The models that tell how recent a read is; the others are about transactions.
RECENCY = frozenset(SINGLE_OBJECT.split("|"))
# What nothing is stronger than: the best that can be said of what nobody describes.
STRONGEST = (next(iter(IMPLIES)),)


def tells_recency(model: str) -> bool:
    """Whether a model says how recent a read is; those of transactions alone do not."""
    return model in RECENCY or implies(model, "linearizable")


class Hop(NamedTuple):
    """A place that may answer a read: what it gives, how old that may be, and why.

    It surely gives the models of `delivers` and surely nothing beyond those of `at_most`; between
    the two the facts do not tell. `staleness` is in seconds, infinite where nothing bounds it, for
    the reason in `unbounded`. `stale_by` are the steps that lead to an old read, where there can be
    one. `missing` is what would tell more, `remedy` the edit that ends what is special here.
    """

    flow: str
    step: Step
    component: str
    delivers: tuple[str, ...]
    at_most: tuple[str, ...]
    staleness: float = math.inf
    why: tuple[Line, ...] = ()
    stale_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unbounded: str = ""
    remedy: Help | None = None

    @property
    def is_told(self) -> bool:
        """Whether the facts tell anything of it."""
        return bool(self.delivers)

    def gives(self, wanted: str) -> bool:
        """Whether it surely gives a model."""
        return give(self.delivers, wanted)

    def lacks(self, wanted: str) -> bool:
        """Whether it surely does not give a model."""
        return not give(self.at_most, wanted)

    def anomaly(self, wanted: str) -> str:
        """What a reader can see here that a model rules out; empty where the map names nothing."""
        return anomaly(self.delivers, wanted)

    @property
    def is_transactional(self) -> bool:
        """Whether it gives models of transactions, besides how recent a read is."""
        return not all(tells_recency(model) for model in self.delivers)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its facts, then the steps that lead to an old read."""
        numbered = [Line(f"{n}. {text}") for n, text in enumerate(self.stale_by, 1)]
        return (*self.why, *numbered)


class Given(NamedTuple):
    """What a hop gives, without where it is; see `Hop`."""

    delivers: tuple[str, ...] = ()
    at_most: tuple[str, ...] = STRONGEST
    staleness: float = math.inf
    why: tuple[Line, ...] = ()
    stale_by: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unbounded: str = ""
    remedy: Help | None = None

    def at(self, flow: str, at: Step, component: str) -> Hop:
        """The hop of a step of a flow that gives this."""
        return Hop(flow, at, component, *self)


def exactly_gives(
    models: tuple[str, ...],
    staleness: float,
    why: tuple[Line, ...],
    stale_by: tuple[str, ...] = (),
    *,
    missing: tuple[Missing, ...] = (),
    unbounded: str = "",
) -> Given:
    """What gives some models and nothing beyond. Where nobody states a bound on how old a read can
    be, one may hold all the same."""
    bound = () if math.isfinite(staleness) else ("bounded_staleness",)
    return Given(models, strongest((*models, *bound)), staleness, why, stale_by, missing, unbounded)


def fresh(*why: Line) -> Given:
    """What always gives the latest value."""
    return exactly_gives(("linearizable",), 0.0, why)
