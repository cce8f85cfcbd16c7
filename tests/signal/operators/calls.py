"""Timeouts, retries and what a caller does when a callee is slow (RES)."""

from __future__ import annotations

import re

from tests.signal.mutation import Draft, Operator, Part

RELATION = r"\w+ -> \w+ \{"
AUTOSCALED = r"component (shop|desk|tracking|bank|office|hub|app|cell_one|cell_two|board) :"


def inverted(match: re.Match[str], part: Part, draft: Draft) -> str:
    """The caller of a caller waits for less than its callee may."""
    callee = part.name.split("-")[1]
    deeper = re.findall(rf"^{callee} -> (\w+) \{{ timeout (\w+)", draft.text, re.MULTILINE)
    return "timeout 60ms" if any(time not in ("50ms",) for _, time in deeper) else ""


def scales_on_latency(match: re.Match[str], part: Part, draft: Draft) -> str:
    """More replicas where those that it calls are slow."""
    now = int(match[1])
    return f"{match[0]} autoscale {now}..{now + 1} in 2min on latency;"


def scales_late(match: re.Match[str], part: Part, draft: Draft) -> str:
    """More replicas long after they are needed."""
    now = int(match[1])
    return f"{match[0]} boot_time 10min; autoscale {now}..{now + 1} in 5min on cpu;"


OPERATORS = (
    Operator(
        "no_timeout",
        "RES",
        RELATION,
        r"timeout \w+; ",
        "",
        unless=r"^(bank -> rates|build|edge|lb|entry|router|gate|ringer|\w+ -> jobs)\b",
    ),
    Operator(
        "no_backoff",
        "RES",
        RELATION,
        r"retries \d; backoff jitter; retry_budget \d+%; ",
        "retries 3; ",
    ),
    Operator(
        "no_jitter", "RES", RELATION, r"backoff jitter; retry_budget \d+%; ", "backoff fixed; "
    ),
    Operator(
        "many_retries",
        "RES",
        RELATION,
        r"timeout \w+; retries \d; backoff jitter; retry_budget \d+%;",
        "timeout 60ms; retries 9; backoff jitter;",
        unless="^writer",
    ),
    Operator("inverted_timeout", "RES", RELATION, r"timeout \d+s", inverted, also=("VER",)),
    Operator(
        "third_party_no_timeout",
        "RES",
        r"bank -> rates",
        r"timeout \w+; circuit_breaker yes; ",
        "",
        then=("; bulkhead 20", ""),
    ),
    Operator(
        "needed_rates",
        "RES",
        r"flow transfer",
        r"bank -> rates 10%, optional",
        "bank -> rates",
        also=("VER",),
        then=(
            r"circuit_breaker yes; on_failure degrade; encryption tls; bulkhead 20",
            "encryption tls",
        ),
    ),
    Operator(
        "needed_cache",
        "RES",
        r"flow send",
        r"hub -> sessions reads session, writes session, optional",
        "hub -> sessions reads session, writes session",
        also=("VER",),
        then=("on_failure degrade; ", ""),
    ),
    Operator(
        "scales_on_latency",
        "RES",
        AUTOSCALED,
        r"replicas (\d+) in [\w, ]+;",
        scales_on_latency,
    ),
    Operator(
        "scales_late",
        "RES",
        AUTOSCALED,
        r"replicas (\d+) in [\w, ]+;",
        scales_late,
        unless="boot_time",
    ),
    Operator(
        "two_layers_retry",
        "RES",
        RELATION,
        r"retries \d; backoff jitter; retry_budget \d+%;",
        "retries 4; backoff jitter;",
        unless="^writer",
        then=(
            r"(lb|entry|router|gate) -> (shop|desk|tracking|bank|hub|cell_one|cell_two|office) \{ timeout \w+;",
            r"\1 -> \2 { timeout 30s; retries 4; backoff jitter; idempotent yes;",
        ),
    ),
)
