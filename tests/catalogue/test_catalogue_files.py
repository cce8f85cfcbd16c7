"""The shape of the technology catalogue: every fact says what it is, where it comes from and when."""

from __future__ import annotations

import copy
import datetime
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

import designlint
from designlint.schema.store import TRANSACTIONAL

CATALOGUE = Path(designlint.__file__).parent / "technologies"
FILES = sorted(CATALOGUE.glob("*.yaml"))
AT_LEAST = 40
LATEST_YEAR = 2026  # the year of the newest fact: raise it when facts are read again

COMPONENT_WORDS = """
monitoring deploy config identity secrets service function worker scheduler gateway load_balancer dns cdn
cache database search object_store file_store queue stream coordinator client monolith third_party
"""
PROPERTY_WORDS = """
availability capacity model topology replication delivers delivers_strong pacelc failover
delivery order managed durability limit retention max_size copies conflicts quorum dead_letter token_ttl fsync refresh
durable visibility heartbeat encrypted_at_rest
"""
KINDS = frozenset(COMPONENT_WORDS.split())
PROPERTIES = frozenset(PROPERTY_WORDS.split())
FACT_KINDS = frozenset({"sla", "quota", "designed_for", "benchmark", "behaviour"})
ISOLATION = {"word", "means", "source", "date", "note"}
NEVER = {"property", "values", "source", "date", "note"}
WORDS = {
    "model": "relational key_value document wide_column graph time_series search",
    "topology": "single leader_follower multi_leader leaderless consensus",
    "replication": "synchronous asynchronous semi_synchronous",
    "delivers": "strict_serializable serializable snapshot_isolation repeatable_read read_committed read_uncommitted "
    "linearizable sequential causal read_your_writes monotonic_reads bounded_staleness consistent_prefix eventual",
    "conflicts": "last_writer_wins merge crdt siblings reject none",
    "quorum": "strict sloppy",
    "fsync": "before_ack after_ack never",
    "pacelc": "pc_ec pa_el pa_ec pc_el",
    "delivery": "at_most_once at_least_once exactly_once",
    "order": "none fifo per_key",
    "managed": "zonal regional global",
}
WORDS["delivers_strong"] = WORDS["delivers"]

CONDITION = re.compile(r"(zones|instances|regions) [2-9]|tier [a-z_]+|none")
SAYS = {
    "several zones": re.compile(r"two or more zones|multiple zones|several zones|Multi-AZ"),
    "several instances": re.compile(r"two or more instances"),
    "several regions": re.compile(r"multi-region|several regions"),
}
SUBJECTS = frozenset({"instance", "platform", "control_plane"})

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
HTTP_ONLY = frozenset({"www.cs.umd.edu"})  # hosts whose page is cited by an address without TLS


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def date_problem(value: object) -> str | None:
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    if not DATE.fullmatch(text):
        return f"date {text!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    year, month, day = (int(part) for part in (text + "-01-01").split("-")[:3])
    try:
        datetime.date(year, month, day)
    except ValueError:
        return f"date {text!r} is not in the calendar"
    return f"date {text!r} is in the future" if year > LATEST_YEAR else None


def source_problem(value: object) -> str | None:
    parts = urlsplit(str(value))
    if not parts.hostname or "." not in parts.hostname or re.search(r"\s", str(value)):
        return f"source {value!r} is not the address of a page"
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HTTP_ONLY):
        return None
    return f"source {value!r} is not https"


def fact_problems(fact: object) -> list[str]:
    if not isinstance(fact, dict):
        return ["a fact is not a mapping"]
    found = [
        f"no {key}"
        for key in ("property", "value", "kind", "source", "date")
        if fact.get(key) in (None, "")
    ]
    found += [
        f"unknown key {key!r}"
        for key in fact.keys()
        - {"property", "value", "kind", "source", "date", "note", "condition", "of"}
    ]
    if found:
        return found
    prop, value = fact["property"], fact["value"]
    if prop not in PROPERTIES:
        found.append(f"unknown property {prop!r}")
    if not isinstance(value, str):
        found.append(f"value of {prop} is read as {type(value).__name__}: quote it")
    elif prop in WORDS and value not in WORDS[prop].split():
        found.append(f"unknown {prop} {value!r}")
    elif prop == "limit" and len(value.split()) < 2:
        found.append(f"limit {value!r} is not a name and a value")
    if fact["kind"] not in FACT_KINDS:
        found.append(f"unknown kind of fact {fact['kind']!r}")
    return found + [
        problem
        for problem in (
            source_problem(fact["source"]),
            date_problem(fact["date"]),
            condition_problem(fact),
        )
        if problem
    ]


def condition_problem(fact: dict[str, Any]) -> str | None:
    """An availability that is promised has a condition, or says that its page has none."""
    if "of" in fact and fact["of"] not in SUBJECTS:
        return f"unknown subject {fact['of']!r}"
    if fact["property"] != "availability" or fact["kind"] not in ("sla", "designed_for"):
        return "a condition is that of a promise" if "condition" in fact else None
    condition = str(fact.get("condition", ""))
    if not all(CONDITION.fullmatch(one) for one in condition.split(", ")):
        return (
            f"condition {condition!r} is none of: zones 2, instances 2, regions 2, tier NAME, none"
        )
    asked = [what for what, said in SAYS.items() if said.search(str(fact.get("note", "")))]
    return (
        f"the note says {asked[0]}, the condition does not"
        if condition == "none" and asked
        else None
    )


