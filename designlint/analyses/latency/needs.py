"""Which percentiles would have to be stated for a latency to be bounded: the fewest that do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from designlint.analyses.latency.own_time import OwnTime
from designlint.analyses.measure import Missing
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show, show_percentile, show_value
from designlint.solvers.tails import SLACK, Stage

# The percentiles that can be asked for.
_FINER = (0.99, 0.999, 0.9999, 0.99999)


def decisive(
    owns: Mapping[str, OwnTime | None],
    stages: Mapping[str, Stage],
    slow: float,
    unknown: Sequence[Missing],
) -> tuple[Missing, ...]:
    """What is unknown anyway, and the fewest components of which a higher percentile has to be known,
    so that no more than a share `slow` of the requests is above the levels of all; empty where no
    percentile is enough."""
    level, picked = _finer(stages, slow, [missing.element for missing in unknown])
    if level is None:
        return ()
    levels = [_at_percentile(fact, level) for fact in unknown]
    return (*levels, *(_missing_level(owns[path], path, level) for path in picked))


def _finer(
    stages: Mapping[str, Stage], slow: float, asked: Sequence[str]
) -> tuple[str | None, list[str]]:
    """The percentile that has to be known, and the components to ask for it beside those that are
    `asked` for their latency anyway."""
    unknown = math.fsum(stages[path].visits for path in asked if path in stages)
    known = {
        path: stage.visits * (1.0 - max(stage.levels)[0])
        for path, stage in stages.items()
        if stage.levels
    }
    best: tuple[str | None, list[str]] = (None, [])
    for level in _FINER if slow > 0.0 else (1.0,):
        picked = _picked(known, stages, slow, unknown, level)
        if picked is not None and (best[0] is None or len(picked) < len(best[1])):
            best = (show_percentile(level), picked)
    return best


def _picked(
    known: dict[str, float], stages: Mapping[str, Stage], slow: float, unknown: float, level: float
) -> list[str] | None:
    """The components to ask for a level, the costliest first; None where that is not enough."""
    spent = math.fsum(known.values()) + unknown * (1.0 - level)
    picked: list[str] = []
    for path in sorted(known, key=lambda path: -known[path]):
        if spent <= slow + SLACK:
            break
        saved = known[path] - stages[path].visits * (1.0 - level)
        if saved <= 0.0:
            return None
        spent -= saved
        picked.append(path)
    return picked if spent <= slow + SLACK else None


def _missing_level(own: OwnTime | None, path: str, level: str) -> Missing:
    """A higher percentile beside those that are stated, as the whole line would be."""
    known = own.known.value if own is not None and own.known is not None else ()
    levels = [f"{show_percentile(at.percentile)} {show(at.time)}" for at in known]
    longest = max([at.time.value for at in known], default=0.01)
    levels.append(f"{level} {show_value(2.0 * longest, Dimension.TIME)}")
    return Missing(path, f"{level} latency", f"latency {', '.join(levels)}")


def _at_percentile(missing: Missing, level: str) -> Missing:
    """A latency that is missing, with the percentile that decides in its example."""
    if missing.what != "latency":
        return missing
    return missing._replace(example=f"latency p50 5ms, {level} 20ms")
