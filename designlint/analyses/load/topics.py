"""Which messages of a queue or stream a consumer gets: those that carry a data item that it reads.

`feed ~> proc reads order` gets what is written of `order` into `feed`, and what is written without naming
any data. A consumer that names no data gets everything; but not what it publishes back itself, where that
carries data that it does not read, or names none and the flow has another consumer. How much there is
of data that no flow writes is not declared.
"""

from __future__ import annotations

from collections.abc import Sequence

from designlint.base.records import NamedTuple
from designlint.model import Named, Step


class Publication(NamedTuple):
    """A call that puts messages into a queue or stream: the number of a step in a flow."""

    flow: str
    number: int
    step: Step


class Subscription(NamedTuple):
    """A call by which a queue or stream hands messages to a consumer: the number of a step in a flow."""

    flow: str
    number: int
    step: Step

    def gets(
        self, put: Sequence[Publication], beside: Sequence[Subscription] = ()
    ) -> list[Publication]:
        """Those of the calls that put messages in whose messages it gets, `beside` other consumers."""
        come = [one for one in put if not self._is_for_others(one, beside)]
        if self.step.reads:
            return [one for one in come if self._names(one)]
        return [one for one in come if not self._publishes_back(one)]

    def _is_for_others(self, put: Publication, beside: Sequence[Subscription]) -> bool:
        """Whether it publishes the messages itself, of no data that is named, and its flow says who else
        takes them."""
        consumer = self.step.callee.path
        if put.step.caller.path != consumer or put.step.writes:
            return False
        return any(o.flow == put.flow and o.step.callee.path != consumer for o in beside)

    def _names(self, put: Publication) -> bool:
        """Whether it reads a data item that the messages carry, as far as both name any."""
        wanted, carried = _paths(self.step.reads), _paths(put.step.writes)
        return not carried or bool(wanted & carried)

    def _publishes_back(self, put: Publication) -> bool:
        """Whether the consumer itself publishes the messages, of data that it does not read."""
        is_own = put.step.caller.path == self.step.callee.path
        return is_own and bool(put.step.writes)


class Readers(NamedTuple):
    """Who gets the messages of a call."""

    put: Publication
    by: tuple[Subscription, ...]


def _paths(names: tuple[Named, ...]) -> frozenset[str]:
    return frozenset([named.path for named in names])
