"""MADR files that others have written."""

from __future__ import annotations

import time

import pytest

from designlint.madr import NoRecordError, declared
from tests.language.reading import read
from tests.madr.test_round_trip import design

RECORD = """\
---
# these are optional elements
status: "superseded by [ADR-0007](0007-use-two-stores.md)"
date: 2023-04-05
decision-makers: [Shop, Search]
---

# Use one **store** for [orders](https://example.org)

## Context and Problem Statement

Orders are kept somewhere.

## Decision Drivers

* `latency` matters

## Considered Options

* PostgreSQL 16
* [Cassandra](https://cassandra.apache.org)
* Nothing

## Decision Outcome

Chosen option: "PostgreSQL 16", because transactions
span tables.

### Consequences

* Good, because people know it
* Bad, because one node takes all writes

## Pros and Cons of the Options

### PostgreSQL 16

It is a database.

* Good, because transactions
* Neutral, because it is old
* Bad, because "failover" pauses

### Cassandra

* Good, because no failover
* Bad, because repairs
"""
SUCCESSOR = "# Use two stores\n\n## Decision Outcome\n\nOne was too slow.\n"


def test_a_record_is_a_decision() -> None:
    text = declared({"docs/0003-one.md": RECORD, "docs/0007-use-two-stores.md": SUCCESSOR})
    assert (
        text
        == """\
decision ADR-0003 "Use one store for orders" {
  status superseded
  date 2023-04-05
  superseded_by ADR-0007
  owner "Shop, Search"
  because "transactions span tables."
  consequence "Good, because people know it"
  consequence "Bad, because one node takes all writes"
  option postgresql_16 "PostgreSQL 16" { pro "transactions"; con "\\"failover\\" pauses"; chosen }
  option cassandra "Cassandra" { pro "no failover"; con "repairs" }
  option nothing "Nothing"
}

decision ADR-0007 "Use two stores" {
  because "One was too slow."
}
"""
    )
    assert list(design(text).decisions) == ["ADR-0003", "ADR-0007"]


def test_a_successor_that_is_not_read_is_not_named() -> None:
    text = declared({"0003-one.md": RECORD})
    assert "status superseded\n" in text
    assert "superseded_by" not in text


def test_names_are_unique() -> None:
    text = declared({"a.md": SUCCESSOR, "b.md": SUCCESSOR})
    assert list(design(text).decisions) == ["use_two_stores", "use_two_stores_2"]


@pytest.mark.parametrize(
    "text", ["", "no heading", "## Only a section", "---\nstatus: accepted\n", "# " + "x" * 300_000]
)
def test_what_is_no_record(text: str) -> None:
    with pytest.raises(NoRecordError, match=r"`a\.md` is no decision record"):
        declared({"a.md": text})


def test_too_many_options() -> None:
    items = "\n".join(f"* option {n}" for n in range(60))
    with pytest.raises(NoRecordError, match="at most 50 options"):
        declared({"a.md": f"# Title\n\n## Considered Options\n\n{items}\n"})


@pytest.mark.parametrize(
    "line",
    [
        '* a" }\ncomponent evil : service { tech "x',
        "* \\",
        "* x\u2028component evil : service",
        "* \x00\x1b[31mred",
        "* }",
        '* """',
    ],
)
def test_a_text_stays_a_text(line: str) -> None:
    """Nothing in a file becomes a statement of the design."""
    text = f"# Title {line[2:]}\n\n## Considered Options\n\n{line}\n* two\n\n## Decision Outcome\n\n{line}\n"
    found = design(declared({"a.md": text}))
    assert len(found.decisions) == 1
    assert not found.components


def test_a_mark_cannot_name_more_than_names() -> None:
    text = "# T\n\n<!-- designlint: decision `D1` about `a`, } component evil : service -->\n"
    assert declared({"a.md": text}) == 'decision D1 "T" about a {\n}\n'


@pytest.mark.parametrize("name", ["o--o", "x-", "a..b", "a.-b", "-", "a.", "a" * 300])
def test_a_mark_names_what_can_be_a_name(name: str) -> None:
    text = f"# T\n\n<!-- designlint: decision `{name}` about `{name}` -->\n"
    found, _ = read(declared({"a.md": text}))
    assert {one.code for one in found} <= {"LNG007"}


@pytest.mark.parametrize(
    "line",
    ["#" * 100_000 + "x", "# " + "# " * 50_000 + "x", "* " + "[" * 100_000, "Chosen option: " + "because " * 12_000,
     "* [" + "a](" * 30_000, "superseded by " * 7_000],
)  # fmt: skip
def test_long_lines_take_no_time(line: str) -> None:
    text = f"---\nstatus: {line[:40_000]}\n---\n# T\n\n## Decision Outcome\n\n{line}\n\n## Considered Options\n\n{line}\n"
    begin = time.perf_counter()
    declared({"a.md": text})
    assert time.perf_counter() - begin < 2.0
