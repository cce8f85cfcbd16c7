"""The headroom of consumers is that of the messages which reach them."""

from __future__ import annotations

import pytest

from tests.oracle.comparing import Bounds, held
from tests.oracle.designs import World
from tests.oracle.messages import random_broker


def compare(seed: int) -> None:
    broker = random_broker(seed)
    rooms = broker.rooms().items()
    computed = [Bounds(World("today"), f"headroom of {name}", room, room) for name, room in rooms]
    found = list(held(broker.text(), computed))
    assert found == [], "\n".join([f"seed {seed}", broker.text(), *map(str, found)])


def test_small_brokers() -> None:
    for seed in range(40):
        compare(seed)


@pytest.mark.slow
def test_many_small_brokers() -> None:
    for seed in range(1000, 1300):
        compare(seed)
