"""What a queue or stream may do to a message between who sends it and who takes it: forget it, or hand it out
after a later one."""

from __future__ import annotations

from collections.abc import Iterator

from designlint.analyses.measure import step
from designlint.diagnostics.diagnostic import Step as Line
from designlint.model import Catalogued, Component, Known
from designlint.quantities.quantity import Dimension
from designlint.quantities.showing import show
from designlint.schema.messaging import BOUND, DELIVERY, ON_FULL, ORDER, PARTITIONS
from designlint.schema.roles import Role
from designlint.schema.store import RETENTION

_ORDERED = ("fifo", "per_key")


def forgets(broker: Component) -> Known[str] | None:
    """What states that a broker forgets a message when it hands it out, so that a failure of the consumer takes
    it; None where nothing does."""
    delivery = broker[DELIVERY]
    return delivery if delivery is not None and delivery.value == "at_most_once" else None


def hands_out_if(broker: Component) -> Iterator[Line]:
    """What has to be right for a broker that does not forget to hand out each message. A log keeps what it has
    handed out."""
    if broker[DELIVERY] is None and not broker.plays(Role.LOG):
        yield Line(f"`{broker.path}` delivers at least once: its `delivery` is not declared")
    yield from waits_safely_if(broker)


def waits_safely_if(broker: Component) -> Iterator[Line]:
    """What has to be right for a broker to lose no message that waits."""
    path, full, retention = broker.path, broker[ON_FULL], broker[RETENTION]
    is_bounded = full is not None or broker[BOUND] is not None
    if is_bounded and (full is None or full.value == "drop"):
        at = None if full is None else full.span
        yield Line(f"`{path}` never fills up, and so drops nothing", at)
    if (
        retention is not None
        and not isinstance(retention.origin, Catalogued)
        and not _is_bounded_within(broker, retention.value.value)
    ):
        text = f"no message waits in `{path}` for longer than the {show(retention.value)} that it is kept"
        yield step(text, retention)


def _is_bounded_within(broker: Component, seconds: float) -> bool:
    """Whether nothing waits for longer than so many seconds, as the `bound` of a broker is no longer than that."""
    bound = broker[BOUND]
    is_time = bound is not None and bound.value.dimension is Dimension.TIME
    return is_time and bound is not None and bound.value.value <= seconds


def in_order_if(broker: Component) -> Iterator[Line]:
    """What has to be right for the messages of one item to be handed out in their order: nothing where a broker
    keeps it, for each key at the least. A log has one order, unless it is split by no key."""
    order, parts = broker[ORDER], broker[PARTITIONS]
    if order is not None:
        is_kept = order.value.order in _ORDERED
    else:
        is_one = parts is None or parts.value.number == 1
        is_kept = broker.plays(Role.LOG) and (is_one or bool(parts and parts.value.key))
    if not is_kept:
        how = "`order` is not declared" if order is None else f"its order is {order.value.order}"
        yield step(
            f"`{broker.path}` hands out no change of an item after a later one: {how}", order
        )
