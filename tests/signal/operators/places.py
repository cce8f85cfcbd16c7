"""Redundancy that is missing or that ends at one place (SPF)."""

from __future__ import annotations

import re

from tests.signal.mutation import Draft, Operator, Part

SERVING = r"component \w+ : (service|gateway|load_balancer|monolith|identity)"
SPREAD = r"replicas (\d+) in (\w+), [\w, ]+"
TOOLS = r"bastion|build"
STORE = (
    r"topology leader_follower \{ leader in (\w+); followers (\d) in ([\w, ]+); sync \d \}"
    r"\s*failover auto \w+ \{[^}]*\}"
)


def as_strong(text: str, factor: int) -> str:
    """The capacity and the concurrency of a replica, times a factor: what is missing is spread alone."""

    def times(match: re.Match[str]) -> str:
        scale = 1000 if match[3] else 1
        return f"{match[1]}{int(match[2]) * scale * factor}"

    return re.sub(r"((?:capacity|concurrency) )(\d+)(k?)(?= (?:req|op|msg|per))", times, text)


def one_replica(match: re.Match[str], part: Part, draft: Draft) -> str:
    """The declaration with one replica that is as strong as all were: nothing but the others is missing."""
    return as_strong(re.sub(SPREAD, r"replicas 1 in \2", match[0]), int(match[1]))


def one_zone(match: re.Match[str], part: Part, draft: Draft) -> str:
    """All replicas in the first place."""
    return f"replicas {match[1]} in {match[2]}"


def all_needed(match: re.Match[str], part: Part, draft: Draft) -> str:
    """As many replicas as there are must be up."""
    return f"{match[0]}; needs {match[1]}"


OPERATORS = (
    Operator(
        "one_replica",
        "SPF",
        SERVING,
        rf"\A[\s\S]*?{SPREAD}[\s\S]*\Z",
        one_replica,
        also=("VER",),
        unless=TOOLS,
    ),
    Operator("one_zone", "SPF", SERVING, SPREAD, one_zone, also=("VER",), unless=TOOLS),
    Operator("all_needed", "SPF", SERVING, SPREAD, all_needed, also=("VER",), unless=TOOLS),
    Operator(
        "store_single",
        "SPF",
        r"component \w+ : database",
        STORE,
        r"topology single; replicas 1 in \1",
        also=("VER",),
    ),
    Operator(
        "store_one_zone",
        "SPF",
        r"component \w+ : database",
        STORE,
        r"topology leader_follower { leader in \1; followers \2 in \1; sync 1 };"
        r" failover auto 30s { promotes synchronous; fencing yes }",
        also=("VER",),
    ),
    Operator(
        "log_one_zone",
        "SPF",
        r"component \w+ : (stream|database)",
        SPREAD,
        one_zone,
        also=("VER",),
    ),
)
