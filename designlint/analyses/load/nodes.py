"""The nodes of the traffic equations that are no components: the calls of a step, and the messages that wait
for one."""

from __future__ import annotations

from designlint.analyses.load.part import Node
from designlint.analyses.measure import Missing
from designlint.model import Flow
from designlint.schema.context import RATE

# No component has such a name.
_CALL, _MESSAGES = "#", "@"


def call_node(flow: str, number: int) -> Node:
    """The calls of a step, where the next step of its line goes on from them."""
    return flow, f"{_CALL}{number}"


def messages_for(flow: str, number: int) -> Node:
    """The messages that a queue or stream has for a step."""
    return flow, f"{_MESSAGES}{number}"


def missing_rate(flow: Flow) -> Missing:
    """What would say how often a flow begins at peak."""
    if flow[RATE] is not None:
        return Missing("", "peak factor", "peak 3x")
    return Missing(flow.path, "rate", "rate 100 req/s peak")


def is_call(name: str) -> bool:
    """Whether a name is that of the calls of a step."""
    return name.startswith(_CALL)


def number_of_messages(name: str) -> int | None:
    """The number of the step for which a node has the messages; None of other nodes."""
    return int(name.removeprefix(_MESSAGES)) if name.startswith(_MESSAGES) else None
