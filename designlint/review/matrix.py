"""Requirements and flows against each other, with the verdict where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from designlint.analyses.facts import Facts
from designlint.analyses.judgement import GRAVITY
from designlint.document import Claim, Flow, Mark, Matrix, Requirement, Row
from designlint.model import Element

SERVES, OTHERS = "serves", "other"


def titles(facts: Facts) -> dict[str, str]:
    """The title of each element that a requirement can be about."""
    design = facts.design
    tables: tuple[Mapping[str, Element], ...] = (design.flows, design.components, design.data)
    return {path: one.title for table in tables for path, one in table.items()}


def matrix(
    requirements: Sequence[Requirement], flows: Sequence[Flow], titles: Mapping[str, str]
) -> Matrix:
    """A row for each flow and each other subject of a requirement; the gravest verdict is on top."""
    claims = [claim for one in requirements for claim in one.claims]
    paths = [flow.path for flow in flows]
    metrics = list(dict.fromkeys(claim.metric for claim in claims if claim.subject in paths))
    others = [claim.metric for claim in claims if claim.metric not in metrics]
    serves = {flow.path: flow.serves for flow in flows}
    subjects = dict.fromkeys([*paths, *(claim.subject for claim in claims)])
    rows = [
        _row(path, titles.get(path, ""), serves.get(path, ()), metrics, others, claims)
        for path in subjects
    ]
    rows.sort(key=lambda row: -GRAVITY.index(row.verdict) if row.verdict else 1)
    return Matrix((SERVES, *metrics, *([OTHERS] if others else [])), tuple(rows))


def _row(
    path: str,
    title: str,
    serves: Iterable[str],
    metrics: Sequence[str],
    others: Sequence[str],
    claims: Sequence[Claim],
) -> Row:
    own = [claim for claim in claims if claim.subject == path]
    columns = [*([metric] for metric in metrics), *([others] if others else [])]
    cells = [
        tuple([Mark(c.owner, c.metric, c.status, c.verdict) for c in own if c.metric in column])
        for column in columns
    ]
    gravest = max(own, key=lambda claim: GRAVITY.index(claim.verdict), default=None)
    return Row(
        path or "everything",
        title,
        (tuple([Mark(one, "", "", "") for one in serves]), *cells),
        gravest.status if gravest is not None else "",
        gravest.verdict if gravest is not None else "",
    )