def never_problems(never: object) -> list[str]:
    """What is wrong with what a technology can never be."""
    if not isinstance(never, dict) or never.keys() != NEVER:
        return ["what can never be has other keys"]
    known = WORDS.get(never["property"], "").split()
    found = [f"unknown {never['property']} {v!r}" for v in never["values"] if v not in known]
    problems_of = (source_problem(never["source"]), date_problem(never["date"]))
    return found + [problem for problem in problems_of if problem]


def isolation_problems(word: object) -> list[str]:
    """What is wrong with the meaning of a word for isolation."""
    if not isinstance(word, dict) or word.keys() - {"where", "at_most"} != ISOLATION:
        return ["a meaning has other keys"]
    found = [
        f"unknown model {v!r}"
        for v in (word["word"], word["means"], word.get("at_most", word["means"]))
        if v not in TRANSACTIONAL
    ]
    if word.get("where", "standby") != "standby":
        found.append(f"unknown place {word['where']!r}")
    return found + [p for p in (source_problem(word["source"]), date_problem(word["date"])) if p]


def identity(fact: dict[str, Any]) -> tuple[str, ...]:
    """Two facts may not say the same thing twice; limits are distinguished by their name."""
    key = (str(fact["property"]), str(fact["kind"]))
    return (*key, str(fact["value"]).split()[0]) if fact["property"] == "limit" else key


def problems(data: object) -> list[str]:
    if not isinstance(data, dict):
        return ["not a mapping"]
    found = [f"no {key}" for key in ("title", "kinds") if not data.get(key)]
    found += ["no facts"] if "facts" not in data else []
    found += [
        f"unknown key {key!r}"
        for key in data.keys()
        - {"title", "kinds", "facts", "never", "isolation", "aliases", "vendor"}
    ]
    if found:
        return found
    if not isinstance(data["title"], str):
        found.append("the title is not text")
    if not isinstance(data["kinds"], list) or not isinstance(data["facts"], list):
        return [*found, "kinds or facts is not a list"]
    found += [f"unknown component kind {kind!r}" for kind in data["kinds"] if kind not in KINDS]
    bad = [problem for fact in data["facts"] for problem in fact_problems(fact)]
    bad += [problem for never in data.get("never", ()) for problem in never_problems(never)]
    bad += [problem for word in data.get("isolation", ()) for problem in isolation_problems(word)]
    if bad:
        return found + bad
    seen = [identity(fact) for fact in data["facts"]]
    return found + [
        f"said twice: {' '.join(key)}" for key in sorted(set(seen)) if seen.count(key) > 1
    ]


def test_there_are_enough_technologies() -> None:
    assert len(FILES) >= AT_LEAST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_shape_of_the_catalogue(path: Path) -> None:
    assert NAME.fullmatch(path.stem), (
        "a technology is written after `tech`: lower case, at most one dot"
    )
    assert problems(read(path)) == []


GOOD: dict[str, Any] = {
    "title": "A store",
    "kinds": ["database"],
    "facts": [
        {
            "property": "topology",
            "value": "leaderless",
            "kind": "behaviour",
            "source": "https://example.org/docs",
            "date": "2020-01-15",
        },
        {
            "property": "limit",
            "value": "item_size 400KB",
            "kind": "quota",
            "source": "https://example.org/limits",
            "date": datetime.date(2020, 1, 15),
            "note": "Names included.",
        },
    ],
}


def test_a_good_file_is_accepted() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize("key", ["title", "kinds", "facts"])
def test_a_missing_part_of_a_file_is_refused(key: str) -> None:
    data = copy.deepcopy(GOOD)
    del data[key]
    assert problems(data) == [f"no {key}"]


@pytest.mark.parametrize("key", ["property", "value", "kind", "source", "date"])
def test_a_missing_part_of_a_fact_is_refused(key: str) -> None:
    data = copy.deepcopy(GOOD)
    del data["facts"][0][key]
    assert problems(data) == [f"no {key}"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("property", "speed", "unknown property"),
        ("value", 3, "quote it"),
        ("value", "starfish", "unknown topology"),
        ("kind", "rumour", "unknown kind of fact"),
        ("source", "http://example.org/docs", "not https"),
        ("source", "a colleague", "not the address of a page"),
        ("date", "January 2020", "is not YYYY"),
        ("date", "2020-13", "not in the calendar"),
        ("date", "2020-02-30", "not in the calendar"),
        ("date", str(LATEST_YEAR + 1), "in the future"),
        ("colour", "blue", "unknown key"),
    ],
)
def test_a_wrong_part_of_a_fact_is_refused(key: str, value: object, message: str) -> None:
    data = copy.deepcopy(GOOD)
    data["facts"][0][key] = value
    found = problems(data)
    assert len(found) == 1
    assert message in found[0]


def test_an_unknown_component_kind_is_refused() -> None:
    assert problems({**GOOD, "kinds": ["databse"]}) == ["unknown component kind 'databse'"]


def test_the_same_thing_said_twice_is_refused() -> None:
    data = copy.deepcopy(GOOD)
    data["facts"].append({**data["facts"][0], "value": "single"})
    assert problems(data) == ["said twice: topology behaviour"]
    data = copy.deepcopy(GOOD)
    data["facts"].append({**data["facts"][1], "value": "item_size 1MB"})
    assert problems(data) == ["said twice: limit quota item_size"]


def test_two_limits_of_different_names_are_no_repetition() -> None:
    data = copy.deepcopy(GOOD)
    data["facts"].append({**data["facts"][1], "value": "partition_reads 3000 req/s"})
    assert problems(data) == []
