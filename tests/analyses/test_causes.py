"""What a violated claim follows from: what costs most of it first, and nothing that costs little."""

from __future__ import annotations

import pytest

from designlint.analyses.verdicts.verdicts import verdicts
from tests.analyses.designs import facts_of

PAIR = "actor u\ncomponent gate : gateway {{ replicas 1; availability {} }}\ncomponent links : service {{ {} }}"
FLOW = "flow f {{ rate {} req/s peak; u -> gate -> links }}"
CLAIM = 'nonfunctional N1 "N." { require availability of f >= 99.99% }'


def because(*parts: str) -> list[tuple[str, ...]]:
    facts = facts_of("\n".join(parts))
    return [verdict.because(facts) for verdict in facts[verdicts]]


@pytest.mark.parametrize(
    ("gate", "links", "causes"),
    [
        ("99%", "replicas 1; availability 99.5%", ("loss of `gate`", "loss of `links`")),
        ("99.5%", "replicas 1; availability 99%", ("loss of `links`", "loss of `gate`")),
        ("99%", "replicas 1; availability 99.99%", ("loss of `gate`",)),
        ("99%", "replicas 2; availability 99%", ("loss of `gate`",)),
    ],
)
def test_what_costs_most_of_an_availability_comes_first(
    gate: str, links: str, causes: tuple[str, ...]
) -> None:
    assert because(PAIR.format(gate, links), FLOW.format(1), CLAIM) == [causes]


def test_an_overload_that_costs_more_comes_before_the_loss_of_a_replica() -> None:
    links = "replicas 1; availability 99.9%; capacity 100 req/s"
    found = because(PAIR.format("99.9%", links), FLOW.format(125), CLAIM)
    assert found == [("overload of `links`",)]


def test_a_narrow_place_comes_before_a_wide_one_that_costs_as_much() -> None:
    places = "region r { availability 99.9%; zone z { availability 99.9%; host h { availability 99.9% } } }"
    links = "component links : service { replicas 1 in h; availability 99.9% }"
    flow = "actor u\nflow f { rate 1 req/s; u -> links }"
    assert because(places, links, flow, CLAIM) == [
        ("loss of `links`", "loss of `r.z.h`", "loss of `r.z`", "loss of `r`")
    ]


def test_messages_in_memory_are_the_nearest_cause_of_what_is_lost() -> None:
    jobs = (
        "data d\ncomponent jobs : queue { replicas 1; durable no; delivery at_most_once; holds d }"
    )
    claim = 'nonfunctional N1 "N." { require rpo of jobs <= 0s }'
    (causes,) = because(jobs, claim)
    assert causes[:2] == (
        "messages of `jobs` in memory",
        "messages of `jobs` delivered once at most",
    )


def test_a_backup_that_is_lost_too_is_why_nothing_comes_back() -> None:
    design = """
        zone dc
        data d
        actor u
        component vault : file_store { in dc; replicas 1 }
        component store : database { holds d; replicas 1 in dc; backup every 24h to vault }
        flow f { u -> store reads d }
        nonfunctional N1 "N." { require rto of f <= 1h }
    """
    (causes,) = because(design)
    assert "every copy in `dc`" in causes
