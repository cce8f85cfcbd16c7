"""A drill as JSON, and the schema of that.

A change that could break a reader raises `VERSION`; a new key does not.
"""

from __future__ import annotations

import json
from typing import Any

from designlint import __version__
from designlint.base.records import NamedTuple
from designlint.render.impact.drill_rows import DrillRows, TrialRow
from designlint.render.impact.rows import ClaimRow, FlowRow
from designlint.render.json_schema import plain, schema_of

VERSION = 1


class Flow(NamedTuple):
    """A flow that gets worse: its `state` is stopped, overloaded, `may stop`, degraded, slower or works, as is
    that `before`; `why` says the reasons."""

    flow: str
    state: str
    before: str
    why: str


class Claim(NamedTuple):
    """A claim of a requirement (`owner`) whose verdict gets worse: verdict and value before and after."""

    owner: str
    claim: str
    before: str
    value_before: str
    after: str
    value_after: str


class Trial(NamedTuple):
    """Something that was tried: `sort` is the level of a place (such as zone), component, external, load or
    scenario; `what` names it. `worst` is the worst state that a flow comes into. So many claims are
    `not_judged`, because a drill judges only so many."""

    sort: str
    what: str
    text: str
    worst: str
    flows: tuple[Flow, ...]
    claims: tuple[Claim, ...]
    not_judged: int


class Drill(NamedTuple):
    """What was tried on a design (by its main file), worst first, and what was not tried, in words. `version`
    is the version of this format, `designlint` that of the program."""

    version: int
    designlint: str
    design: str
    trials: tuple[Trial, ...]
    not_tried: tuple[str, ...]


def render(found: DrillRows) -> str:
    """A drill as JSON; the same for the same input."""
    trials = tuple(map(_trial, found.trials))
    document = Drill(VERSION, __version__, found.design, trials, found.not_tried)
    return json.dumps(plain(document), indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `render`."""
    return schema_of(Drill, "Drill of designlint")


def _trial(row: TrialRow) -> Trial:
    flows = tuple(map(_flow, row.flows))
    claims = tuple(map(_claim, row.claims))
    return Trial(row.sort, row.what, row.text, row.worst, flows, claims, row.not_judged)


def _flow(row: FlowRow) -> Flow:
    return Flow(row.flow, row.state, row.before, row.why)


def _claim(row: ClaimRow) -> Claim:
    return Claim(row.owner, row.claim, row.before, row.value_before, row.after, row.value_after)
