"""What retries make of a failure: multiplied calls, and overload that outlasts its cause."""

from __future__ import annotations

from designlint.analyses.facts import Facts
from designlint.analyses.resilience.attempts import Layer, amplifications
from designlint.analyses.resilience.retry_chains import RetryChain, retry_chains
from designlint.analyses.resilience.retry_storms import RetryStorm, retry_storms


class Retries:
    """The retries of a design."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @property
    def chains(self) -> tuple[RetryChain, ...]:
        """The layers of callers that all retry when the last callee fails, worst first."""
        return self._facts[retry_chains]

    @property
    def storms(self) -> dict[str, RetryStorm]:
        """The components that unbounded retries keep overloaded, by path."""
        return self._facts[retry_storms]

    def above(self, path: str) -> tuple[Layer, ...]:
        """The layers that retry above a component, in all flows."""
        found = [
            layer
            for flow in self._facts.design.flows_by_element.get(path, ())
            for layer in self._facts[amplifications][flow].worst.get(path, ())
        ]
        return tuple({layer.pair: layer for layer in found}.values())


def retries(facts: Facts) -> Retries:
    """The retries of a design."""
    return Retries(facts)
