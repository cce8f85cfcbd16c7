"""Deleting a fact never makes a design quieter: what is no longer found is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from designlint.analyses.facts import Facts
from designlint.analyses.open_questions import open_questions
from designlint.language.project import load_project
from designlint.language.resolve import resolve
from designlint.testing import diagnose
from tests.support.metrics import METRICS

DESIGN = {
    "design shop": ['customers "Anyone"', 'scope "Books"', "growth 4x", "peak 3x"],
    "region eu": ["zone a", "zone b", "jurisdiction eu"],
    'functional FR1 "A visitor buys a book."': ["priority must"],
    'nonfunctional N1 "Buying works."': ["require availability of buy >= 99.9%"],
    "actor visitor": ["count 1M"],
    "data order": [
        "importance critical", "contains personal, payment", "size 2kB", "count 1M",
        "growth 10k/day",
    ],
    "data book": ["importance normal", "freshness 5s", "size 1MB", "count 1M"],
    "component web : service": ["replicas 2 in a, b", "capacity 50 req/s per replica"],
    "component orders : service": [
        "replicas 2 in a, b", "capacity 5 req/s per replica", "observed_by watch",
    ],
    "component hot : cache": [
        "replicas 2 in a, b", "holds book", "ttl 1h", "size 10GB", "hit 90%", "eviction lru",
    ],
    "component db : database": [
        "holds order, book", "replicas 2 in a", "topology leader_follower", "max_size 1GB",
        "failover auto 30s", "reads_from follower", "encrypted_at_rest no",
    ],
    "component jobs : queue": [
        "replicas 2 in a, b", "durable no", "delivery at_least_once", "bound 1k",
    ],
    "component mailer : worker": ["replicas 2 in a, b", "idempotent no", "processing_time 1s"],
    "component watch : monitoring": ["replicas 1 in a"],
    "web -> orders": ["timeout 100ms", "retries 3"],
    "orders -> db": ["timeout 5s", "encryption none"],
    "flow buy serves FR1": [
        "rate 40 req/s average", "visitor -> web -> orders", "orders -> db writes order",
        "orders ~> jobs writes order", "jobs ~> mailer reads order",
    ],
    "flow look serves FR1": [
        "rate 80 req/s average", "visitor -> web -> orders", "orders -> hot reads book",
        "orders -> db reads book, on miss of hot", "orders -> db reads order",
    ],
    "flow stock serves FR1": ["rate 1 req/s average", "visitor -> web -> orders",
                              "orders -> db writes book"],
}  # fmt: skip

# Steps and retries are the design itself, not facts about it: without retries nothing is retried.
_STRUCTURE = ("->", "~>", "zone", "require", "retries")


def _deletions() -> Iterator[tuple[str, str]]:
    for element, facts in DESIGN.items():
        yield from ((element, f) for f in facts if not any(word in f for word in _STRUCTURE))


def _name(header: str) -> str:
    """What is declared; of a relation, who is called."""
    words = header.split(" ")
    return words[2] if words[1] == "->" else words[1]


def _text(without: tuple[str, str] | None = None) -> str:
    return "\n".join(
        f"{element} {{ {'; '.join(f for f in facts if (element, f) != without)} }}"
        for element, facts in DESIGN.items()
    )


def _found(text: str) -> set[tuple[str, str]]:
    """The findings, but for the questions."""
    found = diagnose(text)
    assert not [one for one in found if one.code.startswith(("LNG", "INT"))]
    return {(one.code, one.element) for one in found if one.code != "COV007"}


@cache
def _told() -> set[tuple[str, str]]:
    """The findings on the whole design."""
    return _found(_text())


@pytest.mark.parametrize("deleted", list(_deletions()), ids=" ".join)
def test_a_deleted_fact_is_asked_about(
    deleted: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = _text(deleted)
    gone = _told() - _found(text)
    if not gone:
        return  # as loud as before
    path = tmp_path_factory.mktemp("design") / "main.design"
    path.write_text(text, encoding="utf-8")
    design = resolve(load_project(path, path.name).files, METRICS).design
    asked = [q for stage in Facts(design)[open_questions].stages for q in stage.questions]
    element = _name(deleted[0])
    key = deleted[1].split(" ")[0]
    about = {(q.key, path) for q in asked for path in q.about}
    assert {(key, element), (key, "")} & about, (
        f"nothing asks for {key} of {element}, but silent now: {sorted(gone)}"
    )
