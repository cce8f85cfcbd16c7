"""What a requirement or an expectation can measure: `require METRIC of SUBJECT OP VALUE at LOAD`."""

from __future__ import annotations

from typing import NamedTuple

from designlint.schema.store import MODELS


class Metric(NamedTuple):
    """A metric: what it is measured of, what its target looks like, what it means.

    `subjects` are kinds of declarations; `value` is a slot type of `schema.shape`; `aspects` are the
    words that may stand between the metric and `of` (a percentile where it says so).
    """

    name: str
    subjects: tuple[str, ...]
    value: str
    doc: str
    aspects: tuple[str, ...] = ()
    higher_is_better: bool = True


CONSISTENCY_LEVELS = MODELS

METRICS = {
    metric.name: metric
    for metric in (
        Metric(
            "availability",
            ("flow", "component"),
            "share",
            "The share of time that it works: exact over the failures of replicas and of the domains "
            "that contain them.",
        ),
        Metric(
            "latency",
            ("flow", "component"),
            "time",
            "The time from request to answer at a percentile.",
            ("percentile",),
            higher_is_better=False,
        ),
        Metric(
            "throughput",
            ("flow", "component"),
            "throughput",
            "The highest rate at which every component of it still carries its load.",
        ),
        Metric(
            "headroom",
            ("flow", "component"),
            "share",
            "The share of capacity that the peak load leaves free.",
        ),
        Metric(
            "staleness",
            ("data",),
            "time",
            "How old a read can be: the lifetimes of copies and the lag of replicas, added along the way.",
            higher_is_better=False,
        ),
        Metric(
            "consistency",
            ("data",),
            CONSISTENCY_LEVELS,
            "The model that every read of it gets, whichever replica, cache or copy answers.",
        ),
        Metric(
            "durability",
            ("data", "component"),
            "share",
            "The share of it that outlasts a year.",
        ),
        Metric(
            "rpo",
            ("data", "component"),
            "time",
            "How much of the latest writes a failure can lose, as a time.",
            higher_is_better=False,
        ),
        Metric(
            "rto",
            ("flow", "component", "data"),
            "time",
            "How long a failure can last before it works again.",
            higher_is_better=False,
        ),
        Metric("residency", ("data",), "word", "Where all copies of it are kept."),
        Metric(
            "encryption",
            ("everything", "flow", "component", "data"),
            "yes_no",
            "Whether it is encrypted everywhere.",
            ("in_transit", "at_rest"),
        ),
        Metric(
            "storage",
            ("data", "component"),
            "size",
            "The room that it takes with all its copies, at the most up to the `horizon`: what there is "
            "and what is added, until its retention ends. Without indexes and other overhead.",
            higher_is_better=False,
        ),
        Metric(
            "bandwidth",
            ("flow", "component"),
            "bandwidth",
            "How many bytes it moves at peak: a flow by all its calls, a component in and out. A call "
            "without a `payload` is assumed to carry what it reads and writes.",
            higher_is_better=False,
        ),
        Metric(
            "cost",
            ("everything", "component"),
            "spending",
            "What it costs to run, from the prices that the design states.",
            higher_is_better=False,
        ),
    )
}
