"""Requirements and flows against each other."""

from __future__ import annotations

from designlint.base.records import NamedTuple


class Mark(NamedTuple):
    """A requirement in a cell of the matrix, with the metric and the verdict of what it asks there."""

    requirement: str
    metric: str
    status: str
    verdict: str


class Row(NamedTuple):
    """A flow, or another subject of requirements, with the marks in each column."""

    subject: str
    title: str
    cells: tuple[tuple[Mark, ...], ...]
    status: str
    verdict: str


class Matrix(NamedTuple):
    """What is required of each flow: a row for each subject, the gravest first, and a column for what it
    serves, for each metric that is asked of flows, and for all others."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
