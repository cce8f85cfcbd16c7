"""Retries along flows against the enumeration of every way, and the condition of an overload."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designlint.analyses.resilience.attempts import amplifications, most_attempts
from designlint.analyses.resilience.retry_chains import retry_chains
from designlint.analyses.resilience.retry_storms import retry_storms
from designlint.model import Step
from tests.analyses.designs import facts_of

CHAIN = """
actor visitor
component a : service
component b : service
component c : database
visitor -> a {{ retries {0} }}
a -> b {{ retries {1} }}
b -> c {{ retries {2} }}
flow f {{ visitor -> a -> b -> c }}
"""


@pytest.mark.parametrize(("retries", "calls"), [((3, 3, 3), 64), ((2, 2, 1), 18), ((1, 1, 1), 8)])
def test_layers_multiply(retries: tuple[int, int, int], calls: float) -> None:
    (chain,) = facts_of(CHAIN.format(*retries))[retry_chains]
    assert (chain.callee, chain.calls, len(chain.layers)) == ("c", calls, 3)


def test_on_a_usual_day_few_calls_are_repeated() -> None:
    (chain,) = facts_of(CHAIN.format(3, 3, 3))[retry_chains]
    assert chain.mean_calls(0.01) == pytest.approx(1.0101010, abs=1e-6)
    assert chain.mean_calls(1.0) == 64
    (bounded,) = facts_of(CHAIN.format(3, "3; retry_budget 10%", 3))[retry_chains]
    assert bounded.calls == pytest.approx(17.6)
    assert bounded.mean_calls(0.01) is None


def test_few_attempts_are_no_chain() -> None:
    assert facts_of(CHAIN.format(0, 1, 2))[retry_chains] == ()


@pytest.mark.parametrize(
    ("stated", "attempts"),
    [
        ("timeout 1s", 1.0),
        ("retries 3", 4.0),
        ("retries 3; retry_budget 10%", 1.1),
        ("retries 3; circuit_breaker yes", 1.0),
        ("retries 3; circuit_breaker no", 4.0),
        ("retries 1; hedge 10ms", 4.0),
        ("retries 3; backoff jitter", 4.0),
    ],
)
def test_what_changes_the_number_of_attempts(stated: str, attempts: float) -> None:
    facts = facts_of(
        f"component a : service\ncomponent b : service\nflow f {{ a -> b {{ {stated} }} }}"
    )
    (call,) = facts.design.flows["f"].steps
    assert most_attempts(call) == pytest.approx(attempts)


LAYERS = 4


@st.composite
def layered(draw: st.DrawFn) -> str:
    """Calls between layers of two nodes, with retries or none, some of them optional."""
    names = [[f"n{layer}{side}" for side in "ab"] for layer in range(LAYERS)]
    lines = [f"component {name} : service" for layer in names for name in layer]
    lines += ["component root : service", "flow f {", "rate 100 req/s peak"]
    lines += [f"root -> {name}" for name in names[0]]
    reached = {*names[0]}
    for upper, lower in pairwise(names):
        for caller in (name for name in upper if name in reached):
            for callee in lower:
                if draw(st.booleans()):
                    retries = draw(st.integers(0, 3))
                    optional = ", optional" if draw(st.integers(0, 3)) == 0 else ""
                    lines.append(f"{caller} -> {callee}{optional} {{ retries {retries} }}")
                    reached.add(callee)
    return "\n".join([*lines, "}"])


def ways(steps: tuple[Step, ...], node: str) -> Iterator[tuple[Step, ...]]:
    """Every way from the root to a node."""
    arriving = [step for step in steps if step.callee.path == node]
    if not arriving:
        yield ()
    for step in arriving:
        for way in ways(steps, step.caller.path):
            yield (*way, step)


def attempts_along(way: tuple[Step, ...]) -> float:
    """The product from the lowest call upwards, as far as the failure goes up."""
    product = 1.0
    for step in reversed(way):
        product *= most_attempts(step)
        if step.optional:
            break
    return product


@given(layered())
def test_the_worst_chain_is_the_worst_of_all_ways(text: str) -> None:
    facts = facts_of(text)
    flow = facts.design.flows["f"]
    worst = facts[amplifications]["f"].worst
    for node in {step.callee.path for step in flow.steps if step.caller.path.startswith("n")}:
        expected = max(attempts_along(way) for way in ways(flow.steps, node))
        found = 1.0
        for layer in worst.get(node, ()):
            found *= layer.attempts
        assert found == pytest.approx(expected)


@given(layered())
def test_the_load_with_retries_is_the_sum_over_all_ways(text: str) -> None:
    facts = facts_of(text)
    flow = facts.design.flows["f"]
    factors = facts[amplifications]["f"].factors(most_attempts)
    for node in {step.callee.path for step in flow.steps}:
        all_ways = list(ways(flow.steps, node))
        calls = dict.fromkeys(all_ways, 100.0)
        repeated = sum(rate * attempts_along(way) for way, rate in calls.items())
        arriving = [step for step in flow.steps if step.callee.path == node]
        rates = {id(step): 100.0 * sum(way[-1] is step for way in all_ways) for step in arriving}
        found = sum(rates[id(step)] * factors[id(step)] for step in arriving)
        assert found == pytest.approx(repeated)


def test_the_overload_stays_exactly_when_the_load_with_retries_does_not_fit() -> None:
    text = """
    actor visitor
    component links : service {{ replicas 1; capacity 1k req/s }}
    visitor -> links {{ retries 2 }}
    flow f {{ rate {0} req/s peak; visitor -> links }}
    """
    assert not facts_of(text.format(333))[retry_storms]
    storm = facts_of(text.format(334))[retry_storms]["links"]
    assert storm.utilisation.low == pytest.approx(1.002)
    assert storm.holds_from == pytest.approx(1 / 1.002)
    assert not facts_of(text.format(1001))[retry_storms]
